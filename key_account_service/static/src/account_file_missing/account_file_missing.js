import { Component, useRef } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const CONTACT = "partner_id.";

/** What an account file lacks, each a link to where it is filled in. */
export class AccountFileMissing extends Component {
    static template = "key_account_service.AccountFileMissing";
    static props = { ...standardFieldProps };

    setup() {
        this.root = useRef("root");
        this.action = useService("action");
    }

    get missing() {
        return this.props.record.data[this.props.name].records;
    }

    async fillIn(criterion) {
        const { place } = criterion.data;
        if (!place.startsWith(CONTACT)) {
            return this.showField(place);
        }
        if (await this.props.record.save()) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: "res.partner",
                res_id: this.props.record.data.partner_id.id,
                views: [[false, "form"]],
            });
        }
    }

    /** Turn the pages of the form until the field is found. */
    async showField(name) {
        const form = this.root.el.closest(".o_form_view");
        const tabs = [...form.querySelectorAll(".o_notebook_headers .nav-link")];
        const current = tabs.find((tab) => tab.classList.contains("active"));
        for (const tab of [null, ...tabs]) {
            tab?.click();
            await new Promise((resolve) => setTimeout(resolve, 50));
            const field = form.querySelector(`.o_field_widget[name="${name}"]`);
            if (field) {
                field.scrollIntoView({ block: "center" });
                field.querySelector("input, select, textarea, a")?.focus();
                return;
            }
        }
        // A field that the form does not show: stay where one was.
        current?.click();
    }
}

registry.category("fields").add("account_file_missing", {
    component: AccountFileMissing,
    supportedTypes: ["many2many"],
    relatedFields: [
        { name: "name", type: "char", readonly: true },
        { name: "place", type: "char", readonly: true },
    ],
});

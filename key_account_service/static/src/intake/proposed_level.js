import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The level that the words of a complaint speak for; one key takes it. */
export class ProposedLevel extends Component {
    static template = "key_account_service.ProposedLevel";
    static props = { ...standardFieldProps };

    get level() {
        return this.props.record.data[this.props.name];
    }

    get reason() {
        return _t("because of “%s”", this.props.record.data.level_reason || "");
    }

    take() {
        return this.props.record.update({ complaint_level_id: this.level });
    }
}

registry.category("fields").add("proposed_level", {
    component: ProposedLevel,
    displayName: _t("Proposed level"),
    supportedTypes: ["many2one"],
});

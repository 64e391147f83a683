import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { shortMoment } from "../moments/moments";

/** The last contacts with a key account, whatever the channel; each opens its record. */
export class AccountContacts extends Component {
    static template = "key_account_service.AccountContacts";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get contacts() {
        return this.props.record.data[this.props.name] || [];
    }

    moment(contact) {
        return shortMoment(deserializeDateTime(contact.at), { year: "numeric" });
    }

    open(contact) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: contact.model,
            res_id: contact.id,
            views: [[false, "form"]],
        });
    }
}

export const accountContacts = {
    component: AccountContacts,
    displayName: _t("Last Contacts"),
    supportedTypes: ["json"],
};

registry.category("fields").add("account_contacts", accountContacts);

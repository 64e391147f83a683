import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { shortMoment } from "../moments/moments";

/** The open cases of a customer; one is chosen to add to, and let go of again. */
export class OpenCases extends Component {
    static template = "key_account_service.OpenCases";
    static props = { ...standardFieldProps };

    get cases() {
        return this.props.record.data[this.props.name].records;
    }

    isChosen(ticket) {
        return this.props.record.data.join_case_id?.id === ticket.resId;
    }

    isAlike(ticket) {
        const alike = this.props.record.data.like_case_ids;
        return alike.records.some((record) => record.resId === ticket.resId);
    }

    due(ticket) {
        const moment = ticket.data.deadline_due_at;
        return moment ? _t("due %s", shortMoment(moment)) : "";
    }

    choose(ticket) {
        const chosen = { id: ticket.resId, display_name: ticket.data.name };
        return this.props.record.update({
            join_case_id: this.isChosen(ticket) ? false : chosen,
        });
    }

    /** The arrows walk through the list, so that it is one stop of the tab key. */
    onKeydown(ev) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (!step) {
            return;
        }
        const buttons = [...ev.currentTarget.querySelectorAll("button")];
        const next = buttons[buttons.indexOf(ev.target) + step];
        next?.focus();
        ev.preventDefault();
        ev.stopPropagation();
    }
}

registry.category("fields").add("open_cases", {
    component: OpenCases,
    displayName: _t("Open cases"),
    supportedTypes: ["many2many"],
    relatedFields: [
        { name: "number", type: "char", readonly: true },
        { name: "name", type: "char", readonly: true },
        { name: "deadline_due_at", type: "datetime", readonly: true },
    ],
});

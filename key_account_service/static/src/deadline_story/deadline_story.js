import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A shape for each kind of fact; the words beside it say the same without it. */
const LOOKS = {
    started: { icon: "fa-play", css: "text-bg-primary" },
    resumed: { icon: "fa-play", css: "text-bg-primary" },
    paused: { icon: "fa-pause", css: "text-bg-warning" },
    relevelled: { icon: "fa-exchange", css: "text-bg-info" },
    moved: { icon: "fa-calendar", css: "text-bg-info" },
    warned: { icon: "fa-exclamation-triangle", css: "text-bg-warning" },
    missed: { icon: "fa-times", css: "text-bg-danger" },
    told: { icon: "fa-bell", css: "text-bg-warning" },
    escalated: { icon: "fa-bullhorn", css: "text-bg-danger" },
    acknowledged: { icon: "fa-eye", css: "text-bg-secondary" },
    met: { icon: "fa-check", css: "text-bg-success" },
    cancelled: { icon: "fa-ban", css: "text-bg-secondary" },
};
const PLAIN = { icon: "fa-circle", css: "text-bg-secondary" };

/** Why a promise is due when it is: an answer, and the ledger as a timeline. */
export class DeadlineStory extends Component {
    static template = "key_account_service.DeadlineStory";
    static props = { ...standardFieldProps };

    get story() {
        return this.props.record.data[this.props.name];
    }

    look(line) {
        return LOOKS[line.kind] || PLAIN;
    }
}

export const deadlineStory = {
    component: DeadlineStory,
    displayName: _t("Deadline Story"),
    supportedTypes: ["json"],
};

registry.category("fields").add("deadline_story", deadlineStory);

import { Component, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { shortMoment } from "../moments/moments";

const { DateTime } = luxon;

/** One clock for all countdowns of a page, so that a long list has a single timer. */
const clock = {
    listeners: new Set(),
    timer: null,
    subscribe(listener) {
        this.listeners.add(listener);
        this.timer ??= setInterval(() => this.listeners.forEach((tell) => tell()), 10000);
        return () => {
            this.listeners.delete(listener);
            if (!this.listeners.size) {
                clearInterval(this.timer);
                this.timer = null;
            }
        };
    },
};

const LOOKS = {
    on_track: { icon: "fa-circle-o", css: "text-success" },
    warning: { icon: "fa-exclamation-triangle", css: "text-warning-emphasis fw-bold" },
    missed: { icon: "fa-times-circle", css: "text-danger fw-bold" },
};

/**
 * Time left until a deadline, or time since: told by shape and words, not by colour
 * alone. The moment itself is shown beside it, in the zone and language of the user.
 */
export class DeadlineCountdown extends Component {
    static template = "key_account_service.DeadlineCountdown";
    static props = { ...standardFieldProps, warnField: { type: String, optional: true } };

    setup() {
        this.state = useState({ now: DateTime.now() });
        onWillUnmount(clock.subscribe(() => (this.state.now = DateTime.now())));
    }

    get due() {
        return this.props.record.data[this.props.name];
    }

    get status() {
        const warn = this.props.record.data[this.props.warnField];
        if (this.due <= this.state.now) {
            return "missed";
        }
        return warn && warn <= this.state.now ? "warning" : "on_track";
    }

    get look() {
        return LOOKS[this.status];
    }

    get words() {
        const left = this.due.diff(this.state.now);
        if (Math.abs(left.as("seconds")) < 60) {
            return this.status === "missed" ? _t("due just now") : _t("due in a moment");
        }
        const time = this.span(left);
        return this.status === "missed"
            ? _t("%(time)s late", { time })
            : _t("%(time)s left", { time });
    }

    /** The two largest units: “2 days, 3 hr”, “14 min”. */
    span(duration) {
        const seconds = Math.abs(duration.as("seconds"));
        const units = seconds >= 86400 ? ["days", "hours"] : ["hours", "minutes"];
        const parts = luxon.Duration.fromObject({ seconds })
            .shiftTo(...units)
            .mapUnits((amount) => Math.floor(amount));
        const shown = units.filter((unit) => parts[unit]);
        const rest = Object.fromEntries(shown.map((unit) => [unit, parts[unit]]));
        return luxon.Duration.fromObject(rest)
            .reconfigure({ locale: this.due.locale })
            // A span, not an enumeration: “4小时8分钟” has no comma in it.
            .toHuman({ unitDisplay: "short", type: "unit", listStyle: "short" });
    }

    get moment() {
        return shortMoment(this.due);
    }

    get label() {
        const words = { missed: _t("Missed"), warning: _t("Warning"), on_track: _t("On track") };
        return words[this.status];
    }
}

export const deadlineCountdown = {
    component: DeadlineCountdown,
    displayName: _t("Deadline Countdown"),
    supportedTypes: ["datetime"],
    supportedOptions: [
        {
            label: _t("Field of the warning"),
            name: "warn_field",
            type: "field",
            availableTypes: ["datetime"],
        },
    ],
    extractProps: ({ options }) => ({ warnField: options.warn_field }),
    fieldDependencies: ({ options }) =>
        options.warn_field
            ? [{ name: options.warn_field, type: "datetime", readonly: true }]
            : [],
};

registry.category("fields").add("deadline_countdown", deadlineCountdown);

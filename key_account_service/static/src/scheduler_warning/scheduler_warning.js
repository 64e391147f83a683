import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

const EVERY = 5 * 60 * 1000;

/**
 * Tells whoever works with deadlines that nobody watches them. The server says whom it
 * tells; all others are asked for once and never again.
 */
export class SchedulerWarning extends Component {
    static template = "key_account_service.SchedulerWarning";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ warning: "", mayOpen: false });
        // Never in the way: the page does not wait for the answer.
        onWillStart(() => void this.start());
        onWillUnmount(() => clearInterval(this.timer));
    }

    async start() {
        if (await this.ask()) {
            this.timer = setInterval(() => this.ask(), EVERY);
        }
    }

    /** @returns {Promise<boolean>} whether to ask again later */
    async ask() {
        try {
            const answer = await this.orm.silent.call(
                "key.account.health",
                "scheduler_warning"
            );
            this.state.warning = answer.warning || "";
            this.state.mayOpen = Boolean(answer.may_open);
            return "warning" in answer;
        } catch {
            // Without a connection the client says so itself.
            return true;
        }
    }

    open() {
        if (this.state.mayOpen) {
            this.action.doAction("key_account_service.key_account_health_action");
        }
    }
}

registry
    .category("systray")
    .add(
        "key_account_service.scheduler_warning",
        { Component: SchedulerWarning },
        { sequence: 200 }
    );

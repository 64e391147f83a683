import { Component, onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";

const EVERY = 2000;

/** Shows how far an import is while it goes on in the background. */
export class AccountImportWatch extends Component {
    static template = "key_account_service.AccountImportWatch";
    static props = { "*": true };

    setup() {
        this.timer = setInterval(() => this.look(), EVERY);
        onWillUnmount(() => clearInterval(this.timer));
    }

    async look() {
        const record = this.props.record;
        if (record.resId && record.data.state === "waiting" && !this.looking) {
            this.looking = true;
            try {
                await record.load();
            } catch {
                // Without a connection the client says so itself.
            }
            this.looking = false;
        }
    }
}

registry
    .category("view_widgets")
    .add("key_account_import_watch", { component: AccountImportWatch });

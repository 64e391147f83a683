import { Chatter } from "@mail/chatter/web_portal/chatter";
import { patch } from "@web/core/utils/patch";

const OURS = ["helpdesk.ticket", "key.account.visit"];

patch(Chatter.prototype, {
    /**
     * Whoever only audits reads the talk about a case or a visit; buttons that do
     * nothing would only raise questions. Elsewhere Odoo shows them greyed out.
     */
    get isOnlyRead() {
        const thread = this.state.thread;
        return (
            OURS.includes(this.props.threadModel) &&
            Boolean(thread?.hasReadAccess) &&
            !thread.canPostMessage
        );
    },
});

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** CASE-1: what was said in a chat becomes a case. */
registry.category("discuss.channel_commands").add("case", {
    condition: ({ store }) => store.self_partner?.main_user_id?.share === false,
    help: _t("Make a case of this chat (/case summary)"),
    methodName: "execute_command_case",
});

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an uninstallation empties first: visits, meetings, needs."""

#: In this order: what names another goes before it.
LEAVING = (
    "DELETE FROM key_account_need",
    "DELETE FROM key_account_visit_move",
    "DELETE FROM key_account_visit_addendum",
    "DELETE FROM key_account_visit_promise",
    "DELETE FROM key_account_meeting_line",
    "DELETE FROM key_account_meeting",
    "UPDATE key_account_visit SET plan_id = NULL, key_account_tier_id = NULL"
    " WHERE plan_id IS NOT NULL OR key_account_tier_id IS NOT NULL",
    "DELETE FROM key_account_visit_plan",
    "DELETE FROM tier_review WHERE model = 'key.account.visit.plan'",
    "DELETE FROM tier_definition WHERE model = 'key.account.visit.plan'",
)

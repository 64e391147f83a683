# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an uninstallation empties first: what was written about cases."""

#: In this order: what names another goes before it.
LEAVING = (
    "DELETE FROM key_account_reception",
    "DELETE FROM key_account_case_form",
    "DELETE FROM key_account_warning",
    "UPDATE key_account_case_article SET replaces_id = NULL"
    " WHERE replaces_id IS NOT NULL",
    "DELETE FROM key_account_case_article",
    "UPDATE helpdesk_ticket SET cause_id = NULL WHERE cause_id IS NOT NULL",
    "UPDATE key_account_cause SET parent_id = NULL WHERE parent_id IS NOT NULL",
    "DELETE FROM key_account_call_back_attempt",
    "DELETE FROM key_account_call_back",
    "DELETE FROM key_account_call_back_sample",
    "DELETE FROM key_account_investigation",
    "DELETE FROM key_account_case_task",
    "DELETE FROM key_account_case_offer",
    "UPDATE fsm_order SET repair_follows_id = NULL WHERE repair_follows_id IS NOT NULL",
    "UPDATE helpdesk_ticket SET complaint_level_id = NULL, key_account_tier_id = NULL"
    " WHERE complaint_level_id IS NOT NULL OR key_account_tier_id IS NOT NULL",
    "UPDATE helpdesk_ticket_stage SET clock_role = 'run', pause_reason_id = NULL"
    " WHERE pause_reason_id IS NOT NULL",
)

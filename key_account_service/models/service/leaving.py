# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an uninstallation empties first: offers, service days, applications."""

#: In this order: what names another goes before it.
LEAVING = (
    "DELETE FROM key_account_announcement_recipient",
    "DELETE FROM key_account_announcement",
    "DELETE FROM key_account_opt_out",
    "DELETE FROM key_account_receipt",
    "DELETE FROM key_account_site_request",
    "DELETE FROM key_account_site_day",
    "DELETE FROM key_account_site_plan",
    "DELETE FROM key_account_trial",
    "DELETE FROM key_account_maintenance_visit",
    "DELETE FROM key_account_maintenance_plan",
    "DELETE FROM key_account_service_notice",
    "DELETE FROM key_account_service_term",
    "UPDATE fsm_order SET application_id = NULL WHERE application_id IS NOT NULL",
    "DELETE FROM key_account_application_call",
    "DELETE FROM key_account_application_equipment",
    "DELETE FROM key_account_application_line",
    "UPDATE key_account_application SET former_id = NULL WHERE former_id IS NOT NULL",
    "DELETE FROM key_account_application",
    "DELETE FROM tier_review WHERE model = 'key.account.application'",
    "DELETE FROM tier_definition WHERE model = 'key.account.application'",
)

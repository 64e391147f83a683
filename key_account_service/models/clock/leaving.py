# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an uninstallation empties first: alarms, the ledger, deadlines."""

#: In this order: what names another goes before it.
LEAVING = (
    "DELETE FROM key_account_alarm",
    "DELETE FROM key_account_escalation_step",
    "DELETE FROM key_account_deadline_event",
    "DELETE FROM key_account_deadline",
    "UPDATE key_account_deadline_policy SET revision_of_id = NULL"
    " WHERE revision_of_id IS NOT NULL",
)

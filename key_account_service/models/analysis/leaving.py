# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an uninstallation empties first: weekly reviews."""

#: In this order: what names another goes before it.
LEAVING = (
    "DELETE FROM key_account_weekly_action",
    "DELETE FROM key_account_weekly_line",
    "DELETE FROM key_account_weekly_review",
)

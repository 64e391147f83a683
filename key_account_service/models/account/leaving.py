# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an uninstallation empties first: files, tiers, teams."""

#: In this order: what names another goes before it.
LEAVING = (
    "DELETE FROM key_account_file_transfer",
    "DELETE FROM key_account_release_use",
    "DELETE FROM key_account_release",
    "DELETE FROM key_account_file_disclosure",
    "DELETE FROM key_account_file_exception",
    "DELETE FROM key_account_file_change",
    "DELETE FROM key_account_erasure",
    "DELETE FROM key_account_data_export",
    "DELETE FROM key_account_consent",
    "DELETE FROM key_account_tier_notice",
    "DELETE FROM key_account_tier_history",
    "DELETE FROM key_account_tier_proposal",
    "DELETE FROM tier_review WHERE model = 'key.account.tier.proposal'",
    "DELETE FROM tier_definition WHERE model = 'key.account.tier.proposal'",
    "DELETE FROM key_account_colleague",
    "UPDATE key_account_assignment_rule SET team_id = NULL WHERE team_id IS NOT NULL",
    "UPDATE res_partner SET key_account_tier_id = NULL, key_account_team_id = NULL"
    " WHERE key_account_tier_id IS NOT NULL OR key_account_team_id IS NOT NULL",
)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api

#: Not overwritten on upgrades: they go by the period of the deputy from now on.
DEPUTY_RULES = ("helpdesk_ticket_rule_officer", "key_account_visit_rule_officer")


def migrate(cr, version):
    """Every key account there is gets its file, and a history from now on."""
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    accounts = env["res.partner"].search([("key_account_kind", "!=", False)])
    accounts._ensure_key_account_files()
    accounts._follow_deputies()
    for name in DEPUTY_RULES:
        rule = env.ref(f"key_account_service.{name}", False)
        if rule:
            rule.domain_force = rule.domain_force.replace(
                "key_account_id.key_account_deputy_id",
                "key_account_id.key_account_acting_deputy_id",
            )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

SHIPPED = "[('model', '=', 'key.account.tier.proposal')]"
WIDER = "[('model', 'in', ('key.account.tier.proposal', 'key.account.application'))]"


def migrate(cr, version):
    """Administrators configure the approval of applications, unless they changed it."""
    cr.execute(
        "UPDATE ir_rule SET domain_force = %s WHERE trim(domain_force) = %s"
        " AND id IN (SELECT res_id FROM ir_model_data WHERE model = 'ir.rule'"
        " AND module = 'key_account_service'"
        " AND name = 'tier_definition_rule_manager')",
        (WIDER, SHIPPED),
    )

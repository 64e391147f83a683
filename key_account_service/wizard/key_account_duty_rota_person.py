# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDutyRotaPerson(models.TransientModel):
    """One who takes turns."""

    _name = "key.account.duty.rota.person"
    _description = "Person Who Takes Turns"
    _order = "sequence, id"

    rota_id = fields.Many2one(
        "key.account.duty.rota", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        required=True,
        domain="[('share', '=', False), ('company_ids', 'in', parent.company_id)]",
    )

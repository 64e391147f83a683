# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    key_account_head_id = fields.Many2one(
        "res.users",
        string="Head of Key Account Service",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Last step of every escalation: answers for the whole company.",
    )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDepartment(models.Model):
    """A department that works for key accounts, with its named contacts (TEAM-3)."""

    _name = "key.account.department"
    _description = "Department with Named Contacts"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for all companies."
    )
    description = fields.Char(translate=True, help="What to ask this department.")
    contact_ids = fields.One2many(
        "key.account.department.contact", "department_id", string="Named Contacts"
    )

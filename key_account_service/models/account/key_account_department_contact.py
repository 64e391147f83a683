# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDepartmentContact(models.Model):
    """Whom to call in a department (TEAM-3)."""

    _name = "key.account.department.contact"
    _inherit = "key.account.named.contact.mixin"
    _description = "Named Contact of a Department"
    _order = "department_id, sequence, id"

    department_id = fields.Many2one(
        "key.account.department", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="department_id.company_id", store=True)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountWarningNotice(models.Model):
    """That somebody was told of an early warning: once for each size of it (CASE-8)."""

    _name = "key.account.warning.notice"
    _inherit = "key.account.told.mixin"
    _description = "Notice of an Early Warning"

    warning_id = fields.Many2one(
        "key.account.warning",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(ondelete="cascade")
    case_count = fields.Integer(string="Cases", required=True, readonly=True)
    _once = models.Constraint(
        "UNIQUE (warning_id, user_id, case_count)",
        "This person was told of so many cases already.",
    )

    @api.model
    def _derived_access_domain(self):
        return Domain("warning_id", "in", self.env["key.account.warning"]._search([]))

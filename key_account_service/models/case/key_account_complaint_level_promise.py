# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountComplaintLevel(models.Model):
    """How much time a level has: read here, set in the deadline policies (CASE-2)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.complaint.level"

    solve_within = fields.Char(
        compute="_compute_solve_within",
        help="From the deadline policies in force that hold for every tier.",
    )

    @api.depends_context("company", "lang")
    def _compute_solve_within(self):
        everybody = self.env["key.account.tier"]
        policies = everybody._promise_policies()
        for level in self:
            level.solve_within = everybody._promised(
                policies, "resolve", "complaint", level._origin
            )

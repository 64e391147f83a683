# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountCasePartMixin(models.AbstractModel):
    """What belongs to a case: read and changed by whoever may do so with the case."""

    _name = "key.account.case.part.mixin"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.case.link.mixin",
    ]
    _description = "Part of a Case"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Case",
        required=True,
        index=True,
        ondelete="cascade",
    )

    @api.model
    def _derived_access_domain(self):
        cases = self.env["helpdesk.ticket"].with_context(active_test=False)
        return Domain("ticket_id", "in", cases._search([]))

    @api.model
    def _derived_change_domain(self):
        cases = self.env["helpdesk.ticket"].with_context(active_test=False)
        if not cases.has_access("write"):
            return Domain.FALSE
        rules = Domain(self.env["ir.rule"]._compute_domain(cases._name, "write"))
        return Domain("ticket_id", "in", cases._search(rules))

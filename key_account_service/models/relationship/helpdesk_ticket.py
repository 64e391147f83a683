# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """A closed case keeps the promises that it came of, as long as it is closed."""

    # A family of its own: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def write(self, vals):
        moved = {"stage_id", "team_id"} & vals.keys()
        closed = self.filtered("closed") if moved else self.browse()
        result = super().write(vals)
        opened = closed.filtered(lambda case: not case.closed)
        if opened:
            promises = self.env["key.account.visit.promise"].sudo()
            promises.search(
                [("ticket_id", "in", opened.ids), ("is_kept_by_case", "=", True)]
            )._reopened_with_case()
        return result

    def _deadline_sync(self, rematch=True):
        """A case that is void keeps nothing: the promise stays open."""
        result = super()._deadline_sync(rematch)
        over = self.filtered(lambda case: case.closed and not case._is_void())
        if over:
            promises = self.env["key.account.visit.promise"].sudo()
            promises.search(
                [("ticket_id", "in", over.ids), ("state", "=", "open")]
            )._kept_by_case()
        return result

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketIntake(models.TransientModel):
    """A promise made on a visit becomes a case by the one intake (VISIT-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket.intake"

    promise_id = fields.Many2one(
        "key.account.visit.promise", string="Promised on a Visit"
    )

    def _log(self, outcome, case=None):
        """Whether it is a new case or one that was open: it keeps the promise now.

        An answer at once keeps it, too.
        """
        result = super()._log(outcome, case)
        if self.promise_id:
            self.promise_id.check_access("write")
            if case:
                self.promise_id._become_case(case)
            else:
                self.promise_id._kept_by_answer(self.answer)
        return result

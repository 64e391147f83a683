# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

MINUTE = timedelta(minutes=1)


class HelpdeskTicketIntake(models.TransientModel):
    """Whatever becomes of it, the reception log holds who called or came (CASE-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket.intake"

    # Not read-only: the form would not send it, and it would begin when it is saved.
    opened_at = fields.Datetime(default=fields.Datetime.now)
    visit_id = fields.Many2one("key.account.visit", string="From the Visit")
    answer = fields.Text(
        string="What Was Answered",
        help="Whoever can be answered at once needs no case.",
    )

    def action_create_case(self):
        action = super().action_create_case()
        self._log("case", self.env["helpdesk.ticket"].browse(action["res_id"]))
        return action

    def action_join_case(self):
        action = super().action_join_case()
        self._log("joined", self.join_case_id)
        return action

    def action_answered(self):
        """The customer has the answer: only the reception log keeps it.

        :raises UserError: for a complaint, which is followed and called back (CASE-7)
        """
        self.ensure_one()
        if self.case_kind == "complaint":
            raise UserError(
                self.env._(
                    "A complaint is always recorded as a case: it is followed until "
                    "the customer is satisfied."
                )
            )
        if not self.name or not self.answer:
            raise UserError(
                self.env._(
                    "Say in a few words what it was about and what was answered."
                )
            )
        self._once()
        self._log("answered")
        return {"type": "ir.actions.act_window_close"}

    def _said(self):
        """An answer that did not suffice belongs into the case as well."""
        said = super()._said()
        if not self.answer:
            return said
        answered = self.env._("Answered: %s", self.answer)
        return f"{said}\n{answered}"

    def _log(self, outcome, case=None):
        """Write the reception log, of which a clerk says only the words."""
        self.visit_id.check_access("read")
        self.partner_id.check_access("read")
        self.env["key.account.reception"].sudo().create(
            {
                "received_at": self.received_at,
                "minutes": self._minutes(),
                "channel_id": self.channel_id.id,
                "partner_id": self.partner_id.id,
                "caller": self.partner_id and False or self.partner_name,
                "phone": self.partner_phone,
                "matter": self.name or self.description.splitlines()[0],
                "answer": self.answer,
                "outcome": outcome,
                "ticket_id": case.id if case else False,
                "visit_id": self.visit_id.id,
                "user_id": self.env.uid,
                "company_id": self.company_id.id,
            }
        )

    def _minutes(self):
        """How long the form was open; a day at most, whatever it says."""
        spent = fields.Datetime.now() - (self.opened_at or fields.Datetime.now())
        return min(max(-(-spent // MINUTE), 0), 24 * 60)

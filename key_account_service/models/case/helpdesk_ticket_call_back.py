# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError

from .key_account_call_back import OPEN
from .res_partner import STAFF


class HelpdeskTicket(models.Model):
    """The call-backs of a case: asked for, called off, and what follows (CASE-7)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    call_back_ids = fields.One2many(
        "key.account.call.back",
        "ticket_id",
        string="Call-Backs",
        readonly=True,
        groups=STAFF,
    )

    def _follow_solution(self):
        """Ask for a call-back where a solution is to be confirmed, else call it off."""
        cases = self.sudo()
        waiting = cases.filtered(lambda case: case._awaits_call_back())
        (cases - waiting)._call_off()
        waiting._ask_for_call_back("solution")

    def _awaits_call_back(self):
        """Whether somebody has to ask the customer about the solution (CASE-7)."""
        open_verdict = self._has_open_verdict()
        return open_verdict and (not self.confirmed_at or self._owes_call_back())

    def _owes_call_back(self):
        """Whether a customer who has confirmed is to be called back all the same.

        Every complaint is called back, unless the company takes the customer's own
        answer, by rating or on the portal, for enough.
        """
        if not self._is_called_back_anyway() or self.sudo().confirmed_by == "call_back":
            return False
        return not any(call._is_final() for call in self._calls_about_solution())

    def _calls_about_solution(self):
        """The call-backs about the solution of now, those of samples left out."""
        return self.sudo().call_back_ids.filtered(
            lambda call: call.kind != "sample" and call.round == self.reopen_count
        )

    def _ask_for_call_back(self, kind):
        """Give each case its call-back, unless there is one for this solution.

        Of a case that ended in a call-back which a supervisor gave up, there is none
        either until it is solved anew.
        """
        calls = self.env["key.account.call.back"].sudo()
        known = calls._read_group(
            [
                ("ticket_id", "in", self.ids),
                ("kind", "!=", "sample"),
                ("state", "!=", "cancelled"),
            ],
            ["ticket_id", "round", "kind", "state"],
        )
        known = {
            (case.id, number)
            for case, number, known_kind, state in known
            if kind == "solution" or (known_kind == kind and state in OPEN)
        }
        asked = self.filtered(lambda case: (case.id, case.reopen_count) not in known)
        owners = {case: case._deadline_responsible() for case in asked}
        return calls.create(
            [case._call_back_values(kind, user) for case, user in owners.items()]
        )

    def _call_back_values(self, kind, user):
        """A call-back as it is on this day; later changes of the account leave it."""
        return {
            "ticket_id": self.id,
            "kind": kind,
            "user_id": user.id,
            "round": self.reopen_count,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "key_account_id": self.key_account_id.id,
            "key_account_tier_id": self.key_account_tier_id.id,
            "complaint_level_id": self.complaint_level_id.id,
            "team_id": self.team_id.id,
        }

    def _call_off(self):
        """Call off what nobody has to ask any more, and say why."""
        calls = self.env["key.account.call.back"].search(
            [("ticket_id", "in", self.ids), ("state", "in", OPEN)]
        )
        reasons = defaultdict(calls.browse)
        for call in calls:
            reason = call.ticket_id._reason_to_call_off(call)
            if reason:
                reasons[reason] |= call
        for reason, alike in reasons.items():
            alike._cancel(reason)

    def _reason_to_call_off(self, call):
        """Why a call-back is not needed any more; empty if it is."""
        if self._is_void():
            return self._void_reason()
        if not self.solved_at:
            return self.env._("The case is open again.")
        confirmed = self.confirmed_at and not self._owes_call_back()
        if call.kind == "solution" and confirmed:
            return self.env._("The customer has confirmed the solution.")
        return ""

    # ------------------------------------------------------------------
    # Closing and reopening
    # ------------------------------------------------------------------

    def _obstacles_not_confirmed(self):
        """The call-backs that have to be made before the case is closed."""
        sentence = self._why_to_call_back()
        return [(sentence, self._record_call_action())] if sentence else []

    def _why_to_call_back(self):
        """Why the case is not closed without a call; empty if it may be closed."""
        calls = self._calls_about_solution()
        if calls.filtered(lambda c: c.kind == "low_rating" and c._is_open()):
            return self.env._(
                "%(case)s cannot be closed yet: the customer gave a low rating. Call "
                "back and ask what is still wrong.",
                case=self.number,
            )
        if calls.filtered("released_at"):
            return ""
        if not self.confirmed_at:
            return self.env._(
                "%(case)s cannot be closed yet: the customer has not confirmed the "
                "solution. Call back and ask whether all is well.",
                case=self.number,
            )
        if self._owes_call_back():
            return self.env._(
                "%(case)s cannot be closed yet: every complaint is called back, also "
                "if the customer has confirmed the solution. Call back and ask whether "
                "all is well.",
                case=self.number,
            )
        return ""

    def action_record_call_back(self):
        """Open the form that records the call-back of this case."""
        self.ensure_one()
        self.check_access("read")
        return self._record_call_action()

    def _record_call_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record Call-Back"),
            "res_model": "key.account.call.back.record",
            "view_mode": "form",
            "target": "new",
            "context": {"default_ticket_id": self.id},
        }

    def _open_call_back(self):
        """The call-back to be made about the solution of this case.

        It is made up for a case that was solved before there were call-backs.

        :raises UserError: if there is nothing to ask the customer
        """
        self.ensure_one()
        case = self.sudo()
        call = case.call_back_ids.filtered(
            lambda c: c.kind != "sample" and c._is_open()
        )
        if not call and case._awaits_call_back():
            call = case._ask_for_call_back("solution")
        if not call:
            raise UserError(
                self.env._(
                    "There is no call-back to make about %(case)s: the customer is "
                    "called back when the case is solved and the customer knows.",
                    case=self.number,
                )
            )
        return call[:1].with_env(self.env)

    def _close_if_possible(self):
        """Close a confirmed case as the current user, unless something is missing."""
        self.ensure_one()
        if self.closed or not self.has_access("write") or self._closing_obstacles():
            return
        stages = self.team_id._get_applicable_stages()
        closed = stages.filtered(lambda s: s.closed and s.clock_role == "solved")
        if closed:
            self.stage_id = closed[:1]

    def _reopen_for(self, call):
        """The customer is not satisfied: the work goes on with the same clock (CASE-4).

        With the rights of the system: whoever called has been checked, and need not be
        one who works on the case.
        """
        self._reopen(
            self.env._(
                "Call-back %(number)s: the customer is not satisfied. The case is "
                "open again, with the same clock.",
                number=call.name,
            ),
            call.customer_said,
        )

    def _reopen(self, reason, said=""):
        """Open a solved case again, with the rights of the system, and note why.

        :param said: what the customer said, unless it is a message already
        """
        case = self.sudo()
        if not case.solved_at:
            return
        case.stage_id = case._stage_of_work()
        lines = (Markup("<p>%s</p>") % line for line in (reason, said) if line)
        case._message_log(body=Markup().join(lines))

    def _stage_of_work(self):
        """The stage in which an open case is worked on.

        :raises UserError: if the administrator has left none
        """
        stages = self.team_id._get_applicable_stages()
        running = stages.filtered(lambda stage: stage.clock_role == "run")
        if not running:
            raise UserError(
                self.env._(
                    "The team has no stage in which the clock runs. Ask an "
                    "administrator to set the clock of a stage to it."
                )
            )
        return running.filtered(lambda stage: not stage.unattended)[:1] or running[:1]

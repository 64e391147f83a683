# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class KeyAccountCallBack(models.Model):
    """What came of a call-back: reached or not, satisfied or not (CASE-7)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.call.back"

    def action_record(self):
        """Open the form in which the call is recorded."""
        self.ensure_one()
        self._check_caller()
        self._check_open()
        return self._form(
            "key.account.call.back.record", self.env._("Record Call-Back")
        )

    def action_give_up(self):
        """Open the form in which a superior gives up on an unreachable customer."""
        self.ensure_one()
        self._check_superior()
        self._check_unreachable()
        return self._form("key.account.call.back.release", self.env._("Give Up"))

    def action_view_case(self):
        """Open the case, for those who may read it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "res_id": self.ticket_id.id,
            "views": [(False, "form")],
        }

    def _form(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_call_back_id": self.id},
        }

    def _check_caller(self):
        """:raises AccessError: for whoever has no business to ask this customer"""
        self.check_access("read")
        if not self._is_caller():
            raise AccessError(
                self.env._(
                    "Only who serves the account, or a superior, records a call-back; "
                    "of a sample only the caller who was chosen."
                )
            )

    def _check_superior(self):
        """:raises AccessError: for everybody but a superior"""
        self.check_access("read")
        if not self._is_superior():
            raise AccessError(
                self.env._(
                    "Only a supervisor in charge of the account gives a call-back up."
                )
            )

    def _check_unreachable(self):
        """:raises UserError: while there are attempts left, or when it is over"""
        self._check_open()
        if self.state != "unreachable":
            raise UserError(
                self.env._(
                    "The customer counts as unreachable after %(count)s attempts in "
                    "vain. Try again first.",
                    count=self._attempts_granted(),
                )
            )

    def _attempts_granted(self):
        return self.sudo().company_id.key_account_call_attempts or 1

    def _record(self, outcome, moment, way, said):
        """Put a call on record, once, as the current user.

        :param outcome: ``satisfied``, ``not_satisfied`` or ``not_reached``
        :param moment: when the customer was called (UTC)
        :param way: how, one of the ways of a call-back
        :param said: what the customer said; a customer who is not satisfied says why
        """
        self.ensure_one()
        self._check_caller()
        # Two who record the same call meet here; the second finds it done. What the
        # user may not write by hand follows from here on.
        call = self.sudo()
        call.lock_for_update()
        call._check_open()
        self._check_said(outcome, said)
        self.env["key.account.call.back.attempt"].sudo().create(
            {
                "call_back_id": self.id,
                "at": moment,
                "user_id": self.env.uid,
                "outcome": outcome,
                "note": said,
            }
        )
        if outcome == "not_reached":
            call._count_in_vain()
        else:
            call._finish(outcome, moment, way, said)

    def _check_said(self, outcome, said):
        if outcome == "not_satisfied" and not (said or "").strip():
            raise UserError(
                self.env._(
                    "Write down what the customer is not satisfied with: whoever works "
                    "on the case has to know."
                )
            )

    def _finish(self, outcome, moment, way, said):
        self.write(
            {
                "state": "done",
                "result": outcome,
                "called_at": moment,
                "called_by_id": self.env.uid,
                "way": way,
                "customer_said": said,
            }
        )
        if self.kind != "sample":
            # Who called the case solved by himself may not have heard from us yet.
            self.ticket_id._note_contact(moment)
        if outcome == "not_satisfied":
            self.ticket_id._reopen_for(self)
        elif self.kind != "sample" and self.round == self.ticket_id.reopen_count:
            self.ticket_id._confirm("call_back", moment)

    def _count_in_vain(self):
        """Count an attempt; with the last one granted the supervisor is told, once."""
        self.invalidate_recordset(["attempt_count"])
        if self.state == "to_do" and self.attempt_count >= self._attempts_granted():
            self.state = "unreachable"
            supervisors = self._deadline_told("supervisor")
            for recipient in supervisors:
                self._notify(recipient.user, "_text_unreachable")

    def _text_unreachable(self):
        return self.env._(
            "The customer of %(call)s cannot be reached. Try another way, or give up.",
            call=self.sudo().name,
        )

    def _give_up(self, reason):
        """A superior lets the case be closed though nobody could ask the customer.

        :raises AccessError: for everybody but a superior
        :raises UserError: without a reason, or while there are attempts left
        """
        self.ensure_one()
        self._check_superior()
        call = self.sudo()
        call.lock_for_update()
        self._check_unreachable()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why nobody can ask the customer."))
        # The facts of a decision, which nobody writes by hand.
        call.write(
            {
                "released_at": fields.Datetime.now(),
                "released_by_id": self.env.uid,
                "release_reason": reason,
            }
        )

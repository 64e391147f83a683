# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountApprovalReturnMixin(models.AbstractModel):
    """Records that superiors approve, reject, or return for change (APP-1, VISIT-1).

    Every change of state locks the row first: of two who decide at once, one comes
    second and is told so. What was decided stays on record over a new submission.
    """

    _name = "key.account.approval.return.mixin"
    _inherit = "key.account.approval.line.mixin"
    _description = "Approved or Returned by the Line of Command"

    _state_from = ["draft", "returned", "submitted"]

    def _asker(self):
        """Hook: the user who is told of the decision, and changes what is returned."""
        raise NotImplementedError

    def _text_returned(self):
        """Hook: what to tell, without content."""
        raise NotImplementedError

    @api.model
    def _reason_view(self):
        """Hook: the form that asks for the reason of a decision."""
        return self.env.ref("key_account_service.comment_wizard_view_form_application")

    @api.model
    def _decisions(self):
        return super()._decisions() | {"return"}

    def return_tier(self):
        """Ask what has to be changed before it can be approved.

        :raises UserError: for those who wrote it
        :raises AccessError: for those who are not asked
        """
        self._check_approver()
        return self._ask_reason("return", self.env._("Return for Change"))

    def reject_tier(self):
        """Ask for the reason of a rejection.

        :raises UserError: for those who wrote it
        :raises AccessError: for those who are not asked
        """
        self._check_approver()
        return self._ask_reason("reject", self.env._("Reject"))

    def _ask_reason(self, decision, title):
        view = self._reason_view()
        return self._add_comment(decision, self._own_reviews()) | {
            "name": title,
            "views": [(view.id, "form")],
            "view_id": view.id,
        }

    def _return_for_change(self, reviews):
        """Let those who wrote it change it; what is known of it stays on record."""
        self._check_approver()
        now = fields.Datetime.now()
        decided = {"status": "returned", "done_by": self.env.uid, "reviewed_date": now}
        reviews.sudo().write(decided)
        self._note_decision("returned")
        self._begin_round()
        self._drop_reminders()
        self._remind_asker()
        self._notify(self._asker(), "_text_returned")

    def _remind_asker(self):
        """What was returned is not forgotten."""
        person = self._asker()
        record = self.sudo().with_context(lang=person.lang)
        record.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=person.id,
            summary=record.env._("Returned for change: submit it again"),
        )

    def _claim(self, operation):
        """This record, for this transaction only.

        :raises AccessError: for whoever may not do this with it
        """
        self.ensure_one()
        self.check_access(operation)
        self.sudo().lock_for_update()
        self.invalidate_recordset(["state"])
        return self

    def _check_state(self, *states):
        """:raises UserError: if somebody was quicker, or it is too early"""
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done with %(record)s now: it is “%(state)s”.",
                    record=self.name,
                    state=labels[self.state],
                )
            )

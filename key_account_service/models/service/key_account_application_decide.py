# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .key_account_application import EDITABLE

#: Not decided about, so those who wrote it may drop it.
UNDECIDED = (*EDITABLE, "withdrawn")


class KeyAccountApplication(models.Model):
    """Submitting, approving, returning, rejecting, withdrawing, cancelling (APP-1).

    Every change of state locks the row first: of two who decide at once, one comes
    second and is told so. What was decided stays on record over a new submission.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    former_id = fields.Many2one(
        "key.account.application",
        string="Applied For Again After",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    can_withdraw = fields.Boolean(compute="_compute_can_decide")
    can_cancel = fields.Boolean(compute="_compute_can_decide")

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"former_id"}

    @api.model
    def _line_fields(self):
        return [*super()._line_fields(), "key_account_id", "manager_id", "applicant_id"]

    def _approval_team(self):
        """The team of the account, or of whoever is to serve it."""
        if account := self.key_account_id:
            return account.key_account_team_id
        teams = self.env["key.account.team"].sudo()
        of_manager = teams._of_user(self.manager_id, self.company_id)
        return of_manager or teams._of_user(self.applicant_id, self.company_id)

    @api.depends_context("uid")
    @api.depends("state", "author_ids", "key_account_id")
    def _compute_can_decide(self):
        mine = self._origin._filtered_access("write")
        for application in self:
            ours = application._origin in mine
            application.can_withdraw = ours and application.state == "submitted"
            application.can_cancel = application._may_cancel()

    def _may_cancel(self):
        """Those who wrote it, until it is decided; an opening is given up elsewhere."""
        return self.state in UNDECIDED and self._origin.has_access("write")

    def _is_in_charge(self):
        return bool(self.key_account_id) and self.key_account_id._is_in_charge()

    # ------------------------------------------------------------------
    # What those do who apply
    # ------------------------------------------------------------------

    def action_submit(self):
        """Put the application before the superiors that the steps of approval name.

        :raises UserError: if something is missing, or nobody would have to approve it
        """
        for application in self:
            application._claim("write")._check_state(*EDITABLE)
            application._submit()

    def _submit(self):
        """Check and submit; the rights of the current user decide the conditions."""
        self._follow_customer()
        self._check_submittable()
        self._request_approval()
        self.sudo().activity_ids.unlink()

    def _follow_customer(self):
        """Whose account it is, and of which tier, is known on the day of submitting."""
        account = self.partner_id.sudo().key_account_id
        account = account.filtered(
            lambda one: one.key_account_company_id == self.company_id
        )
        tier = account.key_account_tier_id
        self._write_facts(
            {"key_account_id": account.id, "key_account_tier_id": tier.id}
        )

    def action_withdraw(self):
        """Take the application back while superiors look at it."""
        for application in self:
            application._claim("write")._check_state("submitted")
            application._write_facts({"state": "withdrawn"})
            application._begin_round()
            application._drop_reminders()

    def action_revise(self):
        """Change a withdrawn application, to submit it again."""
        for application in self:
            application._claim("write")._check_state("withdrawn")
            application._write_facts({"state": "draft"})

    def action_apply_again(self):
        """Make a new draft of a rejected application, and open it."""
        self.ensure_one()
        self.check_access("read")
        self._check_state("rejected", "cancelled")
        # Whoever may not apply for the customer is refused by the copy.
        again = self.copy()
        again._write_facts({"former_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": again.id,
            "view_mode": "form",
        }

    def action_cancel(self):
        """Drop an application that has become pointless before it was decided."""
        for application in self:
            application._claim("write")._check_state(*UNDECIDED)
            application._close("cancelled")

    # ------------------------------------------------------------------
    # What superiors decide
    # ------------------------------------------------------------------

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
        view = self.env.ref("key_account_service.comment_wizard_view_form_application")
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
        self._remind_applicant()
        self._notify(self.applicant_id, "_text_returned")

    def _remind_applicant(self):
        """A returned application is not forgotten."""
        person = self.applicant_id
        record = self.sudo().with_context(lang=person.lang)
        record.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=person.id,
            summary=record.env._("Returned for change: submit it again"),
        )

    def _approved(self):
        self._become_key_account()
        self._note_decision("approved", approved_at=fields.Datetime.now())
        self._drop_reminders()
        self._notify(self.applicant_id, "_text_approved")
        self._start_opening()

    def _rejected(self):
        self._close("rejected")
        self._notify(self.applicant_id, "_text_rejected")

    def _text_returned(self):
        return self.env._("Your application was returned for change.")

    def _text_rejected(self):
        return self.env._("Your application was rejected.")

    def _text_approved(self):
        return self.env._("Your application is approved.")

    def _text_no_step(self):
        return self.env._(
            "No step of approval fits this application, and without approval nothing "
            "is opened. Ask an administrator to add one under Configuration → "
            "Application Approvals."
        )

    # ------------------------------------------------------------------
    # One at a time
    # ------------------------------------------------------------------

    def _claim(self, operation):
        """This application, for this transaction only.

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
                    "This cannot be done with %(application)s now: it is “%(state)s”.",
                    application=self.name,
                    state=labels[self.state],
                )
            )

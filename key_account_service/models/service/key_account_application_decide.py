# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .key_account_application import EDITABLE

#: Not decided about, so those who wrote it may drop it.
UNDECIDED = (*EDITABLE, "withdrawn")


class KeyAccountApplication(models.Model):
    """Submitting, approving, rejecting, withdrawing, cancelling (APP-1)."""

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

    def _asker(self):
        return self.applicant_id

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

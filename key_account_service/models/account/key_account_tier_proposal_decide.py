# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class KeyAccountTierProposal(models.Model):
    """Submitting, approving, rejecting and cancelling a proposal (TIER-7)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.tier.proposal"  # pylint: disable=consider-merging-classes-inherited

    can_cancel = fields.Boolean(compute="_compute_can_cancel")

    @api.model
    def _line_fields(self):
        return [*super()._line_fields(), "account_id"]

    def _approval_team(self):
        return self.account_id.key_account_team_id

    @api.depends_context("uid")
    @api.depends("state", "account_id", "author_ids")
    def _compute_can_cancel(self):
        for proposal in self:
            proposal.can_cancel = proposal._may_cancel()

    def _may_cancel(self):
        """Those who wrote it and those in charge, until it is in force."""
        if self.state not in ("draft", "submitted", "approved"):
            return False
        author = self.env.user in self.sudo().author_ids and self.state != "approved"
        return author or self.account_id._is_in_charge()

    def action_submit(self):
        """Put the proposal before the superiors that the steps of approval name.

        :raises UserError: if nobody would have to approve it, or the period is over
        """
        for proposal in self:
            proposal.check_access("write")
            proposal.sudo().lock_for_update()
            proposal._check_submittable()
            tier = proposal.account_id.sudo().key_account_tier_id
            proposal._request_approval(current_tier_id=tier.id)

    def _check_submittable(self):
        self._check_draft()
        self._check_account()
        if self.valid_until and self.valid_until < self._today():
            raise UserError(
                self.env._(
                    "The validity of this tier is over already. Choose later days."
                )
            )

    def _text_no_step(self):
        return self.env._(
            "No step of approval fits this proposal, and without approval no tier "
            "changes. Ask an administrator to add one under Configuration → Tier "
            "Approvals."
        )

    def action_cancel(self):
        """Call off a proposal that is not in force yet.

        :raises AccessError: for whoever neither wrote it nor is in charge
        """
        for proposal in self:
            proposal.check_access("read")
            proposal.sudo().lock_for_update()
            if not proposal._may_cancel():
                raise AccessError(
                    self.env._(
                        "A proposal is cancelled by those who wrote it, an approved "
                        "one by those in charge of the account, and only until it is "
                        "published."
                    )
                )
            proposal._close("cancelled")

    def _approved(self):
        self._note_decision("approved")
        self._drop_reminders()
        self._await_day()

    def _rejected(self):
        self._close("rejected")

    def _close(self, state, **facts):
        return super()._close(state, next_event_at=False, **facts)

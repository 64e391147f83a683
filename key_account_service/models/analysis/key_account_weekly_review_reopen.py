# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_datetime


class KeyAccountWeeklyReview(models.Model):
    """A review that was handed in by mistake goes back to its manager (TEAM-4)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.weekly.review"  # pylint: disable=consider-merging-classes-inherited

    may_reopen = fields.Boolean(compute="_compute_may_reopen")

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_may_reopen(self):
        for review in self:
            decides = review.user_id != self.env.user and review._may_decide()
            review.may_reopen = review.state == "submitted" and decides

    def action_reopen(self):
        """Ask a superior why the review goes back.

        :raises AccessError: for everybody but a superior of the manager
        :raises UserError: if it was not handed in, or a later one was made
        """
        self.ensure_one()
        self._check_reopen()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open Again"),
            "res_model": "key.account.weekly.review.reopen",
            "view_mode": "form",
            "target": "new",
            "context": {"default_review_id": self.id},
        }

    def _reopen(self, reason):
        """Give the review back; its accounts can be answered again.

        The reason stands in the chatter, with who had handed it in and when. The due
        time stays the one it was; if it is over, the time that was left goes on.

        :raises AccessError: for everybody but a superior of the manager
        :raises UserError: if it was not handed in, or a later one was made
        """
        self.ensure_one()
        self.sudo().lock_for_update()
        self._check_reopen()
        review = self.sudo()
        words = review._reopen_words(reason)
        review.write({"state": "open", "submitted_at": False, "submitted_by_id": False})
        review._keep_due_time()
        review.message_post(body=words, partner_ids=review.user_id.partner_id.ids)

    def _keep_due_time(self):
        """It was not on hold while it was handed in: no time was won."""
        now = fields.Datetime.now()
        for deadline in self.deadline_ids:
            if deadline.state == "running" and not deadline.moved_by_hand:
                due = deadline.policy_id._root()._due(self)
                if due and now < due != deadline.due_at:
                    note = self.env._("The review was opened again.")
                    deadline._move(due, note)

    def _reopen_words(self, reason):
        moment = format_datetime(
            self.env, self.submitted_at, tz=self.company_id._key_account_zone().key
        )
        return self.env._(
            "Handed in by %(who)s on %(moment)s, and opened again, because: %(why)s",
            who=self.submitted_by_id.name,
            moment=moment,
            why=reason,
        )

    def _check_reopen(self):
        self.check_access("read")
        own = self.env.user == self.sudo().user_id
        if own or not self._may_decide():
            raise AccessError(
                self.env._(
                    "A superior of the manager opens a review again. Ask yours, and "
                    "say what has to be put right."
                )
            )
        self._check_latest()

    def _check_latest(self):
        later = (
            Domain("user_id", "=", self.sudo().user_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("week_start", ">", self.week_start)
        )
        if self.state != "submitted" or self.sudo().search_count(later, limit=1):
            raise UserError(
                self.env._(
                    "Only a review that was handed in is opened again, and only until "
                    "the next one is made. Go on with the one of this week."
                )
            )

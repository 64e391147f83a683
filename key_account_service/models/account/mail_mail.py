# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailMail(models.Model):
    """An e-mail that did not reach the customer is shown on the notice (TIER-10)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "mail.mail"  # pylint: disable=consider-merging-classes-inherited

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # Afterwards the mail may be deleted.
        notices = self._tier_notices() if failure_type else None
        reason = failure_reason or self[:1].failure_reason or failure_type
        result = super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
        if notices:
            notices._note_failure(reason)
        return result

    def _tier_notices(self):
        """The notices of tiers that were told by these mails."""
        name = "key.account.tier.notice"
        ours = self.sudo().mail_message_id.filtered(lambda m: m.model == name)
        notices = self.env[name].sudo().browse(ours.mapped("res_id")).exists()
        return notices.filtered(lambda notice: notice.state == "told")

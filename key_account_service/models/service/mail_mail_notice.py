# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailMail(models.Model):
    """What becomes of an e-mail about the end of a service is on its notice (APP-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "mail.mail"  # pylint: disable=consider-merging-classes-inherited

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # Afterwards the mail may be deleted.
        notices = self.env["key.account.service.notice"].sudo()
        notices = notices.search([("mail_message_id", "in", self.mail_message_id.ids)])
        reason = failure_reason or self[:1].failure_reason or failure_type
        result = super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
        if failure_type:
            notices._failed(reason)
        else:
            notices.filtered(lambda notice: notice.state == "failed")._told()
        return result

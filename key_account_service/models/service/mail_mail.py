# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

RECIPIENT = "key.account.announcement.recipient"


class MailMail(models.Model):
    """An announcement that did not arrive is shown on its recipient (APP-6)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "mail.mail"  # pylint: disable=consider-merging-classes-inherited

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # Afterwards the mail may be deleted.
        announced = self._announced()
        reason = failure_reason or self[:1].failure_reason or failure_type
        result = super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
        if failure_type:
            announced._note_failure(reason)
        else:
            # An administrator may have let the queue try again.
            announced.filtered(lambda one: one.state == "failed")._note_told("email")
        return result

    def _announced(self):
        """The recipients of announcements who were told by these mails."""
        ours = self.sudo().mail_message_id.filtered(lambda m: m.model == RECIPIENT)
        return self.env[RECIPIENT].sudo().browse(ours.mapped("res_id")).exists()


class SmsSms(models.Model):
    """The same of an SMS."""

    # A file a concern: see docs/decisions.md.
    _inherit = "sms.sms"  # pylint: disable=consider-merging-classes-inherited

    def _handle_call_result_hook(self, results):
        result = super()._handle_call_result_hook(results)
        lost = self.filtered(lambda sms: sms.state == "error")
        told = self.env[RECIPIENT].sudo()  # Its facts are nobody's to write.
        told = told.search([("sms_id", "in", lost.ids)])
        failures = dict(self._fields["failure_type"]._description_selection(self.env))
        for recipient in told:
            reason = recipient.sms_id.failure_type
            recipient._note_failure(failures.get(reason, reason))
        return result

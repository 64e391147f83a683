# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailMail(models.Model):
    """What becomes of the e-mail of an alarm is shown on the alarm (CASE-5)."""

    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # Afterwards the mail may be deleted. Alarms are the engine's own.
        alarms = self.env["key.account.alarm"].sudo()
        alarms = alarms.search([("mail_message_id", "in", self.mail_message_id.ids)])
        reason = failure_reason or self[:1].failure_reason or failure_type
        result = super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
        if alarms and failure_type:
            alarms._way_failed(
                "email", self.env._("The e-mail failed: %(reason)s", reason=reason)
            )
        elif alarms:
            alarms._way_worked("email")
        return result

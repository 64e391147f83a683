# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from .key_account_sweep_mixin import RETRY_AFTER

#: Failures of the way, not of the address; others wait for a person.
OF_THE_SERVER = (False, "mail_smtp", "unknown")
RETRY_FOR = timedelta(days=2)


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

    @api.model
    def _retry_alarms(self):
        """Queue the e-mails of alarms again that no mail server took.

        Odoo itself gives a mail up at the first failure. An alarm must not be forgotten
        because a server was down: it is tried every quarter of an hour for two days.
        """
        now = fields.Datetime.now()
        mails = self.sudo().search(
            [
                ("state", "=", "exception"),
                ("failure_type", "in", OF_THE_SERVER),
                ("write_date", "<=", now - RETRY_AFTER),
                ("create_date", ">", now - RETRY_FOR),
            ]
        )
        alarms = self.env["key.account.alarm"].sudo()
        alarms = alarms.search([("mail_message_id", "in", mails.mail_message_id.ids)])
        again = mails.filtered(lambda m: m.mail_message_id in alarms.mail_message_id)
        if again:
            again.mark_outgoing()
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

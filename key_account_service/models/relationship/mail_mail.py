# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailMail(models.Model):
    """What becomes of an e-mail with a report or an invitation is on the record.

    On the visit that was reported, on the account that was invited (VISIT-4, VISIT-6).
    """

    # A family of its own: see docs/decisions.md.
    _inherit = "mail.mail"  # pylint: disable=consider-merging-classes-inherited

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # Afterwards the mail may be deleted.
        visits = self.env["key.account.visit"].sudo()
        visits = visits.search([("report_message_id", "in", self.mail_message_id.ids)])
        lines = self.env["key.account.meeting.line"].sudo()
        lines = lines.search(
            [("invitation_message_id", "in", self.mail_message_id.ids)]
        )
        reason = failure_reason or self[:1].failure_reason or failure_type
        result = super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
        if failure_type:
            visits._note_not_sent(reason)
            lines._note_not_invited(reason)
        else:
            lines.filtered(lambda one: one.invitation_state == "failed")._note_invited()
            visits.filtered(lambda one: one.report_mail_state == "failed")._note_sent()
        return result

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

#: Said by mail systems of what no person wrote (RFC 3834 and its forerunners).
AUTOMATIC_PRECEDENCE = {"bulk", "junk", "list", "auto_reply"}
AUTOMATIC_HEADERS = (
    "X-Auto-Response-Suppress",
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Auto-Reply-From",
)
#: In the context while a mail of a machine is taken in.
AUTOMATIC_MAIL = "key_account_automatic_mail"


class MailThread(models.AbstractModel):
    """A mail that a machine answered with is nobody's word (CASE-3)."""

    _inherit = "mail.thread"

    def _message_route_process(self, message, message_dict, routes):
        if self._is_automatic_mail(message):
            self = self.with_context(**{AUTOMATIC_MAIL: True})
        return super()._message_route_process(message, message_dict, routes)

    def _is_automatic_mail(self, message):
        """Whether a machine wrote a mail: out of office, receipt, mailing list.

        :param message: the :class:`email.message.EmailMessage` as it came in
        """
        submitted = str(message.get("Auto-Submitted", "no")).split(";")[0]
        precedence = str(message.get("Precedence", "")).strip().lower()
        return (
            submitted.strip().lower() != "no"
            or precedence in AUTOMATIC_PRECEDENCE
            or any(name in message for name in AUTOMATIC_HEADERS)
            or str(message.get("Return-Path", "")).strip() == "<>"
            # Receipts: “your message was displayed”.
            or message.get_content_type() == "multipart/report"
        )

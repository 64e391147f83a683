# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import logging
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from psycopg2 import InterfaceError, OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import html2plaintext

from ...lib.mail_text import mend_texts, one_line

_logger = logging.getLogger(__name__)

WHY = [
    ("automatic", "Automatic reply"),
    ("bounce", "Came back"),
    ("own", "Our own mail"),
    ("loop", "Too many from this sender"),
    ("failed", "Could not be read"),
    ("refused", "Not accepted by the desk"),
    ("double", "Bears the number of another mail"),
    ("file", "File too large"),
]
#: Somebody is waiting for an answer, most likely.
WORDS_OF_PEOPLE = ("loop", "failed", "refused", "double")
#: Letters of the text that are shown in the list of mails.
SHOWN = 5000


class KeyAccountMailAside(models.Model):
    """A mail that became no case, kept as it came until somebody decides (CASE-1).

    Facts of the mail gateway: nobody writes them by hand. Times are UTC.
    """

    _name = "key.account.mail.aside"
    _inherit = "key.account.received.mixin"
    _description = "Mail Set Aside"
    _order = "received_at desc, id desc"
    _rec_name = "subject"

    subject = fields.Char(readonly=True)
    sender = fields.Char(readonly=True)
    sender_address = fields.Char(readonly=True, index="btree_not_null")
    received_at = fields.Datetime(string="Received", readonly=True, required=True)
    why = fields.Selection(WHY, readonly=True, required=True)
    detail = fields.Char(string="What Was Wrong", readonly=True)
    text = fields.Text(readonly=True)
    content = fields.Binary(string="Mail as Received", attachment=True, readonly=True)
    content_name = fields.Char(readonly=True)
    message_id = fields.Char(string="Number of the Mail", readonly=True)
    team_id = fields.Many2one(
        "helpdesk.ticket.team", string="Desk", readonly=True, ondelete="set null"
    )
    company_id = fields.Many2one("res.company", readonly=True, required=True)
    state = fields.Selection(
        [("waiting", "To be looked at"), ("case", "In a case"), ("ignored", "Ignored")],
        default="waiting",
        required=True,
        readonly=True,
    )

    _waiting_idx = models.Index("(received_at) WHERE state = 'waiting'")

    # ------------------------------------------------------------------
    # Setting aside
    # ------------------------------------------------------------------

    @api.model
    def _put(self, letter, why, detail=""):
        """Keep a mail that became no case.

        :param why: one of ``WHY``
        """
        letter.done = True
        if letter.forced:
            # It is kept already; whoever decided makes the case by hand.
            return self.browse()
        message = message_from_bytes(letter.raw, policy=policy.SMTP)
        values = {
            **self._facts(letter),
            "why": why,
            "detail": one_line(detail, 500),
            "text": self._text(message),
            "content": base64.b64encode(letter.raw),
            "content_name": "mail.eml",
        }
        self.env["key.account.mail.reference"]._note(letter)
        mail = self.create(values)
        if why in WORDS_OF_PEOPLE:
            mail._tell_desk()
        return mail

    def _tell_desk(self):
        """Let somebody look: once a sender, until that mail is decided. No content."""
        waiting = [("sender_address", "=", self.sender_address), ("id", "!=", self.id)]
        if self.search_count([*waiting, ("state", "=", "waiting")], limit=1):
            return
        people = self.team_id.user_id or self.company_id.key_account_head_id
        if people:
            self.env["mail.thread"].with_user(SUPERUSER_ID).message_notify(
                partner_ids=people.partner_id.ids,
                subject=self.env._("A mail was set aside"),
                body=self.env._(
                    "A mail that is perhaps of a customer became no case. Look at the "
                    "mails set aside and decide."
                ),
            )

    @api.model
    def _rescue(self, letter, error):
        """Keep a mail that could not be taken in; its promise runs all the same.

        It is noted on its case, or begins one that holds it as it came.

        :return: id of the case, or False
        """
        mail = self._put(letter, "failed", detail=error)
        if not mail:
            return False
        cases = self.env["helpdesk.ticket"].sudo()
        try:
            with self.env.cr.savepoint():
                case = cases._mail_case(letter)
                if case:
                    case._log_line(
                        self.env._(
                            "A mail of %(sender)s could not be read. It is among the "
                            "mails set aside.",
                            sender=mail.sender_address or "—",
                        )
                    )
                    mail.ticket_id = case
                    return case.id
                mail.ticket_id = mail._make_case_by_hand()
                mail.state = "case"
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # pylint: disable=broad-except
            _logger.info("Mail %s waits for a person", letter.number, exc_info=True)
            mail.invalidate_recordset()
            return False
        return mail.ticket_id.id

    @api.model
    def _put_file(self, letter, case, name, content):
        """Keep a file that was too large for its mail."""
        if isinstance(content, str):
            content = content.encode("utf-8", "replace")
        elif not isinstance(content, bytes):
            content = content.as_bytes()
        return self.create(
            {
                **self._facts(letter),
                "why": "file",
                "ticket_id": case.id,
                "team_id": case.team_id.id,
                "company_id": case.company_id.id,
                "content": base64.b64encode(content),
                "content_name": one_line(name, 200) or "file",
            }
        )

    @api.model
    def _put_unless_known(self, letter):
        """Keep a mail of which nothing became, unless it was here before."""
        messages = self.env["mail.message"].sudo()
        known = messages.search([("message_id", "=", letter.number)], limit=1)
        if known and letter.sender in (known.email_from or "").lower():
            return self.browse()
        return self._put(letter, "double" if known else "refused")

    @api.model
    def _facts(self, letter):
        cases = self.env["helpdesk.ticket"].sudo()
        subject = letter.subject or _decoded(letter.headers.get("Subject"))
        return {
            "subject": one_line(subject, 200) or self.env._("No Subject"),
            "sender": one_line(_decoded(letter.headers.get("From")), 200),
            "sender_address": one_line(letter.sender, 200),
            "received_at": fields.Datetime.now(),
            "message_id": one_line(letter.number, 500),
            "team_id": cases._mail_team(letter).id,
            "company_id": cases._mail_company(letter).id,
        }

    @api.model
    def _text(self, message):
        """The beginning of what a mail says; empty if that cannot be read."""
        try:
            mend_texts(message)
            part = message.get_body(("plain", "html"))
            text = part.get_content() if part else ""
        except Exception:  # pylint: disable=broad-except
            # Whatever is wrong with it: it is kept as it came.
            return ""
        if part and part.get_content_subtype() == "html":
            text = html2plaintext(text)
        return text.replace("\x00", "")[:SHOWN]


def _decoded(header):
    """A header in letters, however it was encoded."""
    try:
        words = decode_header(str(header or ""))
        return str(make_header(words))
    except (LookupError, ValueError, HeaderParseError):
        return str(header or "")

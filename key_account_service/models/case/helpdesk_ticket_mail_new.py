# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, models
from odoo.tools import email_normalize, html2plaintext, is_html_empty

from ...lib.mail_signs import is_forward, is_vouched
from ...lib.mail_text import one_line

#: Letters of a title; what is longer stands in the text.
TITLE = 150
#: Words of a mail without a subject that make its title.
FIRST_WORDS = 60
#: A mail to more people is a circular: they do not all get the answers.
MOST_READERS = 50


class HelpdeskTicket(models.Model):
    """What a mail says becomes a case that can be read (CASE-1)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    # ------------------------------------------------------------------
    # Whose word it is
    # ------------------------------------------------------------------

    @api.model
    def _mail_staff(self, sender):
        """The users of staff who have an address."""
        users = self.env["res.users"].sudo()
        return users.search([("email_normalized", "=", sender), ("share", "=", False)])

    @api.model
    def _prepare_mail(self, letter, message, message_dict):
        """Before a mail becomes part of a case: whose it is, and what it may bring."""
        letter.vouched = bool(letter.staff) and self._is_mail_vouched(letter, message)
        if letter.automatic or (letter.staff and not letter.vouched):
            # Nobody is told because of it, and the customer does not read it.
            message_dict["is_internal"] = True
            message_dict.pop("parent_id", None)
        if letter.staff and not letter.vouched:
            message_dict["author_id"] = False
        most = self._mail_company(letter).key_account_mail_megabytes * 2**20
        kept = []
        for attachment in message_dict.get("attachments") or ():
            large = letter.too_large if _size(attachment[1]) > most > 0 else kept
            large.append(attachment)
        letter.too_large[:] = [attachment[:2] for attachment in letter.too_large]
        message_dict["attachments"] = kept

    @api.model
    def _is_mail_vouched(self, letter, message):
        """Whether a mail is from the colleague whose address it bears (CASE-3).

        The company's own mail server says so; or, where none is named, the mail answers
        one that we sent to that very person.
        """
        if not letter.trusted:
            return False
        server = self._mail_company(letter).key_account_mail_server
        if server:
            return is_vouched(message, server, letter.domain)
        return bool(
            self.env["mail.notification"].search_count(
                [
                    ("mail_message_id.message_id", "=", letter.answered),
                    ("mail_message_id.model", "=", self._name),
                    ("res_partner_id", "in", letter.staff.partner_id.ids),
                ],
                limit=1,
            )
        )

    # ------------------------------------------------------------------
    # A new case, and one that goes on
    # ------------------------------------------------------------------

    @api.model
    def message_new(self, msg, custom_values=None):
        letter = self.env["mail.thread"]._letter()
        if not letter:
            return super().message_new(msg, custom_values=custom_values)
        values = {**self._mail_values(letter, msg), **(custom_values or {})}
        case = super().message_new(_readers(msg), custom_values=values)
        case._propose_account(letter, msg)
        return case

    @api.private
    def message_update(self, msg_dict, update_vals=None):
        letter = self.env["mail.thread"]._letter()
        if not letter:
            return super().message_update(msg_dict, update_vals=update_vals)
        if letter.automatic or (letter.staff and not letter.vouched):
            # Whoever is named by nobody we know follows nothing.
            return True
        if not self.partner_id and not letter.staff:
            self._recognise_by_mail(letter)
        return super().message_update(_readers(msg_dict), update_vals=update_vals)

    def _recognise_by_mail(self, letter):
        """The customer turns up in a case that somebody unknown began."""
        contact = self.env["res.partner"]._find_by_address(
            email_normalize(letter.sender), self.company_id
        )
        if contact:
            self.write({"partner_id": contact.id})

    @api.model
    def _mail_values(self, letter, msg):
        """What a mail says of the case that it begins."""
        body = msg.get("body") or ""
        text = html2plaintext(body) if not is_html_empty(body) else ""
        values = {
            "name": one_line(letter.subject, TITLE)
            or one_line(text, FIRST_WORDS)
            or self.env._("No Subject"),
            "description": body,
            # Not of the robot that takes in mails: who has time takes it.
            "user_id": False,
        }
        if not text and "<img" not in body:
            values["description"] = self.env._("The mail has no text.")
        if len(letter.subject.strip()) > TITLE:
            subject = one_line(letter.subject, 10000)
            values["description"] = Markup("<p>%s</p>%s") % (subject, Markup(body))
        if letter.received_at:
            values["received_at"] = letter.received_at
        if letter.staff and (not letter.vouched or is_forward(letter.subject)):
            # It is about a customer, not of the colleague who passes it on.
            values["partner_id"] = False
        return values


def _size(content):
    """Bytes of a file in a mail; a mail in a mail is a file, too."""
    if isinstance(content, str):
        return len(content.encode("utf-8", "replace"))
    return len(content if isinstance(content, bytes) else content.as_bytes())


def _readers(msg):
    """The mail for those who enter its readers as followers: of a circular, none."""
    addresses = f"{msg.get('to') or ''},{msg.get('cc') or ''}"
    if addresses.count("@") <= MOST_READERS:
        return msg
    return {**msg, "to": "", "cc": ""}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from psycopg2 import InterfaceError, OperationalError

from odoo import SUPERUSER_ID, api, models
from odoo.service.model import retrying

from ...lib.letter import Letter
from ...lib.mail_signs import is_automatic
from ...lib.mail_text import mend_texts

_logger = logging.getLogger(__name__)

#: In the context while a mail of a machine is taken in.
AUTOMATIC_MAIL = "key_account_automatic_mail"
#: In the context: the mail that is taken in.
LETTER = "key_account_letter"
#: In the context that Odoo gives who fetches mails: the server they come from.
FETCHED = "default_fetchmail_server_id"
CASE = "helpdesk.ticket"


class MailThread(models.AbstractModel):
    """How mails to a service desk come in: each becomes part of one case, or is kept.

    Mails for other models take Odoo's way; what machines wrote is nobody's word there
    either (CASE-1, CASE-3).
    """

    _inherit = "mail.thread"

    @api.model
    def message_process(
        self,
        model,
        message,
        custom_values=None,
        save_original=False,
        strip_attachments=False,
        thread_id=None,
    ):
        raw = getattr(message, "data", message)
        raw = raw.encode() if isinstance(raw, str) else bytes(raw)
        ways = {
            "custom_values": custom_values,
            "save_original": save_original,
            "strip_attachments": strip_attachments,
            "thread_id": thread_id,
        }
        if not (self.env.su and self.env.context.get(FETCHED)):
            return self._take_in_once(model, raw, ways)
        # Odoo marks a mail as fetched, or deletes it, also if the database was busy.
        return retrying(lambda: self._take_in_once(model, raw, ways), self.env)

    @api.model
    def _take_in_once(self, model, raw, ways):
        """One try to take in a mail.

        :param ways: the further parameters of ``message_process``
        """
        # Over RPC anybody could bring a mail with headers of our own mail server.
        trusted = self.env.su or self.env.user._is_system()
        letter = Letter(raw, trusted=trusted)
        take_in = super(MailThread, self.with_context(**{LETTER: letter}))
        if model != CASE and not self.env[CASE].sudo()._is_mail_for_cases(letter):
            # pylint: disable-next=super-method-mismatch
            return super().message_process(model, raw, **ways)
        return self._take_in(
            letter,
            lambda: take_in.message_process(model, letter.raw, **ways),
        )

    @api.model
    def _take_in(self, letter, take_in):
        """Take in a mail for the desk; whatever happens, it is kept somewhere.

        :return: id of its case, or False
        :raises OperationalError: if the database is busy, so that it is tried again
        """
        aside = self.env["key.account.mail.aside"].sudo()
        self.env["key.account.mail.reference"].sudo()._claim(letter.number)
        try:
            with self.env.cr.savepoint():
                found = take_in()
        except (OperationalError, InterfaceError):
            # The database is busy or gone: whoever called tries again.
            raise
        except Exception as error:  # pylint: disable=broad-except
            if not letter.trusted:
                # A user may do by a mail what the user may do, and nothing more.
                raise
            _logger.info("Mail %s could not be taken in", letter.number, exc_info=True)
            return aside._rescue(letter, str(error))
        if not found and not letter.done:
            aside._put_unless_known(letter)
        return found or False

    @api.model
    def _take_in_again(self, letter, values):
        """Take in the mail of the context once more, to no other model than cases.

        :param values: of the case, if the mail begins one and names no desk
        """
        # pylint: disable-next=super-method-mismatch
        return super().message_process(CASE, letter.raw, custom_values=values)

    @api.model
    def _letter(self):
        """The mail that is taken in, or nothing; no context from outside brings one."""
        letter = self.env.context.get(LETTER)
        return letter if isinstance(letter, Letter) else None

    def _check_can_update_message_content(self, messages):
        result = super()._check_can_update_message_content(messages)
        messages._check_among_colleagues()
        return result

    def _message_parse_extract_payload(
        self, message, message_dict, save_original=False
    ):
        if self._letter():
            mend_texts(message)
        return super()._message_parse_extract_payload(
            message, message_dict, save_original=save_original
        )

    @api.private
    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        letter = self._letter()
        if not letter:
            return super().message_route(
                message, message_dict, model, thread_id, custom_values
            )
        cases = self.env[CASE].sudo()
        letter.subject = message_dict.get("subject") or ""
        bounced = message_dict.get("is_bounce")
        letter.automatic = not letter.forced and is_automatic(message)
        if not bounced and not letter.forced:
            if letter.automatic or cases._is_own_mail(letter):
                return cases._route_automatic(letter)
        # Odoo notes what came back on the mail that it concerns.
        routes = super().message_route(
            message, message_dict, model, thread_id, custom_values
        )
        if bounced:
            return cases._route_bounce(letter, message_dict)
        return cases._route_mail(letter, routes)

    @api.model
    def _detect_loop_sender(self, message, message_dict, routes):
        # Odoo would throw the mail away. The desk has counted already.
        if self._letter():
            return False
        return super()._detect_loop_sender(message, message_dict, routes)

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        letter = self._letter()
        if not letter:
            if is_automatic(message):
                self = self.with_context(**{AUTOMATIC_MAIL: True})
            return super()._message_route_process(message, message_dict, routes)
        if letter.automatic:
            self = self.with_context(**{AUTOMATIC_MAIL: True})
        cases = self.env[CASE].sudo()
        ours = any(route[0] == CASE for route in routes or ())
        if ours:
            cases._prepare_mail(letter, message, message_dict)
        found = super()._message_route_process(message, message_dict, routes)
        if ours and found:
            case = cases.with_user(SUPERUSER_ID).browse(found)
            case._record_mail(letter)
            letter.done = True
        return found

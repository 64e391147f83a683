# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import models

from .mail_thread import AUTOMATIC_MAIL, LETTER


class HelpdeskTicket(models.Model):
    """What a mail does to the case that it became part of (CASE-3, CASE-4)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _record_mail(self, letter):
        """Remember a mail that became part of the case, and say what is unusual."""
        self.env["key.account.mail.reference"].sudo()._note(letter, self)
        self._note_mail(letter)
        if letter.too_large:
            self._set_files_aside(letter)
        if not letter.automatic and not letter.staff:
            self._reopen_by_mail()

    def _note_mail(self, letter):
        if letter.automatic:
            self._log_line(self.env._("The last mail was sent by a machine."))
        elif letter.staff and not letter.vouched:
            self._log_line(
                self.env._(
                    "The last mail claims to be from %(name)s, which nobody vouches "
                    "for. It does not count as our answer and the customer does not "
                    "see it. If it was sent indeed, log the contact.",
                    name=letter.staff[:1].name,
                )
            )
        elif letter.flooding:
            self._log_line(
                self.env._(
                    "Many mails came from %(sender)s in a short time. For a while they "
                    "join this case.",
                    sender=letter.sender,
                )
            )

    def _log_line(self, text):
        self._message_log(body=Markup("<p>%s</p>") % text)

    def _set_files_aside(self, letter):
        aside = self.env["key.account.mail.aside"]
        for name, content in letter.too_large:
            aside._put_file(letter, self, name, content)
            self._log_line(
                self.env._(
                    "The file %(name)s is larger than mails may bring. It is among the "
                    "mails set aside.",
                    name=name,
                )
            )

    def _reopen_by_mail(self):
        """A reply of the customer to a closed case: the work goes on (CASE-4)."""
        for case in self.filtered("closed"):
            case.stage_id = case._stage_of_work()
            case._log_line(
                self.env._(
                    "The customer replied. The case is open again, with the same clock."
                )
            )

    def _message_receive_bounce(self, email, partner):
        result = super()._message_receive_bounce(email, partner)
        for case in self:
            case._log_line(
                self.env._(
                    "A mail to %(email)s came back. Reach the customer another way.",
                    email=email or partner[:1].display_name,
                )
            )
        return result

    # ------------------------------------------------------------------
    # No machine is answered by a machine
    # ------------------------------------------------------------------

    def _is_mail_unanswered(self):
        """Whether nothing automatic may follow from the mail that is taken in."""
        letter = self.env.context.get(LETTER)
        flooding = getattr(letter, "flooding", False)
        return flooding or self.env.context.get(AUTOMATIC_MAIL)

    def _track_template(self, changes):
        if self._is_mail_unanswered():
            return {}
        return super()._track_template(changes)

    def _notify_thread_with_out_of_office(
        self, message, recipients_data, msg_vals=False, **kwargs
    ):
        if self._is_mail_unanswered():
            return self.env["mail.message"]
        return super()._notify_thread_with_out_of_office(
            message, recipients_data, msg_vals=msg_vals, **kwargs
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import format_date

TEMPLATE = "key_account_service.mail_template_service_ends"


class KeyAccountServiceNotice(models.Model):
    """Telling the customer: by e-mail and SMS through the outbox, or by a call (APP-5).

    What becomes of a message is heard later; one that failed stays visible.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.service.notice"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _send_due(self, limit=None):
        """Send what waits, each in a savepoint of its own; never commits.

        :return: how many notices were looked at
        """
        due = SQL("state = 'waiting' AND attempt_at <= %s", fields.Datetime.now())
        notices = self.sudo()._sweep_claim(due, SQL("attempt_at, id"), limit)
        for notice in notices:
            notice._sweep_guarded(lambda record: record._tell())
        notices.filtered(lambda notice: notice.state == "to_call")._ask_for_calls()
        return len(notices)

    def _tell(self):
        """Tell one customer, unless it is decided or over by now."""
        today = self.company_id._today_at(fields.Datetime.now())
        if self.term_id.decision or self.term_id.date_until < today:
            self.state = "void"
        elif self.channel == "call":
            self.state = "to_call"
        elif not self._waits_for_the_day():
            # It may be long since the way was chosen.
            if self.channel not in self._open_ways(self.file_id, self.partner_id):
                self.write({"channel": "call", "state": "to_call"})
            else:
                self._tell_by_sms() if self.channel == "sms" else self._tell_by_email()

    def _waits_for_the_day(self):
        """Nobody is woken by an SMS: in quiet hours it waits for their end."""
        hours = self.env["key.account.quiet.hours"]
        now = fields.Datetime.now()
        until = self.channel == "sms" and hours._until(
            self.company_id, self.partner_id, now
        )
        if until:
            self.attempt_at = until
        return bool(until)

    def _tell_by_email(self):
        template = self.env.ref(TEMPLATE, False)
        if not template:
            self._failed(self.env._("The template of the e-mail was deleted."))
            return
        mail = self.env["mail.mail"].browse(template.send_mail(self.id))
        self._told(mail_message_id=mail.mail_message_id.id)

    def _tell_by_sms(self):
        words = self.with_context(lang=self.partner_id.lang)
        sms = self.env["sms.sms"].create(
            {
                "partner_id": self.partner_id.id,
                "number": self._phone_of(self.file_id, self.partner_id),
                "body": words._sms_text(),
            }
        )
        self._told(sms_id=sms.id)

    def _sms_text(self):
        """In the language of the context; numbers and days only, no name of a service:
        others may see the display of a telephone.
        """
        return self.env._(
            "%(company)s: your service %(number)s ends on %(day)s. Please renew it: "
            "%(url)s",
            company=self.company_id.name,
            number=self.number,
            day=format_date(self.env, self.date_until),
            url=f"{self.get_base_url()}/my/services",
        )

    def _told(self, **message):
        self.write(
            {
                "state": "told",
                "told_at": fields.Datetime.now(),
                "told_by_id": SUPERUSER_ID,
                "error": False,
                "error_at": False,
                **message,
            }
        )

    def _failed(self, reason):
        """Keep visible that the customer knows nothing of it."""
        self.write(
            {
                "state": "failed",
                "error": reason,
                "error_at": fields.Datetime.now(),
                "told_at": False,
                "told_by_id": False,
            }
        )

    def _sweep_poison(self, error):
        # Nothing is sent twice: whoever serves the account sees it and tries again.
        self._failed(str(error) or type(error).__name__)

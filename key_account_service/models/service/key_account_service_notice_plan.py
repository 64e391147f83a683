# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

# A file a concern: see docs/decisions.md.
# pylint: disable=consider-merging-classes-inherited


class KeyAccountServiceNotice(models.Model):
    """Who is to be told of the end of a service, and by which way (APP-5)."""

    _inherit = "key.account.service.notice"

    @api.model
    def _cron_remind(self):
        """Scheduled action, every hour: note whom to tell, and tell them."""
        terms = self.env["key.account.service.term"]
        terms._sweep_run(self._plan)
        self._sweep_run(self._send_due)

    @api.model
    def _plan(self, limit=None):
        """Note for terms that end soon the step that has come; never commits.

        :return: how many terms were looked at
        """
        order = SQL("date_until, id")
        terms = self.env["key.account.service.term"].sudo()
        terms = terms._sweep_claim(self._to_remind(), order, limit)
        terms._sweep_guarded(self.sudo()._note_steps)
        return len(terms)

    @api.model
    def _to_remind(self):
        """Terms nobody has decided about, whose last step is not on record yet."""
        self.flush_model()
        self.env["res.partner"].flush_model(["key_account_tier_id"])
        now = fields.Datetime.now()
        reminders = self.env["key.account.service.reminder"].sudo()
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].sudo().search([])
        parts = [SQL("FALSE")]
        for company in companies:
            today = company._today_at(now)
            for step in reminders._of_company(company):
                parts.append(step._comes_next(company, today))
        return SQL(
            "decision IS NULL AND is_trial IS NOT TRUE"
            " AND (attempt_at IS NULL OR attempt_at <= %s) AND (%s)",
            now,
            SQL(" OR ").join(parts),
        )

    def _note_steps(self, terms):
        """One row for each of these terms, for the step that has come last."""
        now = fields.Datetime.now()
        reminders = self.env["key.account.service.reminder"]
        steps = {
            company: (reminders._of_company(company), company._today_at(now))
            for company in terms.company_id
        }
        people = self._people(terms)
        rows = []
        for term in terms:
            of_company, today = steps[term.company_id]
            tier = term.account_id.key_account_tier_id
            step = of_company._reached(tier, (term.date_until - today).days)
            if step:
                rows.append(self._row(term, step, people[term.file_id]))
        self.create(rows)

    @api.model
    def _row(self, term, step, person):
        return {
            "term_id": term.id,
            "reminder_id": step.id,
            "days_before": step.days_before,
            "partner_id": person.id,
            "channel": self._channel(step.channel, term.file_id, person),
        }

    @api.model
    def _people(self, terms):
        """Whom to tell: the customer, of an organisation its liaison or who decides."""
        tell = self.env["key.account.tier.notice"]._person_to_tell
        return {file: tell(file.partner_id) for file in terms.file_id}

    @api.model
    def _channel(self, wanted, file, person):
        """The way that is wanted, else the next one that reaches the customer."""
        preferred = file.preferred_channel
        if wanted == "preferred":
            wanted = {"sms": "sms", "mobile": "sms", "email": "email"}.get(
                preferred, "call" if preferred else "email"
            )
        ways = [wanted] if wanted == "call" else [wanted, "email", "sms"]
        open_ways = self._open_ways(file, person)
        return next((way for way in ways if way in open_ways), "call")

    @api.model
    def _open_ways(self, file, person):
        """By which the person can be reached and does not refuse to be."""
        ways = set()
        if person.email and not person.is_blacklisted:
            ways.add("email")
        number = self._phone_of(file, person)
        if number and not self._refuses_sms(number):
            ways.add("sms")
        return ways

    @api.model
    def _refuses_sms(self, number):
        """Whether messages to a number are not wanted, whosever it is."""
        numbers = number, number.replace(" ", "")
        refused = [("number", "in", numbers)]
        return bool(self.env["phone.blacklist"].sudo().search_count(refused, limit=1))

    @api.model
    def _phone_of(self, file, person):
        """The number for messages, as the telephone network wants it."""
        mobile = file.mobile if file.partner_id == person else False
        return person._phone_format(number=mobile or person.phone)


class KeyAccountServiceReminder(models.Model):
    _inherit = "key.account.service.reminder"

    def _comes_next(self, company, today):
        """Terms of a company that have come to this step and not been told of it."""
        last = fields.Date.add(today, days=self.days_before)
        tiers = SQL(
            "account_id IN"
            " (SELECT id FROM res_partner WHERE key_account_tier_id IN %s)",
            tuple(self.tier_ids.ids),
        )
        return SQL(
            "(company_id = %s AND date_until BETWEEN %s AND %s AND %s AND NOT EXISTS ("
            " SELECT FROM key_account_service_notice notice WHERE notice.term_id ="
            " key_account_service_term.id AND notice.days_before <= %s))",
            company.id,
            today,
            last,
            tiers if self.tier_ids else SQL("TRUE"),
            self.days_before,
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ...lib.local_day import local_day, wall_to_utc


class KeyAccountVisitReminder(models.Model):
    """That somebody was told of unfinished records: once a day, with a list (VISIT-3).

    The visitor is told on the morning of the next working day; what lies longer than
    the company allows is told to the superior as well. It is a row first and a message
    then: whatever stops the sending, nobody is told twice a day. The message holds
    numbers and days, nothing of a record. A day is one of the company's zone.
    """

    _name = "key.account.visit.reminder"
    _inherit = ["key.account.sweep.mixin", "key.account.proof.mixin"]
    _description = "Reminder of Unfinished Visit Records"
    _order = "day desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        string="Who Was Told",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    day = fields.Date(required=True, readonly=True)
    role = fields.Selection(
        [("visitor", "Visitor"), ("superior", "Superior")],
        string="Told As",
        required=True,
        readonly=True,
    )
    visit_ids = fields.Many2many(
        "key.account.visit",
        "key_account_visit_reminder_rel",
        "reminder_id",
        "visit_id",
        string="Records",
        readonly=True,
    )
    visit_count = fields.Integer(string="Number of Records", readonly=True)
    sent_at = fields.Datetime(string="Told On", readonly=True)
    attempt_at = fields.Datetime(
        string="Next Attempt",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
    )

    _once_a_day = models.UniqueIndex(
        "(user_id, company_id, day, role)", "Somebody is told once a day."
    )
    _waiting_idx = models.Index("(attempt_at, id) WHERE sent_at IS NULL")

    @api.model
    def _cron_remind(self):
        """Scheduled action: who has not been told this morning is."""
        self._plan()
        self._sweep_run(self._send_due)

    @api.model
    def _plan(self):
        """Note whom to tell today who is not noted yet."""
        now = fields.Datetime.now()
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].sudo().search([])
        for company in companies:
            if company._reminds_of_records(now):
                self._plan_of(company, now)

    @api.model
    def _plan_of(self, company, now):
        today = company._today_at(now)
        known = self._read_group(
            [("day", "=", today), ("company_id", "=", company.id)], ["user_id", "role"]
        )
        # Who was told today is not told again of what comes up during the day.
        known = {(user.id, role) for user, role in known}
        self.create(
            [
                {
                    "user_id": user.id,
                    "company_id": company.id,
                    "day": today,
                    "role": role,
                    "visit_ids": visits.ids,
                    "visit_count": len(visits),
                }
                for (user, role), visits in self._to_tell(company, today, now).items()
                if (user.id, role) not in known
            ]
        )

    @api.model
    def _to_tell(self, company, today, now):
        """Who is to be told of which unfinished records of days before today.

        :return: dict of visits by (user, role)
        """
        zone = company._key_account_zone()
        begin = wall_to_utc(today, 0, zone)
        # A moment before midnight belongs to the day before.
        before = begin - timedelta(seconds=1)
        found = self.env["key.account.visit"].sudo()
        found = found.search(
            found._unfinished_domain(before) & Domain("company_id", "=", company.id)
        )
        told = defaultdict(found.browse)
        away = self.env["key.account.duty"]._presence(now).away(now)
        for user, visits in found.grouped("user_id").items():
            if user.active and user.id not in away:
                told[user, "visitor"] |= visits
        days = company.key_account_record_days
        if days:
            limit = begin - timedelta(days=days)
            late = found.filtered(lambda visit: visit._begun_at() < limit)
            for user, visits in late._by_superior().items():
                told[user, "superior"] |= visits
        return told

    @api.model
    def _send_due(self, limit=None):
        """Send what waits, each in a savepoint of its own; never commits.

        :return: how many reminders were looked at
        """
        due = SQL("sent_at IS NULL AND attempt_at <= %s", fields.Datetime.now())
        reminders = self.sudo()._sweep_claim(due, SQL("attempt_at, id"), limit)
        for reminder in reminders:
            reminder._sweep_guarded(lambda record: record._send())
        return len(reminders)

    def _send(self):
        """Tell one person, in the own language, of what is still unfinished."""
        visits = self.visit_ids.filtered("is_unfinished")
        if visits:
            words = self.with_context(lang=self.user_id.lang)
            self.env["mail.thread"].message_notify(
                partner_ids=self.user_id.partner_id.ids,
                author_id=self.env.ref("base.partner_root").id,
                subject=words.env._(
                    "%(count)s visit records are unfinished", count=len(visits)
                ),
                body=words._body(visits.with_env(words.env)),
                force_send=False,
            )
        self.write(
            {"sent_at": fields.Datetime.now(), "error": False, "error_at": False}
        )

    def _body(self, visits):
        own = self.role == "visitor"
        text = (
            self.env._("You began these visit records. Finish and file them today.")
            if own
            else self.env._(
                "These visit records have been left unfinished for days. Talk to the "
                "visitors."
            )
        )
        path = (
            "unfinished-visits" if self.role == "visitor" else "all-unfinished-visits"
        )
        lines = Markup().join(
            Markup("<li>%s</li>") % self._line(visit)
            for visit in visits.sorted("planned_at")
        )
        return Markup('<p>%s</p><ul>%s</ul><p><a href="%s">%s</a></p>') % (
            text,
            lines,
            f"{self.get_base_url()}/odoo/{path}",
            self.env._("Unfinished Records"),
        )

    def _line(self, visit):
        """Number and day; for the superior also whose it is."""
        day = local_day(visit._begun_at(), self.company_id._key_account_zone())
        parts = [visit.name, format_date(self.env, day)]
        if self.role == "superior":
            parts.append(visit.user_id.name)
        return " · ".join(parts)

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "attempt_at": moment}


class KeyAccountVisit(models.Model):
    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    def _begun_at(self):
        """When the customer was met, or was to be met (UTC)."""
        return self.visited_at or self.planned_at

    def _by_superior(self):
        """These visits by whoever leads the team of their account or visitor."""
        teams = self.env["key.account.team"].sudo()
        found = defaultdict(self.browse)
        for (account, user, company), visits in self.grouped(
            lambda one: (one.key_account_id, one.user_id, one.company_id)
        ).items():
            team = account.key_account_team_id or teams._of_user(user, company)
            above = team.leader_id - user or team.parent_id.leader_id
            above = above.filtered("active") or company.key_account_head_id
            if above and above != user:
                found[above[:1]] |= visits
        return found

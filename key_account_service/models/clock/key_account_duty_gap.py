# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from ...lib.roster import Span, gaps, same_gaps


class KeyAccountDutyGap(models.Model):
    """Hours ahead in which nobody is on duty (TEAM-5).

    Found by a scheduled action, told once to those who plan the roster, closed by
    itself as soon as the hours are covered. A gap that shrinks or grows stays the same
    gap; one that nobody filled is kept.
    """

    _name = "key.account.duty.gap"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Gap in the Duty Roster"
    _order = "date_from desc, id desc"

    date_from = fields.Datetime(string="From", required=True, readonly=True)
    date_to = fields.Datetime(string="To", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(
        [
            ("open", "Nobody yet"),
            ("filled", "Filled"),
            ("passed", "Nobody was on duty"),
        ],
        default="open",
        required=True,
        readonly=True,
        index=True,
    )

    @api.depends("date_from", "date_to")
    @api.depends_context("tz", "lang")
    def _compute_display_name(self):
        for gap in self:
            gap.display_name = self.env._(
                "%(start)s to %(end)s",
                start=format_datetime(self.env, gap.date_from, dt_format="short"),
                end=format_datetime(self.env, gap.date_to, dt_format="short"),
            )

    def action_fill(self):
        """Plan duties for the hours of the gap."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan the Duty Roster"),
            "res_model": "key.account.duty",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_date_from": self.date_from,
                "default_date_to": self.date_to,
                "default_company_id": self.company_id.id,
            },
        }

    @api.model
    def _cron_find(self):
        """Scheduled action, daily: warn of hours ahead in which nobody answers."""
        self._find(self.env["res.company"].search([("active", "=", True)]))

    @api.model
    def _find(self, companies, tell_new=True):
        """Compare the gaps that are known with those of the roster now.

        :param bool tell_new: whether to note and tell gaps that are not known yet
        """
        now = fields.Datetime.now()
        known = self.search(
            [("company_id", "in", companies.ids), ("state", "=", "open")],
            order="date_from, id",
        ).grouped("company_id")
        used = self._companies_with_roster(companies)
        for company, spans in self._duty_spans(companies, now).items():
            days = company.key_account_duty_days if company in used else 0
            window = Span(now, now + timedelta(days=days))
            found = gaps(spans, window) if days else []
            known_here = known.get(company, self.browse())
            known_here._update(found, window, company, tell_new)

    @api.model
    def _companies_with_roster(self, companies):
        """The companies in which somebody relies on the roster."""
        duties = self.env["key.account.duty"]._read_group(
            [("company_id", "in", companies.ids)], ["company_id"]
        )
        used = self.env["res.company"].union(*(company for (company,) in duties))
        policies = self.env["key.account.escalation.step"]._read_group(
            [("recipient", "=", "duty"), ("policy_id.active", "=", True)],
            ["policy_id"],
        )
        for (policy,) in policies:
            used |= policy.company_id or companies
        return used & companies

    @api.model
    def _duty_spans(self, companies, now):
        """The hours ahead that are covered in each company."""
        Duty = self.env["key.account.duty"]
        latest = max(companies.mapped("key_account_duty_days"), default=0)
        duties = Duty.search(
            Duty._between(now, now + timedelta(days=latest))
            & Domain("company_id", "in", companies.ids)
            & Domain("user_id.active", "=", True)
        ).grouped("company_id")
        return {
            company: [Span(d.date_from, d.date_to) for d in duties.get(company, ())]
            for company in companies
        }

    def _update(self, found, window, company, tell_new):
        """Bring these known gaps of a company in line with those found."""
        spans = [Span(gap.date_from, gap.date_to) for gap in self]
        left = self
        new = []
        for span, index in zip(found, same_gaps(spans, found), strict=True):
            if index is None:
                new.append(span)
                continue
            gap = self[index]
            left -= gap
            begun = span.start == window.start and gap.date_from < span.start
            gap._move(gap.date_from if begun else span.start, span.end)
        left._close(window.start)
        if tell_new and new:
            vals = [self._span_values(span, company) for span in new]
            self.create(vals)._tell()

    @api.model
    def _span_values(self, span, company):
        return {
            "date_from": span.start,
            "date_to": span.end,
            "company_id": company.id,
        }

    def _move(self, start, end):
        if (self.date_from, self.date_to) != (start, end):
            self.write({"date_from": start, "date_to": end})

    def _close(self, now):
        """The hours are covered, or over."""
        passed = self.filtered(lambda gap: gap.date_to <= now)
        passed.write({"state": "passed"})
        (self - passed).write({"state": "filled"})
        self.activity_ids.unlink()

    def _tell(self):
        """Ask everybody who plans the roster to fill these gaps."""
        planners = self.env.ref("key_account_service.group_key_account_supervisor")
        # Who belongs to a group is for administrators to read; here they are told.
        users = planners.sudo().all_user_ids.filtered("active")
        for gap in self:
            for user in users:
                if gap.company_id in user.company_ids:
                    gap.with_context(lang=user.lang, tz=user.tz or "UTC")._ask(user)

    def _ask(self, user):
        """Ask one who plans the roster, in the own language and zone."""
        start = fields.Datetime.context_timestamp(self, self.date_from)
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=start.date(),
            user_id=user.id,
            summary=self.env._("Nobody is on duty: %(hours)s", hours=self.display_name),
        )

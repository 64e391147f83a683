# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ...lib import sample
from ...lib.local_day import wall_to_utc

WEEK = timedelta(days=7)


class KeyAccountCallBackSample(models.Model):
    """Of the typical problems of a week a random part is called back again (CASE-7).

    Share and pause are those of the company on the day; the seed is made by chance,
    once a week and company, so that nobody can choose. With the cases that were there
    to be drawn and the seed anybody can draw the same sample again. Weeks begin on
    Monday in the company's time zone. How it is drawn is in
    ``key_account_call_back_sample_draw``.
    """

    _name = "key.account.call.back.sample"
    _inherit = "key.account.proof.mixin"
    _description = "Sample of Call-Backs"
    _order = "week_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Week", compute="_compute_name")
    week_start = fields.Date(
        string="Monday",
        required=True,
        index=True,
        default=lambda self: self._last_week(self.env.company),
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [("draft", "Preview"), ("drawn", "Drawn")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    seed = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: secrets.token_hex(8),
        help="From it and the cases of the week the same sample can be drawn again.",
    )
    share = fields.Float(string="Percent", readonly=True, copy=False)
    repeat_days = fields.Integer(
        string="Customer Once in (Days)", readonly=True, copy=False
    )
    drawn_at = fields.Datetime(readonly=True, copy=False)
    line_ids = fields.One2many(
        "key.account.call.back.sample.line", "sample_id", string="Cases", readonly=True
    )
    call_back_ids = fields.One2many(
        "key.account.call.back", "sample_id", string="Call-Backs", readonly=True
    )
    case_count = fields.Integer(string="Typical Cases", compute="_compute_counts")
    drawn_count = fields.Integer(string="In the Sample", compute="_compute_counts")
    is_reproducible = fields.Boolean(
        string="Can Be Drawn Again",
        compute="_compute_is_reproducible",
        help="Whether the seed still gives the cases that are in the sample.",
    )

    _week_uniq = models.Constraint(
        "UNIQUE (company_id, week_start)",
        "There is a sample of this week already: it is drawn once, so that nobody can "
        "choose.",
    )

    @api.depends("week_start")
    def _compute_name(self):
        for record in self:
            year, week, _day = (record.week_start or fields.Date.today()).isocalendar()
            record.name = f"{year}-W{week:02}"

    @api.depends("line_ids.is_drawn")
    def _compute_counts(self):
        groups = self.env["key.account.call.back.sample.line"]._read_group(
            [("sample_id", "in", self.ids)], ["sample_id", "is_drawn"], ["__count"]
        )
        counts = {(record.id, drawn): count for record, drawn, count in groups}
        for record in self:
            record.drawn_count = counts.get((record.id, True), 0)
            others = counts.get((record.id, False), 0)
            record.case_count = record.drawn_count + others

    @api.depends("seed", "share", "line_ids.is_drawn")
    def _compute_is_reproducible(self):
        for record in self:
            drawn = record.line_ids.filtered("is_drawn").mapped("number")
            record.is_reproducible = set(record._draw_again()) == {*drawn}

    @api.constrains("week_start", "company_id")
    def _check_week(self):
        for record in self:
            if record.week_start.weekday():
                raise ValidationError(self.env._("A week begins on a Monday."))
            if record._bounds()[1] > fields.Datetime.now():
                raise ValidationError(
                    self.env._("A sample is drawn of a week that is over.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_facts(vals)
            company = self.env["res.company"].browse(vals.get("company_id"))
            company = company or self.env.company
            vals["share"] = company.key_account_sample_share
            vals["repeat_days"] = company.key_account_sample_repeat_days
        return super().create(vals_list)

    def write(self, vals):
        self._check_facts(vals, forbidden={"week_start", "company_id"})
        return super().write(vals)

    @api.model
    def _check_facts(self, vals, forbidden=frozenset()):
        """:raises AccessError: for whoever wants to choose what is drawn"""
        allowed = {"week_start", "company_id"} - forbidden
        if not self.env.su and vals.keys() - allowed:
            raise AccessError(
                self.env._("What is drawn is left to chance and set by nobody.")
            )

    # ------------------------------------------------------------------
    # Which cases
    # ------------------------------------------------------------------

    @api.model
    def _last_week(self, company):
        """Monday of the last week that is over in the company's time zone."""
        today = company._today_at(fields.Datetime.now())
        return today - timedelta(days=today.weekday()) - WEEK

    def _bounds(self):
        """First moment of the week, and first moment after it (naive UTC)."""
        zone = self.company_id._key_account_zone()
        monday = self.week_start
        return wall_to_utc(monday, 0, zone), wall_to_utc(monday + WEEK, 0, zone)

    def _population(self):
        """Typical cases that were closed in the week, of customers not asked yet."""
        begin, end = self._bounds()
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("closed_date", ">=", begin)
            & Domain("closed_date", "<", end)
            & Domain("clock_role", "=", "solved")
            & Domain("duplicate_id", "=", False)
            & self._typical_domain()
        )
        # Of all teams, whoever draws: the sample is the company's.
        cases = self.env["helpdesk.ticket"].sudo().search(domain, order="id")
        asked = self._asked_customers(cases)
        return cases.filtered(lambda case: case.commercial_partner_id not in asked)

    @api.model
    def _typical_domain(self):
        """Hook: the cases that count as typical problems."""
        typical = Domain("complaint_level_id.is_sampled", "=", True)
        typical |= Domain("cause_id.is_typical", "=", True)
        return Domain("case_kind", "=", "complaint") & typical

    def _asked_customers(self, cases):
        """Customers of these cases who were in a sample a short while ago."""
        since = fields.Datetime.now() - timedelta(days=self.repeat_days)
        calls = self.env["key.account.call.back"].sudo()
        found = calls._read_group(
            [
                ("kind", "=", "sample"),
                ("state", "!=", "cancelled"),
                ("requested_at", ">", since),
                (
                    "ticket_id.commercial_partner_id",
                    "in",
                    cases.commercial_partner_id.ids,
                ),
            ],
            ["ticket_id"],
        )
        return cases.browse(case.id for (case,) in found).commercial_partner_id

    def _draw_again(self):
        """Numbers of the lines that the seed draws."""
        candidates = [
            sample.Candidate(line.number, line.stratum, line.customer)
            for line in self.sudo().line_ids
        ]
        return sample.draw(candidates, self.share, self.seed)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: So many accounts are named when some are left.
NAMED = 3


class KeyAccountWeeklyReview(models.Model):
    """An account manager goes through the own accounts, every week (TEAM-4).

    It is made on Monday morning of the company, with a line an account: what changed,
    what is due, what was heard. The manager answers each line and hands it in by the
    end of the week, which is a promise like any other. What is not answered when the
    next one is made is an omission, and stays one. How it comes about is in
    ``key_account_weekly_review_open``, its promise in ``…_clock``. Moments are UTC.
    """

    _name = "key.account.weekly.review"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.editable.mixin",
        "key.account.fact.mixin",
        "key.account.deadline.mixin",
        "key.account.sweep.mixin",
        "mail.thread",
    ]
    _description = "Weekly Review"
    _order = "week_start desc, id desc"

    user_id = fields.Many2one(
        "res.users",
        string="Account Manager",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    team_id = fields.Many2one(
        "key.account.team",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The team of the manager in that week; whoever leads it sees omissions.",
    )
    week_start = fields.Date(
        string="Week From", required=True, readonly=True, index=True
    )
    week_end = fields.Date(string="Week Until", compute="_compute_week_end")
    state = fields.Selection(
        [
            ("open", "Open"),
            ("submitted", "Handed in"),
            ("omitted", "Not handed in"),
        ],
        default="open",
        required=True,
        readonly=True,
        index=True,
        group_expand=True,
    )
    since = fields.Datetime(
        string="News Since",
        readonly=True,
        help="What happened from this moment on is on the list: the last review that "
        "was handed in.",
    )
    note = fields.Text(
        string="Summary",
        help="What the superior should know about the week.",
    )
    submitted_at = fields.Datetime(string="Handed In On", readonly=True)
    submitted_by_id = fields.Many2one("res.users", string="Handed In By", readonly=True)
    line_ids = fields.One2many(
        "key.account.weekly.line", "review_id", string="Accounts"
    )
    line_count = fields.Integer(
        string="Number of Accounts", compute="_compute_counts", store=True
    )
    open_count = fields.Integer(
        string="Not Gone Through",
        compute="_compute_counts",
        store=True,
        help="Accounts that nobody has gone through.",
    )
    action_count = fields.Integer(
        string="With Actions", compute="_compute_counts", store=True
    )

    _week_uniq = models.Constraint(
        "UNIQUE (user_id, company_id, week_start)",
        "There is a review of this manager for this week already.",
    )

    @api.depends("user_id", "week_start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for review in self:
            week = review.week_start and review.week_start.strftime("%G-W%V")
            parts = week, review.user_id.name
            review.display_name = " · ".join(filter(None, parts))

    @api.depends("week_start")
    def _compute_week_end(self):
        for review in self:
            start = review.week_start
            review.week_end = start and start + timedelta(days=6)

    @api.depends("line_ids.state")
    def _compute_counts(self):
        groups = self.env["key.account.weekly.line"]._read_group(
            [("review_id", "in", self.ids)], ["review_id", "state"], ["__count"]
        )
        counts = {}
        for review, state, count in groups:
            counts.setdefault(review.id, {})[state] = count
        for review in self:
            of = counts.get(review.id, {})
            review.line_count = sum(of.values()) - of.get("gone", 0)
            review.open_count = of.get("open", 0) + of.get("omitted", 0)
            review.action_count = of.get("acted", 0)

    @api.model
    def _fact_fields(self):
        written = {"note", "line_ids"}
        return super()._fact_fields() | {
            name
            for name, field in self._fields.items()
            if field.store and name not in written and name not in models.MAGIC_COLUMNS
        }

    # ------------------------------------------------------------------
    # Who reads, who writes
    # ------------------------------------------------------------------

    @api.model
    def _derived_access_domain(self):
        """The own ones, those of the teams one leads, and those one stands in for."""
        user = self.env.user
        for role in ("manager", "auditor"):
            if user.has_group(f"key_account_service.group_key_account_{role}"):
                return Domain.TRUE
        led = user.sudo().key_account_led_team_ids._with_teams()
        return Domain("team_id", "in", led) | self._derived_change_domain()

    @api.model
    def _derived_change_domain(self):
        """The own ones, and open ones with accounts that one serves as deputy now."""
        lines = self.env["key.account.weekly.line"].sudo()
        served = lines._search(
            Domain("review_id.state", "=", "open")
            & Domain("state", "!=", "gone")
            & lines._derived_change_domain()
        )
        return Domain("user_id", "=", self.env.uid) | Domain("line_ids", "in", served)

    # ------------------------------------------------------------------
    # Handing it in
    # ------------------------------------------------------------------

    def action_submit(self):
        """Hand in the review: every account was gone through (TEAM-4).

        :raises AccessError: for whoever is not in charge of these accounts
        :raises UserError: while an account is not answered, or if it is over
        """
        for review in self:
            review._check_open()
            review._check_answered()
            # Who may hand it in was checked; the rest follows from that.
            review.sudo().write(
                {
                    "state": "submitted",
                    "submitted_at": fields.Datetime.now(),
                    "submitted_by_id": self.env.uid,
                }
            )

    def action_view_lines(self):
        """Open the accounts of the review as a list."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_weekly_line_action"
        )
        return {**action, "domain": [("review_id", "=", self.id)], "context": {}}

    def _check_open(self):
        """:raises UserError: if it was handed in, or the next one was made"""
        self.check_access("write")
        self.sudo().lock_for_update()
        if self.state != "open":
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "The review %(review)s is over: %(state)s. Go on with the one of "
                    "this week.",
                    review=self.display_name,
                    state=labels[self.state],
                )
            )

    def _check_answered(self):
        lines = self.sudo().line_ids
        left = lines.filtered(lambda line: line.state == "open")
        if not self.listed_at:
            raise UserError(
                self.env._("The list of accounts is still being made. Wait a minute.")
            )
        if left:
            names = ", ".join(left.account_id[:NAMED].mapped("name"))
            raise UserError(
                self.env._(
                    "%(count)s accounts are not answered yet, among them %(names)s. "
                    "Note an action for each, or tick “Nothing to do”.",
                    count=len(left),
                    names=names,
                )
            )

    def _omit(self):
        """The next review takes over: what nobody went through is an omission."""
        lines = self.line_ids.filtered(lambda line: line.state == "open")
        lines.write({"state": "omitted"})
        self.write({"state": "omitted"})

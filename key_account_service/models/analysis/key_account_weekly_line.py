# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class KeyAccountWeeklyLine(models.Model):
    """An account in the weekly review of its manager, and what was decided (TEAM-4).

    Read by whoever has to do with the account, answered by whoever serves it. What is
    on the list stands in ``key_account_weekly_line_facts``.
    """

    _name = "key.account.weekly.line"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.editable.mixin",
        "key.account.fact.mixin",
        "key.account.secret.name.mixin",
    ]
    _description = "Account in a Weekly Review"
    _order = "week_start desc, news_rank, account_id, id"
    _rec_name = "account_id"

    review_id = fields.Many2one(
        "key.account.weekly.review",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    tier_id = fields.Many2one("key.account.tier", readonly=True, ondelete="restrict")
    user_id = fields.Many2one(
        related="review_id.user_id", store=True, index=True, string="Account Manager"
    )
    team_id = fields.Many2one(related="review_id.team_id", store=True)
    company_id = fields.Many2one(related="review_id.company_id", store=True, index=True)
    week_start = fields.Date(related="review_id.week_start", store=True, index=True)
    state = fields.Selection(
        [
            ("open", "Not gone through"),
            ("nothing", "Nothing to do"),
            ("acted", "Actions"),
            ("omitted", "Omitted"),
            ("gone", "With another manager"),
        ],
        default="open",
        required=True,
        readonly=True,
        index=True,
        group_expand=True,
    )
    remark = fields.Text(help="What you found out, and why nothing has to be done.")
    answered_at = fields.Datetime(string="Gone Through On", readonly=True)
    answered_by_id = fields.Many2one(
        "res.users", string="Gone Through By", readonly=True
    )
    action_ids = fields.One2many(
        "key.account.weekly.action", "line_id", string="Actions"
    )

    _account_uniq = models.Constraint(
        "UNIQUE (review_id, account_id)", "This account stands on the review already."
    )

    @api.depends("account_id", "week_start")
    def _compute_display_name(self):
        for line in self._named_to_reader():
            week = line.week_start and line.week_start.strftime("%G-W%V")
            parts = line.account_id.name, week
            line.display_name = " · ".join(filter(None, parts))

    @api.model
    def _fact_fields(self):
        written = {"remark", "action_ids"}
        return super()._fact_fields() | {
            name
            for name, field in self._fields.items()
            if field.store and name not in written and name not in models.MAGIC_COLUMNS
        }

    @api.model
    def _derived_access_domain(self):
        return self.env["res.partner"]._key_account_reach_domain()

    @api.model
    def _derived_change_domain(self):
        accounts = self.env["res.partner"].sudo()
        served = accounts._search(self.env["res.partner"]._key_account_serving_domain())
        return Domain("account_id", "in", served)

    def write(self, vals):
        if not self.env.su:
            self._check_review_open()
        return super().write(vals)

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------

    def action_nothing(self):
        """There is nothing to do for these accounts this week.

        :raises AccessError: for whoever does not serve them
        :raises UserError: if the review is over, or there are actions
        """
        self.check_access("write")
        self._check_review_open()
        busy = self.filtered(lambda line: line.state == "acted")
        if busy:
            raise UserError(
                self.env._(
                    "There are actions for %(accounts)s. Withdraw them first if there "
                    "is nothing to do.",
                    accounts=", ".join(busy.account_id.mapped("name")),
                )
            )
        self.filtered(lambda line: line.state == "open")._answer("nothing")

    def action_reopen(self):
        """Think about these accounts again.

        :raises UserError: if the review is over, or there are actions
        """
        self.check_access("write")
        self._check_review_open()
        if any(line.state != "nothing" for line in self):
            raise UserError(
                self.env._(
                    "Only what was ticked “Nothing to do” is thought over again."
                )
            )
        self.sudo().write(
            {"state": "open", "answered_at": False, "answered_by_id": False}
        )

    def _check_review_open(self):
        """:raises UserError: if one of the reviews is over"""
        if any(review.state != "open" for review in self.sudo().review_id):
            raise UserError(
                self.env._(
                    "This review is over. What comes up now goes into the one of this "
                    "week."
                )
            )

    def _answer(self, state):
        """Who may answer was checked; nobody writes an answer by hand."""
        self.sudo().write(
            {
                "state": state,
                "answered_at": fields.Datetime.now(),
                "answered_by_id": self.env.uid,
            }
        )

    # ------------------------------------------------------------------
    # Accounts that change hands during the week
    # ------------------------------------------------------------------

    @api.model
    def _follow_managers(self, accounts):
        """Move what is not answered to the open review of the new manager, if any.

        Who is no key account any more is gone: nobody could answer for it.
        """
        lines = self.search(
            Domain("account_id", "in", accounts.ids) & Domain("state", "=", "open")
        )
        moved = lines.filtered(
            lambda line: (
                line.account_id._is_former_account()
                or line.account_id.key_account_manager_id != line.user_id
            )
        )
        reviews = self.env["key.account.weekly.review"].search(
            Domain("user_id", "in", moved.account_id.key_account_manager_id.ids)
            & Domain("state", "=", "open")
            & Domain("week_start", "in", moved.mapped("week_start"))
        )
        found = {(one.user_id, one.company_id, one.week_start): one for one in reviews}
        for line in moved:
            manager = line.account_id.key_account_manager_id
            review = found.get((manager, line.company_id, line.week_start))
            served = review and not line.account_id._is_former_account()
            if served and line.account_id not in review.line_ids.account_id:
                line.review_id = review
            else:
                line.state = "gone"

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import itertools

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...lib.visit_planning import period_of

#: Before it is decided about, and may be changed by whose plan it is.
EDITABLE = ("draft", "returned")
#: Plans that hold, or may come to hold.
LIVE = (*EDITABLE, "submitted", "approved")
#: What is decided about, beside the visits.
CONTENT = {"user_id", "date_from", "date_to", "company_id", "note"}


class KeyAccountVisitPlan(models.Model):
    """The visits that an account manager pays in a period (VISIT-1).

    The planner proposes them by the rules of tier and role, the manager moves them in
    the calendar, the supervisor approves: then they are planned. Which visits are
    proposed is told in ``key_account_visit_plan_propose``, how the plan is decided in
    ``…_decide``, how plans come about by themselves in ``…_draft``. Days are those of
    the company, moments are UTC.
    """

    _name = "key.account.visit.plan"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.approval.return.mixin",
        "key.account.sweep.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Visit Plan"
    _order = "date_from desc, id desc"
    _check_company_auto = True
    # Whoever approves is not who writes it, but may ask back.
    _mail_post_access = "read"

    name = fields.Char(compute="_compute_name", store=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("returned", "Returned for change"),
            ("submitted", "Under approval"),
            ("approved", "Approved"),
            ("rejected", "Rejected"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
        group_expand=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Account Manager",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    team_id = fields.Many2one(
        "key.account.team",
        compute="_compute_team_id",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The team of the account manager, whose supervisor approves.",
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._default_period()[0]
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: self._default_period()[1],
        help="The last day of the period.",
    )
    note = fields.Text(help="What the supervisor has to know about this plan.")
    visit_ids = fields.One2many("key.account.visit", "plan_id", string="Visits")
    visit_count = fields.Integer(string="Visits in Plan", compute="_compute_counts")
    changed_count = fields.Integer(
        string="Changed by Hand",
        compute="_compute_counts",
        help="Visits that were moved, changed or called off after they were proposed.",
    )
    proposed_at = fields.Datetime(
        string="Visits Proposed On",
        readonly=True,
        copy=False,
        help="When the planner last looked for visits that are missing.",
    )

    _in_order = models.Constraint(
        "CHECK (date_from <= date_to AND date_to < date_from + 370)",
        "A plan ends after it begins, and covers a year at most.",
    )
    # One at a time, also if two people press the button at the same moment.
    _live_uniq = models.UniqueIndex(
        "(user_id, company_id, date_from)"
        " WHERE state IN ('draft', 'returned', 'submitted', 'approved')",
        "This account manager has a plan for this period already. Open that one.",
    )

    can_change = fields.Boolean(compute="_compute_can_change")

    @api.model
    def _default_period(self):
        """The period that follows the present one."""
        company = self.env.company
        months = int(company.key_account_visit_plan_months)
        _first, last = period_of(company._today_at(fields.Datetime.now()), months)
        return period_of(fields.Date.add(last, days=1), months)

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "error",
            "error_at",
            "name",
            "propose_at",
            "proposed_at",
            "team_id",
        }

    @api.depends("user_id", "date_from", "date_to")
    def _compute_name(self):
        for plan in self:
            period = f"{plan.date_from or ''} – {plan.date_to or ''}"
            plan.name = f"{plan.user_id.sudo().name or ''} {period}".strip()

    @api.depends("user_id", "company_id")
    def _compute_team_id(self):
        teams = self.env["key.account.team"].sudo()
        for plan in self:
            plan.team_id = teams._of_user(plan.user_id, plan.company_id)

    @api.depends_context("uid")
    @api.depends("state", "user_id")
    def _compute_can_change(self):
        mine = self._origin._filtered_access("write")
        for plan in self:
            plan.can_change = not plan._origin or plan._origin in mine

    @api.depends("visit_ids.state", "visit_ids.is_changed")
    def _compute_counts(self):
        visits = self.env["key.account.visit"]
        groups = visits._read_group(
            [("plan_id", "in", self.ids)],
            ["plan_id", "is_changed", "state"],
            ["__count"],
        )
        for plan in self:
            mine = [group[1:] for group in groups if group[0] == plan]
            plan.changed_count = sum(n for changed, _state, n in mine if changed)
            plan.visit_count = sum(
                n for _changed, state, n in mine if state != "cancelled"
            )

    @api.constrains("user_id", "company_id", "date_from", "date_to", "state")
    def _check_overlap(self):
        live = self.filtered(lambda plan: plan.state in LIVE)
        others = self.sudo().search(
            Domain("user_id", "in", live.user_id.ids) & Domain("state", "in", LIVE)
        )
        for plans in others.grouped(
            lambda plan: (plan.user_id, plan.company_id)
        ).values():
            plans = plans.sorted("date_from")
            for before, after in itertools.pairwise(plans):
                if after.date_from <= before.date_to and live & (before | after):
                    raise ValidationError(
                        self.env._(
                            "%(plan)s covers some of these days already. Change that "
                            "plan, or choose other days.",
                            plan=(before if after in live else after).name,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        plans._note_authors()
        return plans

    def write(self, vals):
        changed = not self.env.su and CONTENT & vals.keys()
        if changed:
            self._check_editable()
            if changed - {"note"}:
                self._check_no_visits()
        result = super().write(vals)
        if changed:
            # Nobody moves a plan to where he could not have written it.
            self.check_access("write")
            self._note_authors()
        return result

    def _note_authors(self):
        """Neither whose plan it is nor who changed it approves it."""
        if self.env.su:
            for plan in self:
                plan.author_ids |= plan.user_id
            return
        self.check_access("write")
        for plan in self.sudo():
            plan.author_ids |= plan.user_id | self.env.user

    def _check_editable(self):
        """:raises UserError: for what superiors look at, or have decided about"""
        for plan in self:
            if plan.state not in EDITABLE:
                raise UserError(
                    self.env._(
                        "The plan %(plan)s was submitted: what superiors look at stays "
                        "as it is. Withdraw it to change it.",
                        plan=plan.name,
                    )
                )

    def _check_no_visits(self):
        if self.sudo().visit_ids:
            raise UserError(
                self.env._(
                    "Visits were proposed for this person and period already. Cancel "
                    "the plan and make a new one."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(plan.state != "draft" or plan.submitted_at for plan in self):
            raise UserError(
                self.env._(
                    "A plan that was submitted is kept. Cancel it if it is not needed."
                )
            )
        self.sudo()._drop_proposals()

    # ------------------------------------------------------------------
    # Who reads, who writes
    # ------------------------------------------------------------------

    @api.model
    def _derived_access_domain(self):
        """Own plans, those of the teams one leads, and those one approves."""
        user = self.env.user
        for role in ("manager", "auditor"):
            if user.has_group(f"key_account_service.group_key_account_{role}"):
                return Domain.TRUE
        led = user.sudo().key_account_led_team_ids._with_teams()
        return (
            Domain("user_id", "=", user.id)
            | Domain("team_id", "in", led)
            | self._reviewed_domain()
        )

    @api.model
    def _derived_change_domain(self):
        """Whose plan it is; superiors decide about it instead of writing it.

        Administrators of the service cancel what somebody has left behind.
        """
        user = self.env.user
        if user.has_group("key_account_service.group_key_account_manager"):
            return Domain.TRUE
        return Domain("user_id", "=", user.id)

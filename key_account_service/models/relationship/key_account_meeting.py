# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class KeyAccountMeeting(models.Model):
    """Several accounts at a reception, session, round table or event (VISIT-5).

    Who is invited and what came of it stands in the lines, each of which is read by
    those who serve its account; how it comes about in ``key_account_meeting_progress``.
    Once it has taken place, it is on record as a visit to each account that came. All
    times are UTC.
    """

    _name = "key.account.meeting"
    _inherit = ["mail.thread", "key.account.fact.mixin", "key.account.notice.mixin"]
    _description = "Meeting with Key Accounts"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Number",
        default=lambda self: self.env._("New"),
        required=True,
        readonly=True,
        copy=False,
    )
    title = fields.Char(required=True)
    kind_id = fields.Many2one(
        "key.account.meeting.kind",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "To Be Approved"),
            ("planned", "Planned"),
            ("done", "Held"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Organiser",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
        tracking=True,
    )
    team_id = fields.Many2one(
        "key.account.team",
        string="Team of the Organiser",
        compute="_compute_team_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="set null",
    )
    host_ids = fields.Many2many(
        "res.users",
        "key_account_meeting_host_rel",
        "meeting_id",
        "user_id",
        string="Our Participants",
        domain=[("share", "=", False)],
        check_company=True,
        help="Who takes part for us, the management as well. They see the meeting, but "
        "only those accounts that they serve.",
    )
    date_start = fields.Datetime(
        string="Begins",
        required=True,
        index=True,
        copy=False,
        default=fields.Datetime.now,
        tracking=True,
    )
    date_end = fields.Datetime(string="Ends", copy=False)
    place = fields.Char()
    programme = fields.Text(help="What happens when, who speaks, what is shown.")
    outcome = fields.Text(
        copy=False,
        help="What came of it on the whole. Goes on record for each account of which "
        "nothing of its own is written down.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    planned_cost = fields.Monetary(tracking=True)
    actual_cost = fields.Monetary(
        copy=False,
        tracking=True,
        help="May still be put right when the last invoice has come in.",
    )
    cost_difference = fields.Monetary(
        string="Over Plan",
        compute="_compute_cost_difference",
        store=True,
        help="By how much it cost more than planned; below 0: less.",
    )
    line_ids = fields.One2many(
        "key.account.meeting.line", "meeting_id", string="Invited Accounts", copy=True
    )
    invited_count = fields.Integer(string="Invited", compute="_compute_counts")
    accepted_count = fields.Integer(string="Accepted", compute="_compute_counts")
    came_count = fields.Integer(string="Came", compute="_compute_counts")

    _dates_in_order = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "The meeting ends before it begins. Correct the two times.",
    )
    _cost_positive = models.Constraint(
        "CHECK (COALESCE(planned_cost, 0) >= 0 AND COALESCE(actual_cost, 0) >= 0)",
        "A cost is an amount of money, or 0.",
    )

    @api.depends("name", "title")
    @api.depends_context("key_account_show_title")
    def _compute_display_name(self):
        """By number; in a calendar by title."""
        titled = self.env.context.get("key_account_show_title")
        for meeting in self:
            parts = (meeting.title if titled else "", meeting.name)
            meeting.display_name = " · ".join(filter(None, parts))

    @api.depends("user_id", "company_id")
    def _compute_team_id(self):
        Team = self.env["key.account.team"].sudo()
        for (user, company), meetings in self.grouped(
            lambda meeting: (meeting.user_id, meeting.company_id)
        ).items():
            meetings.team_id = Team._of_user(user, company)

    @api.depends("planned_cost", "actual_cost")
    def _compute_cost_difference(self):
        for meeting in self:
            spent = meeting.actual_cost
            meeting.cost_difference = spent and spent - meeting.planned_cost

    @api.depends_context("uid")
    @api.depends("line_ids.answer", "line_ids.attendance")
    def _compute_counts(self):
        """Of the accounts that the user may see."""
        for meeting in self:
            lines = meeting.line_ids
            meeting.invited_count = len(lines.filtered(lambda x: x.answer != "listed"))
            meeting.accepted_count = len(
                lines.filtered(lambda x: x.answer == "accepted")
            )
            meeting.came_count = len(lines.filtered(lambda x: x.attendance == "came"))

    @api.constrains("state", "date_start")
    def _check_past(self):
        now = fields.Datetime.now()
        if any(m.state == "done" and m.date_start > now for m in self):
            raise ValidationError(
                self.env._("A meeting cannot have taken place in the future.")
            )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"name", "state", "team_id"}

    @api.model
    def _first_facts(self):
        # Its calendar entry and its deadline know it by its number.
        number = self.env["ir.sequence"].sudo().next_by_code(self._name)
        return super()._first_facts() | {"name": number}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(meeting.state == "done" for meeting in self):
            raise UserError(
                self.env._("A meeting that took place stays on record. Keep it.")
            )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...lib.sharing import shares


class KeyAccountMeetingLine(models.Model):
    """An account at a meeting: invited, answered, came, what came of it (VISIT-6).

    Read by those who serve the account and by the organiser, not by whoever takes part
    for another account.
    """

    _name = "key.account.meeting.line"
    _inherit = ["key.account.fact.mixin", "key.account.customer.mixin"]
    _description = "Account at a Meeting"
    _order = "meeting_id, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    meeting_id = fields.Many2one(
        "key.account.meeting",
        string="At the Meeting",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, precompute=True, index=True
    )
    date_start = fields.Datetime(
        related="meeting_id.date_start", store=True, string="When"
    )
    kind_id = fields.Many2one(related="meeting_id.kind_id", store=True)
    meeting_state = fields.Selection(related="meeting_id.state", string="State")
    partner_id = fields.Many2one(
        "res.partner",
        string="Invited",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        help="The account, or its contact who is invited.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Looked After By",
        index="btree_not_null",
        domain=[("share", "=", False)],
        check_company=True,
        help="Who of ours is there for this account; empty: its account manager.",
    )
    answer = fields.Selection(
        [
            ("listed", "To be invited"),
            ("invited", "Invited"),
            ("accepted", "Accepted"),
            ("declined", "Cannot come"),
        ],
        required=True,
        default="listed",
        copy=False,
    )
    attendance = fields.Selection(
        [("came", "Came"), ("absent", "Did not come")], copy=False
    )
    person_ids = fields.Many2many(
        "res.partner",
        "key_account_meeting_person_rel",
        "line_id",
        "partner_id",
        string="Who Came",
        copy=False,
        check_company=True,
    )
    outcome = fields.Text(copy=False, help="What came of it with this account.")
    needs = fields.Text(
        string="Customer's Needs", copy=False, help="Goes on record with the visit."
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost_share = fields.Monetary(
        compute="_compute_cost_share",
        store=True,
        help="The actual cost, shared among the accounts that came by the number of "
        "people of each.",
    )
    visit_id = fields.Many2one(
        "key.account.visit",
        string="On Record As",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    _once = models.UniqueIndex(
        "(meeting_id, partner_id)", "This customer is on the list already."
    )

    @api.depends(
        "meeting_id.actual_cost",
        "meeting_id.line_ids.attendance",
        "meeting_id.line_ids.person_ids",
    )
    def _compute_cost_share(self):
        # Each share depends on all accounts, also those that the user may not see.
        for meeting in self.meeting_id.sudo():
            lines = meeting.line_ids
            came = lines.filtered(lambda line: line.attendance == "came")
            (lines - came).cost_share = 0
            unit = meeting.currency_id.rounding or 0.01
            weights = [len(line.person_ids) or 1 for line in came]
            coins = shares(round(meeting.actual_cost / unit), weights) if came else []
            for line, number in zip(came, coins, strict=True):
                line.cost_share = number * unit

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "cost_share",
            "key_account_id",
            "key_account_tier_id",
            "visit_id",
        }

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_open()
        if not self.env.su:
            # Whoever serves an account answers for it, but invites it to nothing that
            # another organises.
            lines.meeting_id.check_access("write")
        return lines

    def write(self, vals):
        self._check_open()
        result = super().write(vals)
        if "meeting_id" in vals and not self.env.su:
            self._check_open()
            self.meeting_id.check_access("write")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        self._check_open()

    def _check_open(self):
        """:raises UserError: once the meeting has taken place or was called off"""
        if not self.env.su:
            self.meeting_id._check_state("draft", "submitted", "planned")

    def _words(self):
        """What goes on record of the account."""
        return (self.outcome or self.meeting_id.outcome or "").strip()

    def _make_visits(self):
        """Put the meeting on record as a visit to each of these accounts (VISIT-5)."""
        visits = self.env["key.account.visit"].sudo()
        visits = visits.create([line._visit_values() for line in self])
        for line, visit in zip(self, visits, strict=True):
            line.visit_id = visit

    def _visit_values(self):
        meeting = self.meeting_id
        served_by = self.key_account_id.key_account_manager_id
        return {
            # It was never a planned visit: nothing was promised by it.
            "state": "done",
            "partner_id": self.partner_id.id,
            "company_id": meeting.company_id.id,
            "user_id": (self.user_id or served_by or meeting.user_id).id,
            "way": meeting.kind_id.way,
            "planned_at": meeting.date_start,
            "visited_at": meeting.date_start,
            "place": meeting.place,
            "participant_ids": [
                fields.Command.set((self.person_ids | meeting.host_ids.partner_id).ids)
            ],
            "content": self._words(),
            "needs": self.needs,
            "meeting_id": meeting.id,
        }

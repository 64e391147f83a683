# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class HelpdeskTicketStage(models.Model):
    """A stage says what it means to the clock of a case (CASE-4)."""

    _inherit = "helpdesk.ticket.stage"

    clock_role = fields.Selection(
        [
            ("run", "Clock runs"),
            ("pause", "Clock on hold"),
            ("solved", "Solved"),
            ("void", "Void: nothing is promised any more"),
        ],
        string="Clock",
        compute="_compute_clock_role",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="What this stage means to the deadlines of a case.",
    )
    pause_reason_id = fields.Many2one(
        "key.account.pause.reason",
        ondelete="restrict",
        help="Why the clock stands still in this stage.",
    )

    _pause_has_reason = models.Constraint(
        "CHECK (clock_role != 'pause' OR pause_reason_id IS NOT NULL)",
        "Give a reason for which the clock is on hold in this stage.",
    )

    _closed_is_an_end = models.Constraint(
        "CHECK (NOT COALESCE(closed, FALSE) OR clock_role IN ('solved', 'void'))",
        "In a closed stage the clock cannot run or be on hold: choose “Solved” or "
        "“Void”.",
    )

    @api.depends("closed")
    def _compute_clock_role(self):
        for stage in self:
            if stage.closed and stage.clock_role not in ("solved", "void"):
                stage.clock_role = "solved"
            else:
                stage.clock_role = stage.clock_role or "run"

    def write(self, vals):
        roles = {stage: stage.clock_role for stage in self}
        result = super().write(vals)
        if {"clock_role", "closed", "pause_reason_id"} & vals.keys():
            self._check_no_promise_ends(roles)
            # A meaning that the database refuses must not reach a single case.
            self.flush_recordset()
            self._sync_cases()
        return result

    def _check_no_promise_ends(self, roles):
        """No promise ends because somebody gave a stage another meaning.

        :param roles: dict of stage to its meaning before
        :raises UserError: if a stage means an end now and open promises stand in it
        """
        if self.env.su:
            return
        ending = self.filtered(
            lambda stage: (
                stage.clock_role in ("solved", "void")
                and stage.clock_role != roles[stage]
            )
        )
        open_cases = [
            ("stage_id", "in", ending.ids),
            ("deadline_ids.state", "in", ("running", "paused")),
        ]
        # Also the cases that the user may not see: their promises would end as well.
        count = self.env["helpdesk.ticket"].sudo().search_count(open_cases)
        if count:
            raise UserError(
                self.env._(
                    "%(count)s cases with open promises stand in the stage %(stage)s: "
                    "its new meaning would change or end them. Move the cases to "
                    "another stage first.",
                    count=count,
                    stage=", ".join(ending.mapped("name")),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        # Also the cases that the user may not see, and the archived ones.
        cases = self.env["helpdesk.ticket"].sudo().with_context(active_test=False)
        for stage, count in cases._read_group(
            [("stage_id", "in", self.ids)], ["stage_id"], ["__count"], limit=1
        ):
            raise UserError(
                self.env._(
                    "%(count)s cases stand in the stage %(stage)s. Move them to "
                    "another stage first, or archive this one.",
                    count=count,
                    stage=stage.name,
                )
            )

    def _sync_cases(self):
        """Bring the cases that stand in these stages in line with their new meaning."""
        tickets = self.env["helpdesk.ticket"].sudo().with_context(active_test=False)
        tickets = tickets.search(
            [("stage_id", "in", self.ids), ("deadline_ids", "!=", False)]
        )
        self.env.add_to_compute(tickets._fields["solved_at"], tickets)
        tickets._deadline_sync(rematch=False)

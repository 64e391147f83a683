# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


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

    @api.depends("closed")
    def _compute_clock_role(self):
        for stage in self:
            if stage.closed and stage.clock_role not in ("solved", "void"):
                stage.clock_role = "solved"
            else:
                stage.clock_role = stage.clock_role or "run"

    def write(self, vals):
        result = super().write(vals)
        if {"clock_role", "closed", "pause_reason_id"} & vals.keys():
            tickets = self.env["helpdesk.ticket"].sudo()
            tickets.search(
                [
                    ("stage_id", "in", self.ids),
                    ("deadline_ids.state", "in", ("running", "paused")),
                ]
            )._deadline_sync()
        return result

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class HelpdeskTicketIntake(models.TransientModel):
    """The words of a complaint speak for a higher level; the clerk decides (CASE-2)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket.intake"

    level_proposed_id = fields.Many2one(
        "key.account.complaint.level",
        string="Proposed Level",
        compute="_compute_level_proposed_id",
    )
    level_reason = fields.Char(
        string="Because Of", compute="_compute_level_proposed_id"
    )

    @api.depends("case_kind", "complaint_level_id", "name", "description")
    def _compute_level_proposed_id(self):
        for intake in self:
            said = f"{intake.name or ''}\n{intake.description or ''}"
            level, words = self.env["key.account.complaint.level"]._propose(said)
            chosen = intake.complaint_level_id
            higher = (
                intake.case_kind == "complaint" and level.sequence > chosen.sequence
            )
            intake.level_proposed_id = higher and level
            intake.level_reason = higher and ", ".join(words)

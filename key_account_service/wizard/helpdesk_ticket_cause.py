# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class HelpdeskTicketCause(models.TransientModel):
    """The cause of a complaint, entered where the closing was refused (CASE-6)."""

    _name = "helpdesk.ticket.cause"
    _inherit = "key.account.dialog.mixin"
    _description = "Cause of a Case"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, readonly=True)
    stage_id = fields.Many2one(
        "helpdesk.ticket.stage", string="Close As", readonly=True
    )
    # Read as the user, not as the system: a default would follow any number given.
    case_kind = fields.Char(compute="_compute_case_kind")
    cause_id = fields.Many2one(
        "key.account.cause",
        required=True,
        compute="_compute_cause",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('child_ids', '=', False), ('case_kind', 'in', (False, case_kind))]",
    )
    cause_analysis = fields.Text(
        string="How It Came to This",
        required=True,
        compute="_compute_cause_analysis",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("ticket_id")
    def _compute_case_kind(self):
        for wizard in self.with_user(self.env.user):
            wizard.case_kind = wizard.ticket_id.case_kind

    @api.depends("ticket_id")
    def _compute_cause(self):
        for wizard in self.with_user(self.env.user):
            wizard.cause_id = wizard.cause_id or wizard.ticket_id.cause_id

    @api.depends("ticket_id")
    def _compute_cause_analysis(self):
        for wizard in self.with_user(self.env.user):
            known = wizard.ticket_id.cause_analysis
            wizard.cause_analysis = wizard.cause_analysis or known

    def action_save(self):
        """Write the cause into the case, and close it if that was asked for."""
        self.ensure_one()
        if not (self.cause_analysis or "").strip():
            raise UserError(self.env._("Write down how it came to this."))
        self.ticket_id.write(
            {"cause_id": self.cause_id.id, "cause_analysis": self.cause_analysis}
        )
        if self.stage_id:
            self.ticket_id.stage_id = self.stage_id
        return {"type": "ir.actions.client", "tag": "soft_reload"}

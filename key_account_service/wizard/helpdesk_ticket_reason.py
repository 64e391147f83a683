# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools.misc import clean_context

from ..models.case.key_account_deadline_policy import CASE_KINDS


class HelpdeskTicketReason(models.TransientModel):
    """Why a customer is promised less: asked before it happens (CASE-2, CASE-4).

    It carries the change that was refused for want of a reason, and makes it as the
    user, with the reason.
    """

    _name = "helpdesk.ticket.reason"
    _inherit = "key.account.dialog.mixin"
    _description = "Reason for a Lesser Promise"

    ticket_ids = fields.Many2many("helpdesk.ticket", string="Cases", required=True)
    stage_id = fields.Many2one("helpdesk.ticket.stage", string="New Stage")
    # A mere number: a link would show the title of a case that the user may not read.
    duplicate = fields.Integer(string="Duplicate of")
    case_kind = fields.Selection(CASE_KINDS, string="New Kind")
    complaint_level_id = fields.Many2one(
        "key.account.complaint.level", string="New Level"
    )
    partner_id = fields.Many2one("res.partner", string="New Customer")
    archive = fields.Boolean()
    reason = fields.Char(
        required=True, help="Stands in the case and in the ledger; supervisors read it."
    )

    def action_confirm(self):
        """Make the change, with its reason."""
        self.ensure_one()
        changes = {
            "stage_id": self.stage_id.id,
            "duplicate_id": self.duplicate,
            "case_kind": self.case_kind,
            "complaint_level_id": self.complaint_level_id.id,
            "partner_id": self.partner_id.id,
        }
        vals = {name: value for name, value in changes.items() if value}
        if self.archive:
            vals["active"] = False
        # What was meant for this form must not reach what is written with it.
        # pylint: disable-next=context-overridden
        cases = self.ticket_ids.with_context(clean_context(self.env.context))
        cases.write({**vals, "void_reason": self.reason})
        return {"type": "ir.actions.client", "tag": "soft_reload"}

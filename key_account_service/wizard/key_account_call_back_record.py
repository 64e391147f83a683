# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.case.key_account_case_note import WAYS


class KeyAccountCallBackRecord(models.TransientModel):
    """The customer was called back: reached or not, satisfied or not (CASE-7)."""

    _name = "key.account.call.back.record"
    _inherit = "key.account.dialog.mixin"
    _description = "Record a Call-Back"

    ticket_id = fields.Many2one("helpdesk.ticket", string="Case", readonly=True)
    call_back_id = fields.Many2one("key.account.call.back", readonly=True)
    outcome = fields.Selection(
        [
            ("satisfied", "Satisfied"),
            ("not_satisfied", "Not satisfied"),
            ("not_reached", "Not reached"),
        ],
        required=True,
        help="A customer who is not satisfied opens the case again, with the same "
        "clock. Who is not reached is tried again.",
    )
    way = fields.Selection(WAYS, default="phone", required=True)
    called_at = fields.Datetime(
        string="When", default=fields.Datetime.now, required=True
    )
    said = fields.Text(string="What the Customer Says")
    close = fields.Boolean(
        string="Close the case",
        default=True,
        help="If nothing else is in the way and you may write the case.",
    )

    @api.constrains("called_at", "call_back_id", "ticket_id")
    def _check_called_at(self):
        for wizard in self:
            if wizard.called_at > fields.Datetime.now():
                raise ValidationError(
                    self.env._("A call in the future has not been made yet.")
                )
            told = wizard.call_back_id.requested_at
            if told and wizard.called_at < told:
                raise ValidationError(
                    self.env._(
                        "The call cannot be older than the call-back that was asked "
                        "for."
                    )
                )

    def action_record(self):
        """Put the call on record, with what follows from it.

        :raises AccessError: for whoever may not record this call-back
        """
        self.ensure_one()
        call = self.call_back_id
        if not call:
            self.ticket_id.check_access("read")
            call = self.call_back_id = self.ticket_id._open_call_back()
        call._record(self.outcome, self.called_at, self.way, self.said)
        if self.outcome == "satisfied" and self.close and call.kind != "sample":
            call.ticket_id._close_if_possible()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

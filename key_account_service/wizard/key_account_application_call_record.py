# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..models.case.key_account_case_note import WAYS
from ..models.service.key_account_application_call import OUTCOMES


class KeyAccountApplicationCallRecord(models.TransientModel):
    """The customer was called back after the opening (APP-2)."""

    _name = "key.account.application.call.record"
    _inherit = "key.account.dialog.mixin"
    _description = "Record a Call-Back after an Opening"

    application_id = fields.Many2one(
        "key.account.application", required=True, readonly=True
    )
    outcome = fields.Selection(
        OUTCOMES,
        required=True,
        help="A customer who is not satisfied has complained: a complaint is made at "
        "once, and the customer is called again when all is put right.",
    )
    way = fields.Selection(WAYS, default="phone", required=True)
    called_at = fields.Datetime(
        string="When", default=fields.Datetime.now, required=True
    )
    said = fields.Text(string="What the Customer Says")

    def action_record(self):
        """Put the call on record; what the customer complains of is opened.

        :raises AccessError: for whoever neither serves nor leads the account
        """
        self._once()
        self.application_id.with_env(self.env)._record_call(
            self.outcome, self.called_at, self.way, self.said
        )
        complaint = self.application_id.with_env(self.env).open_complaint_id
        if self.outcome == "not_satisfied" and complaint:
            return {
                "type": "ir.actions.act_window",
                "res_model": complaint._name,
                "res_id": complaint.id,
                "views": [(False, "form")],
            }
        return {"type": "ir.actions.client", "tag": "soft_reload"}

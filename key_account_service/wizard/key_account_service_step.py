# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountServiceStep(models.TransientModel):
    """Why a service is suspended, goes on, ends or is not renewed (FILE-5).

    Days are those of the reader's time zone.
    """

    _name = "key.account.service.step"
    _inherit = "key.account.dialog.mixin"
    _description = "Step of a Service"

    service_id = fields.Many2one("key.account.service", required=True, readonly=True)
    step = fields.Selection(
        [
            ("suspend", "Suspend the Service"),
            ("resume", "Resume the Service"),
            ("end", "End the Service"),
            ("let_end", "Do Not Renew the Service"),
        ],
        required=True,
        readonly=True,
    )
    day = fields.Date(
        string="Last Day",
        default=fields.Date.context_today,
        help="The customer has the service until the evening of this day.",
    )
    reason = fields.Char(required=True, help="Stands in the history of the service.")

    def action_apply(self):
        """Do it, with the reason.

        :raises AccessError: for whoever does not serve the account
        :raises UserError: if the service has moved on since, or the day is past
        """
        self._once()
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why; it stands in the history."))
        service = self.service_id
        if self.step == "end":
            self._check_day()
            service._end(self.day, self.reason)
        else:
            getattr(service, f"_{self.step}")(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_day(self):
        if not self.day or self.day < fields.Date.context_today(self):
            raise UserError(
                self.env._("A service ends today or later. Choose its last day.")
            )

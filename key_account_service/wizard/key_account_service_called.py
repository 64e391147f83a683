# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountServiceCalled(models.TransientModel):
    """The customer was called about a service that ends: what was said (APP-5)."""

    _name = "key.account.service.called"
    _inherit = "key.account.dialog.mixin"
    _description = "Customer Called about a Service"

    notice_id = fields.Many2one(
        "key.account.service.notice", required=True, readonly=True
    )
    note = fields.Char(
        string="What Was Said", required=True, help="Who was told, and what was said."
    )

    def action_apply(self):
        """Put it on record.

        :raises AccessError: for whoever does not serve the account
        :raises UserError: if nobody has to be called any more
        """
        self._once()
        self.notice_id._called(self.note)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountApplicationGiveUp(models.TransientModel):
    """What was approved is not opened after all, and why (APP-2)."""

    _name = "key.account.application.give.up"
    _inherit = "key.account.dialog.mixin"
    _description = "Give Up an Opening"

    application_id = fields.Many2one(
        "key.account.application", required=True, readonly=True
    )
    reason = fields.Char(required=True)

    def action_give_up(self):
        """Cancel the application, call off its crew and free its equipment.

        :raises AccessError: for whoever is not in charge of the account
        """
        self._once()
        self.application_id.with_env(self.env)._give_up(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

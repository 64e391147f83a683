# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class FsmOrderDialogMixin(models.AbstractModel):
    """A dialog of a crew: who comes after a mate learns that (APP-2)."""

    _name = "fsm.order.dialog.mixin"
    _inherit = "key.account.dialog.mixin"
    _description = "Dialog of a Crew"

    order_id = fields.Many2one("fsm.order", required=True, readonly=True)

    @api.model
    def _check_readable(self, records):
        if records._name == "fsm.order":
            records._check_not_ended()
        return super()._check_readable(records)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..account.key_account_device import DEVICE_KINDS


class KeyAccountApplicationEquipment(models.Model):
    """A device or card that an application needs: delivered, changed or taken back.

    (APP-1, APP-2) Its number is known when the equipment is checked, and it becomes a
    device of the customer's file when the crew has installed it.
    """

    _name = "key.account.application.equipment"
    _inherit = "key.account.application.part.mixin"
    _description = "Equipment of an Application"
    _order = "application_id, id"

    application_id = fields.Many2one(
        "key.account.application", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="application_id.company_id", store=True)
    movement = fields.Selection(
        [("deliver", "Deliver"), ("exchange", "Exchange"), ("take_back", "Take back")],
        required=True,
        default="deliver",
    )
    kind = fields.Selection(DEVICE_KINDS, required=True, default="set_top_box")
    model = fields.Char(string="Device Model")
    number = fields.Char(copy=False, help="Of the card or device that is delivered.")
    state = fields.Selection(
        [
            ("wanted", "Wanted"),
            ("ready", "Ready"),
            ("moved", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="wanted",
        required=True,
        readonly=True,
        copy=False,
    )
    device_id = fields.Many2one(
        "key.account.device",
        string="Customer's Device",
        index="btree_not_null",
        # The file goes with its devices when personal data are erased.
        ondelete="set null",
        copy=False,
        help="The device that is exchanged or taken back, or that was installed.",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"state"}

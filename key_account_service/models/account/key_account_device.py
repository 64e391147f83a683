# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDevice(models.Model):
    """A smart card or device that a customer has (FILE-3)."""

    _name = "key.account.device"
    _inherit = "key.account.file.part.mixin"
    _description = "Device or Card"
    _order = "file_id, kind, number"
    _rec_name = "number"

    kind = fields.Selection(
        [
            ("smart_card", "Smart card"),
            ("set_top_box", "Set-top box"),
            ("modem", "Modem"),
            ("other", "Other device"),
        ],
        required=True,
        default="smart_card",
    )
    number = fields.Char(required=True, index=True)
    model = fields.Char()
    location = fields.Char(help="Where it stands, such as a room.")
    since = fields.Date()
    until = fields.Date(help="When the customer gave it back.")
    active = fields.Boolean(default=True)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...lib import serial

DEVICE_KINDS = [
    ("smart_card", "Smart card"),
    ("set_top_box", "Set-top box"),
    ("modem", "Modem"),
    ("other", "Other device"),
]


class KeyAccountDevice(models.Model):
    """A smart card or device that a customer has (FILE-3).

    It is found by its number however it is typed; while it is in use nobody else of the
    company's customers has the same number.
    """

    _name = "key.account.device"
    _inherit = "key.account.file.part.mixin"
    _description = "Device or Card"
    _order = "file_id, kind, number"
    _rec_name = "number"

    kind = fields.Selection(DEVICE_KINDS, required=True, default="smart_card")
    number = fields.Char(required=True)
    number_key = fields.Char(
        string="Plain Number", compute="_compute_number_key", store=True, index=True
    )
    model = fields.Char(string="Device Model")
    location = fields.Char(help="Where it stands, such as a room.")
    since = fields.Date()
    until = fields.Date(help="When the customer gave it back.")
    active = fields.Boolean(
        string="In Use",
        default=True,
        help="Untick it when the customer gave it back: its number is free again.",
    )

    _number_uniq = models.UniqueIndex(
        "(company_id, number_key) WHERE active",
        "A card or device with this number is in use already. Check the number; if the "
        "other customer gave it back, it has to be taken out of use there first.",
    )
    _until_after_since = models.Constraint(
        "CHECK (until >= since)",
        "A device cannot be given back before the customer had it.",
    )

    @api.depends("number")
    def _compute_number_key(self):
        for device in self:
            device.number_key = serial.plain(device.number or "")

    @api.constrains("number")
    def _check_number(self):
        if any(not device.number_key for device in self):
            raise ValidationError(
                self.env._("The number of a card or device has letters or digits.")
            )

    @api.model
    def _search_display_name(self, operator, value):
        """By number, however it is punctuated."""
        domain = super()._search_display_name(operator, value)
        plain = serial.plain(value) if isinstance(value, str) else ""
        if operator != "ilike" or not plain:
            return domain
        return Domain(domain) | Domain("number_key", "ilike", plain)

    def action_give_back(self):
        """The customer gave them back today; their numbers are free again."""
        self.filtered(
            lambda device: not device.until
        ).until = fields.Date.context_today(self)
        self.active = False

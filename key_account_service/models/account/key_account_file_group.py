# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountFile(models.Model):
    """Of an account: what it has from us and from others (FILE-3, FILE-7, TIER-9)."""

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    organisation_size = fields.Selection(
        [
            ("large", "Large"),
            ("medium", "Medium"),
            ("small", "Small"),
            ("sole_trader", "Sole trader"),
        ],
        string="Size",
    )
    organisation_kind = fields.Selection(
        [
            ("government", "Government or public body"),
            ("state_owned", "State-owned"),
            ("listed", "Listed"),
            ("private", "Private"),
            ("foreign", "Foreign-invested"),
            ("other", "Other"),
        ],
        string="Kind of Organisation",
    )
    customer_since = fields.Date()
    equipment = fields.Text(help="What the customer runs: network, head end, rooms.")
    device_ids = fields.One2many(
        "key.account.device", "file_id", string="Devices and Cards"
    )
    competitor_ids = fields.One2many(
        "key.account.competitor.presence", "file_id", string="Competitors"
    )

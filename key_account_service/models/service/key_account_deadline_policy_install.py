# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDeadlinePolicy(models.Model):
    """By when an appointment is made, services are open and it is filed (APP-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[
            ("arrange", "Appointment agreed on"),
            ("install", "Services opened"),
            ("file", "Opening reported and filed"),
        ],
        ondelete={"arrange": "cascade", "install": "cascade", "file": "cascade"},
    )

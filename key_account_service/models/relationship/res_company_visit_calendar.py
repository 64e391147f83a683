# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """What the calendar says of a visit (VISIT-2)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    key_account_visit_event_customer = fields.Boolean(
        string="Customer in Calendar Entries",
        help="Calendar entries of visits name the customer and the place. Calendars "
        "reach phones and other companies: without this they say the number only.",
    )

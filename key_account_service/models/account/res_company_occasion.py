# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """When a company keeps the days that not every year has (FILE-4)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.company"  # pylint: disable=consider-merging-classes-inherited

    key_account_leap_day = fields.Selection(
        [
            ("before", "28 February"),
            ("after", "1 March"),
            ("leap_only", "Only in leap years"),
        ],
        string="Anniversaries of 29 February",
        default="before",
        required=True,
        help="When birthdays and anniversaries of 29 February are kept in a year "
        "without that day.",
    )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """Whom the form of a new case finds, and when two cases may be one (CASE-1)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    key_account_like_days = fields.Integer(
        string="Same Matter Within",
        default=14,
        help="Days within which an open case with a like summary is held up to whoever "
        "takes the next call of the customer. 0: never.",
    )
    key_account_like_percent = fields.Integer(
        string="Same Matter From",
        default=40,
        help="How much two summaries have in common before they count as alike.",
    )
    key_account_device_searches = fields.Integer(
        string="Device Searches",
        default=100,
        help="For so many whole numbers of devices may one person search in an hour; "
        "after that devices are found again later. 0: without limit.",
    )

    _key_account_device_searches_sane = models.Constraint(
        "CHECK (COALESCE(key_account_device_searches, 100) BETWEEN 0 AND 100000)",
        "Enter 0 to 100000 searches for devices in an hour.",
    )
    _key_account_like_sane = models.Constraint(
        "CHECK (COALESCE(key_account_like_days, 14) BETWEEN 0 AND 3650 AND"
        " COALESCE(key_account_like_percent, 40) BETWEEN 1 AND 100)",
        "Cases are alike within 0 to 3650 days, and from 1 to 100 percent.",
    )

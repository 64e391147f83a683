# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """When managers are given their weekly review, and how far it looks (TEAM-4)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    key_account_weekly = fields.Boolean(
        string="Weekly Review",
        default=True,
        help="Every Monday each account manager is given the list of the own accounts.",
    )
    key_account_weekly_hour = fields.Float(
        string="Weekly Review From",
        default=6.0,
        help="Hour on Monday, by the clock of the company, at which lists are made.",
    )
    key_account_weekly_days = fields.Integer(
        string="Weekly Review Looks Ahead",
        default=14,
        help="So many days before something is due, it stands on the list.",
    )

    _key_account_weekly_sane = models.Constraint(
        "CHECK (COALESCE(key_account_weekly_hour, 0) >= 0"
        " AND COALESCE(key_account_weekly_hour, 0) < 24"
        " AND COALESCE(key_account_weekly_days, 1) BETWEEN 1 AND 366)",
        "The weekly review is made at an hour of the day, and looks 1 to 366 days "
        "ahead.",
    )

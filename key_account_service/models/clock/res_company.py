# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "res.company"  # pylint: disable=consider-merging-classes-inherited

    key_account_duty_days = fields.Integer(
        string="Duty Roster Planned Ahead",
        default=7,
        help="Days for which somebody must be on duty at every hour, from now on. "
        "Those who plan the roster are told of gaps. 0: nobody is told.",
    )

    _key_account_duty_days_positive = models.Constraint(
        "CHECK (COALESCE(key_account_duty_days, 0) >= 0)",
        "The duty roster cannot be planned for a negative number of days.",
    )

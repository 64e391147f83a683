# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """How visits are planned (VISIT-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    key_account_visit_daily_limit = fields.Integer(
        string="Visits a Day",
        default=4,
        help="The planner puts no more on a working day if that can be avoided.",
    )
    key_account_visit_minutes = fields.Integer(
        string="Time for a Visit",
        default=90,
        help="Minutes of working time, with the way there.",
    )
    key_account_visit_early_days = fields.Integer(
        string="Early by at Most",
        default=10,
        help="Days by which a visit may be planned before it is due. One that took "
        "place so early counts as of the day on which it was due.",
    )
    key_account_visit_catch_up_days = fields.Integer(
        string="Late Visits Within",
        default=14,
        help="Days within which visits are planned that should have been paid before.",
    )
    key_account_visit_plan_months = fields.Selection(
        [("1", "Month"), ("3", "Quarter"), ("6", "Half-year"), ("12", "Year")],
        string="Plans Cover a",
        default="3",
        required=True,
    )
    key_account_visit_plan_auto = fields.Boolean(
        string="Draft Visit Plans",
        default=True,
        help="The plan of the next period is drafted for every account manager.",
    )
    key_account_visit_plan_lead_days = fields.Integer(
        string="Drafted Before the Period",
        default=14,
        help="Days before the first day of the period.",
    )

    _key_account_visit_sensible = models.Constraint(
        "CHECK (COALESCE(key_account_visit_daily_limit, 1) BETWEEN 1 AND 50"
        " AND COALESCE(key_account_visit_minutes, 1) BETWEEN 1 AND 600"
        " AND COALESCE(key_account_visit_early_days, 0) BETWEEN 0 AND 10"
        " AND COALESCE(key_account_visit_catch_up_days, 1) BETWEEN 1 AND 90"
        " AND COALESCE(key_account_visit_plan_lead_days, 0) BETWEEN 0 AND 90)",
        "Plan 1 to 50 visits a day of 1 to 600 minutes each, at most 10 days early, "
        "late ones within 1 to 90 days, and draft plans 0 to 90 days ahead.",
    )

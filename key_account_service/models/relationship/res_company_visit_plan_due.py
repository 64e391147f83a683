# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """By when visit plans are handed in (VISIT-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    key_account_visit_plan_due_days = fields.Integer(
        string="Handed In Before the Period",
        default=1,
        help="Days before the first day of the period; 1: on the last day before it. "
        "Who is told if it is not, stands in the policy “Visit plan handed in”.",
    )

    _key_account_visit_plan_due_sane = models.Constraint(
        "CHECK (COALESCE(key_account_visit_plan_due_days, 1) BETWEEN 1 AND 90)",
        "Visit plans are handed in 1 to 90 days before the period.",
    )

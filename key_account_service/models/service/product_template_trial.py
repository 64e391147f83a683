# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ProductTemplate(models.Model):
    """Whether, and how long, a service may be tried free (APP-6)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "product.template"  # pylint: disable=consider-merging-classes-inherited

    key_account_trial_days = fields.Integer(
        string="Days of a Free Trial",
        help="How long a customer may try the service free; 0: not at all.",
    )

    _key_account_trial_sane = models.Constraint(
        "CHECK (COALESCE(key_account_trial_days, 0) BETWEEN 0 AND 366)",
        "A free trial lasts for at most 366 days.",
    )

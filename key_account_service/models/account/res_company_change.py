# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """How long somebody may let a significant change lie (FILE-12)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.company"  # pylint: disable=consider-merging-classes-inherited

    key_account_change_hours = fields.Integer(
        string="Take Notice of Changes Within",
        default=24,
        help="Hours after which whoever has not acknowledged a significant change is "
        "asked again, and a superior is told.",
    )

    _key_account_change_hours_positive = models.Constraint(
        "CHECK (key_account_change_hours > 0)",
        "Give people at least one hour to take notice of a change.",
    )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountComplaintLevel(models.Model):
    """What a level asks for before and after a complaint is closed (CASE-7)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.complaint.level"

    needs_investigation = fields.Boolean(
        help="A complaint of this level is not closed without an investigation."
    )
    is_sampled = fields.Boolean(
        string="In the Weekly Sample",
        help="Complaints of this level belong to the typical problems of which a "
        "random sample is called back again.",
    )

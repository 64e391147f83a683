# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    key_account_handover_days = fields.Integer(
        string="Remind of Handovers After",
        default=2,
        help="Days after which somebody who has not confirmed a handover is asked "
        "again, and the supervisor is told.",
    )

    _key_account_handover_days_positive = models.Constraint(
        "CHECK (key_account_handover_days > 0)",
        "Give the people of a handover at least one day.",
    )

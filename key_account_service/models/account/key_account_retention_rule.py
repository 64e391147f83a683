# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountRetentionRule(models.Model):
    """How long the file of somebody who is no key account any more is kept.

    The rule of the own company counts before that of all companies.
    """

    _name = "key.account.retention.rule"
    _inherit = "key.account.file.rule.mixin"
    _description = "Retention Rule"
    _order = "applies_to, company_id, id"
    _rec_name = "applies_to"

    applies_to = fields.Selection(
        [
            ("individual", "VIP individuals"),
            ("person", "People of an account"),
        ],
        required=True,
        default="person",
        help="The file of an organisation holds nothing personal.",
    )
    months = fields.Integer(
        string="Kept For (Months)",
        required=True,
        default=36,
        help="Counted from the day on which the contact ceased to be a key account.",
    )
    automatic = fields.Boolean(
        string="Erase by Itself",
        help="Without it a person confirms each erasure in the list of files due.",
    )

    _once = models.UniqueIndex(
        "(applies_to, COALESCE(company_id, 0))",
        "There is a rule for these already. Change that one.",
    )
    _sensible = models.Constraint(
        "CHECK (months >= 0)", "The months of a rule cannot be negative."
    )

    def _about(self):
        return self.applies_to

    @api.model
    def _abouts(self, file):
        return (file._file_kind(),)

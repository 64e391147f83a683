# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountRetentionRule(models.Model):
    """How long the file of somebody who is no key account any more is kept.

    The rule of the own company counts before that of all companies.
    """

    _name = "key.account.retention.rule"
    _inherit = ["key.account.upkeep.setting.mixin", "key.account.reach.mixin"]
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
    company_id = fields.Many2one("res.company", index="btree_not_null")
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

    @api.model
    def _of_files(self, files):
        """The rule that holds for each file; none for those without."""
        # Whatever the reader may see of the rules, the same one holds.
        rules = {(r.applies_to, r.company_id): r for r in self.sudo().search([])}
        anywhere = self.env["res.company"]
        found = {}
        for file in files:
            kind = file._file_kind()
            ways = (kind, file.company_id), (kind, anywhere)
            found[file] = next((rules[way] for way in ways if way in rules), self)
        return found

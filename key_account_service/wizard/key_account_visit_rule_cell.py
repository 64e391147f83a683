# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..models.account.res_partner_file import KEY_PERSON_ROLES

#: Rows about the account itself, and to which kind of customer they are paid.
ACCOUNT_ROWS = [("walk", "Walk visit"), ("on_premises", "On-premises service day")]
PAID_TO = "group"


class KeyAccountVisitRuleCell(models.TransientModel):
    """A cell of the table of visits."""

    _name = "key.account.visit.rule.cell"
    _description = "Cell of the Visit Rules"

    grid_id = fields.Many2one(
        "key.account.visit.rule.grid", required=True, index=True, ondelete="cascade"
    )
    tier_id = fields.Many2one("key.account.tier", required=True, ondelete="cascade")
    row = fields.Selection(
        KEY_PERSON_ROLES + ACCOUNT_ROWS, string="Whom or What", required=True
    )
    months = fields.Integer()

    def _rule_values(self, like=None):
        """Values of a rule for this cell; way and signature as in another one."""
        values = {
            "tier_id": self.tier_id.id,
            "interval_months": self.months,
            "company_id": self.grid_id.company_id.id,
        }
        if self.row in dict(ACCOUNT_ROWS):
            values |= {"purpose": self.row, "customer_kind": PAID_TO}
        else:
            values |= {"purpose": "person", "key_person_role": self.row}
        if like:
            values |= {name: like[name] for name in ("way", "counts", "sign")}
        return values

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Command, Domain

from ..models.account.res_partner_file import KEY_PERSON_ROLES
from .key_account_visit_rule_cell import ACCOUNT_ROWS, PAID_TO


class KeyAccountVisitRuleGrid(models.TransientModel):
    """The table of visits by tier and role, to be changed as a whole (VISIT-1).

    A cell without a rule shows 0: none is planned. A company that has no figure of its
    own shows that of all companies, and gets its own when it is changed.
    """

    _name = "key.account.visit.rule.grid"
    _description = "Table of Visit Rules"

    company_id = fields.Many2one(
        "res.company",
        string="Only For",
        help="Empty: the figures of all companies that have none of their own.",
    )
    cell_ids = fields.One2many(
        "key.account.visit.rule.cell",
        "grid_id",
        string="Months Between Visits",
        compute="_compute_cell_ids",
        store=True,
        readonly=False,
    )

    @api.depends("company_id")
    def _compute_display_name(self):
        for grid in self:
            grid.display_name = self.env._("Table of Visit Rules")

    @api.depends("company_id")
    def _compute_cell_ids(self):
        # A handful. pylint: disable-next=no-search-all
        tiers = self.env["key.account.tier"].search([])
        rows = [row for row, _label in KEY_PERSON_ROLES + ACCOUNT_ROWS]
        for grid in self:
            known = grid._known_rules()
            cells = [
                Command.create(
                    {
                        "tier_id": tier.id,
                        "row": row,
                        "months": known[row, tier].interval_months,
                    }
                    if (row, tier) in known
                    else {"tier_id": tier.id, "row": row}
                )
                for row in rows
                for tier in tiers
            ]
            grid.cell_ids = [Command.clear(), *cells]

    def _known_rules(self):
        """The rule of each cell: the company's own, else that of all companies."""
        kinds = Domain("customer_kind", "=", False) & Domain("purpose", "=", "person")
        kinds |= Domain("customer_kind", "=", PAID_TO) & Domain(
            "purpose", "!=", "person"
        )
        companies = Domain("company_id", "in", [False, self.company_id.id])
        rules = self.env["key.account.visit.rule"].search(
            kinds & companies & Domain("tier_id", "!=", False)
        )
        return {
            (rule.key_person_role or rule.purpose, rule.tier_id): rule
            for rule in rules.sorted(lambda rule: bool(rule.company_id))
        }

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever leaves the table has saved it, as everywhere else."""
        grids = super().create(vals_list)
        for grid in grids:
            grid._apply()
        return grids

    def write(self, vals):
        result = super().write(vals)
        if "cell_ids" in vals:
            for grid in self:
                grid._apply()
        return result

    def action_apply(self):
        """Say that the rules say what the table says: saving it has seen to that."""
        self.ensure_one()
        self.check_access("write")
        self._apply()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The visit rules say what the table says."),
            },
        }

    def _apply(self):
        known = self._known_rules()
        new = []
        for cell in self.cell_ids:
            rule = known.get((cell.row, cell.tier_id))
            if cell.months == (rule.interval_months if rule else 0):
                continue
            if rule and rule.company_id == self.company_id:
                rule.interval_months = cell.months
            else:
                new.append(cell._rule_values(rule))
        self.env["key.account.visit.rule"].create(new)

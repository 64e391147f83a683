# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain


class KeyAccountVisitList(models.TransientModel):
    """Which visits of which period are printed as a list (VISIT-3)."""

    _name = "key.account.visit.list"
    _inherit = "key.account.period.mixin"
    _description = "Visit List of a Period"

    shown = fields.Selection(
        [
            ("all", "All visits"),
            ("done", "Visits that took place"),
            ("open", "Visits still to come"),
        ],
        required=True,
        default="all",
        help="Visits that are only proposed are on no list.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Visitor",
        domain=[("share", "=", False)],
        help="Empty: all visitors whose visits you may see.",
    )
    team_id = fields.Many2one(
        "key.account.team", help="Only visits to accounts of this team and those below."
    )
    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        domain=[("key_account_kind", "!=", False)],
        help="Only visits to this account.",
    )
    with_content = fields.Boolean(
        string="With Main Content",
        default=True,
        help="Print what was said and what the customer needs, too.",
    )

    def action_print(self):
        """Print the list.

        :raises UserError: if it would be too long
        """
        self.ensure_one()
        self.check_access("read")
        self._visits()
        return self._print("key_account_service.action_report_visit_list")

    def _visits(self):
        """The visits of the period that the user may read.

        A visit belongs to the day on which it took place; until then to the day for
        which it is planned.
        """
        visits = self.env["key.account.visit"]
        domain = self._visits_domain()
        self._check_size(visits.search_count(domain))
        return visits.search(domain)

    def _visits_domain(self):
        start, end = self._span()
        took_place = Domain("visited_at", ">=", start) & Domain("visited_at", "<", end)
        planned = Domain("planned_at", ">=", start) & Domain("planned_at", "<", end)
        domain = took_place | (Domain("visited_at", "=", False) & planned)
        domain &= Domain("company_id", "=", self.company_id.id)
        domain &= self._state_domain()
        if self.user_id:
            domain &= Domain("user_id", "=", self.user_id.id)
        if self.team_id:
            domain &= Domain(
                "key_account_id.key_account_team_id", "child_of", self.team_id.id
            )
        if self.account_id:
            domain &= Domain("key_account_id", "=", self.account_id.id)
        return domain

    def _state_domain(self):
        if self.shown == "done":
            return Domain("state", "in", ("done", "signed"))
        if self.shown == "open":
            return Domain("state", "=", "planned")
        return Domain("state", "!=", "proposed")

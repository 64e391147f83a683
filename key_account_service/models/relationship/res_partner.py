# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..account.res_partner_page import SERVICE


class ResPartner(models.Model):
    """Visits to a key account on its page (FILE-10)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_visit_count = fields.Integer(
        string="Visits",
        compute="_compute_key_account_visits",
        groups=SERVICE,
        help="Visits and other contacts that took place.",
    )
    key_account_next_visit_at = fields.Datetime(
        string="Next Visit",
        compute="_compute_key_account_visits",
        groups=SERVICE,
        help="The earliest planned visit, also if it is overdue.",
    )

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_visits(self):
        figures = self._key_account_figures(
            "key.account.visit",
            Domain("state", "not in", ("cancelled", "proposed")),
            ["state"],
            ["__count", "planned_at:min"],
        )
        counts, planned = {}, {}
        for account_id, state, count, first in figures:
            if state == "planned":
                planned[account_id] = first
            else:
                counts[account_id] = counts.get(account_id, 0) + count
        for partner in self:
            account_id = partner.key_account_id._origin.id
            partner.key_account_visit_count = counts.get(account_id, 0)
            partner.key_account_next_visit_at = planned.get(account_id, False)

    def _key_account_contacts(self):
        contacts = super()._key_account_contacts()
        visits = self._key_account_first(
            "key.account.visit",
            Domain("visited_at", "!=", False)
            & Domain("state", "in", ("done", "signed")),
            "visited_at DESC, id",
        )
        for account_id, records in visits.items():
            lines = [record._key_account_contact_line() for record in records]
            contacts[account_id] = contacts.get(account_id, []) + lines
        return contacts

    def action_view_key_account_visits(self):
        """Open the visits to the account."""
        return self._key_account_action(
            "key_account_service.key_account_visit_action",
            {"default_partner_id": self.id},
        )

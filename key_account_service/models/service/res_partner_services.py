# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..account.res_partner_page import SERVICE

#: Services that the customer has, or will have without anybody doing more.
RUNNING = ("coming", "open", "suspended")
#: Worst first.
STATES = ("missed", "warning", "on_track")


class ResPartner(models.Model):
    """What a key account has from us, and what ends soon, on its page (FILE-5, APP-4).

    Read with the rights of the user: who may not read the file sees no services.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    key_account_service_count = fields.Integer(
        string="Running Services",
        compute="_compute_key_account_services",
        groups=SERVICE,
        help="With those that lapsed without anybody having decided.",
    )
    key_account_service_ids = fields.Many2many(
        "key.account.service",
        string="Services That End First",
        compute="_compute_key_account_services",
        groups=SERVICE,
        help="Those that lapsed without anybody deciding come first.",
    )
    key_account_expiring_count = fields.Integer(
        string="To Be Decided",
        compute="_compute_key_account_expiring",
        groups=SERVICE,
        help="How many services end soon, or have lapsed, without anybody having "
        "decided whether they go on.",
    )
    key_account_expiring_state = fields.Selection(
        selection=lambda self: self._selection_deadline_state(),
        string="Worst State of the Renewals",
        compute="_compute_key_account_expiring",
        groups=SERVICE,
    )

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_services(self):
        model, by = "key.account.service", "account_id"
        shown = Domain("state", "in", RUNNING)
        shown |= Domain("term_ids", "any", [("outcome", "=", "lapsed")])
        counts = dict(self._key_account_figures(model, shown, account=by))
        first = counts and self._key_account_first(
            model, shown, "date_until, id", account=by
        )
        for partner in self:
            account_id = partner.key_account_id._origin.id
            partner.key_account_service_count = counts.get(account_id, 0)
            partner.key_account_service_ids = first.get(account_id)

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_expiring(self):
        found = {}
        for account_id, state, count in self._key_account_figures(
            "key.account.service.term",
            self.env["key.account.service.term"]._to_decide_domain(),
            ["deadline_state"],
            account="account_id",
        ):
            found.setdefault(account_id, {})[state] = count
        for partner in self:
            states = found.get(partner.key_account_id._origin.id, {})
            worst = [state for state in STATES if state in states]
            partner.key_account_expiring_count = sum(states.values())
            partner.key_account_expiring_state = (*worst, "none")[0]

    def action_view_key_account_services(self):
        """Open the services of the account, those that run first."""
        action = self._key_account_action(
            "key_account_service.key_account_service_action",
            {"search_default_open": 1, "search_default_suspended": 1},
        )
        return {**action, "domain": [("account_id", "=", self.key_account_id.id)]}

    def action_view_key_account_expiring(self):
        """Open what is to be decided about the services of the account."""
        action = self._key_account_action(
            "key_account_service.key_account_service_term_action_expiring"
        )
        terms = self.env["key.account.service.term"]
        domain = Domain("account_id", "=", self.key_account_id.id)
        return {**action, "domain": list(domain & terms._to_decide_domain())}

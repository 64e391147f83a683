# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..account.key_account_handover_work import OpenWork


class KeyAccountHandover(models.Model):
    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.handover"

    @api.model
    def _handover_models(self):
        """Desks on premises, planned and regular: they are visits as well (TEAM-1)."""
        return super()._handover_models() | {
            "key.account.site.day": OpenWork(
                "move_visits",
                "account_id",
                Domain("state", "=", "planned"),
                ("user_id",),
                "starts_at",
            ),
            "key.account.site.plan": OpenWork(
                "move_visits", "account_id", Domain("active", "=", True), ("user_id",)
            ),
        }


class ResPartner(models.Model):
    """What a person asked for at a desk, when the person's data are erased."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _site_requests(self):
        found = self.env["key.account.site.request"]
        return found.search([("partner_id", "in", self.ids)])

    def _erasure_counts(self):
        what = self.env._("Requests at the desk")
        return [*super()._erasure_counts(), (what, len(self._site_requests()))]

    def _personal_data(self):
        names = ["starts_at", "kind", "what", "result", "phone"]
        rows = [self._personal_data_row(one, names) for one in self._site_requests()]
        return {**super()._personal_data(), self.env._("Requests at the desk"): rows}

    def _erase_personal_data(self):
        """Words go; receipts stay, as vouchers the law wants kept."""
        requests = self._site_requests()
        erased = self.env._("Erased")
        requests.write(
            {"person": erased, "what": erased, "phone": False, "result": False}
        )
        counts = super()._erase_personal_data()
        return [*counts, (self.env._("Requests at the desk"), len(requests))]

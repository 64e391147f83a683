# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """Visits to a person whose data are erased: counted as before, about nobody."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _erasure_obstacles(self):
        planned = (
            self.env["key.account.visit"]
            .sudo()
            ._read_group(
                [("partner_id", "in", self.ids), ("state", "=", "planned")],
                ["partner_id"],
                ["name:array_agg"],
            )
        )
        return super()._erasure_obstacles() + [
            self.env._(
                "%(name)s has planned visits: %(visits)s. Cancel them first.",
                name=partner.display_name,
                visits=", ".join(sorted(numbers)),
            )
            for partner, numbers in planned
        ]

    def _erasure_counts(self):
        found = self.env["key.account.visit"].with_context(active_test=False)
        number = found.search_count([("partner_id", "in", self.ids)])
        return [*super()._erasure_counts(), (self.env._("Visits"), number)]

    def _personal_data(self):
        records = self.env["key.account.visit"].search([("partner_id", "=", self.id)])
        names = ["name", "visited_at", "way", "content", "needs", "handling"]
        rows = [self._personal_data_row(record, names) for record in records]
        return {**super()._personal_data(), self.env._("Visits"): rows}

    def _erase_personal_data(self):
        visits = (
            self.env["key.account.visit"]
            .with_context(tracking_disable=True)
            .search([("partner_id", "=", self.id)])
        )
        # Nobody is going to visit the person, and nobody has said a word there yet.
        proposed = visits.filtered(lambda visit: visit.state == "proposed")
        proposed.unlink()
        visits -= proposed
        visits._erase_words()
        return [*super()._erase_personal_data(), (self.env._("Visits"), len(visits))]


class KeyAccountVisit(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.visit"  # pylint: disable=consider-merging-classes-inherited

    def _erase_words(self):
        """Replace what these visits say; a signed one loses seal and signature."""
        self.write(
            {
                "content": self.env._("Erased"),
                "needs": False,
                "handling": False,
                "competitor_info": False,
                "place": False,
                "signature": False,
                "signed_by": False,
                "signed_hash": False,
            }
        )
        self.env["res.partner"]._erase_talk_about(self)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from .key_account_application import IN_WORK

#: Said about the customer in an application; where the equipment stands too.
WORDS = ("contribution", "contact", "phone", "street", "city", "zip", "flat")


class ResPartner(models.Model):
    """Applications of a person whose data are erased: counted as before (FILE-8)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    def _erasure_obstacles(self):
        open_states = ("submitted", *IN_WORK)
        found = (
            self.env["key.account.application"]
            .sudo()
            ._read_group(
                [("partner_id", "in", self.ids), ("state", "in", open_states)],
                ["partner_id"],
                ["name:array_agg"],
            )
        )
        return super()._erasure_obstacles() + [
            self.env._(
                "%(name)s has applications under way: %(numbers)s. Finish or withdraw "
                "them first.",
                name=partner.display_name,
                numbers=", ".join(sorted(numbers)),
            )
            for partner, numbers in found
        ]

    def _applications(self):
        return self.env["key.account.application"].search(
            [("partner_id", "in", self.ids)]
        )

    def _erasure_counts(self):
        count = (self.env._("VIP Service Applications"), len(self._applications()))
        return [*super()._erasure_counts(), count]

    def _personal_data(self):
        names = ["name", "kind", "state", "submitted_at", "reason", *WORDS]
        rows = [self._personal_data_row(one, names) for one in self._applications()]
        label = self.env._("VIP Service Applications")
        return {**super()._personal_data(), label: rows}

    def _erase_personal_data(self):
        applications = self._applications()
        applications._erase_words()
        count = (self.env._("VIP Service Applications"), len(applications))
        return [*super()._erase_personal_data(), count]


class KeyAccountApplication(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    def _erase_words(self):
        """Replace what these applications say; kind, services and decisions stay."""
        applications = self.sudo().with_context(tracking_disable=True)
        erased = dict.fromkeys(WORDS, False)
        applications._write_facts({**erased, "reason": self.env._("Erased")})
        reviews = applications.review_ids | applications.past_review_ids
        reviews.filtered("comment").comment = self.env._("Erased")
        applications.attachment_ids.unlink()
        self.env["res.partner"]._erase_talk_about(applications)

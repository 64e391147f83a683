# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDeadlinePolicy(models.Model):
    """By when an appointment is made and services are open, by tier (APP-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[
            ("arrange", "Appointment agreed on"),
            ("install", "Services opened"),
        ],
        ondelete={"arrange": "cascade", "install": "cascade"},
    )

    def _applicable(self, records):
        records = super()._applicable(records)
        if records._name != "key.account.application" or not self.tier_ids:
            return records
        tiers = self.tier_ids
        return records.filtered(lambda work: work.key_account_tier_id in tiers)

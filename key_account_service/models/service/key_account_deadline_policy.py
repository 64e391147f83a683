# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDeadlinePolicy(models.Model):
    """Promises about applications: superiors decide in time (APP-1)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[("approve", "Decision about an application")],
        ondelete={"approve": "cascade"},
    )

    def _applicable(self, records):
        records = super()._applicable(records)
        if records._name != "key.account.application" or not self.tier_ids:
            return records
        tiers = self.tier_ids
        return records.filtered(lambda one: one.key_account_tier_id in tiers)

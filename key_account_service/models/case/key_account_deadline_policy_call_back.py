# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDeadlinePolicy(models.Model):
    """By when a customer is called back, by tier, kind of case and level (CASE-7)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[("call_back", "Call-back")], ondelete={"call_back": "cascade"}
    )

    def _applicable(self, records):
        records = super()._applicable(records)
        if records._name != "key.account.call.back":
            return records
        if tiers := self.tier_ids:
            records = records.filtered(lambda c: c.key_account_tier_id in tiers)
        if kind := self.case_kind:
            records = records.filtered(lambda c: c.ticket_id.case_kind == kind)
        if levels := self.complaint_level_ids:
            records = records.filtered(lambda c: c.complaint_level_id in levels)
        return records

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

CASE_KINDS = [
    ("complaint", "Complaint"),
    ("enquiry", "Enquiry"),
    ("business", "Business request"),
    ("maintenance", "Maintenance"),
    ("suggestion", "Suggestion"),
]


class KeyAccountDeadlinePolicy(models.Model):
    """Promises by tier, kind of case and complaint level (TIER-3, CASE-2, CASE-3)."""

    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[("appointment", "Appointment")],
        ondelete={"appointment": "cascade"},
    )
    tier_ids = fields.Many2many(
        "key.account.tier", string="Tiers", help="Empty: every customer."
    )
    case_kind = fields.Selection(
        CASE_KINDS, string="Kind of Case", help="Empty: every kind."
    )
    complaint_level_ids = fields.Many2many(
        "key.account.complaint.level",
        string="Complaint Levels",
        help="Empty: every level.",
    )

    def _applicable(self, records):
        records = super()._applicable(records)
        if records._name != "helpdesk.ticket":
            return records
        if tiers := self.tier_ids:
            records = records.filtered(lambda t: t.key_account_tier_id in tiers)
        if kind := self.case_kind:
            records = records.filtered(lambda t: t.case_kind == kind)
        if levels := self.complaint_level_ids:
            records = records.filtered(lambda t: t.complaint_level_id in levels)
        return records

    def unlink(self):
        # What a tier promises is remembered.
        self.env.registry.clear_cache()
        return super().unlink()

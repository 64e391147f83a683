# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

#: Work that belongs to a case: policies choose it by what they say of the case.
OF_CASE = ("key.account.case.task", "key.account.case.offer")


class KeyAccountDeadlinePolicy(models.Model):
    """Promises inside a case: of departments, and of whoever is offered it (CASE-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    kind = fields.Selection(
        selection_add=[
            ("department", "Part of a department"),
            ("accept", "Answer to an offer"),
        ],
        ondelete={"department": "cascade", "accept": "cascade"},
    )

    def _applicable(self, records):
        records = super()._applicable(records)
        if records._name not in OF_CASE:
            return records
        return records.filtered(lambda work: self._fits_case(work.ticket_id))

    def _fits_case(self, case):
        """Whether a case is one of those that the policy names, or it names none."""
        tiers, levels = self.tier_ids, self.complaint_level_ids
        return (
            (not tiers or case.key_account_tier_id in tiers)
            and (not self.case_kind or case.case_kind == self.case_kind)
            and (not levels or case.complaint_level_id in levels)
        )

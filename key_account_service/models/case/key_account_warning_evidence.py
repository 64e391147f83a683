# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from ...lib import early_warning


class KeyAccountWarning(models.Model):
    """The evidence of a warning: cases join as they come, or leave (CASE-8)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.warning"

    @api.model
    def _evidence(self, events):
        return {
            "case_ids": [Command.set([event.key for event in events])],
            "case_count": len(events),
            "first_case_at": min(event.at for event in events),
            "last_case_at": max(event.at for event in events),
        }

    def _subject(self):
        subjects = self.env["key.account.warning.rule"]
        return subjects._subject_of(self.company_id.id, self.subject_key)

    def _go_on(self, events):
        """Further cases join; people are told again when they are twice as many."""
        span = timedelta(days=self.days)
        known = set(self.case_ids.ids)
        found = early_warning.lasting(events, span, known)
        if {event.key for event in found} <= known:
            return
        older = self.case_ids.filtered(
            lambda case: case.id not in {event.key for event in found}
        )
        facts = [early_warning.Fact(case.received_at, case.id) for case in older]
        self.write(self._evidence(facts + found))
        if self.case_count >= 2 * self.told_count:
            self._tell()

    def _check_evidence(self):
        """Cases that do not count any more leave; without enough of them it lapses."""
        for rule, warnings in self.grouped("rule_id").items():
            counting = warnings.case_ids.filtered_domain(rule._case_domain())
            rows = rule._rows([("id", "in", counting.ids)])
            for warning in warnings:
                subject = warning._subject()
                events = [fact for of, fact in rows if of == subject]
                kept = [one for one in events if one.key in set(warning.case_ids.ids)]
                if len(kept) == len(warning.case_ids):
                    continue
                values = warning._evidence(kept) if kept else {"case_count": 0}
                if len(kept) < warning.case_limit:
                    values["state"] = "lapsed"
                warning.write(values)

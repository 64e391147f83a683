# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ...lib import early_warning


class KeyAccountWarningRule(models.Model):
    """Raising warnings: once for a rule and a subject while it lasts (CASE-8)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.warning.rule"  # pylint: disable=consider-merging-classes-inherited

    def _raise_warnings(self, subjects=None):
        """Look at subjects, or at all: raise what is due, renew what lasts."""
        self.ensure_one()
        facts = self._facts(subjects)
        opened, settled = self._warnings_of(facts)
        raised = []
        for subject in self._narrow_first(facts):
            events = self._left_over(subject, facts[subject], opened)
            if warning := opened.get(subject):
                warning._go_on(events)
                continue
            found = early_warning.due(
                events,
                fields.Datetime.now(),
                timedelta(days=self.days),
                self.case_limit,
                settled.get(subject, ()),
            )
            if found:
                opened[subject] = self._new_warning(subject, found)
                raised.append(opened[subject])
        self.env["key.account.warning"].concat(*raised)._tell()

    def _warnings_of(self, facts):
        """The open warnings of subjects, and what the last ones settled.

        :return: two dicts by subject: of warnings, and of ids of cases
        """
        Warnings = self.env["key.account.warning"].with_context(active_test=False)
        domain = [("rule_id", "=", self.id)]
        domain += [("subject_key", "in", list({one.key for one in facts}))]
        # Those that lapsed said nothing; the last one that was handled counts.
        domain += [("state", "!=", "lapsed")]
        opened, settled = {}, {}
        for warning in Warnings.search(domain, order="raised_at, id"):
            if warning.state in warning.OPEN:
                opened[warning._subject()] = warning
            else:
                settled[warning._subject()] = frozenset(warning.case_ids.ids)
        return opened, settled

    def _narrow_first(self, subjects):
        """Causes before the groups that they belong to; others in a stable order."""
        if self.subject != "cause":
            return sorted(subjects)
        causes = self.env["key.account.cause"].browse(
            {int(subject.key) for subject in subjects}
        )
        depth = {str(cause.id): cause.parent_path.count("/") for cause in causes}
        return sorted(subjects, key=lambda one: (-depth[one.key], one))

    def _left_over(self, subject, events, opened):
        """Without what a warning of a narrower cause says already."""
        if self.subject != "cause":
            return events
        known = set()
        for other, warning in opened.items():
            path = warning.cause_id.parent_path.split("/")
            if other != subject and other.company_id == subject.company_id:
                known |= set(warning.case_ids.ids) if subject.key in path else set()
        return [event for event in events if event.key not in known]

    def _new_warning(self, subject, events):
        number = self.env["ir.sequence"].next_by_code("key.account.warning")
        found = int(subject.key) if self.subject in ("account", "cause") else False
        return self.env["key.account.warning"].create(
            {
                "name": number,
                "rule_id": self.id,
                "subject": self.subject,
                "subject_key": subject.key,
                "account_id": found if self.subject == "account" else False,
                "cause_id": found if self.subject == "cause" else False,
                "company_id": subject.company_id,
                "days": self.days,
                "case_limit": self.case_limit,
                "raised_at": fields.Datetime.now(),
                **self.env["key.account.warning"]._evidence(events),
            }
        )


class KeyAccountWarning(models.Model):
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

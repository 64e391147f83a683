# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

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
        held = {one: set(warning.case_ids.ids) for one, warning in opened.items()}
        paths = self._paths(facts)
        raised = {}
        for subject in sorted(facts, key=lambda one: (-len(paths.get(one, ())), one)):
            events = self._left_over(subject, facts[subject], held, paths)
            if subject in opened:
                opened[subject]._go_on(events)
                continue
            found = early_warning.due(
                events,
                fields.Datetime.now(),
                timedelta(days=self.days),
                self.case_limit,
                settled.get(subject, ()),
            )
            if found:
                raised[subject] = found
                held[subject] = {event.key for event in found}
        self._create_warnings(raised)._tell()

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

    def _paths(self, subjects):
        """Of causes: the keys of the groups above each, and its own; else nothing."""
        if self.subject != "cause":
            return {}
        causes = self.env["key.account.cause"].browse(
            {int(subject.key) for subject in subjects}
        )
        path = {str(cause.id): cause.parent_path.split("/") for cause in causes}
        return {subject: path[subject.key] for subject in subjects}

    def _left_over(self, subject, events, held, paths):
        """Without what a warning of a narrower cause says already."""
        known = set()
        for other, keys in held.items():
            if (
                other != subject
                and other.company_id == subject.company_id
                and subject.key in paths.get(other, ())
            ):
                known |= keys
        return [event for event in events if event.key not in known]

    def _create_warnings(self, raised):
        """:param raised: dict of subject to the facts of its window"""
        warnings = self.env["key.account.warning"]
        numbers = self.env["ir.sequence"]
        by_record = self.subject in ("account", "cause")
        return warnings.create(
            [
                {
                    "name": numbers.next_by_code(warnings._name),
                    "rule_id": self.id,
                    "subject": self.subject,
                    "subject_key": subject.key,
                    "company_id": subject.company_id,
                    "days": self.days,
                    "case_limit": self.case_limit,
                    "raised_at": fields.Datetime.now(),
                    **({f"{self.subject}_id": int(subject.key)} if by_record else {}),
                    **warnings._evidence(events),
                }
                for subject, events in raised.items()
            ]
        )

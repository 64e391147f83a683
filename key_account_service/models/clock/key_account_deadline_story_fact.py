# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import timedelta

from odoo import models

#: The name of a step as the ledger has it: anchor, minutes, who is told.
MARK = re.compile(r"(?P<anchor>[a-z]+)(?P<minutes>[+-]\d+)/(?P<recipient>[a-z_]+)")


class KeyAccountDeadline(models.Model):
    """What happened to a promise, one sentence a fact of its ledger (CASE-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    def _story_sentence(self, fact, event):
        """What an entry of the ledger means, in a sentence."""
        method = getattr(self, f"_story_{event.kind}", None)
        return method(fact, event) if method else ""

    def _story_started(self, fact, event):
        values = {
            "promise": self._story_span(fact.promise),
            # By the clock of then, which may not be the one of now.
            "due": self._story_time(self.first_due_at or fact.due_at),
            "clock": self.policy_id._clock_in_words(),
        }
        if not event._has_terms_of_now():
            return self.env._("Promised: %(promise)s, then due: %(due)s.", **values)
        return self.env._("Promised: %(promise)s, %(clock)s. Due: %(due)s.", **values)

    def _story_paused(self, fact, _event):
        values = {
            "used": self._story_span(fact.used),
            "left": self._story_left(fact.left),
        }
        if fact.stood is None:
            return self.env._("The clock stands: %(used)s used, %(left)s.", **values)
        return self.env._(
            "The clock stood for %(stood)s, which are not counted: %(used)s used, "
            "%(left)s.",
            stood=self._story_span(fact.stood),
            **values,
        )

    def _story_resumed(self, fact, _event):
        if not fact.due_at:
            return self.env._("One reason to wait is gone; the clock still stands.")
        return self.env._(
            "The clock goes on: %(left)s. Due: %(due)s.",
            left=self._story_left(fact.left),
            due=self._story_time(fact.due_at),
        )

    def _story_relevelled(self, fact, event):
        changed = self._story_changed(fact)
        if not event._has_terms_of_now():
            return changed
        clock = self.policy_id._clock_in_words()
        counted = self.env._("Counted %(clock)s.", clock=clock)
        return f"{changed} {counted}"

    def _story_changed(self, fact):
        values = {
            "promise": self._story_span(fact.promise),
            "used": self._story_span(fact.used),
            "left": self._story_left(fact.left),
        }
        if not fact.due_at:
            return self.env._(
                "Promise changed to %(promise)s; %(used)s stay used: %(left)s.",
                **values,
            )
        return self.env._(
            "Promise changed to %(promise)s; %(used)s stay used: %(left)s. "
            "Due: %(due)s.",
            due=self._story_time(fact.due_at),
            **values,
        )

    def _story_moved(self, fact, _event):
        if not fact.due_at:
            return self.env._("Moved: %(left)s.", left=self._story_left(fact.left))
        return self.env._(
            "Moved by hand. Due: %(due)s.", due=self._story_time(fact.due_at)
        )

    def _story_warned(self, fact, _event):
        return self.env._(
            "%(used)s of %(promise)s used: %(left)s.",
            used=self._story_span(fact.used),
            promise=self._story_span(fact.promise),
            left=self._story_left(fact.left),
        )

    def _story_missed(self, fact, _event):
        return self.env._(
            "The promised %(promise)s are used up.",
            promise=self._story_span(fact.promise),
        )

    def _story_escalated(self, _fact, event):
        """Who was to be told, as the name of the step has it."""
        found = MARK.match(event.mark or "")
        steps = self.env["key.account.escalation.step"]
        recipients = dict(steps._fields["recipient"]._description_selection(self.env))
        if not found or found["recipient"] not in recipients:
            return self.env._("The next step of the escalation.")
        recipient = recipients[found["recipient"]]
        minutes = timedelta(minutes=int(found["minutes"]))
        values = {"recipient": recipient, "time": self._story_span(minutes)}
        if not minutes:
            return self.env._("To be told: %(recipient)s.", **values)
        if minutes < timedelta(0):
            return self.env._("To be told, %(time)s ahead: %(recipient)s.", **values)
        return self.env._("To be told, %(time)s later: %(recipient)s.", **values)

    def _story_acknowledged(self, _fact, event):
        return self.env._("%(user)s has taken notice.", user=event.user_id.name)

    def _story_met(self, fact, _event):
        return self.env._(
            "Kept after %(used)s: %(left)s.",
            used=self._story_span(fact.used),
            left=self._story_left(fact.left),
        )

    def _story_cancelled(self, fact, _event):
        return self.env._(
            "Nothing is promised any more; %(used)s were used.",
            used=self._story_span(fact.used),
        )

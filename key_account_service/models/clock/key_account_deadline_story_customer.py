# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

from ...lib.moment import span_in_words, time_in_words

#: What a customer is told of; all else is between colleagues.
TOLD = ("started", "paused", "resumed", "relevelled", "moved", "met")


class KeyAccountDeadline(models.Model):
    """The story of a promise in words fit for a customer (SEC-4).

    No name of a colleague, no policy, no warning, no escalation and no note: whatever
    is not said here on purpose stays inside.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    def _customer_stories(self, zone):
        """What a customer may know of each promise, the first one given first.

        Whoever calls this has checked that the reader may know of the work; a promise
        that is owed no more is not told of.

        :param zone: ``ZoneInfo`` of the customer
        :return: list of dicts with ``promise``, ``state`` and ``lines``
        """
        owed = self.filtered(lambda deadline: deadline.state != "cancelled")
        stories = owed._stories()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return [
            {
                "promise": kinds[deadline.kind],
                "state": deadline._customer_outcome(stories[deadline.id][0]),
                "lines": deadline._customer_lines(stories[deadline.id], zone),
            }
            for deadline in owed.sorted(lambda one: (one.started_at, one.id))
            if deadline.id in stories
        ]

    def _customer_outcome(self, story):
        """Whether a promise is ``kept``, ``late`` (so far), ``paused`` or ``open``."""
        if story.left < timedelta(0):
            return "late"
        return {"met": "kept", "paused": "paused"}.get(self.state, "open")

    def _customer_lines(self, story, zone):
        facts, events = story
        lines = [
            {"kind": event.kind, "text": self._customer_sentence(fact, event, zone)}
            for fact, event in zip(facts.facts, events, strict=True)
            if event.kind in TOLD and self._customer_is_told(fact)
        ]
        return [*lines, *self._customer_ending(facts, zone)]

    @staticmethod
    def _customer_is_told(fact):
        """Whether the clock stands or runs by this fact as it says.

        That one of two reasons to wait is gone is no news for a customer.
        """
        return fact.entry.kind != "resumed" or bool(fact.due_at)

    def _customer_sentence(self, fact, event, zone):
        """A fact of the ledger in a sentence for a customer."""
        values = {
            "time": self._customer_time(fact.entry.at, zone),
            "promise": self._customer_span(fact.promise),
            "clock": self.policy_id._clock_in_words_for_customer(),
            "left": self._customer_span(fact.left),
        }
        if event.kind in ("started", "relevelled"):
            return self._customer_promised(event, values)
        if event.kind == "paused":
            reason = self._customer_pause_reason(event)
            return self.env._("On hold: %(time)s, %(reason)s.", reason=reason, **values)
        if event.kind == "resumed":
            return self._customer_resumed(fact, values)
        if event.kind == "moved":
            return self.env._("Due time changed: %(time)s.", **values)
        return self._customer_met(fact, values)

    def _customer_promised(self, event, values):
        """What was promised; by which clock is known of the terms of now only."""
        now = event._has_terms_of_now()
        if event.kind == "started" and now:
            return self.env._(
                "Promised: within %(promise)s, counted %(clock)s from %(time)s.",
                **values,
            )
        if event.kind == "started":
            return self.env._("Promised: within %(promise)s from %(time)s.", **values)
        if now:
            return self.env._(
                "Promise changed: %(time)s, to %(promise)s in all, counted %(clock)s.",
                **values,
            )
        return self.env._("Promise changed: %(time)s, to %(promise)s in all.", **values)

    def _customer_resumed(self, fact, values):
        if not (fact.due_at and fact.stood):
            return self.env._("We go on with it: %(time)s.", **values)
        return self.env._(
            "We go on with it: %(time)s. %(stood)s are not counted.",
            stood=self._customer_span(fact.stood),
            **values,
        )

    def _customer_met(self, fact, values):
        if fact.left < timedelta(0):
            return self.env._("Done: %(time)s, %(left)s late.", **values)
        return self.env._("Done: %(time)s, in time.", **values)

    def _customer_ending(self, story, zone):
        """When it is due, or since when it is late; nothing once it is done."""
        if self.state == "paused" and story.left > timedelta(0):
            left = self._customer_span(story.left)
            text = self.env._("When we go on, %(left)s are left.", left=left)
            yield {"kind": "due", "text": text}
        elif story.due_at and story.due_at <= fields.Datetime.now():
            due = self._customer_time(story.due_at, zone)
            text = self.env._("We are late. It was due: %(due)s.", due=due)
            yield {"kind": "late", "text": text}
        elif story.due_at:
            due = self._customer_time(story.due_at, zone)
            text = self.env._("So it is due: %(due)s.", due=due)
            yield {"kind": "due", "text": text}

    def _customer_pause_reason(self, event):
        """A reason of a pause in words for a customer; the note itself never is."""
        if self.res_model not in self.env:
            return self.env._("waiting")
        work = self.env[self.res_model].browse(self.res_id)
        return work._deadline_pause_text(event) or self.env._("waiting")

    def _customer_time(self, moment, zone):
        """A moment to the minute; the page or form around names the zone."""
        return time_in_words(moment.replace(second=0), zone, self._story_locale())

    def _customer_span(self, span):
        """A span to the minute: a customer does not add up seconds."""
        minutes = timedelta(minutes=max(1, round(abs(span).total_seconds() / 60)))
        days = self.policy_id.clock == "continuous"
        return span_in_words(minutes, self._story_locale(), days=days)

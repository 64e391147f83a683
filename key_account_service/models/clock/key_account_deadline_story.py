# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse, get_lang

from ...lib import story as told
from ...lib.moment import span_in_words, time_in_words

#: A fact written down later than this after it happened says so.
AT_ONCE = timedelta(minutes=1)


class KeyAccountDeadline(models.Model):
    """Why a promise is due when it is: its ledger in plain sentences (CASE-5).

    The sentences follow from :mod:`..lib.story`, not from the columns of the deadline,
    so that they explain what the engine did and not what it noted. Of the clock only
    that of the terms of now is known: it is named where these terms were given, and the
    first due time is the one noted then. The sentence of each fact is in
    ``key_account_deadline_story_fact``.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    story = fields.Json(
        compute="_compute_story",
        help="What happened to this promise, and why it is due when it is.",
    )

    @api.depends("event_ids", "promise_seconds", "state")
    @api.depends_context("lang", "tz", "uid")
    def _compute_story(self):
        # A form that is not saved can name a record that its user may not read.
        readable = self._origin._filtered_access("read")
        stories = readable._stories()
        for deadline in self:
            known = deadline._origin
            story = stories.get(known.id)
            deadline.story = known._staff_story(story) if story else None

    def action_explain(self):
        """Open the deadline with its story."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def _stories(self):
        """The story of each deadline as data.

        :return: dict of id to (:class:`..lib.story.Story`, ledger entries)
        """
        # Who may read a deadline may read its ledger: both follow from the work.
        now = fields.Datetime.now()
        stories = {}
        for deadline, watch in self.sudo()._watches().items():
            if events := deadline.event_ids.sorted("id"):
                # What the sweep has yet to write down is no part of it.
                written = watch.entries[: len(watch.entries) - len(watch.new)]
                promise = timedelta(seconds=deadline.promise_seconds)
                story = told.tell(promise, written, now, watch.clock)
                stories[deadline.id] = (story, events)
        return stories

    def _staff_story(self, story):
        """A story for colleagues: who did what, and why it is due when it is.

        :return: dict with ``answer``, ``zone`` and ``lines``
        """
        facts, events = story
        return {
            "answer": " ".join(self._story_answer(facts)),
            "zone": self._story_zone().key,
            "lines": [
                {
                    "kind": event.kind,
                    "title": self._story_label(event),
                    "at": self._story_time(fact.entry.at),
                    "text": self._story_sentence(fact, event),
                    "by": event._actor_name(),
                    "note": event.note or "",
                    "recorded": self._story_recorded(event),
                }
                for fact, event in zip(facts.facts, events, strict=True)
            ],
        }

    def _story_label(self, event):
        return dict(event._fields["kind"]._description_selection(self.env))[event.kind]

    def _story_recorded(self, event):
        if event.recorded_at - event.at <= AT_ONCE:
            return ""
        time = self._story_time(event.recorded_at)
        return self.env._("Written down: %(time)s", time=time)

    # ------------------------------------------------------------------
    # Why is it due then?
    # ------------------------------------------------------------------

    def _story_answer(self, story):
        """The sentences that answer “why is it due then?”."""
        if self.state == "paused":
            yield self.env._(
                "The clock stands; %(left)s when it goes on.",
                left=self._story_left(story.left),
            )
        elif self.state == "cancelled":
            yield self.env._("Nothing is promised any more.")
        elif self.state == "met":
            yield self._story_kept(story)
        if due := self._story_due(story):
            yield due
        if self.state == "running" and story.left < timedelta(0):
            late = self._story_left(story.left)
            yield self.env._("By now it is %(late)s.", late=late)

    def _story_kept(self, story):
        return self.env._(
            "Kept %(time)s: %(left)s.",
            time=self._story_time(self.met_at),
            left=self._story_left(story.left),
        )

    def _story_due(self, story):
        """From what the due time follows; nothing while the clock stands."""
        before = self.state in ("met", "cancelled") and story.was_due_at
        due = story.due_at or before
        if not due:
            return ""
        values = {
            "due": self._story_time(due),
            "promise": self._story_span(story.promise),
            "start": self._story_time(story.run.start),
            "left": self._story_span(story.left_before),
            "used": self._story_span(story.used_before),
        }
        if not story.used_before:
            return self.env._("Due %(due)s: %(promise)s from %(start)s.", **values)
        if story.left_before < timedelta(0):
            return self.env._(
                "Due %(due)s: more than the %(promise)s promised, %(used)s, was used "
                "up before %(start)s.",
                **values,
            )
        return self.env._(
            "Due %(due)s: %(left)s of %(promise)s were left when the clock went on, "
            "%(start)s.",
            **values,
        )

    # ------------------------------------------------------------------
    # Moments and spans of time
    # ------------------------------------------------------------------

    def _story_left(self, left):
        """What is left of a promise, or by how much it is late."""
        time = self._story_span(left)
        if left < timedelta(0):
            return self.env._("%(time)s late", time=time)
        return self.env._("%(time)s left", time=time)

    def _story_span(self, span):
        days = self.policy_id.clock == "continuous"
        return span_in_words(span, self._story_locale(), days=days)

    def _story_time(self, moment):
        return time_in_words(moment, self._story_zone(), self._story_locale())

    def _story_locale(self):
        return babel_locale_parse(get_lang(self.env).code)

    def _story_zone(self):
        """The zone of the reader, else of the company."""
        zone = self.env.context.get("tz") or self.env.user.tz
        return ZoneInfo(zone or self.company_id.sudo().partner_id.tz or "UTC")

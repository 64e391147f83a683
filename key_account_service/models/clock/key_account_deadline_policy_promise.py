# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models

from ...lib.clock import ContinuousClock
from ...lib.promise import promise_from, promise_length
from ...lib.schedule import Step, Terms
from ...lib.watch import Watch


class KeyAccountDeadlinePolicy(models.Model):
    """What a policy promises to a piece of work, as plain arithmetic (CASE-3)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    def _promise(self, start, company):
        """Length of the promise that ``company`` gives at ``start`` (UTC)."""
        zone = ZoneInfo(self.tz or company.partner_id.tz or "UTC")
        return promise_length(start, self.amount, self.unit, zone, self._clock())

    def _promise_to(self, work, start, company=None):
        """Length of the promise to a piece of work, as the work decides it.

        :param start: moment (naive UTC) from which it is watched
        :param company: that gives it, if it is not the work's own
        """
        counted = work._deadline_counted_from(self, start)
        granted = self._promise(counted, company or work._deadline_company())
        promise = promise_from(start, counted, granted, self._clock())
        return work._deadline_length(promise, start, self._clock())

    def _clock(self):
        """The clock by which used-up time is measured."""
        return ContinuousClock()

    def _give(self, work, status, terms):
        """The promise to a piece of work, counted from the start of the policy.

        :param status: what the work says of it already
        :param terms: gives the terms of a policy for the length of a promise
        :return: the watch over it, and the values of its deadline
        """
        now = fields.Datetime.now()
        start = self._start(work)
        promise = self._promise_to(work, start)
        watch = Watch(terms(self, promise), self._clock())
        # What was kept before it was recorded was not missed in between.
        watch.start(start, min(status.at or now, now))
        watch.follow(status, now)
        times = self.env["key.account.deadline"]._watch_values(watch, now)
        return watch, {
            **{name: value for name, value in times.items() if value},
            "res_model": work._name,
            "res_id": work.id,
            "policy_id": self.id,
            "promise_seconds": promise.total_seconds(),
            "started_at": start,
        }

    def _terms(self, promise):
        """The terms of a promise of the given length, for :mod:`..lib.schedule`."""
        return Terms(
            promise=promise,
            warn_share=self.warn_share,
            warn_before=timedelta(minutes=self.warn_minutes),
            steps=tuple(
                Step(step.mark, step.anchor, step._offset()) for step in self.step_ids
            ),
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime
from typing import NamedTuple

from odoo import api, models

from ...lib.foresight import foresee
from ...lib.watch import Watch
from .key_account_deadline_tell import Telling


class Prospect(NamedTuple):
    """Somebody would be told of a step at ``at`` (naive UTC), if nothing happens."""

    at: datetime
    work: models.BaseModel
    policy: models.BaseModel
    telling: Telling


class KeyAccountDeadline(models.Model):
    """Who would be alarmed, when and how: what the sweep does, without doing it."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    def _foresee(self, now, until):
        """The alarms of these deadlines from ``now`` to ``until`` (naive UTC)."""
        watches = self._asked(now)
        works = self._works()
        return self._prospects(
            [
                (works[deadline], deadline.policy_id, watch)
                for deadline, watch in watches.items()
            ],
            now,
            until,
        )

    @api.model
    def _foresee_promise(self, policy, work, start):
        """The alarms if ``policy`` gave ``work`` a promise at ``start`` (naive UTC)."""
        promise = policy._promise_to(work, start)
        watch = Watch(policy._terms(promise), policy._clock())
        watch.start(start, start)
        return self._prospects([(work, policy, watch)], start, datetime.max)

    @api.model
    def _prospects(self, promises, now, until):
        """What promises raise until then, earliest first.

        :param promises: list of work, its policy and the promise under watch
        """
        paths = [list(foresee(watch, now, until)) for _w, _p, watch in promises]
        latest = max((foreseen.at for path in paths for foreseen in path), default=now)
        presence = self.env["key.account.duty"]._presence(now, latest)
        prospects = [
            Prospect(foreseen.at, work, policy, telling)
            for (work, policy, watch), path in zip(promises, paths, strict=True)
            for foreseen in path
            for telling in policy._tellings(
                work, watch, [foreseen.entry], presence, foreseen.at
            )
        ]
        return sorted(prospects, key=lambda prospect: prospect.at)

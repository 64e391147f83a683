"""Who is there and who is on duty, looked up once for thousands of deadlines."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple


class Leave(NamedTuple):
    """A user is away from ``start`` until just before ``end`` (naive UTC)."""

    user: int
    start: datetime
    end: datetime


class Duty(NamedTuple):
    """A user answers for a company from ``start`` until just before ``end``."""

    user: int
    company: int
    start: datetime
    end: datetime


class Presence:
    """Answers for moments of the span for which leaves and duties were fetched.

    :param duties: of two that overlap, the later one of this sequence counts
    """

    def __init__(self, leaves: Iterable[Leave] = (), duties: Iterable[Duty] = ()):
        self._leaves = defaultdict(list)
        self._duties = defaultdict(list)
        for leave in leaves:
            self._leaves[leave.user].append(leave)
        for duty in duties:
            self._duties[duty.company].append(duty)

    def is_away(self, user: int, moment: datetime) -> bool:
        """Whether a user is on leave at ``moment``."""
        spans = self._leaves.get(user, ())
        return any(span.start <= moment < span.end for span in spans)

    def away(self, moment: datetime) -> set[int]:
        """All users who are on leave at ``moment``."""
        return {user for user in self._leaves if self.is_away(user, moment)}

    def without(self, users: Iterable[int], moment: datetime) -> "Presence":
        """The same, but as if these users were on leave at ``moment``."""
        end = moment + timedelta(seconds=1)
        fewer = Presence()
        fewer._duties = self._duties
        fewer._leaves = defaultdict(list, self._leaves)
        for user in users:
            fewer._leaves[user] = [
                *self._leaves.get(user, ()),
                Leave(user, moment, end),
            ]
        return fewer

    def on_duty(self, company: int, moment: datetime) -> list[int]:
        """Users on duty at ``moment``, the one who answers first comes first."""
        spans = reversed(self._duties.get(company, ()))
        users = (duty.user for duty in spans if duty.start <= moment < duty.end)
        return list(dict.fromkeys(users))

"""Any life of a promise that people hold and move, compared with another model."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from reference_hand import HandReference
from test_model import HOUR, Life, long_ago, moment

from kas_lib.transition import OPEN, PAUSE, RUN, Status

#: Reasons by number, with the hours that they may hold a promise.
CAPS = {1: 2 * HOUR, 2: 9 * HOUR, 3: 40 * HOUR}
reasons = st.sampled_from(sorted(CAPS))


def pause(reason):
    return Status(PAUSE, reason=reason, cap=timedelta(seconds=CAPS[reason]))


class HandLife(Life):
    """The rules of every life, and what people do by hand."""

    Model = HandReference

    @rule(reason=reasons)
    def pause(self, reason):
        self.model.says_pause(self.now, reason, CAPS[reason])
        self.act(lambda w: w.follow(pause(reason), moment(self.now)))

    @rule()
    def resume_or_reopen(self):
        self.model.says_run(self.now)
        self.follow(RUN)

    @rule(reason=reasons)
    def hold_by_hand(self, reason):
        self.model.hold(self.now, reason, CAPS[reason])
        self.act(lambda w: self.hold_if_free(w, pause(reason)))

    def hold_if_free(self, watch, status):
        """As the button does: it refuses what is over, held already or used up."""
        now = moment(self.now)
        watch.tick(now)
        free = not watch.reason_by_hand() and not watch.is_used_up(status, now)
        if free and watch.state in OPEN:
            watch.hold(status, now)

    @rule()
    def release_by_hand(self):
        self.model.release(self.now)
        self.act(lambda w: w.release(moment(self.now)))

    @precondition(lambda self: self.model.state == "running")
    @rule(ahead=long_ago)
    def move(self, ahead):
        due = self.now + ahead + 1
        self.model.move(due, self.now)
        self.act(lambda w: w.move(moment(due), moment(self.now)))

    def earliest(self):
        """Nobody tells of a solution before the last that people did."""
        return max(super().earliest(), self.last_act())

    def last_act(self):
        acts = [e.at for e in self.ledger if e.kind == "paused"]
        return int((max(acts) - moment(0)).total_seconds()) if acts else 0


TestHandLife = HandLife.TestCase
TestHandLife.settings = settings(
    max_examples=150, stateful_step_count=40, deadline=None
)

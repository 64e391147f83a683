"""Solved cases and their call-backs, for tests."""

from common import HOUR, NOON


class CallBackMixin:
    """Cases of the hotel that were solved, and calls about them."""

    def tell(self, case, moment=NOON + HOUR, user=None):
        """The case is solved and the customer knows, since ``moment``."""
        with self.at(moment):
            self.env["helpdesk.ticket.contact"].with_user(user or self.officer).create(
                {"ticket_id": case.id, "summary": "Picture is back.", "solved": True}
            ).action_log()
        if case.case_kind == "complaint":
            self.explain(case)
        return case

    def told_case(self, **values):
        return self.tell(self.make_case(**values))

    def call_back(self, case, kind="solution"):
        """The last call-back of a kind about a case."""
        return case.call_back_ids.filtered(lambda call: call.kind == kind)[:1]

    def record(self, call, outcome="satisfied", moment=NOON + 2 * HOUR, **values):
        """Record a call-back by the form, as ``user``."""
        user = values.pop("user", self.officer)
        with self.at(moment):
            self.env["key.account.call.back.record"].with_user(user).create(
                {
                    "call_back_id": call.id,
                    "outcome": outcome,
                    "said": "Room 12 has no sound." if outcome != "satisfied" else "",
                    "close": False,
                    **values,
                }
            ).action_record()
        self.env.invalidate_all()
        return call

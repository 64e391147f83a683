"""More records cost a query for each hundred rows and table, never one each."""

from unittest.mock import patch

from common import HOUR, NOON, KeyAccountCase

FEW, MANY = 10, 110
#: Rows that one statement of the ORM writes.
ROWS = 100
#: What the first call of a process reads and a later one finds in a cache.
SLACK = 2


def statements(*rows):
    """How many more statements write ``MANY`` times so many rows a table than few."""
    more = (-(-MANY * each // ROWS) - -(-FEW * each // ROWS) for each in rows)
    return sum(more) + SLACK


class TestScale(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.env["key.account.alarm"].search([("state", "=", "pending")]).write(
            {"state": "obsolete"}
        )
        # What is read once by every process is no part of the cost.
        self.sweep_queries(self.make_cases(2), NOON + 9 * HOUR)

    def queries(self, work):
        """How many queries the work takes, reading anew and writing included."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def added(self, work):
        """Queries that the promises add: those of ``work(count)`` less without them."""
        work(1)
        counts = []
        for count in (FEW, MANY):
            with patch.object(type(self.env["helpdesk.ticket"]), "_deadline_sync"):
                bare = self.queries(lambda count=count: work(count))
            counts.append(self.queries(lambda count=count: work(count)) - bare)
        few, many = counts
        return many - few

    def make_cases(self, count):
        """Complaints with two deadlines each."""
        values = {"name": "x", "description": "x", "case_kind": "complaint"}
        with self.at(NOON):
            return self.env["helpdesk.ticket"].create(
                [{**values, "partner_id": self.contact.id} for _index in range(count)]
            )

    def move_queries(self, count, *stages):
        """Queries of moving so many cases to the last stage, by way of the others."""
        *ahead, last = stages
        cases = self.make_cases(count)
        with self.at(NOON + HOUR):
            for stage in ahead:
                cases.stage_id = self.stage(stage)
            return self.queries(lambda: cases.write({"stage_id": self.stage(last).id}))

    def moved(self, *stages):
        """How many more queries moving many cases takes than moving few."""
        self.move_queries(1, *stages)
        return self.move_queries(MANY, *stages) - self.move_queries(FEW, *stages)

    def sweep_queries(self, cases, moment):
        with self.at(moment):
            decide = self.env["key.account.deadline"]._enforce_due
            deliver = self.env["key.account.alarm"]._deliver
            decided = self.queries(decide)
            self.assertFalse(cases.deadline_ids.filtered(lambda d: d.error))
            return decided, self.queries(deliver)

    def test_creating(self):
        # Deadlines and their ledger, two rows a case, and the case's own times.
        self.assertLessEqual(self.added(self.make_cases), statements(2, 2, 1))

    def test_moving_within_a_role(self):
        self.assertLessEqual(self.moved("in_progress"), statements(1, 2))

    def test_moving_into_pause(self):
        # The case twice: its stage, then its times.
        self.assertLessEqual(self.moved("awaiting"), statements(1, 1, 1, 2))

    def test_resuming(self):
        self.assertLessEqual(
            self.moved("awaiting", "in_progress"), statements(1, 1, 1, 2, 1)
        )

    def test_moving_into_solved(self):
        self.assertLessEqual(self.moved("solved"), statements(1, 1, 1, 2))

    def test_voiding(self):
        self.assertLessEqual(self.moved("cancelled"), statements(1, 1, 2, 4))

    def test_enforcing_and_telling(self):
        few = self.sweep_queries(self.make_cases(FEW), NOON + 9 * HOUR)
        many = self.sweep_queries(self.make_cases(MANY), NOON + 9 * HOUR)
        # Warned, missed and five steps; four are told; the deadline itself.
        self.assertLessEqual(many[0] - few[0], statements(7, 4, 1))
        # A message a recipient; alarms are marked as sent.
        self.assertLessEqual(many[1] - few[1], statements(4, 4))

    def test_a_sweep_with_nothing_due(self):
        self.make_cases(MANY)
        with self.at(NOON + HOUR):
            decide = self.env["key.account.deadline"]._enforce_due
            decide()
            self.assertLessEqual(self.queries(decide), 4)

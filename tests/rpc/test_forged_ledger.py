"""CASE-5: whoever acts does not choose what the ledger says of the act."""

from datetime import timedelta

from odoo import fields

from wire import WireCase

HOLD = "key.account.deadline.hold"
ACKNOWLEDGE = "key.account.alarm.acknowledge"
LEDGER = "key.account.deadline.event"
ALARM = "key.account.alarm"


class TestForgedLedger(WireCase):
    def setUp(self):
        super().setUp()
        self.now = fields.Datetime.now()
        # Received so long ago that a hold passes the warning at once.
        self.case = self.make_case(moment=self.now - timedelta(hours=4, minutes=50))
        self.promise = self.deadline(self.case)
        self.forged = {
            "user_id": self.supervisor.id,
            "recorded_at": "2020-01-01 00:00:00",
            "state": "obsolete",
            "on_duty": True,
            "acknowledged_note": "Forged",
            "moved_by_hand": True,
            "error": "Forged",
            "by_hand": True,
            "note": "Forged",
            "mark": "due+0/forged",
        }

    def hold(self, **context):
        values = {
            "deadline_id": self.promise.id,
            "reason_id": self.ref("pause_reason_customer").id,
        }
        (wizard,) = self.rpc(self.officer, HOLD, "create", [values])
        self.rpc(self.officer, HOLD, "action_hold", [wizard], context=context)

    def set_defaults(self):
        """What every user may do: defaults of the own."""
        for model in (LEDGER, ALARM, "key.account.deadline"):
            for name, value in self.forged.items():
                if name in self.env[model]._fields:
                    self.outcome(
                        self.officer, "ir.default", "set", model, name, value, True
                    )

    def assert_true(self, events):
        self.assertTrue(events)
        for event in events:
            self.assertEqual(event.user_id, self.officer)
            self.assertGreaterEqual(event.recorded_at, self.now - timedelta(minutes=1))
            self.assertNotIn("Forged", event.note or "")
            self.assertNotIn("forged", event.mark or "")

    def test_by_a_context(self):
        before = self.promise.event_ids
        self.hold(**{f"default_{name}": value for name, value in self.forged.items()})
        self.assert_true(self.promise.event_ids - before)

    def test_by_a_default_of_the_user(self):
        before = self.promise.event_ids
        self.set_defaults()
        self.hold()
        self.assert_true(self.promise.event_ids - before)
        case = self.make_case(user=self.officer)
        self.assertFalse(case.deadline_ids.filtered("moved_by_hand"))

    def test_an_alarm_is_not_dropped_before_it_leaves(self):
        self.hold(**{f"default_{name}": value for name, value in self.forged.items()})
        alarms = self.promise.alarm_ids
        self.assertTrue(alarms)
        for alarm in alarms:
            self.assertEqual(alarm.state, "pending")
            self.assertFalse(alarm.on_duty or alarm.error or alarm.acknowledged_note)

    def test_an_acknowledgement(self):
        self.sweep(self.now + timedelta(hours=6))
        alarms = self.promise.alarm_ids.filtered(lambda a: a.user_id == self.officer)
        before = self.promise.event_ids
        values = {"alarm_ids": [(6, 0, alarms.ids)], "note": "Seen"}
        (wizard,) = self.rpc(self.officer, ACKNOWLEDGE, "create", [values])
        context = {f"default_{name}": value for name, value in self.forged.items()}
        self.rpc(
            self.officer, ACKNOWLEDGE, "action_acknowledge", [wizard], context=context
        )
        events = self.promise.event_ids - before
        self.assert_true(events.filtered(lambda e: e.kind == "acknowledged"))

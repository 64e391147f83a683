"""CASE-3, CASE-5, SEC-3: the wizards of one are of no use to another."""

from wire import DENIED, NOON, Refused, WireCase

CONTACT = "helpdesk.ticket.contact"


class TestContactWizard(WireCase):
    def told(self, case, **values):
        return {
            "ticket_id": case.id,
            "way": "phone",
            "contacted_at": "2026-03-02 13:00:00",
            "summary": "We are on it.",
            **values,
        }

    def log(self, user, case, **values):
        """Log a contact as far as the server lets ``user``."""
        context = {"default_ticket_id": case.id}
        (wizard,) = self.rpc(
            user, CONTACT, "create", [self.told(case, **values)], context=context
        )
        self.rpc(user, CONTACT, "action_log", [wizard], context=context)

    def test_whoever_serves_the_account_logs_a_contact(self):
        self.log(self.deputy, self.case)
        self.assertEqual(str(self.case.first_response_at), "2026-03-02 13:00:00")

    def test_nobody_else_logs_a_contact(self):
        allowed = {"officer", "deputy", "supervisor", "head", "manager"}
        for role in set(self.roles) - allowed:
            user = self.roles[role]
            for solved in (False, True):
                with self.subTest(role=role, solved=solved):
                    with self.assertRaises(Refused):
                        self.log(user, self.case, solved=solved)
                    self.assertFalse(self.case.first_response_at)
                    self.assertFalse(self.case.solved_at)

    def test_a_contact_is_not_turned_to_a_foreign_case_afterwards(self):
        (wizard,) = self.rpc(self.officer, CONTACT, "create", [self.told(self.case)])
        self.outcome(
            self.officer, CONTACT, "write", [wizard], {"ticket_id": self.foreign.id}
        )
        self.outcome(self.officer, CONTACT, "action_log", [wizard])
        self.assertFalse(self.foreign.first_response_at)
        self.assertNotIn("We are on it", str(self.foreign.message_ids.mapped("body")))

    def test_a_contact_before_the_case_or_in_the_future_is_refused(self):
        for moment in ("2026-03-01 12:00:00", "2036-03-01 12:00:00"):
            with self.assertRaises(Refused):
                self.log(self.officer, self.case, contacted_at=moment)
        self.assertFalse(self.case.first_response_at)

    def test_a_contact_logged_late_does_not_undo_a_miss(self):
        self.late(self.case)
        respond = self.deadline(self.case, "respond")
        missed = respond.missed_at
        self.assertTrue(missed)
        self.log(self.officer, self.case)
        self.assertEqual(respond.missed_at, missed)

    def test_what_was_said_is_text(self):
        self.log(self.officer, self.case, summary="<script>alert(1)</script>")
        bodies = "".join(self.case.message_ids.mapped("body"))
        self.assertIn("alert(1)", bodies)
        self.assertNotIn("<script", bodies)

    def test_what_was_said_is_read_by_nobody_else(self):
        (wizard,) = self.rpc(self.officer, CONTACT, "create", [self.told(self.case)])
        for role in set(self.roles) - {"officer"}:
            user = self.roles[role]
            with self.subTest(role=role):
                self.assert_refused(user, CONTACT, "read", [wizard], why=(DENIED,))
                found = []
                try:
                    found = self.rpc(user, CONTACT, "search", [])
                except Refused:
                    pass
                self.assertNotIn(wizard, found)

    def test_what_was_said_is_altered_by_nobody_else(self):
        (wizard,) = self.rpc(self.officer, CONTACT, "create", [self.told(self.case)])
        for user in (self.deputy, self.stranger, self.auditor, self.clerk):
            self.assert_refused(
                user, CONTACT, "write", [wizard], {"summary": "Forged"}, why=(DENIED,)
            )


class TestAcknowledgeWizard(WireCase):
    MODEL = "key.account.alarm.acknowledge"

    def acknowledge(self, user, alarms):
        """Acknowledge alarms as far as the server lets ``user``."""
        values = {"alarm_ids": [[6, 0, alarms.ids]], "note": "Done"}
        try:
            (wizard,) = self.rpc(user, self.MODEL, "create", [values])
            self.rpc(user, self.MODEL, "action_acknowledge", [wizard])
        except Refused:
            pass

    def alarms_of(self, user):
        alarms = self.late(self.case).filtered(lambda alarm: alarm.user_id == user)
        self.assertTrue(alarms)
        return alarms

    def test_the_recipient_acknowledges_the_own_alarm(self):
        alarms = self.alarms_of(self.officer)
        self.acknowledge(self.officer, alarms)
        self.assertEqual(set(alarms.mapped("state")), {"acknowledged"})
        self.assertEqual(alarms.acknowledged_by_id, self.officer)
        acknowledged = alarms.deadline_id.event_ids.filtered(
            lambda event: event.kind == "acknowledged"
        )
        self.assertEqual(acknowledged.user_id, self.officer)

    def test_nobody_acknowledges_the_alarm_of_another(self):
        alarms = self.alarms_of(self.supervisor)
        for role, user in self.roles.items():
            if user != self.supervisor:
                with self.subTest(role=role):
                    self.acknowledge(user, alarms)
                    self.assertNotIn("acknowledged", alarms.mapped("state"))

    def test_the_note_of_another_is_out_of_reach(self):
        alarms = self.alarms_of(self.officer)
        values = {"alarm_ids": [[6, 0, alarms.ids]], "note": "Secret"}
        (wizard,) = self.rpc(self.officer, self.MODEL, "create", [values])
        for method, args in (
            ("read", []),
            ("write", [{"note": "x"}]),
            ("action_acknowledge", []),
        ):
            self.assert_refused(
                self.stranger, self.MODEL, method, [wizard], *args, why=(DENIED,)
            )
        self.assertNotIn("acknowledged", alarms.mapped("state"))
        self.assertGreater(alarms[0].delivered_at, NOON)

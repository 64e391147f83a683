"""CASE-7: who calls back, and what if nobody answers."""

from call_backs import CallBackMixin

from odoo.exceptions import AccessError, RedirectWarning, UserError

from common import HOUR, NOON, KeyAccountCase


class TestUnreachable(CallBackMixin, KeyAccountCase):
    def attempts(self, call, count):
        for number in range(count):
            self.record(call, "not_reached", NOON + (2 + number) * HOUR)

    def told_of(self, call):
        messages = self.env["mail.message"].search(
            [("message_type", "=", "user_notification"), ("body", "ilike", call.name)]
        )
        return messages.partner_ids

    def test_attempts_are_counted_with_time_and_person(self):
        call = self.call_back(self.told_case())
        self.record(call, "not_reached")
        self.record(call, "not_reached", NOON + 3 * HOUR, user=self.supervisor)
        self.assertEqual(call.attempt_count, 2)
        self.assertEqual(call.state, "to_do")
        self.assertEqual(
            [(a.user_id, a.at) for a in call.attempt_ids],
            [(self.officer, NOON + 2 * HOUR), (self.supervisor, NOON + 3 * HOUR)],
        )

    def test_at_the_third_the_supervisor_is_told_once(self):
        call = self.call_back(self.told_case())
        self.attempts(call, 2)
        self.assertFalse(self.told_of(call))
        self.attempts(call, 3)
        self.assertEqual(call.state, "unreachable")
        self.assertEqual(self.told_of(call), self.supervisor.partner_id)

    def test_how_many_is_configuration(self):
        self.company.key_account_call_attempts = 1
        call = self.call_back(self.told_case())
        self.attempts(call, 1)
        self.assertEqual(call.state, "unreachable")

    def test_who_is_reached_after_all(self):
        case = self.told_case()
        call = self.call_back(case)
        self.attempts(call, 3)
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")
        self.record(call, moment=NOON + 9 * HOUR)
        self.assertEqual(call.state, "done")
        self.assertTrue(case.confirmed_at)

    def give_up(self, call, user, reason="The number is out of use."):
        with self.at(NOON + 9 * HOUR):
            self.env["key.account.call.back.release"].with_user(user).create(
                {"call_back_id": call.id, "reason": reason}
            ).action_give_up()
        self.env.invalidate_all()

    def test_a_supervisor_gives_up_and_the_case_can_be_closed(self):
        case = self.told_case()
        call = self.call_back(case)
        with self.assertRaises(UserError):
            self.give_up(call, self.supervisor)
        self.attempts(call, 3)
        with self.assertRaises(AccessError):
            self.give_up(call, self.officer)
        with self.assertRaises(UserError):
            self.give_up(call, self.supervisor, " ")
        self.give_up(call, self.supervisor)
        self.assertEqual(call.released_by_id, self.supervisor)
        self.assertEqual(call.deadline_ids.state, "cancelled")
        self.assertFalse(case.confirmed_at)
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)
        self.assertEqual(len(case.call_back_ids), 1)

    def test_given_up_once_and_for_one_solution(self):
        case = self.told_case()
        call = self.call_back(case)
        self.attempts(call, 3)
        self.give_up(call, self.supervisor)
        with self.assertRaises(UserError):
            self.give_up(call, self.supervisor)
        with self.assertRaises(UserError):
            self.record(call)
        case.stage_id = self.stage("in_progress")
        self.tell(case, NOON + 10 * HOUR)
        self.assertEqual(self.call_back(case).state, "to_do")
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")


class TestWhoCalls(CallBackMixin, KeyAccountCase):
    def test_who_serves_the_account_and_superiors(self):
        for name, may in (
            ("officer", True),
            ("deputy", True),
            ("supervisor", True),
            ("head", True),
            ("manager", True),
            ("auditor", False),
            ("stranger", False),
            ("clerk", False),
        ):
            call = self.call_back(self.told_case())
            with self.subTest(user=name):
                if may:
                    self.record(call, user=getattr(self, name))
                    self.assertEqual(call.called_by_id, getattr(self, name))
                    continue
                with self.assertRaises(AccessError):
                    self.record(call, user=getattr(self, name))
                self.assertEqual(call.state, "to_do")

    def test_read_by_those_who_read_the_case_and_by_the_caller(self):
        call = self.call_back(self.told_case())
        for name in ("officer", "deputy", "supervisor", "head", "manager", "auditor"):
            self.assertTrue(call.with_user(getattr(self, name)).has_access("read"))
        for name in ("stranger", "clerk"):
            self.assertFalse(call.with_user(getattr(self, name)).has_access("read"))
        call.user_id = self.stranger
        self.assertTrue(call.with_user(self.stranger).has_access("read"))
        self.assertFalse(call.ticket_id.with_user(self.stranger).has_access("read"))

    def test_only_a_supervisor_gives_it_to_somebody_else(self):
        call = self.call_back(self.told_case())
        with self.assertRaises(AccessError):
            call.with_user(self.officer).user_id = self.deputy
        call.with_user(self.supervisor).user_id = self.deputy
        self.assertEqual(call.deadline_ids.responsible_id, self.deputy)
        self.record(call, user=self.deputy)
        with self.assertRaises(UserError):
            call.with_user(self.supervisor).user_id = self.officer

    def test_proof_is_neither_written_nor_deleted(self):
        call = self.record(self.call_back(self.told_case()))
        with self.assertRaises(AccessError):
            call.with_user(self.manager).customer_said = "All is well."
        with self.assertRaises(AccessError):
            call.with_user(self.manager).unlink()
        with self.assertRaises(UserError):
            call.unlink()

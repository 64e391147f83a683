"""VISIT-3, CASE-5: what is promised on a visit is kept, or its deadline tells."""

from datetime import datetime, timedelta

from visit_records import DAY, RecordMixin
from visits import drawing

from odoo.exceptions import AccessError, UserError, ValidationError

from common import HOUR, NOON, KeyAccountCase

SHANGHAI = "Asia/Shanghai"


class PromiseCase(RecordMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.company.partner_id.tz = SHANGHAI
        self.enterContext(self.at(NOON))
        self.visit = self.make_visit()


class TestPromise(PromiseCase):
    def test_a_promise_is_a_task_of_the_visitor(self):
        promise = self.promise(self.visit)
        self.assertEqual(promise.user_id, self.officer)
        self.assertEqual(promise.key_account_id, self.account)
        self.assertEqual(promise.state, "open")
        self.assertEqual(self.visit.handling_state, "in_progress")
        self.assertEqual(self.visit.open_promise_count, 1)

    def test_the_state_of_handling_follows_the_promises(self):
        first, second = self.promise(self.visit), self.promise(self.visit)
        first.action_done()
        self.assertEqual(self.visit.handling_state, "in_progress")
        second.action_done()
        self.assertEqual(self.visit.handling_state, "done")
        second.action_take_up()
        self.assertEqual(self.visit.handling_state, "in_progress")
        second.unlink()
        self.assertEqual(self.visit.handling_state, "done")

    def test_the_state_of_handling_follows_after_signing_too(self):
        promise = self.promise(self.visit)
        self.sign(self.visit)
        promise.action_done()
        self.assertEqual(self.visit.handling_state, "done")
        self.assertEqual(self.visit.signed_handling_state, "in_progress")
        self.assertTrue(self.visit.is_intact)

    def test_the_seal_covers_what_was_promised(self):
        promise = self.promise(self.visit)
        self.sign(self.visit)
        self.env.flush_all()
        for column, value in (("name", "Nothing"), ("due_on", "2030-01-01")):
            self.env.cr.execute("SAVEPOINT forged")
            self.env.cr.execute(
                f"UPDATE key_account_visit_promise SET {column} = %s WHERE id = %s",
                (value, promise.id),
            )
            self.env.invalidate_all()
            self.assertFalse(self.visit.is_intact, column)
            self.env.cr.execute("ROLLBACK TO SAVEPOINT forged")
        self.env.invalidate_all()
        self.assertTrue(self.visit.is_intact)

    def test_signed_words_are_fixed_and_nothing_is_added(self):
        promise = self.promise(self.visit)
        self.sign(self.visit)
        for values in ({"name": "x"}, {"due_on": NOON.date() + 9 * DAY}):
            with self.assertRaisesRegex(UserError, "signed or cancelled"):
                promise.write(values)
        with self.assertRaisesRegex(UserError, "signed or cancelled"):
            self.promise(self.visit)
        with self.assertRaises(UserError):
            promise.unlink()
        promise.user_id = self.deputy
        promise.result = "Sent."
        self.assertTrue(self.visit.is_intact)

    def test_a_promise_names_a_day_to_come_and_says_something(self):
        self.promise(self.visit, days=0)
        with self.assertRaisesRegex(ValidationError, "is over"):
            self.promise(self.visit, days=-1)
        with self.assertRaises(ValidationError):
            self.promise(self.visit, name="  ")

    def test_today_is_that_of_the_company(self):
        late = datetime(2026, 3, 2, 17)  # The third already, in Shanghai.
        with self.at(late), self.assertRaises(ValidationError):
            self.promise(self.visit, days=0)

    def test_giving_up_needs_a_reason_and_ends_it_once(self):
        promise = self.promise(self.visit)
        with self.assertRaisesRegex(UserError, "why"):
            promise.action_give_up()
        promise.result = "The customer does not want it any more."
        promise.action_give_up()
        self.assertEqual(promise.state, "given_up")
        self.assertEqual(promise.done_by_id, self.officer)
        for refused in (promise.action_done, promise.action_give_up):
            with self.assertRaises(UserError):
                refused()
        with self.assertRaisesRegex(UserError, "Take it up again"):
            promise.result = "Else"

    def test_open_promises_keep_needs_from_being_settled(self):
        self.promise(self.visit)
        self.visit.action_done()
        with self.assertRaisesRegex(UserError, "promises that are open"):
            self.visit.action_settled()

    def test_what_was_filed_is_not_deleted(self):
        promise = self.promise(self.visit)
        self.visit.action_done()
        with self.assertRaisesRegex(UserError, "stays on record"):
            promise.unlink()

    def test_a_visit_that_is_cancelled_promises_nothing(self):
        promise = self.promise(self.visit)
        self.visit.action_cancel()
        self.assertEqual(promise.state, "given_up")
        self.assertEqual(self.deadline(promise, "promise").state, "cancelled")
        with self.assertRaises(UserError):
            promise.action_take_up()

    def test_a_visit_that_is_only_asked_for_a_reason_keeps_its_promises(self):
        promise = self.promise(self.visit, days=30)
        with self.at(NOON + 5 * DAY):
            dialog = self.visit.action_cancel()
        self.assertEqual(dialog["res_model"], "key.account.visit.reschedule")
        self.assertEqual((self.visit.state, promise.state), ("planned", "open"))

    def test_a_visit_that_is_deleted_ends_the_deadlines(self):
        deadline = self.deadline(self.promise(self.visit), "promise").sudo()
        self.visit.with_user(self.manager).unlink()
        self.assertEqual(deadline.state, "cancelled")

    def test_erasure_leaves_nothing_of_what_was_said(self):
        promise = self.promise(self.visit)
        self.visit.photo_ids = self.make_photo(self.visit)
        [obstacle] = [
            text for text in self.contact._erasure_obstacles() if "promised" in text
        ]
        self.assertIn(self.visit.name, obstacle)
        promise.action_done()
        self.sign(self.visit)
        self.env["key.account.visit.addendum"].with_user(self.officer).create(
            {"visit_id": self.visit.id, "words": "Secret"}
        )
        data = str(self.contact.sudo()._personal_data())
        for words in (promise.name, "Secret"):
            self.assertIn(words, data)  # As on file, while it is.
        self.visit.sudo()._erase_words()
        self.assertEqual(promise.name, "Erased")
        self.assertFalse(self.visit.photo_ids | self.visit._pdf_attachment())
        self.assertFalse(self.visit.addendum_ids.words)
        self.assertEqual(len(self.visit.addendum_ids), 1)


class TestPromiseClock(PromiseCase):
    def due(self, promise):
        return self.deadline(promise, "promise").due_at

    def test_it_is_kept_by_the_end_of_the_named_day_where_the_company_is(self):
        promise = self.promise(self.visit, days=3)
        self.assertEqual(self.due(promise), datetime(2026, 3, 5, 16))
        self.assertEqual(promise.deadline_due_at, datetime(2026, 3, 5, 16))

    def test_of_today_what_is_left_of_it(self):
        promise = self.promise(self.visit, days=0)
        self.assertEqual(self.due(promise), datetime(2026, 3, 2, 16))

    def test_the_policy_grants_days_of_grace(self):
        self.ref("policy_promise").amount = 2
        promise = self.promise(self.visit, days=3)
        self.assertEqual(self.due(promise), datetime(2026, 3, 7, 16))

    def test_another_day_that_is_agreed_on_moves_it(self):
        promise = self.promise(self.visit, days=3)
        promise.due_on = NOON.date() + 5 * DAY
        self.assertEqual(self.due(promise), datetime(2026, 3, 7, 16))

    def test_it_is_missed_and_tells_up_the_line(self):
        promise = self.promise(self.visit, days=1)
        late = datetime(2026, 3, 3, 16) + timedelta(minutes=1)
        self.sweep(late)
        with self.at(late):
            self.assertEqual(promise.deadline_state, "missed")
        told = {login for _mark, login in self.told(promise)}
        self.assertEqual(told, {"kas-officer", "kas-supervisor"})
        self.sweep(datetime(2026, 3, 5, 16) + timedelta(minutes=1))
        told = {login for _mark, login in self.told(promise)}
        self.assertIn("kas-head", told)

    def test_kept_in_time_it_tells_nobody(self):
        promise = self.promise(self.visit, days=1)
        promise.action_done()
        self.assertEqual(self.deadline(promise, "promise").state, "met")
        self.sweep(NOON + 9 * DAY)
        self.assertFalse(self.told(promise))

    def test_who_is_to_keep_the_promise_of_another_learns_of_it_at_once(self):
        promise = self.promise(self.visit, user_id=self.clerk.id)
        self.assertEqual([login for _mark, login in self.told(promise)], ["kas-clerk"])
        promise.user_id = self.deputy
        self.assertEqual(
            {login for _mark, login in self.told(promise)}, {"kas-clerk", "kas-deputy"}
        )

    def test_the_page_of_the_account_counts_it(self):
        before = self.account.with_user(self.officer).key_account_deadline_count
        self.promise(self.visit)
        self.env.invalidate_all()
        account = self.account.with_user(self.officer)
        self.assertEqual(account.key_account_deadline_count, before + 1)


class TestPromiseSigned(PromiseCase):
    def test_the_customer_reads_what_is_promised_before_signing(self):
        promise = self.promise(self.visit)
        dialog = self.env["key.account.visit.sign"].with_user(self.officer)
        form = dialog.create(
            {"visit_id": self.visit.id, "signature": drawing(), "signed_by": "Wang"}
        )
        self.assertIn(promise.name, form.promises)
        self.assertIn("2026", form.promises)
        with self.assertRaises(AccessError):
            _ = form.with_user(self.stranger).sudo(False).promises


class TestPromiseCase(PromiseCase):
    def intake(self, promise, user=None):
        """The form of a new case as the button opens it."""
        action = promise.with_user(user or self.officer).action_make_case()
        Intake = self.env["helpdesk.ticket.intake"].with_user(user or self.officer)
        return Intake.with_context(action["context"]).create({})

    def test_an_answer_at_once_keeps_it_without_a_case(self):
        promise = self.promise(self.visit)
        form = self.intake(promise)
        form.answer = "The quote lies before you."
        form.action_answered()
        self.assertEqual(promise.state, "done")
        self.assertEqual(promise.result, form.answer)
        self.assertFalse(promise.ticket_id)
        self.assertEqual(self.deadline(promise, "promise").state, "met")

    def test_a_promise_becomes_a_case_and_is_kept_with_it(self):
        promise = self.promise(self.visit)
        form, other_window = self.intake(promise), self.intake(promise)
        self.assertEqual(form.name, promise.name)
        self.assertEqual(form.case_kind, "business")
        case = self.env["helpdesk.ticket"].browse(form.action_create_case()["res_id"])
        self.assertEqual(promise.ticket_id, case)
        self.assertEqual(promise.state, "open")
        self.assertEqual(self.deadline(promise, "promise").state, "running")
        with self.assertRaisesRegex(UserError, case.number):
            promise.action_make_case()
        with self.assertRaisesRegex(UserError, case.number):
            other_window.action_create_case()
        self.assertEqual(promise.action_open_case()["res_id"], case.id)
        case.customer_informed_at = NOON + HOUR
        self.confirm(case)
        case.stage_id = self.stage("done")
        self.assertEqual(promise.state, "done")
        self.assertIn(case.number, promise.result)
        self.assertEqual(self.visit.handling_state, "done")
        case._reopen("The customer is not satisfied.")
        self.assertEqual((promise.state, promise.result), ("open", False))
        self.assertEqual(self.deadline(promise, "promise").state, "running")
        self.assertEqual(self.visit.handling_state, "in_progress")

    def test_what_a_person_ended_stays_so_when_the_case_is_open_again(self):
        promise = self.promise(self.visit)
        case = self.make_case(case_kind="business")
        promise._become_case(case)
        promise.action_done()
        case.stage_id = self.stage("cancelled")
        case.stage_id = case._stage_of_work()
        self.assertEqual(promise.state, "done")

    def test_a_case_that_comes_to_nothing_keeps_no_promise(self):
        promise = self.promise(self.visit)
        case = self.make_case(case_kind="business")
        promise._become_case(case)
        case.stage_id = self.stage("cancelled")
        self.assertEqual(promise.state, "open")
        self.assertEqual(self.deadline(promise, "promise").state, "running")

    def test_an_ended_promise_becomes_no_case(self):
        promise = self.promise(self.visit)
        promise.action_done()
        with self.assertRaises(UserError):
            promise.action_make_case()


class TestPromiseAccess(PromiseCase):
    def test_who_reads_and_who_ends(self):
        promise = self.promise(self.visit, user_id=self.clerk.id)
        for name, may_read, may_end in (
            ("officer", True, True),
            ("deputy", True, True),
            ("supervisor", True, True),
            ("manager", True, True),
            ("auditor", True, False),
            ("clerk", True, True),
            ("stranger", False, False),
        ):
            seen = promise.with_user(getattr(self, name))
            with self.subTest(user=name):
                self.assertEqual(seen.has_access("read"), may_read)
                self.assertEqual(seen.has_access("write"), may_end)
                found = seen.search([("id", "=", promise.id)])
                self.assertEqual(bool(found), may_read)

    def test_whoever_keeps_it_says_what_came_of_it_and_no_more(self):
        promise = self.promise(self.visit, user_id=self.clerk.id)
        mine = promise.with_user(self.clerk)
        mine.result = "Sent."
        for values in ({"name": "x"}, {"due_on": "2030-01-01"}, {"user_id": 1}):
            with self.assertRaises(AccessError):
                mine.write(values)
        with self.assertRaises(AccessError):
            mine.action_open_visit()
        self.assertFalse(mine.may_make_case)
        self.assertTrue(promise.with_user(self.officer).may_make_case)
        with self.assertRaisesRegex(UserError, "whoever may read the visit"):
            mine.action_make_case()
        mine.action_done()
        self.assertEqual(promise.done_by_id, self.clerk)

    def test_nobody_promises_on_the_visit_of_another(self):
        with self.assertRaises(AccessError):
            self.promise(self.visit, user=self.stranger, user_id=self.stranger.id)
        with self.assertRaises(AccessError):
            self.promise(self.visit, state="done")

    def test_open_promises_go_with_the_account(self):
        models = self.env["key.account.handover"]._handover_models()
        self.assertEqual(models["key.account.visit.promise"].people, ("user_id",))

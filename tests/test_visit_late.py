"""VISIT-2: a planned visit is paid, moved with a reason, or goes up the line."""

from datetime import datetime, timedelta

import psycopg2
from visits import VisitMixin

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)
#: Midnight in Chengdu, by the clock of UTC.
MIDNIGHT = timedelta(hours=16)


class LateCase(VisitMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.company.partner_id.tz = "Asia/Shanghai"
        with self.at(NOON):
            self.visit = self.make_visit(planned_at=NOON + 7 * DAY, content=False)

    def reschedule(self, visit, moment, reason="", purpose="move"):
        dialog = self.env["key.account.visit.reschedule"].with_env(visit.env)
        dialog.create(
            {
                "visit_id": visit.id,
                "planned_at": moment,
                "reason": reason,
                "purpose": purpose,
            }
        ).action_confirm()


class TestPromise(LateCase):
    def test_it_is_due_at_the_end_of_the_day_after(self):
        deadline = self.deadline(self.visit, "visit")
        self.assertEqual(deadline.state, "running")
        self.assertEqual(deadline.started_at, NOON)
        self.assertEqual(deadline.due_at, datetime(2026, 3, 10, 16))
        self.assertEqual(deadline.warn_at, datetime(2026, 3, 9, 16))
        self.assertEqual(deadline.responsible_id, self.officer)
        self.assertEqual(deadline.res_name, self.visit.name)

    def test_the_day_is_that_of_the_zone_of_the_policy(self):
        self.ref("policy_visit").tz = "Europe/Berlin"
        with self.at(NOON):
            visit = self.make_visit(planned_at=NOON + 7 * DAY)
        due = self.deadline(visit, "visit").due_at
        self.assertEqual(due, datetime(2026, 3, 10, 23))

    def test_a_late_evening_belongs_to_the_next_day_over_there(self):
        with self.at(NOON):
            visit = self.make_visit(planned_at=datetime(2026, 3, 9, 17))
        self.assertEqual(
            self.deadline(visit, "visit").due_at, datetime(2026, 3, 11, 16)
        )

    def test_who_is_told_and_when(self):
        due = datetime(2026, 3, 10, 16)
        self.sweep(due - HOUR)
        self.assertEqual(self.told(self.visit), [])
        for moment in (due, due + DAY, due + 5 * DAY, due + 9 * DAY):
            self.sweep(moment)
        logins = [login for _mark, login in self.told(self.visit)]
        self.assertEqual(logins, ["kas-officer", "kas-supervisor", "kas-head"])

    def test_a_filed_record_keeps_it(self):
        self.visit.content = "Talked."
        with self.at(NOON + 7 * DAY):
            self.visit.action_done()
        deadline = self.deadline(self.visit, "visit")
        self.assertEqual(deadline.state, "met")
        self.assertEqual(deadline.met_at, NOON + 7 * DAY)
        self.assertFalse(deadline.missed_at)
        self.sweep(NOON + 30 * DAY)
        self.assertEqual(self.told(self.visit), [])

    def test_a_cancelled_visit_alarms_nobody(self):
        with self.at(NOON + DAY):
            self.visit.action_cancel()
        self.assertEqual(self.deadline(self.visit, "visit").state, "cancelled")
        self.sweep(NOON + 30 * DAY)
        self.assertEqual(self.told(self.visit), [])

    def test_what_is_only_proposed_promises_nothing(self):
        Visit = self.env["key.account.visit"]
        with self.at(NOON):
            visit = Visit.create(
                {
                    "partner_id": self.contact.id,
                    "user_id": self.officer.id,
                    "planned_at": NOON + 7 * DAY,
                    "state": "proposed",
                }
            )
        self.assertFalse(visit.deadline_ids | visit.sudo().deadline_ids)
        self.assertFalse(visit.planned_since)
        with self.at(NOON + DAY):
            visit.planned_at = NOON + 8 * DAY
            self.assertFalse(visit.move_ids)
            visit.state = "planned"
        self.assertEqual(visit.first_planned_at, NOON + 8 * DAY)
        deadline = self.deadline(visit, "visit")
        self.assertEqual(deadline.started_at, NOON + DAY)
        self.assertEqual(deadline.due_at, datetime(2026, 3, 11, 16))

    def test_who_is_no_key_account_is_promised_nothing(self):
        plain = self.env["res.partner"].create({"name": "Plain"})
        visit = self.make_visit(partner_id=plain.id)
        self.assertFalse(visit.deadline_ids)

    def test_a_contact_put_on_record_afterwards_promises_nothing(self):
        visit = self.env["key.account.visit"].create(
            {"partner_id": self.contact.id, "state": "done", "content": "Called."}
        )
        self.assertFalse(visit.deadline_ids)

    def test_another_visitor_answers_for_it(self):
        self.visit.user_id = self.deputy
        deadline = self.deadline(self.visit, "visit")
        self.assertEqual(deadline.responsible_id, self.deputy)

    def test_a_policy_of_one_tier_is_for_that_tier(self):
        self.ref("policy_visit").tier_ids = self.ref("tier_b")
        self.assertFalse(self.make_visit().deadline_ids)


class TestMove(LateCase):
    def test_before_its_day_is_over_it_is_just_moved(self):
        with self.at(NOON + 7 * DAY):
            self.visit.planned_at = NOON + 9 * DAY
        move = self.visit.move_ids
        self.assertEqual(
            (move.planned_from, move.planned_to), (NOON + 7 * DAY, NOON + 9 * DAY)
        )
        self.assertEqual((move.user_id, move.at), (self.officer, NOON + 7 * DAY))
        self.assertFalse(move.was_late or move.reason)
        self.assertEqual(self.visit.first_planned_at, NOON + 7 * DAY)
        self.assertEqual(self.visit.move_count, 1)
        due = self.deadline(self.visit, "visit").due_at
        self.assertEqual(due, datetime(2026, 3, 12, 16))

    def test_earlier_works_as_well(self):
        with self.at(NOON + DAY):
            self.visit.planned_at = NOON + 2 * DAY
        due = self.deadline(self.visit, "visit").due_at
        self.assertEqual(due, datetime(2026, 3, 5, 16))

    def test_the_same_moment_is_no_move(self):
        with self.at(NOON + 20 * DAY):
            self.visit.planned_at = NOON + 7 * DAY
        self.assertFalse(self.visit.move_ids)

    def test_overdue_it_is_moved_with_a_reason_only(self):
        midnight = NOON.replace(hour=0) + 7 * DAY + MIDNIGHT
        with self.at(midnight - HOUR):
            self.assertFalse(self.visit.is_late)
        with self.at(midnight):
            self.env.invalidate_all()
            self.assertTrue(self.visit.is_late)
            with self.assertRaisesRegex(UserError, "Reschedule"):
                self.visit.planned_at = midnight + DAY
            for reason in ("", " "):
                with self.assertRaises(UserError):
                    self.reschedule(self.visit, midnight + DAY, reason)
            self.reschedule(self.visit, midnight + DAY, "The customer was away.")
        self.assertEqual(self.visit.planned_at, midnight + DAY)
        self.assertTrue(self.visit.move_ids.was_late)
        self.assertEqual(self.visit.move_ids.reason, "The customer was away.")
        self.assertEqual(self.visit.first_planned_at, NOON + 7 * DAY)

    def test_a_missed_promise_stays_missed_and_can_be_missed_again(self):
        due = datetime(2026, 3, 10, 16)
        self.sweep(due)
        with self.at(due + HOUR):
            self.reschedule(self.visit, due + 3 * DAY, "Away.")
        deadline = self.deadline(self.visit, "visit")
        self.assertEqual(deadline.missed_at, due)
        self.assertEqual(deadline.due_at, due + 5 * DAY)
        self.sweep(due + 5 * DAY)
        logins = [login for _mark, login in self.told(self.visit)]
        self.assertEqual(logins.count("kas-officer"), 2)

    def test_nobody_plans_for_a_moment_that_is_over(self):
        with self.at(NOON + 9 * DAY), self.assertRaises(UserError):
            self.reschedule(self.visit, NOON + 8 * DAY, "x")

    def test_overdue_it_is_called_off_with_a_reason_only(self):
        with self.at(NOON + 9 * DAY):
            action = self.visit.action_cancel()
            self.assertEqual(action["res_model"], "key.account.visit.reschedule")
            self.assertEqual(self.visit.state, "planned")
            both = self.visit | self.make_visit(planned_at=NOON + 7 * DAY)
            with self.assertRaises(UserError):
                both.action_cancel()
            with self.assertRaises(UserError):
                self.reschedule(self.visit, False, "", "cancel")
            self.reschedule(self.visit, False, "The hotel has closed.", "cancel")
        self.assertEqual(self.visit.state, "cancelled")
        self.assertEqual(self.visit.move_ids.reason, "The hotel has closed.")
        self.assertFalse(self.visit.move_ids.planned_to)
        self.assertEqual(self.visit.move_count, 0)

    def test_calling_off_and_planning_again_is_no_way_around_the_reason(self):
        with self.at(NOON + DAY):
            self.visit.action_cancel()
        with self.at(NOON + 9 * DAY):
            with self.assertRaises(UserError):
                self.visit.planned_at = NOON + 12 * DAY
            action = self.visit.action_plan_again()
            self.assertEqual(action["res_model"], "key.account.visit.reschedule")
            self.reschedule(self.visit, NOON + 12 * DAY, "It is wanted after all.")
        self.assertEqual(self.visit.state, "planned")
        deadline = self.deadline(self.visit, "visit")
        self.assertEqual(deadline.state, "running")
        self.assertEqual(deadline.due_at, datetime(2026, 3, 15, 16))

    def test_what_took_place_is_not_rescheduled(self):
        self.visit.content = "Talked."
        self.visit.action_done()
        with self.assertRaises(UserError):
            self.visit.action_reschedule()

    def test_finding_what_is_overdue(self):
        Visit = self.env["key.account.visit"].with_user(self.officer)
        for moment, found in ((NOON + 7 * DAY, False), (NOON + 8 * DAY, True)):
            with self.at(moment):
                late = Visit.search([("is_late", "=", True)])
                self.assertEqual(self.visit in late, found)
                fine = Visit.search([("is_late", "=", False)])
                self.assertEqual(self.visit in fine, not found)


class TestLog(LateCase):
    def setUp(self):
        super().setUp()
        with self.at(NOON + DAY):
            self.visit.planned_at = NOON + 9 * DAY
        self.move = self.visit.move_ids

    def test_nobody_alters_or_deletes_it(self):
        for user in (self.officer, self.manager):
            for refused in (
                lambda move: move.write({"reason": "x"}),
                lambda move: move.unlink(),
                lambda move: move.create({"visit_id": self.visit.id}),
            ):
                with self.assertRaises(AccessError):
                    refused(self.move.with_user(user))
        self.env.flush_all()
        for query in ("UPDATE %s SET reason = 'x'", "DELETE FROM %s"):
            with (
                self.assertRaises(psycopg2.errors.RaiseException),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query % "key_account_visit_move")

    def test_who_reads_the_visit_reads_it(self):
        for name, reads in (
            ("officer", True),
            ("supervisor", True),
            ("auditor", True),
            ("stranger", False),
            ("clerk", False),
        ):
            move = self.move.with_user(getattr(self, name))
            self.assertEqual(move.has_access("read"), reads, name)
        found = self.env["key.account.visit.move"].with_user(self.stranger).search([])
        self.assertNotIn(self.move, found)

    def test_a_visit_that_was_moved_stays_on_record(self):
        with self.assertRaises(UserError):
            self.visit.with_user(self.manager).unlink()

    def test_erasing_the_person_empties_the_reason(self):
        with self.at(NOON + 15 * DAY):
            self.reschedule(self.visit, NOON + 16 * DAY, "She was ill.")
        self.visit.sudo()._erase_words()
        self.assertFalse(any(self.visit.move_ids.mapped("reason")))
        self.assertEqual(len(self.visit.move_ids), 2)

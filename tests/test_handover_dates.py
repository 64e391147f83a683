"""TEAM-1: a handover takes effect on its date, and nobody lets one lie."""

from datetime import timedelta
from unittest.mock import patch

from handovers import DAY, HandoverCase, follow_up

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.key_account_service.models.account.key_account_handover_check import (
    Busy,
)

from common import HOUR, NOON

SWEEP = "odoo.addons.key_account_service.models.clock.key_account_sweep_mixin"


class TestOnItsDate(HandoverCase):
    def setUp(self):
        super().setUp()
        self.handover.date = NOON.date() + timedelta(days=3)
        self.run_through()

    def cron(self, moment):
        with self.at(moment):
            follow_up(self.env["key.account.handover"])

    def test_nothing_moves_before(self):
        self.cron(NOON + 2 * DAY)
        self.assertEqual(self.handover.state, "taken")
        self.assertEqual(self.account.key_account_manager_id, self.officer)

    def test_it_moves_on_its_day(self):
        self.cron(NOON + 3 * DAY)
        self.assertEqual(self.handover.state, "done")
        self.assertEqual(self.case.key_account_manager_id, self.taker)

    def test_the_day_is_that_of_the_company(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        self.cron(NOON.replace(hour=15, minute=59) + 2 * DAY)
        self.assertEqual(self.handover.state, "taken")
        self.cron(NOON.replace(hour=16) + 2 * DAY)
        self.assertEqual(self.handover.state, "done")

    def test_a_taker_who_left_meanwhile_takes_nothing(self):
        self.taker.active = False
        self.cron(NOON + 3 * DAY)
        self.assertEqual(self.handover.state, "taken")
        self.assertIn("kas-taker", self.handover.problem)
        self.assertEqual(self.case.key_account_manager_id, self.officer)
        self.assertEqual(self.handover.activity_ids.user_id, self.supervisor)

    def test_a_problem_that_is_mended_is_tried_again(self):
        self.taker.active = False
        self.cron(NOON + 3 * DAY)
        self.taker.active = True
        with self.at(NOON + 3 * DAY):
            with self.assertRaises(AccessError):
                self.handover.with_user(self.officer).action_execute()
            self.handover.with_user(self.supervisor).action_execute()
        self.assertEqual(self.handover.state, "done")
        self.assertFalse(self.handover.problem)

    def test_an_account_given_away_meanwhile_stops_it(self):
        self.account.key_account_manager_id = self.stranger
        self.cron(NOON + 3 * DAY)
        self.assertIn("not served by", self.handover.problem)
        self.assertEqual(self.account.key_account_manager_id, self.stranger)

    def test_it_is_not_tried_before_its_date(self):
        with self.at(NOON), self.assertRaisesRegex(UserError, "on its date"):
            self.handover.with_user(self.supervisor).action_execute()


class TestNothingStopsTheOthers(HandoverCase):
    """A handover that fails, or an account that is held, is tried again by itself."""

    def setUp(self):
        super().setUp()
        self.bank = self.account.copy(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.officer.id,
            }
        )
        self.other = self.make_handover(account_ids=[(6, 0, self.bank.ids)])
        for handover in self.handover | self.other:
            handover.date = NOON.date() + DAY
        with self.at(NOON):
            for handover in self.handover | self.other:
                self.propose(handover)
                self.confirm(handover)

    def fail_first(self, error):
        move = type(self.handover)._move_work

        def failing(handover):
            if handover.id == self.handover.id:
                raise error
            return move(handover)

        return patch.object(type(self.handover), "_move_work", failing)

    def test_one_that_fails_stops_none_and_is_tried_again(self):
        with self.at(NOON + DAY), mute_logger(SWEEP):
            with self.fail_first(KeyError("somebody's server action")):
                follow_up(self.handover)
            self.assertEqual(self.other.state, "done")
            self.assertEqual(self.handover.state, "taken")
            self.assertIn("server action", self.handover.error)
            follow_up(self.handover)
            self.assertEqual(self.handover.state, "taken")
        with self.at(NOON + DAY + HOUR):
            follow_up(self.handover)
        self.assertEqual(self.handover.state, "done")
        self.assertFalse(self.handover.error)

    def test_an_account_that_is_held_for_a_moment_is_no_problem(self):
        with self.at(NOON + DAY), mute_logger(SWEEP):
            with self.fail_first(Busy("held")):
                follow_up(self.handover)
            self.assertEqual(self.other.state, "done")
            self.assertFalse(self.handover.problem)
        with self.at(NOON + DAY + HOUR):
            follow_up(self.handover)
        self.assertEqual(self.handover.state, "done")

    def test_a_reminder_that_fails_stops_no_other(self):
        self.handover.sudo().write({"state": "given"})
        self.other.sudo().write({"state": "given"})
        warn = type(self.handover)._warn

        def failing(handover):
            return warn(handover) if handover.id != self.handover.id else 1 / 0

        with (
            self.at(NOON + 3 * DAY),
            mute_logger(SWEEP),
            patch.object(type(self.handover), "_warn", failing),
        ):
            follow_up(self.handover)
        self.assertEqual(self.other.reminded_at, NOON + 3 * DAY)
        self.assertEqual(self.handover.reminded_at, NOON)
        self.assertTrue(self.handover.error)


class TestList(HandoverCase):
    def test_late_is_by_the_day_of_the_company(self):
        """In the small hours of Shanghai it is still yesterday in UTC."""
        self.company.partner_id.tz = "Asia/Shanghai"
        with self.at(NOON.replace(hour=17)):
            self.propose(self.handover)
        line = self.handover.line_ids.filtered(
            lambda line: line.res_model == "mail.activity"
        )
        self.assertTrue(line.is_late)

    def test_many_activities_cost_no_query_each(self):
        def cost(count):
            for _each in range(count):
                contact = self.contact.copy({"parent_id": self.account.id})
                contact.activity_schedule(
                    "mail.mail_activity_data_call", user_id=self.officer.id
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.handover._list_work()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(2)
        few, many = cost(2), cost(20)
        self.assertLess(many, few + 5)


class TestReminder(HandoverCase):
    def remind(self, days):
        with self.at(NOON + days * DAY):
            follow_up(self.env["key.account.handover"])

    def posts(self):
        return self.handover.message_ids.filtered(
            lambda message: self.supervisor.partner_id in message.notified_partner_ids
        )

    def test_who_does_not_confirm_is_asked_again_and_the_supervisor_is_told(self):
        with self.at(NOON):
            self.propose(self.handover)
        first = self.handover.activity_ids
        self.remind(1)
        self.assertEqual(self.handover.activity_ids, first)
        self.remind(2)
        self.assertEqual(self.handover.activity_ids.user_id, self.officer)
        self.assertNotEqual(self.handover.activity_ids, first)
        self.assertEqual(len(self.posts()), 1)
        self.remind(3)
        self.assertEqual(len(self.posts()), 1)

    def test_half_confirmed_is_asked_for_as_well(self):
        with self.at(NOON):
            self.propose(self.handover)
            self.confirm(self.handover, self.officer)
        self.remind(2)
        self.assertEqual(self.handover.activity_ids.user_id, self.taker)
        self.assertTrue(self.posts())

    def test_a_taker_who_has_left_is_the_supervisors(self):
        with self.at(NOON):
            self.propose(self.handover)
            self.confirm(self.handover, self.officer)
        self.taker.active = False
        self.remind(2)
        activity = self.handover.activity_ids
        self.assertEqual(activity.user_id, self.supervisor)
        self.assertIn("The taker has left", activity.summary)

    def test_a_refused_one_is_the_supervisors(self):
        with self.at(NOON):
            self.propose(self.handover)
            self.answer(self.handover, self.officer, "refuse")
        self.remind(2)
        self.assertEqual(self.handover.activity_ids.user_id, self.supervisor)

    def test_what_is_done_is_nobodys_business(self):
        self.run_through()
        self.remind(9)
        self.assertFalse(self.handover.activity_ids)

    def test_the_days_are_the_companys(self):
        self.company.key_account_handover_days = 5
        with self.at(NOON):
            self.propose(self.handover)
        self.remind(4)
        self.assertFalse(self.posts())

"""APP-3: by when the services are open, by what there is at the customer's."""

from datetime import datetime, timedelta

from openings import DAY, MIDNIGHT, OpeningMixin
from repairs import APPOINTMENT

from odoo.exceptions import UserError

from common import HOUR, NOON, KeyAccountCase


class PromiseCase(OpeningMixin, KeyAccountCase):
    def install_by(self, application):
        return self.deadline(application, "install").due_at

    def agreed(self, condition, start, moment=None, **values):
        """By when it is opened whose appointment is at ``start``."""
        application = self.apply(moment=moment or start - DAY)
        self.arrange(
            application,
            moment=moment or start - DAY,
            network_condition=condition,
            date_from=start,
            date_until=start + HOUR,
            **values,
        )
        return application


class TestByCondition(PromiseCase):
    def test_where_the_equipment_is_there_two_hours_from_the_approval(self):
        application = self.apply(kind="more")
        self.assertEqual(self.install_by(application), NOON + 2 * HOUR)
        self.assertEqual(self.deadline(application, "install").started_at, NOON)
        self.assertFalse(self.deadline(application, "arrange"))

    def test_nobody_goes_there_after_all(self):
        application = self.apply()
        self.assertFalse(self.deadline(application, "install"))
        with self.at(NOON + HOUR):
            application.with_user(self.officer).action_equipment_there()
        self.assertEqual(self.install_by(application), NOON + 2 * HOUR)
        self.assertEqual(application.first_due_at, NOON + 2 * HOUR)
        self.assertEqual(self.deadline(application, "arrange").state, "cancelled")

    def test_with_a_visit_by_the_end_of_the_day_in_the_companys_zone(self):
        # 16:00 UTC is midnight in Chengdu: the appointment lies on 3 March there.
        for condition, days in (("two_way", 0), ("one_way", 3), ("off_network", 5)):
            with self.subTest(condition):
                application = self.agreed(condition, APPOINTMENT)
                due = MIDNIGHT + timedelta(days=1 + days)
                self.assertEqual(self.install_by(application), due)
                self.assertEqual(application.first_due_at, due)

    def test_a_minute_before_midnight_is_another_day(self):
        before = APPOINTMENT - timedelta(minutes=1)
        application = self.agreed("two_way", before, moment=NOON)
        self.assertEqual(self.install_by(application), MIDNIGHT)

    def test_over_the_end_of_a_month_and_a_leap_day(self):
        for start, due in (
            (datetime(2026, 1, 29, 2), datetime(2026, 2, 1, 16)),
            (datetime(2028, 2, 27, 2), datetime(2028, 3, 1, 16)),
            (datetime(2026, 2, 27, 2), datetime(2026, 3, 2, 16)),
            (datetime(2026, 12, 30, 2), datetime(2027, 1, 2, 16)),
        ):
            with self.subTest(start):
                self.assertEqual(self.install_by(self.agreed("one_way", start)), due)

    def test_over_a_change_of_the_clock(self):
        self.company.partner_id.tz = "Europe/Berlin"
        start = datetime(2026, 3, 27, 9)  # The clock is put forward on the 29th.
        application = self.agreed("one_way", start)
        self.assertEqual(self.install_by(application), datetime(2026, 3, 30, 22))
        start = datetime(2026, 10, 23, 8)
        application = self.agreed("one_way", start)
        self.assertEqual(self.install_by(application), datetime(2026, 10, 26, 23))

    def test_policies_may_say_another_zone_and_other_days(self):
        policy = self.ref("policy_install_one_way")
        policy.write({"tz": "UTC", "amount": 2})
        application = self.agreed("one_way", NOON + HOUR, moment=NOON)
        self.assertEqual(
            self.install_by(application), NOON.replace(hour=0) + timedelta(days=3)
        )

    def test_a_tier_may_have_a_promise_of_its_own(self):
        self.ref("policy_install_one_way").copy(
            {
                "sequence": 5,
                "amount": 1,
                "tier_ids": [(6, 0, self.ref("tier_a").ids)],
            }
        )
        application = self.agreed("one_way", NOON + HOUR, moment=NOON)
        self.assertEqual(self.install_by(application), MIDNIGHT + DAY)
        self.account.key_account_tier_id = self.ref("tier_b")
        application = self.agreed("one_way", NOON + HOUR, moment=NOON)
        self.assertEqual(self.install_by(application), MIDNIGHT + 3 * DAY)


class TestWatched(PromiseCase):
    def test_an_appointment_that_nobody_makes_is_reported(self):
        application = self.apply()
        promise = self.deadline(application, "arrange")
        self.assertEqual(promise.due_at, NOON + DAY)
        self.sweep(NOON + DAY + HOUR)
        self.assertEqual(promise.missed_at, NOON + DAY)
        told = {login for _mark, login in self.told(application)}
        self.assertEqual(told, {"kas-officer", "kas-supervisor"})
        self.arrange(
            application,
            moment=NOON + DAY + 2 * HOUR,
            date_from=NOON + 2 * DAY,
            date_until=NOON + 2 * DAY + HOUR,
        )
        self.assertEqual(promise.state, "met")
        self.assertEqual(promise.late_by, 7200)

    def test_the_warning_comes_ahead_of_the_end_however_far_the_day_is(self):
        start = NOON + 20 * DAY
        application = self.agreed("two_way", start, moment=NOON)
        promise = self.deadline(application, "install")
        self.assertEqual(promise.due_at - promise.warn_at, 6 * HOUR)

    def test_installed_in_time(self):
        application = self.agreed("two_way", APPOINTMENT, moment=NOON)
        self.install(self.installs(application))
        promise = self.deadline(application, "install")
        self.assertEqual(promise.state, "met")
        self.assertEqual(promise.met_at, APPOINTMENT + HOUR)
        self.assertFalse(promise.missed_at)
        self.assertTrue(application.is_first_kept)

    def test_a_missed_day_goes_up_the_line(self):
        application = self.agreed("two_way", APPOINTMENT, moment=NOON)
        due = MIDNIGHT + DAY
        self.sweep(due + HOUR)
        told = {who for mark, who in self.told(application) if "warn" not in mark}
        self.assertLessEqual({"kas-officer", "kas-supervisor"}, told)
        self.assertEqual(self.deadline(application, "install").missed_at, due)
        self.assertEqual(application.deadline_state, "missed")
        self.install(self.installs(application), due + 2 * HOUR)
        promise = self.deadline(application, "install")
        self.assertEqual(promise.state, "met")
        self.assertEqual(promise.late_by, 3 * 3600)
        self.assertFalse(application.is_first_kept)

    def test_the_customer_is_called_back_within_a_day(self):
        application = self.apply(kind="more")
        with self.at(NOON + HOUR):
            application.with_user(self.officer).action_services_ready()
            application.with_user(self.officer).action_told()
        promise = self.deadline(application, "call_back")
        self.assertEqual(promise.due_at, NOON + HOUR + DAY)
        self.call(application, "not_reached", said="")
        self.assertEqual(promise.state, "running")
        self.call(application)
        self.assertEqual(promise.state, "met")

    def test_it_is_reported_and_filed_within_a_week(self):
        application = self.apply(kind="more")
        with self.at(NOON + HOUR):
            application.with_user(self.officer).action_services_ready()
            application.with_user(self.officer).action_told()
        # Reached in time, but not satisfied, and nobody puts it right.
        self.call(application, "not_satisfied", said="No sound")
        promise = self.deadline(application, "file")
        self.assertEqual(promise.due_at, NOON + HOUR + 7 * DAY)
        self.sweep(NOON + 8 * DAY)
        told = {login for _mark, login in self.told(application)}
        self.assertLessEqual({"kas-officer", "kas-supervisor"}, told)
        self.call(application, moment=NOON + 8 * DAY)
        self.report(application)
        with self.at(NOON + 9 * DAY):
            application.with_user(self.officer).action_file()
        self.assertEqual((promise.state, promise.met_at), ("met", NOON + 9 * DAY))

    def test_what_is_withdrawn_promises_nothing_any_more(self):
        application = self.agreed("two_way", APPOINTMENT, moment=NOON)
        application._write_facts({"state": "cancelled"})
        self.sweep(NOON + 10 * DAY)
        self.assertFalse(self.told(application))

    def test_new_terms_leave_what_was_agreed_by_hand(self):
        application = self.agreed("one_way", NOON + HOUR, moment=NOON)
        policy = self.ref("policy_install_one_way")
        with self.at(NOON + timedelta(minutes=5)):
            policy.amount = 1
            policy._request_apply("Faster")
            self.env["key.account.deadline"]._apply_terms()
        self.assertEqual(self.install_by(application), MIDNIGHT + DAY)
        self.assertEqual(application.first_due_at, MIDNIGHT + 3 * DAY)


class TestChanged(PromiseCase):
    def setUp(self):
        super().setUp()
        self.application = self.agreed("two_way", APPOINTMENT, moment=NOON)
        self.order = self.installs(self.application)
        self.first = self.application.first_due_at

    def change(self, start, reason="The customer travels"):
        with self.at(NOON + HOUR):
            self.env["fsm.order.appointment"].with_user(self.officer).create(
                {
                    "order_id": self.order.id,
                    "date_from": start,
                    "date_until": start + HOUR,
                    "agreed_with": "Li Na",
                    "reason": reason,
                }
            ).action_change()
        self.env.invalidate_all()

    def test_the_promise_moves_and_the_first_one_stays_visible(self):
        self.change(APPOINTMENT + 2 * DAY)
        self.assertEqual(self.application.agreed_at, APPOINTMENT + 2 * DAY)
        self.assertEqual(self.application.agreed_with, "Li Na")
        self.assertEqual(self.install_by(self.application), self.first + 2 * DAY)
        self.assertEqual(self.application.first_agreed_at, APPOINTMENT)
        self.assertEqual(self.application.first_due_at, self.first)
        promise = self.deadline(self.application, "install")
        moved = promise.event_ids.filtered(lambda event: event.kind == "moved")
        self.assertEqual(moved.note, "The customer travels")
        self.sweep(self.first + HOUR)
        self.assertFalse(promise.missed_at)
        self.install(self.order, APPOINTMENT + 2 * DAY)
        self.assertFalse(self.application.is_first_kept)
        self.assertFalse(promise.missed_at)

    def test_what_the_customer_puts_off_is_promised_anew(self):
        self.fail_visit(
            self.order,
            reason="refused",
            comes_again=True,
            date_from=APPOINTMENT + DAY,
            date_until=APPOINTMENT + DAY + HOUR,
            agreed_with="Wang Fang",
        )
        self.assertEqual(self.install_by(self.application), self.first + DAY)
        self.assertEqual(self.application.first_due_at, self.first)

    def test_what_we_could_not_do_is_not(self):
        self.fail_visit(
            self.order,
            reason="parts",
            comes_again=True,
            date_from=APPOINTMENT + DAY,
            date_until=APPOINTMENT + DAY + HOUR,
            agreed_with="Wang Fang",
        )
        self.assertEqual(self.install_by(self.application), self.first)
        self.assertEqual(self.application.agreed_at, APPOINTMENT)
        self.assertEqual(self.application.next_step, "services")

    def test_other_terms_need_a_reason(self):
        self.order.with_user(self.officer).action_cancel()
        later = {
            "date_from": APPOINTMENT + DAY,
            "date_until": APPOINTMENT + DAY + HOUR,
            "network_condition": "off_network",
        }
        with self.assertRaises(UserError):
            self.arrange(self.application, **later)
        self.arrange(self.application, **later, reason="The cable was never laid")
        self.assertEqual(self.install_by(self.application), self.first + 6 * DAY)
        promise = self.deadline(self.application, "install")
        self.assertIn("The cable was never laid", promise.event_ids.mapped("note"))
        self.assertEqual(self.application.first_due_at, self.first)

    def test_our_failure_lengthens_nothing_however_it_is_arranged_again(self):
        self.fail_visit(self.order, reason="parts")
        self.arrange(
            self.application,
            moment=APPOINTMENT + HOUR,
            date_from=APPOINTMENT + DAY,
            date_until=APPOINTMENT + DAY + HOUR,
            reason="Parts were missing",
        )
        self.assertEqual(self.install_by(self.application), self.first)

    def test_somebody_goes_there_after_all(self):
        application = self.apply(kind="more")
        first = application.first_due_at
        self.assertEqual(first, NOON + 2 * HOUR)
        with self.assertRaises(UserError):
            self.arrange(application)
        self.arrange(application, reason="The building is not two-way")
        promise = self.deadline(application, "install")
        self.assertIn("The building is not two-way", promise.event_ids.mapped("note"))
        self.assertEqual(promise.due_at, MIDNIGHT + DAY)
        self.assertEqual(application.first_due_at, first)

    def test_the_same_appointment_again_needs_none(self):
        self.order.with_user(self.officer).action_cancel()
        self.arrange(self.application)
        self.assertEqual(self.install_by(self.application), self.first)

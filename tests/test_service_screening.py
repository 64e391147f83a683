"""APP-4: what ends soon is applied for in time, once, and nothing lapses unnoticed."""

from datetime import datetime, timedelta
from unittest.mock import patch

from services import APPLICATION, TERM, ServiceCase, days

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from common import NOON

DAY = timedelta(days=1)
SWEEP = "odoo.addons.key_account_service.models.clock.key_account_sweep_mixin"


class TestScreening(ServiceCase):
    def test_it_applies_for_the_same_again(self):
        service = self.make_service(days(7), quantity=40)
        self.assertEqual(self.screen(), 1)
        application = self.renewals(service)
        self.assertEqual(application.kind, "renewal")
        self.assertEqual(application.partner_id, self.account)
        self.assertEqual(application.applicant_id, self.officer)
        self.assertIn(self.officer, application.author_ids)
        self.assertEqual(application.is_network_customer, "yes")
        line = application.line_ids
        self.assertEqual((line.product_id, line.service_id), (self.product, service))
        self.assertEqual((line.quantity, line.price, line.period_months), (40, 90, 12))
        term = service.term_ids
        self.assertEqual((term.asked_at, term.asked_by), (NOON, "screening"))
        with self.at(NOON):
            self.assertEqual(term.outcome, "undecided")
        self.assertEqual(term.with_user(self.officer).application_id, application)

    def test_why_it_is_free_is_said_again(self):
        first = self.apply(
            lines=[{"is_free": True, "period_months": 1}], contribution="Sponsor"
        )
        self.open_on(first, days(-25))
        self.screen()
        renewal = self.renewals(first.line_ids.service_id)
        self.assertEqual(renewal.contribution, "Sponsor")
        self.assertTrue(renewal.line_ids.is_free)

    def test_never_twice(self):
        service = self.make_service(days(7))
        self.screen()
        self.assertEqual([self.screen(), self.screen(NOON + 7 * DAY)], [0, 0])
        self.assertEqual(len(self.renewals(service)), 1)

    def test_a_week_before_the_end_although_it_runs_once_a_week(self):
        """What would be late at the next screening is asked for at this one."""
        near, far = self.make_service(days(13)), self.make_service(days(14))
        self.screen()
        self.assertTrue(self.renewals(near))
        self.assertFalse(self.renewals(far))
        self.screen(NOON + 7 * DAY)
        self.assertTrue(self.renewals(far), "seven days before its end")

    def test_each_tier_has_days_of_its_own(self):
        tier = self.ref("tier_a")
        tier.renewal_days = 30
        soon, later = self.make_service(days(36)), self.make_service(days(37))
        self.screen()
        self.assertTrue(self.renewals(soon))
        self.assertFalse(self.renewals(later))
        self.account.key_account_tier_id = self.ref("tier_b")
        other = self.make_service(days(20))
        self.screen()
        self.assertFalse(self.renewals(other))

    def test_one_application_for_all_that_a_contact_has(self):
        services = self.make_service(days(5)) | self.make_service(days(6))
        self.screen()
        application = self.renewals(services)
        self.assertEqual(len(application), 1)
        self.assertEqual(application.line_ids.service_id, services)

    def test_what_is_paid_does_not_wait_for_what_is_free(self):
        paid = self.make_service(days(5))
        free = self.make_service(days(5), is_paid=False)
        self.screen()
        self.assertNotEqual(self.renewals(paid), self.renewals(free))

    def test_after_a_month_without_scheduler_it_is_caught_up(self):
        service = self.make_service(days(7))
        later = NOON + 30 * DAY
        self.screen(later)
        self.assertTrue(self.renewals(service))
        self.assertEqual(self.deadline(service.term_ids, "renew").due_at, later)
        self.sweep(later)
        self.assertTrue(self.deadline(service.term_ids, "renew").missed_at)

    def test_what_is_decided_or_a_trial_is_left_alone(self):
        ended = self.make_service(days(5))
        ended.term_ids._decide("ended")
        trial = self.open_on(
            self.apply("trial", [{"period_months": 1, "is_free": True}]), days(-25)
        )
        endless = self.make_service()
        self.assertEqual(self.screen(), 0)
        self.assertFalse(self.renewals(ended | trial | endless))

    def test_who_is_no_key_account_any_more_is_left_alone(self):
        service = self.make_service(days(5))
        self.account.key_account_kind = False
        self.screen()
        self.assertFalse(self.renewals(service))

    def test_what_somebody_applied_for_is_not_applied_for_again(self):
        service = self.make_service(days(5))
        mine = self.apply("renewal", [{"service_id": service.id}])
        self.screen()
        self.assertEqual(self.renewals(service), mine)
        self.assertTrue(service.term_ids.asked_at, "the promise runs all the same")

    def test_what_is_on_no_list_is_decided_by_hand(self):
        service = self.make_service(days(5), product_id=False)
        self.screen()
        self.assertFalse(self.renewals(service))
        self.assertEqual(self.deadline(service.term_ids, "renew").state, "running")
        with self.at(NOON), self.assertRaisesRegex(UserError, "on no list"):
            service.with_user(self.officer).action_apply_for_renewal()

    def test_days_are_those_of_the_company(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        service = self.make_service(days(14))
        self.screen(datetime(2026, 3, 2, 15, 59))
        self.assertFalse(self.renewals(service))
        self.screen(datetime(2026, 3, 2, 16))
        self.assertTrue(self.renewals(service), "there it is the third of March")

    def test_a_near_end_that_is_entered_does_not_wait_for_a_week(self):
        cron = self.ref("ir_cron_screen_services")
        triggers = self.env["ir.cron.trigger"].sudo()
        mine = [("cron_id", "=", cron.id)]
        before = triggers.search_count(mine)
        self.make_service(days(60))
        self.assertEqual(triggers.search_count(mine), before)
        self.make_service(days(3))
        self.assertEqual(triggers.search_count(mine), before + 1)

    def test_one_that_fails_stops_no_other(self):
        good, bad = self.make_service(days(5)), self.make_service(days(6))
        ask = type(self.env[TERM])._ask

        def fail(terms, by):
            if bad.term_ids in terms:
                raise UserError("Poisoned")
            return ask(terms, by)

        with (
            patch.object(type(self.env[TERM]), "_ask", fail),
            mute_logger(SWEEP),
        ):
            self.screen()
        self.assertTrue(self.renewals(good))
        self.assertFalse(self.renewals(bad))
        self.assertEqual(bad.term_ids.error, "Poisoned")
        self.assertEqual(self.screen(), 0, "it waits a quarter of an hour")
        self.screen(NOON + timedelta(minutes=15))
        self.assertTrue(self.renewals(bad))
        self.assertFalse(bad.term_ids.error)

    def test_the_cost_does_not_grow_with_each_service(self):
        def cost(count):
            for _number in range(count):
                self.make_service(days(5))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.screen()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(1)
        few, many = cost(2), cost(22)
        self.assertLessEqual((many - few) / 20, 1)


class TestSubmission(ServiceCase):
    def submit(self, moment=NOON):
        calls = []

        def action_submit(applications):
            calls.append(applications)
            applications._write_facts({"state": "submitted"})

        model = type(self.env[APPLICATION])
        with (
            self.at(moment),
            patch.object(model, "action_submit", action_submit, create=True),
        ):
            count = self.env[APPLICATION]._submit_due()
        self.env.invalidate_all()
        return count, calls

    def test_what_the_screening_made_is_submitted_afterwards(self):
        service = self.make_service(days(5))
        self.screen()
        application = self.renewals(service)
        self.assertEqual((application.state, application.submit_at), ("draft", NOON))
        self.assertEqual(self.submit(), (1, [application]))
        self.assertEqual(
            (application.state, application.submit_at), ("submitted", False)
        )
        self.assertEqual(self.submit()[0], 0)

    def test_what_people_made_is_theirs_to_submit(self):
        service = self.make_service(days(5))
        with self.at(NOON):
            service.with_user(self.officer).action_apply_for_renewal()
        self.assertEqual(self.submit()[0], 0)
        self.assertEqual(self.renewals(service).state, "draft")

    def test_one_that_cannot_be_submitted_says_why(self):
        service = self.make_service(days(5))
        self.screen()
        application = self.renewals(service)

        def refuse(applications):
            raise UserError("Nobody approves it")

        model = type(self.env[APPLICATION])
        with (
            self.at(NOON),
            mute_logger(SWEEP),
            patch.object(model, "action_submit", refuse, create=True),
        ):
            self.env[APPLICATION]._submit_due()
        self.assertEqual(application.error, "Nobody approves it")
        term = service.term_ids.with_user(self.officer)
        self.assertEqual(term.application_error, "Nobody approves it")
        self.assertEqual(self.submit(NOON + timedelta(minutes=5))[0], 0)
        self.assertEqual(self.submit(NOON + timedelta(minutes=15))[0], 1)
        self.assertFalse(application.error)


class TestPromise(ServiceCase):
    def asked(self, until=None):
        service = self.make_service(until or days(7))
        self.screen()
        return service.term_ids

    def test_decided_within_five_days(self):
        deadline = self.deadline(self.asked(), "renew")
        self.assertEqual(deadline.due_at, datetime(2026, 3, 8))
        self.assertEqual(deadline.responsible_id, self.officer)
        self.assertEqual(deadline.partner_id, self.account)

    def test_never_after_the_end(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        deadline = self.deadline(self.asked(days(2)), "renew")
        self.assertEqual(deadline.due_at, datetime(2026, 3, 4, 16))

    def test_nobody_is_told_what_stands_in_the_file(self):
        term = self.asked()
        deadline = self.deadline(term, "renew")
        self.assertEqual(deadline.res_name, term.service_id.number)

    def test_it_escalates_up_the_line_until_somebody_decides(self):
        term = self.asked()
        for moment in (6, 8, 9, 11):
            self.sweep(NOON.replace(day=moment + 1, hour=0))
        told = [login for _mark, login in self.told(term)]
        self.assertIn("kas-officer", told)
        line = [told.index(f"kas-{name}") for name in ("supervisor", "head", "manager")]
        self.assertEqual(line, sorted(line))
        self.assertEqual(term.deadline_state, "missed")
        count = len(told)
        with self.at(NOON.replace(day=12)):
            term.service_id.with_user(self.officer)._let_end("Not used")
        self.sweep(NOON.replace(day=30))
        self.assertEqual(len(self.told(term)), count)

    def test_a_decision_keeps_it(self):
        for decide in (
            lambda s: s.with_user(self.officer)._let_end("Not used"),
            lambda s: self.env[TERM].browse(s.term_id.id)._decide("renewed"),
        ):
            term = self.asked()
            with self.at(NOON + DAY):
                decide(term.service_id)
            deadline = self.deadline(term, "renew")
            self.assertEqual((deadline.state, deadline.met_at), ("met", NOON + DAY))
            self.assertFalse(deadline.missed_at)

    def test_an_application_that_is_rejected_decides_nothing(self):
        term = self.asked()
        service = term.service_id
        self.renewals(service)._write_facts({"state": "rejected"})
        self.assertEqual(self.deadline(term, "renew").state, "running")
        with self.at(NOON):
            action = service.with_user(self.officer).action_apply_for_renewal()
        self.assertEqual(len(self.renewals(service)), 2)
        self.assertEqual(action["res_id"], self.renewals(service)[-1].id)

    def test_a_service_that_is_deleted_promises_nothing(self):
        deadline = self.deadline(self.asked(), "renew")
        service = self.env[TERM].browse(deadline.res_id).service_id
        self.renewals(service).line_ids.unlink()
        service.unlink()
        self.assertEqual(deadline.state, "cancelled")

    def test_each_term_has_a_promise_of_its_own(self):
        term = self.asked()
        service = term.service_id
        self.open_on(self.renewals(service))
        self.assertEqual(self.deadline(term, "renew").state, "met")
        new = service.term_ids.sorted("date_until")[-1]
        self.assertFalse(new.deadline_ids)
        next_year = NOON.replace(year=2027)
        self.screen(next_year)
        self.assertEqual(self.deadline(new, "renew").started_at, next_year)

    def test_a_moved_end_moves_the_promise(self):
        term = self.asked(days(2))
        self.assertEqual(self.deadline(term, "renew").due_at, datetime(2026, 3, 5))
        with self.at(NOON):
            term.service_id.date_until = days(1)
        self.assertEqual(self.deadline(term, "renew").due_at, datetime(2026, 3, 4))

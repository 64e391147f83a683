"""TEAM-1: a deputy stands in from the first to the last day of the period."""

from datetime import date, datetime, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import Form

from common import NOON, KeyAccountCase

DAY = timedelta(days=1)
#: Days from noon of the second of March, and whether the deputy stands in.
PERIOD = ((-2, False), (-1, True), (0, True), (1, False))


class TestDeputy(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case()
        self.deputise("2026-03-01", "2026-03-02")

    def deputise(self, first, last):
        with self.at(NOON):
            self.account.write(
                {"key_account_deputy_from": first, "key_account_deputy_until": last}
            )

    def refresh(self, moment):
        with self.at(moment):
            self.env["res.partner"]._cron_deputies()
        self.env.invalidate_all()

    def test_cases_are_seen_in_the_period_only(self):
        for days, stands_in in PERIOD:
            with self.subTest(days=days):
                self.refresh(NOON + days * DAY)
                case = self.case.with_user(self.deputy)
                self.assertEqual(bool(case.search([("id", "=", case.id)])), stands_in)
                self.assertEqual(case.has_access("read"), stands_in)

    def test_visits_are_seen_in_the_period_only(self):
        visit = self.env["key.account.visit"].create(
            {"partner_id": self.contact.id, "user_id": self.officer.id}
        )
        for days, stands_in in PERIOD:
            self.refresh(NOON + days * DAY)
            self.assertEqual(visit.with_user(self.deputy).has_access("read"), stands_in)

    def test_alarms_ask_the_deputy_in_the_period_only(self):
        self.officer.active = False
        for days, stands_in in PERIOD:
            with self.subTest(days=days), self.at(NOON + days * DAY):
                told = [to.user for to in self.case._deadline_told("deputy")]
                self.assertEqual(told == [self.deputy], stands_in)
                stood_in = [to.user for to in self.case._deadline_told("responsible")]
                self.assertEqual(stood_in == [self.deputy], stands_in)

    def test_what_will_be_told_later_is_foreseen_with_the_deputy_of_then(self):
        self.officer.active = False
        for days, stands_in in PERIOD:
            moment = NOON + days * DAY
            with self.at(NOON):
                told = self.case._deadline_told("responsible", moment=moment)
            self.assertEqual(told[0].user == self.deputy, stands_in)

    def test_a_case_is_taken_over_in_the_period_only(self):
        self.refresh(NOON)
        with self.at(NOON):
            self.assertIn(self.deputy, self.case.with_user(self.deputy)._own())
        with self.at(NOON + DAY):
            self.assertNotIn(self.deputy, self.case.with_user(self.deputy)._own())

    def test_my_accounts(self):
        mine = [("key_account_acting_deputy_id", "=", self.deputy.id)]
        both = self.account | self.contact
        for days, stands_in in PERIOD:
            self.refresh(NOON + days * DAY)
            found = self.env["res.partner"].search([*mine, ("id", "in", both.ids)])
            self.assertEqual(found, both if stands_in else both.browse())

    def test_days_are_those_of_the_deputy(self):
        self.deputy.tz = "Asia/Shanghai"
        self.refresh(datetime(2026, 2, 28, 15, 59))
        self.assertFalse(self.account.key_account_acting_deputy_id)
        self.refresh(datetime(2026, 2, 28, 16))
        self.assertEqual(self.account.key_account_acting_deputy_id, self.deputy)

    def test_the_action_runs_when_a_period_begins_and_ends(self):
        self.deputy.tz = "Asia/Shanghai"
        cron = self.ref("ir_cron_deputies")
        triggers = self.env["ir.cron.trigger"].sudo()
        triggers.search([("cron_id", "=", cron.id)]).unlink()
        self.deputise("2026-04-01", "2026-04-03")
        moments = triggers.search([("cron_id", "=", cron.id)]).mapped("call_at")
        self.assertEqual(
            sorted(moments), [datetime(2026, 3, 31, 16), datetime(2026, 4, 3, 16)]
        )

    def test_without_a_period_the_deputy_stands_in_at_all_times(self):
        self.deputise(False, False)
        self.assertEqual(self.account.key_account_acting_deputy_id, self.deputy)
        self.refresh(NOON + 900 * DAY)
        self.assertEqual(self.account.key_account_acting_deputy_id, self.deputy)

    def test_another_deputy_stands_in_at_once(self):
        with self.at(NOON):
            self.account.key_account_deputy_id = self.stranger
            self.assertEqual(self.account.key_account_acting_deputy_id, self.stranger)
            self.assertTrue(self.case.with_user(self.stranger).has_access("read"))
            self.assertFalse(self.case.with_user(self.deputy).has_access("read"))

    def test_a_period_does_not_end_before_it_begins(self):
        with self.assertRaisesRegex(ValidationError, "Correct the period"):
            self.deputise("2026-03-02", "2026-03-01")

    def test_the_form_shows_the_period(self):
        with self.at(NOON), Form(self.account) as form:
            form.key_account_deputy_from = date(2026, 5, 1)
            form.key_account_deputy_until = date(2026, 5, 9)
        self.assertFalse(self.account.key_account_acting_deputy_id)

    def test_promises_of_nobodys_account_are_the_deputys_while_he_stands_in(self):
        self.refresh(NOON + 2 * DAY)
        with self.at(NOON + 2 * DAY):
            self.account.key_account_manager_id = False
            self.case.write({"first_contact_user_id": self.supervisor.id})
        self.assertEqual(self.deadline(self.case).responsible_id, self.supervisor)
        self.deputise("2026-03-06", "2026-03-07")
        self.refresh(NOON + 4 * DAY)
        self.assertEqual(self.deadline(self.case).responsible_id, self.deputy)

"""FILE-12: a key account that uses less than before is reported, by itself and once."""

from datetime import date
from unittest.mock import patch

from psycopg2 import IntegrityError
from test_account_credit import CreditCase

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from common import NOON

MODULE = "odoo.addons.key_account_service.models.account"
WATCH = f"{MODULE}.key_account_significant_change_use"


class TestUseWatched(CreditCase):
    """NOON is a day in March 2026: September to November against the winter."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.changes = cls.env["key.account.significant.change"]
        cls.file = cls.env["key.account.file"].search(
            [("partner_id", "=", cls.account.id)]
        )
        cls.account.key_account_deputy_id = cls.deputy

    def bill(self, amount, day, *move_type, **values):
        return self.invoice(amount, day, *move_type, invoice_date=day, **values)

    def watch(self, moment=NOON):
        with self.at(moment):
            self.changes._report_falls(self.company)
        return self.changes.search([("kind", "=", "use")])

    def test_a_fall_is_reported_to_those_concerned_without_an_amount(self):
        self.bill(1000, "2025-10-01")
        self.bill(490, "2026-01-15", partner_id=self.account.id)
        change = self.watch()
        self.assertEqual(change.file_id, self.file)
        self.assertEqual(change.happened_on, date(2026, 2, 28))
        self.assertIn("51", change.what)
        for amount in ("1000", "1,000", "490", "510"):
            self.assertNotIn(amount, change.what)
        self.assertEqual(change.informed_ids, self.accountant | self.deputy)
        self.assertTrue(change.with_user(self.deputy).is_mine)
        change.with_user(self.deputy).action_acknowledge()
        self.assertEqual(change.open_count, 1)

    def test_what_reaches_the_limit_counts_and_less_does_not(self):
        self.bill(1000, "2025-09-01")
        self.bill(701, "2026-02-28")
        self.assertFalse(self.watch())
        self.bill(1, "2026-02-28", "out_refund")
        self.assertTrue(self.watch())

    def test_days_outside_of_the_months_do_not_count(self):
        self.bill(1000, "2025-08-31")
        self.bill(100, "2025-12-01")
        self.assertFalse(self.watch())
        self.bill(1000, "2025-11-30")
        self.bill(1000, "2026-03-01")
        self.assertTrue(self.watch())

    def test_a_new_customer_and_one_who_uses_more_are_not_reported(self):
        self.bill(10, "2026-02-01")
        self.assertFalse(self.watch())
        self.bill(10, "2025-11-01")
        self.assertFalse(self.watch())

    def test_drafts_and_other_companies_do_not_count(self):
        self.bill(1000, "2025-10-01")
        invoice = self.bill(900, "2026-01-15")
        self.assertFalse(self.watch())
        invoice.button_draft()
        self.assertTrue(self.watch())

    def test_one_fall_is_told_once_and_the_next_one_again(self):
        self.bill(1000, "2025-10-01")
        self.bill(500, "2026-01-15")
        first = self.watch()
        self.assertEqual(len(first), 1)
        self.assertEqual(self.watch(), first)
        self.assertEqual(self.watch(NOON.replace(month=4)), first)
        # In June March to May are compared with the winter: nothing at all.
        self.assertEqual(len(self.watch(NOON.replace(month=6))), 2)

    def test_the_limit_is_a_setting(self):
        self.bill(1000, "2025-10-01")
        self.bill(500, "2026-01-15")
        self.company.key_account_use_fall = 51
        self.assertFalse(self.watch())
        self.company.key_account_use_fall = 50
        self.company.key_account_use_months = 2
        self.assertFalse(self.watch(), "October lies before the months compared")
        self.company.key_account_use_months = 3
        self.assertTrue(self.watch())

    def test_nothing_is_watched_at_a_limit_of_nothing(self):
        self.bill(1000, "2025-10-01")
        self.company.key_account_use_fall = 0
        cron = self.env.ref("key_account_service.ir_cron_watch_use")
        with self.at(NOON), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertFalse(self.changes.search([("kind", "=", "use")]))

    def test_the_scheduled_action_reports(self):
        self.bill(1000, "2025-10-01")
        cron = self.env.ref("key_account_service.ir_cron_watch_use")
        with self.at(NOON), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        change = self.changes.search([("kind", "=", "use")])
        self.assertIn("100", change.what)
        self.assertEqual(change.reported_by_id, self.env.ref("base.user_root"))

    def test_senseless_limits_are_refused(self):
        for name, value in (
            ("key_account_use_fall", 101),
            ("key_account_use_fall", -1),
            ("key_account_use_months", 0),
        ):
            with (
                self.subTest(name=name, value=value),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.company[name] = value
                self.company.flush_recordset()

    def test_one_that_fails_does_not_stop_the_others(self):
        bank = self.bank()
        self.bill(1000, "2025-10-01")
        self.bill(1000, "2025-10-01", partner_id=bank.id)
        tell = type(self.changes)._tell

        def fail(changes):
            if changes.file_id == self.file:
                raise UserError("broken")
            tell(changes)

        with patch.object(type(self.changes), "_tell", fail), mute_logger(WATCH):
            changes = self.watch()
        self.assertEqual(changes.file_id.partner_id, bank)
        self.assertEqual(len(self.watch()), 2)

    def test_in_the_language_of_the_branch(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.partner_id.lang = "zh_CN"
        self.bill(1000, "2025-10-01")
        self.assertIn("2026", self.watch().what)

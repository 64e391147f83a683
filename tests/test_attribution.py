"""TEAM-6: who won an account or serves it, by which share; what commission goes by."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from common import KeyAccountCase

DAY = date(2026, 3, 2)


class TestAttribution(KeyAccountCase):
    def share(self, user, share=100, by=None, **values):
        rows = self.env["key.account.attribution"].with_user(by or self.supervisor)
        return rows.create(
            {
                "account_id": self.account.id,
                "user_id": user.id,
                "share": share,
                "date_from": DAY,
                **values,
            }
        )

    def shares(self, day, kind="serves", user=None):
        rows = self.env["key.account.attribution"].with_user(user or self.manager)
        return rows._shares_on(self.account, day, kind)[self.account.id]

    def test_the_shares_of_a_day(self):
        first = self.share(self.officer, 70, date_until="2026-03-31")
        self.share(self.deputy, 30)
        self.share(self.officer, 70, date_from="2026-04-01")
        self.share(self.stranger, 100, kind="won", source="inbound")
        both = {self.officer.id: 70, self.deputy.id: 30}
        for day in (DAY, date(2026, 3, 31), date(2026, 4, 1)):
            self.assertEqual(self.shares(day), both)
        self.assertEqual(self.shares(date(2026, 3, 1)), {})
        self.assertEqual(self.shares(DAY, "won"), {self.stranger.id: 100})
        self.assertEqual(first.company_id, self.company)

    def test_shares_of_many_accounts_by_one_query(self):
        accounts = self.account
        for number in range(5):
            accounts |= self.account.copy({"name": f"Shop {number}"})
        accounts.key_account_kind = "group"
        for account in accounts:
            self.share(self.officer, by=self.manager, account_id=account.id)
        rows = self.env["key.account.attribution"]
        self.env.flush_all()
        with self.assertQueryCount(1):
            found = rows._shares_on(accounts, DAY)
        self.assertEqual(len(found), 6)

    def test_never_more_than_everything_on_any_day(self):
        self.share(self.officer, 70, date_until="2026-03-31")
        with self.assertRaises(ValidationError) as caught:
            self.share(self.deputy, 31, date_from="2026-03-31")
        self.assertIn("more than 100 % together", str(caught.exception))
        self.share(self.deputy, 100, date_from="2026-04-01")
        self.share(self.deputy, 100, kind="won")

    def test_no_share_that_makes_no_sense(self):
        for values in ({"share": 0}, {"share": 101}, {"date_until": "2026-03-01"}):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                self.share(self.officer, **{"share": 50, **values})

    def test_nobody_sets_the_own_share(self):
        self.account.key_account_team_id = self.team
        with self.assertRaises(AccessError):
            self.share(self.supervisor)
        row = self.share(self.supervisor, 10, by=self.head)
        with self.assertRaises(AccessError):
            row.with_user(self.supervisor).share = 100
        other = self.share(self.officer, 20)
        with self.assertRaises(AccessError):
            other.with_user(self.supervisor).user_id = self.supervisor

    def test_who_sets_and_who_sees(self):
        row = self.share(self.officer, 50)
        sees = self.officer | self.supervisor | self.head | self.manager | self.auditor
        for user in sees | self.deputy | self.stranger:
            with self.subTest(user=user.login):
                seen = row.with_user(user).search([("id", "=", row.id)])
                self.assertEqual(bool(seen), user in sees)
        for user in self.officer | self.deputy | self.stranger | self.auditor:
            with self.assertRaises(AccessError):
                self.share(self.deputy, 10, by=user)
            with self.assertRaises(AccessError):
                row.with_user(user).share = 40
        with self.assertRaises(AccessError):
            row.with_user(self.clerk).read(["share"])
        for user in self.supervisor | self.head:
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()

    def test_nobody_sets_shares_of_the_accounts_of_others(self):
        other = self._user("kas-other-head", "group_key_account_supervisor")
        bank = self.account.copy({"name": "Bank"})
        bank.write({"key_account_kind": "group", "key_account_team_id": False})
        row = self.share(self.officer, 50)
        for call in (
            lambda: self.share(self.deputy, 10, by=other),
            lambda: self.share(self.deputy, 10, account_id=bank.id),
            lambda: row.with_user(self.supervisor).write({"account_id": bank.id}),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_what_was_changed_is_on_record(self):
        row = self.share(self.officer, 50).with_context(tracking_disable=False)
        self.flush_tracking()
        row.share = 40
        self.flush_tracking()
        values = row.message_ids.sudo().tracking_value_ids
        self.assertEqual((values.old_value_float, values.new_value_float), (50, 40))

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.precommit.run()

    def test_the_form(self):
        with Form(self.env["key.account.attribution"].with_user(self.manager)) as form:
            form.account_id = self.account
            form.user_id = self.officer
            form.kind = "won"
            form.source = "referral"
        self.assertEqual(form.record.share, 100)

"""TEAM-1: who served an account, from when to when, is on record and stays there."""

from datetime import timedelta

from odoo.exceptions import AccessError

from common import HOUR, NOON, KeyAccountCase


class TestAssignmentHistory(KeyAccountCase):
    def setUp(self):
        super().setUp()
        with self.at(NOON):
            self.bank = self.env["res.partner"].create(
                {
                    "name": "Bank",
                    "key_account_kind": "group",
                    "key_account_manager_id": self.officer.id,
                }
            )
        self.history = self.env["key.account.assignment"]

    def rows(self, account=None):
        rows = self.history.search(
            [("account_id", "=", (account or self.bank).id)], order="id"
        )
        return [(row.role, row.user_id, row.date_from, row.date_until) for row in rows]

    def test_the_first_manager_is_on_record_from_the_first_day(self):
        self.assertEqual(self.rows(), [("manager", self.officer, NOON, False)])

    def test_another_manager_closes_the_row_of_the_one_before(self):
        with self.at(NOON + HOUR):
            self.bank.with_user(self.supervisor).key_account_manager_id = self.deputy
        self.assertEqual(
            self.rows(),
            [
                ("manager", self.officer, NOON, NOON + HOUR),
                ("manager", self.deputy, NOON + HOUR, False),
            ],
        )

    def test_the_same_manager_again_changes_nothing(self):
        before = self.rows()
        self.bank.write({"key_account_manager_id": self.officer.id})
        self.assertEqual(self.rows(), before)

    def test_a_deputy_is_on_record_for_the_time_of_standing_in(self):
        with self.at(NOON):
            self.bank.write(
                {
                    "key_account_deputy_id": self.deputy.id,
                    "key_account_deputy_from": "2026-03-04",
                    "key_account_deputy_until": "2026-03-04",
                }
            )
        self.assertEqual(len(self.rows()), 1)
        days = [NOON + timedelta(days=days) for days in (1, 2, 3)]
        for moment in days:
            with self.at(moment):
                self.env["res.partner"]._cron_deputies()
        self.assertIn(("deputy", self.deputy, days[1], days[2]), self.rows())

    def test_who_was_manager_at_a_moment(self):
        with self.at(NOON + HOUR):
            self.bank.key_account_manager_id = self.deputy
        for hours, manager in ((-1, None), (0, self.officer), (1, self.deputy)):
            found = self.history._manager_at(self.bank, NOON + hours * HOUR)
            self.assertEqual(found, manager or self.env["res.users"])

    def test_managers_of_many_accounts_by_one_query(self):
        accounts = self.bank | self.account
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.history._holders_at(accounts, NOON + HOUR)

    def test_the_record_ends_when_it_is_no_key_account_any_more(self):
        with self.at(NOON + HOUR):
            self.bank.key_account_kind = False
        self.assertEqual(self.rows(), [("manager", self.officer, NOON, NOON + HOUR)])

    def test_another_company_begins_a_row_of_its_own(self):
        company = self.env["res.company"].create({"name": "Abroad"})
        with self.at(NOON + HOUR):
            self.bank.key_account_company_id = company
        rows = self.history.search([("account_id", "=", self.bank.id)])
        self.assertEqual(rows.company_id, self.company | company)
        self.assertEqual(len(rows.filtered(lambda row: not row.date_until)), 1)

    def test_many_accounts_are_recorded_in_a_constant_number_of_queries(self):
        def queries(count):
            accounts = self.env["res.partner"].create(
                [
                    {
                        "name": f"Account {number}",
                        "key_account_kind": "group",
                        "key_account_manager_id": self.officer.id,
                    }
                    for number in range(count)
                ]
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            accounts._record_assignments()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(2)
        self.assertLessEqual(queries(40), queries(4))

    def test_merged_contacts_keep_both_histories(self):
        with self.at(NOON):
            shop = self.bank.copy({"name": "Shop"})
            shop.write(
                {"key_account_kind": "group", "key_account_manager_id": self.deputy.id}
            )
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with self.at(NOON + HOUR):
            wizard._merge([self.bank.id, shop.id], self.bank)
        self.assertIn(("manager", self.deputy, NOON, NOON + HOUR), self.rows())
        self.assertIn(("manager", self.officer, NOON + HOUR, False), self.rows())

    def test_nobody_writes_the_record(self):
        row = self.history.search([("account_id", "=", self.account.id)], limit=1)
        for user in self.officer | self.supervisor | self.manager | self.auditor:
            mine = row.with_user(user)
            for call in (
                lambda mine=mine: mine.write({"user_id": self.stranger.id}),
                lambda mine=mine: mine.copy(),
                lambda mine=mine: mine.unlink(),
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_who_reads_the_record(self):
        row = self.history.search([("account_id", "=", self.account.id)], limit=1)
        readers = self.supervisor | self.head | self.manager | self.auditor
        other = self._user("kas-other-head", "group_key_account_supervisor")
        for user in readers | self.officer | self.stranger | self.clerk | other:
            with self.subTest(user=user.login):
                self.assertEqual(
                    row.with_user(user).has_access("read"), user in readers
                )

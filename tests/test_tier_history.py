"""TIER-7: which tier held from when on, who approved it; never altered."""

from datetime import timedelta

from psycopg2 import DatabaseError
from tiers import TODAY, TierMixin

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from common import NOON, KeyAccountCase

DAY = timedelta(days=1)


class TestTierHistory(TierMixin, KeyAccountCase):
    def test_a_row_says_what_why_when_and_by_whom(self):
        proposal = self.approved(valid_until="2026-12-31")
        self.follow_days(NOON)
        row = self.history()[-1]
        self.assertEqual((row.tier_from_id.code, row.tier_to_id.code), ("A", "B"))
        self.assertEqual(row.kind, "proposal")
        self.assertEqual(row.proposal_id, proposal)
        self.assertEqual(row.reason, "Turnover doubled.")
        self.assertEqual((row.approved_by_id, row.approved_at), (self.head, NOON))
        self.assertEqual((row.date_from, str(row.date_until)), (TODAY, "2026-12-31"))
        self.assertEqual(row.changed_at, NOON)
        self.assertEqual(row.company_id, self.company)

    def test_each_row_ends_where_the_next_one_begins(self):
        with self.at(NOON - 10 * DAY):
            account = self.account.create(
                {
                    "name": "Bank",
                    "key_account_kind": "group",
                    "key_account_manager_id": self.officer.id,
                    "key_account_tier_id": self.ref("tier_c").id,
                }
            )
        self.approved(account_id=account.id)
        self.follow_days(NOON)
        first, second = self.history(account)
        self.assertEqual((first.date_to, second.date_to), (TODAY, False))
        history = self.env["key.account.tier.history"]
        for day, code in ((TODAY - DAY, "C"), (TODAY, "B"), (TODAY - 11 * DAY, False)):
            self.assertEqual(history._tier_on(account, day).code, code)

    def test_what_the_system_changes_is_on_record_too(self):
        self.account.key_account_tier_id = self.ref("tier_c")
        self.account.key_account_kind = False
        self.assertEqual(self.history().mapped("kind"), ["first", "direct", "ended"])
        self.assertEqual(self.steps(), [("", "A"), ("A", "C"), ("C", "")])

    def test_what_changes_nothing_is_no_change(self):
        self.account.key_account_tier_id = self.ref("tier_a")
        self.account.key_account_kind = "business_partner"
        self.assertEqual(self.steps(), [("", "A")])

    def test_many_accounts_cost_no_query_each(self):
        def create(count):
            values = {
                "key_account_kind": "group",
                "key_account_tier_id": self.ref("tier_c").id,
            }
            accounts = self.env["res.partner"].create(
                [{"name": f"Account {i}", **values} for i in range(count)]
            )
            before = accounts._own_tiers()
            accounts.env.flush_all()
            start = self.env.cr.sql_log_count
            history = self.env["key.account.tier.history"]
            history._record(accounts, {})
            self.env.flush_all()
            self.assertEqual(len(before), count)
            return self.env.cr.sql_log_count - start

        create(2)
        self.assertLessEqual(create(40), create(4) + 5)

    def test_nobody_alters_it_not_even_in_the_database(self):
        row = self.history()
        for user in (self.officer, self.supervisor, self.manager, self.auditor):
            for call in (
                lambda r: r.write({"reason": "x"}),
                lambda r: r.unlink(),
                lambda r: r.create({"account_id": self.account.id}),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call(row.with_user(user))
        for statement in (
            "UPDATE key_account_tier_history SET reason = 'x' WHERE id = %s",
            "UPDATE key_account_tier_history SET account_id = NULL WHERE id = %s",
            "DELETE FROM key_account_tier_history WHERE id = %s",
        ):
            with mute_logger("odoo.sql_db"), self.assertRaises(DatabaseError):
                with self.env.cr.savepoint():
                    self.env.cr.execute(statement, [row.id])

    def test_merging_two_contacts_moves_it_and_alters_nothing(self):
        other = self.env["res.partner"].create(
            {
                "name": "Jinniu Hotel (twice)",
                "key_account_kind": "group",
                "key_account_tier_id": self.ref("tier_d").id,
            }
        )
        row = self.history(other)
        self.env["key.account.file"].search([("partner_id", "=", other.id)]).unlink()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.account | other).ids, self.account)
        self.env.invalidate_all()
        self.assertEqual(row.account_id, self.account)
        with mute_logger("odoo.sql_db"), self.assertRaises(DatabaseError):
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    "UPDATE key_account_tier_history SET account_id = %s WHERE id = %s",
                    [self.contact.id, row.id],
                )

    def test_who_reads_it(self):
        row = self.history()
        readers = self.officer | self.deputy | self.supervisor | self.head
        readers |= self.manager | self.auditor
        for user in readers | self.stranger:
            with self.subTest(user=user.login):
                found = row.with_user(user).search([("id", "=", row.id)])
                self.assertEqual(bool(found), user in readers)
        with self.assertRaises(AccessError):
            row.with_user(self.clerk).search([])
        account = self.account.with_user(self.officer)
        self.assertEqual(account.key_account_tier_change_count, 1)
        action = account.action_view_tier_history()
        self.assertEqual(row.search(action["domain"]), row)

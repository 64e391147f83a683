"""TIER-7: a tier comes into force on its day, the old one holds until then."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

from tiers import TODAY, TierMixin

from odoo.exceptions import AccessError, UserError

from common import NOON, KeyAccountCase

DAY = timedelta(days=1)
SHANGHAI = "Asia/Shanghai"
#: The midnight with which April begins in Shanghai.
APRIL = datetime(2026, 3, 31, 16)


class PublishCase(TierMixin, KeyAccountCase):
    def tier(self):
        return self.account.key_account_tier_id.code


class TestPublish(PublishCase):
    def test_the_old_tier_holds_until_the_new_one_is_published(self):
        self.company.partner_id.tz = SHANGHAI
        proposal = self.approved(valid_from="2026-04-01")
        self.assertEqual(proposal.next_event_at, APRIL)
        self.assertEqual(self.follow_days(APRIL - timedelta(seconds=1)), 0)
        self.assertEqual((self.tier(), proposal.state), ("A", "approved"))
        self.assertEqual(self.follow_days(APRIL), 1)
        self.assertEqual((self.tier(), proposal.state), ("B", "published"))
        self.assertEqual(self.contact.key_account_tier_id.code, "B")
        self.assertEqual(proposal.published_at, APRIL)
        self.assertEqual(self.follow_days(APRIL), 0)
        self.assertEqual(self.steps(), [("", "A"), ("A", "B")])

    def test_the_day_is_that_of_the_company_not_of_the_user(self):
        self.company.partner_id.tz = SHANGHAI
        self.supervisor.tz = "America/New_York"
        proposal = self.approved(valid_from="2026-04-01").with_user(self.supervisor)
        with self.at(APRIL - timedelta(seconds=1)):
            self.assertFalse(proposal.can_publish)
            with self.assertRaisesRegex(UserError, "begins on"):
                proposal.action_publish()
        self.env.invalidate_all()
        with self.at(APRIL):
            self.assertTrue(proposal.can_publish)
            proposal.action_publish()
        (row,) = self.history()[1:]
        self.assertEqual(row.date_from, date(2026, 4, 1))
        self.assertEqual(row.user_id, self.supervisor)

    def test_publish_now_by_those_in_charge_or_who_approved(self):
        proposal = self.approved()
        for user in (self.officer, self.deputy, self.auditor):
            with self.subTest(user=user.login), self.at(NOON):
                with self.assertRaisesRegex(AccessError, "in charge"):
                    proposal.with_user(user).action_publish()
        with self.at(NOON):
            proposal.with_user(self.head).action_publish()
        self.assertEqual(self.tier(), "B")

    def test_nothing_unapproved_is_published(self):
        proposal = self.propose()
        for state in ("draft", "submitted", "rejected", "cancelled", "expired"):
            proposal._write_facts({"state": state})
            with self.subTest(state=state), self.at(NOON):
                with self.assertRaisesRegex(UserError, "Only an approved"):
                    proposal.with_user(self.manager).action_publish()
        proposal._write_facts({"state": "draft", "next_event_at": NOON})
        self.follow_days(NOON)
        self.assertEqual((self.tier(), proposal.next_event_at), ("A", False))

    def test_a_second_click_publishes_nothing_twice(self):
        """On its first day an approved tier publishes itself behind an open form."""
        proposal = self.approved().with_user(self.supervisor)
        with self.at(NOON):
            proposal.action_publish()
            proposal.action_publish()
        self.assertEqual(proposal.state, "published")
        self.assertEqual(len(self.history()), 2)

    def test_approved_after_its_first_day_it_holds_from_its_publication(self):
        proposal = self.submit(self.propose())
        self.approve(proposal, moment=NOON + 3 * DAY)
        self.assertEqual(self.follow_days(NOON + 3 * DAY), 1)
        self.assertEqual(self.history()[-1].date_from, TODAY + 3 * DAY)

    def test_approved_after_its_last_day_it_is_never_published(self):
        proposal = self.submit(self.propose(valid_until=TODAY))
        self.approve(proposal, moment=NOON + DAY)
        self.follow_days(NOON + DAY)
        self.assertEqual((self.tier(), proposal.state), ("A", "expired"))

    def test_no_tier_for_whoever_is_no_key_account_any_more(self):
        proposal = self.approved()
        self.account.key_account_kind = False
        self.follow_days(NOON)
        self.assertEqual(proposal.state, "cancelled")
        self.assertFalse(self.account.key_account_tier_id)

    def test_what_held_before_is_replaced(self):
        first = self.approved()
        self.follow_days(NOON)
        second = self.approved(tier="tier_c")
        self.follow_days(NOON)
        self.assertEqual((first.state, second.state), ("replaced", "published"))
        self.assertEqual(self.steps(), [("", "A"), ("A", "B"), ("B", "C")])

    def test_a_running_case_keeps_the_tier_of_its_day(self):
        case = self.make_case()
        self.approved()
        self.follow_days(NOON)
        self.assertEqual(case.key_account_tier_id.code, "A")
        self.assertEqual(self.make_case().key_account_tier_id.code, "B")


class TestScheduledAction(PublishCase):
    def poisoned(self):
        bank = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_tier_id": self.ref("tier_b").id,
                "key_account_manager_id": self.officer.id,
            }
        )
        bad = self.approved(account_id=bank.id, tier="tier_a")
        return bank, bad, self.approved()

    def test_a_failing_one_stops_no_other_and_is_tried_again(self):
        bank, bad, good = self.poisoned()
        change = type(bank)._change_tier

        def failing(account, *args):
            if account.id == bank.id:
                raise UserError("Broken")
            return change(account, *args)

        with patch.object(type(bank), "_change_tier", failing), self.allow_log():
            self.follow_days(NOON)
        self.assertEqual((good.state, bad.state), ("published", "approved"))
        self.assertEqual(bad.error, "Broken")
        self.assertEqual(bad.next_event_at, NOON + timedelta(minutes=15))
        self.follow_days(NOON + timedelta(minutes=15))
        self.assertEqual((bad.state, bad.error), ("published", False))
        self.assertEqual(self.steps(bank), [("", "B"), ("B", "A")])

    def allow_log(self):
        return self.assertLogs("odoo.addons.key_account_service", "INFO")

    def test_the_scheduled_action_itself(self):
        proposal = self.approved()
        with self.at(NOON), self.enter_registry_test_mode():
            self.ref("ir_cron_publish_tiers").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(proposal.state, "published")

    def test_it_is_woken_at_the_midnight_of_the_first_day(self):
        self.company.partner_id.tz = SHANGHAI
        self.approved(valid_from="2026-04-01")
        cron = self.ref("ir_cron_publish_tiers")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertIn(APRIL, triggers.mapped("call_at"))


class TestEndOfValidity(PublishCase):
    def setUp(self):
        super().setUp()
        self.company.partner_id.tz = SHANGHAI
        self.company.key_account_tier_remind_days = 10
        self.proposal = self.approved(valid_until="2026-03-31")
        self.follow_days(NOON)

    def reminders(self):
        return self.env["mail.activity"].search(
            [("res_model", "=", self.proposal._name)]
        )

    def test_the_account_manager_is_reminded_once_in_good_time(self):
        reminder = datetime(2026, 3, 20, 16)
        self.assertEqual(self.proposal.next_event_at, reminder)
        self.follow_days(reminder - timedelta(seconds=1))
        self.assertFalse(self.reminders())
        self.follow_days(reminder)
        self.follow_days(reminder)
        self.assertEqual(self.reminders().user_id, self.officer)
        self.assertEqual(self.reminders().date_deadline, date(2026, 3, 31))
        self.assertEqual(self.proposal.next_event_at, APRIL)

    def test_the_tier_stays_when_its_validity_ends(self):
        self.follow_days(APRIL - timedelta(seconds=1))
        self.assertEqual(self.proposal.state, "published")
        self.follow_days(APRIL)
        self.assertEqual(self.proposal.state, "expired")
        self.assertEqual(self.tier(), "B")
        self.assertTrue(self.reminders())
        self.assertFalse(self.proposal.next_event_at)

    def test_after_an_outage_it_is_reminded_and_expires(self):
        self.follow_days(APRIL + 40 * DAY)
        self.assertEqual(self.proposal.state, "expired")
        self.assertEqual(len(self.reminders()), 1)

    def test_a_new_tier_ends_the_reminders(self):
        self.follow_days(APRIL - DAY)
        self.assertTrue(self.reminders())
        self.approved(tier="tier_b", valid_until="2027-03-31")
        self.follow_days(NOON)
        self.assertFalse(self.reminders())
        self.assertEqual(self.proposal.state, "replaced")
        self.assertEqual(self.steps()[-1], ("B", "B"))

    def test_expiring_ones_are_found(self):
        domain = [("state", "=", "published"), ("valid_until", "<=", "today +60d")]
        with self.at(NOON):
            found = self.proposal.search(domain)
        self.assertEqual(found, self.proposal)

"""CASE-8: repeats raise a warning, once, with the cases, before the next one."""

from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)


class WarningCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Rules = cls.env["key.account.warning.rule"]
        cls.Warnings = cls.env["key.account.warning"]
        cls.account_rule = cls.ref("warning_rule_account")
        cls.cause_rule = cls.ref("warning_rule_cause")
        cls.rules = cls.Rules.search([])
        cls.rules.write({"check_all": False})

    def watch(self, moment=NOON):
        """The scheduled action at ``moment``; the warnings that are there then."""
        with self.at(moment):
            while self.Rules._watch():
                continue
        self.env.invalidate_all()
        return self.Warnings.search([], order="id")

    def cases(self, *moments, **values):
        """A complaint at each of the moments."""
        found = self.env["helpdesk.ticket"]
        for moment in moments:
            found |= self.make_case(moment, **values)
        return found

    def repeat(self, start=NOON, **values):
        """Three complaints of the hotel, and the warning about them."""
        cases = self.cases(start, start + DAY, start + 2 * DAY, **values)
        return cases, self.watch(start + 2 * DAY + HOUR)

    def handle(self, warning, moment):
        with self.at(moment):
            served = warning.with_user(self.supervisor)
            served.acknowledge_note = "All of them behind one amplifier."
            served.action_acknowledge()
            served.measure = "The amplifier was replaced."
            served.action_handle()


class TestRaising(WarningCase):
    def test_the_third_complaint_of_an_account_in_30_days(self):
        self.cases(NOON, NOON + DAY)
        self.assertFalse(self.watch(NOON + 2 * DAY))
        third = self.make_case(NOON + 2 * DAY)
        warning = self.watch(NOON + 2 * DAY)
        self.assertEqual(len(warning), 1)
        self.assertEqual(warning.account_id, self.account)
        self.assertEqual(warning.case_count, 3)
        self.assertIn(third, warning.case_ids)
        self.assertEqual(warning.first_case_at, NOON)
        self.assertEqual(warning.last_case_at, NOON + 2 * DAY)
        self.assertEqual(warning.state, "new")
        self.assertTrue(warning.name.startswith("KW"))

    def test_cases_of_all_contacts_of_the_account_count(self):
        other = self.env["res.partner"].create(
            {"name": "Li Na", "parent_id": self.account.id}
        )
        self.cases(NOON, NOON, partner_id=other.id)
        self.make_case(NOON)
        self.assertEqual(self.watch().case_count, 3)

    def test_outside_the_window_nothing_is_raised(self):
        self.cases(NOON, NOON + DAY, NOON + 30 * DAY)
        self.assertFalse(self.watch(NOON + 30 * DAY))

    def test_enquiries_do_not_count_for_complaints(self):
        self.cases(NOON, NOON, case_kind="enquiry")
        self.make_case(NOON)
        self.assertFalse(self.watch())

    def test_void_duplicate_and_archived_cases_do_not_count(self):
        cases = self.cases(*[NOON] * 5)
        cases[0].void_reason = "Entered by mistake."
        cases[0].stage_id = self.stage("cancelled")
        cases[1].duplicate_id = cases[2]
        cases[3].active = False
        self.assertFalse(self.watch())

    def test_a_level_can_be_asked_for(self):
        self.account_rule.complaint_level_ids = self.ref("complaint_level_3")
        cases = self.cases(*[NOON] * 3)
        self.assertFalse(self.watch())
        with self.at(NOON):
            cases.complaint_level_id = self.ref("complaint_level_3")
        self.assertEqual(self.watch().case_count, 3)

    def test_the_scheduled_action_is_woken_at_once(self):
        cron = self.ref("ir_cron_early_warning")
        triggers = self.env["ir.cron.trigger"].sudo()
        before = triggers.search_count([("cron_id", "=", cron.id)])
        case = self.make_case()
        self.assertEqual(triggers.search_count([("cron_id", "=", cron.id)]), before + 1)
        case.cause_id = self.ref("cause_network_node")
        self.assertEqual(triggers.search_count([("cron_id", "=", cron.id)]), before + 2)

    def test_the_scheduled_action_works(self):
        self.cases(NOON, NOON, NOON)
        with self.at(NOON), self.enter_registry_test_mode():
            self.ref("ir_cron_early_warning").method_direct_trigger()
        self.assertEqual(self.Warnings.search([]).case_count, 3)

    def test_what_was_seen_is_not_looked_at_again(self):
        self.make_case()
        self.watch()
        with self.at(NOON):
            self.assertEqual(self.Rules._watch(), 0)

    def test_a_rule_that_changes_looks_at_all_again(self):
        self.cases(NOON, NOON)
        self.assertFalse(self.watch())
        self.account_rule.case_limit = 2
        self.assertEqual(self.watch().case_count, 2)

    def test_a_rule_of_another_company_raises_nothing(self):
        other = self.env["res.company"].create({"name": "Branch Abroad"})
        self.account_rule.company_id = other
        self.cases(NOON, NOON, NOON)
        self.assertFalse(self.watch())


class TestSubjects(WarningCase):
    def test_a_cause_given_late_counts(self):
        cases = self.cases(*[NOON + n * HOUR for n in range(5)], partner_id=False)
        self.assertFalse(self.watch(NOON + DAY))
        with self.at(NOON + 2 * DAY):
            cases.cause_id = self.ref("cause_network_node")
        warning = self.watch(NOON + 2 * DAY)
        self.assertEqual(warning.cause_id, self.ref("cause_network_node"))
        self.assertEqual(warning.case_count, 5)

    def test_causes_below_count_for_their_group(self):
        names = ("node", "line", "signal", "capacity", "node")
        for name in names:
            self.make_case(
                partner_id=False, cause_id=self.ref(f"cause_network_{name}").id
            )
        warning = self.watch()
        self.assertEqual(warning.cause_id, self.ref("cause_network"))
        self.assertEqual(warning.case_count, 5)

    def test_a_group_does_not_repeat_what_its_cause_says(self):
        node = self.ref("cause_network_node").id
        self.cases(*[NOON] * 6, partner_id=False, cause_id=node)
        line = self.ref("cause_network_line").id
        self.cases(*[NOON] * 2, partner_id=False, cause_id=line)
        self.assertEqual(self.watch().cause_id.id, node)

    def test_an_area_however_it_is_written(self):
        for city in ["成都"] * 4 + ["成都市"] * 4 + [" 成都 "] * 2:
            customer = self.env["res.partner"].create({"name": "x", "city": city})
            self.make_case(partner_id=customer.id)
        warning = self.watch()
        self.assertEqual((warning.subject, warning.subject_name), ("area", "成都"))
        self.assertEqual(warning.case_count, 10)

    def test_a_device_however_it_is_typed(self):
        self.make_case(device_number="8100-0001 ａ", partner_id=False)
        self.make_case(device_number="81000001A", partner_id=False)
        warning = self.watch()
        self.assertEqual(warning.subject_key, "81000001A")

    def test_devices_without_a_number_are_not_alike(self):
        self.cases(NOON, NOON, device_number=" - ", partner_id=False)
        self.assertFalse(self.watch())


class TestOnce(WarningCase):
    def test_further_cases_join(self):
        cases, warning = self.repeat()
        fourth = self.make_case(NOON + 3 * DAY)
        self.assertEqual(self.watch(NOON + 3 * DAY), warning)
        self.assertEqual(warning.case_ids, cases | fourth)
        self.assertEqual(warning.case_count, 4)

    def test_the_database_allows_one_open_warning(self):
        _cases, warning = self.repeat()
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            warning.copy({"name": "KW2", "raised_at": NOON, "state": "new"})
            self.env.flush_all()

    def test_after_it_was_handled_stragglers_raise_nothing(self):
        _cases, warning = self.repeat()
        self.handle(warning, NOON + 3 * DAY)
        self.cases(NOON + 4 * DAY, NOON + 5 * DAY)
        self.assertEqual(self.watch(NOON + 5 * DAY), warning)

    def test_twice_as_many_raise_a_new_one(self):
        _cases, warning = self.repeat()
        self.handle(warning, NOON + 3 * DAY)
        self.cases(*[NOON + n * DAY for n in (4, 5, 6)])
        again = self.watch(NOON + 6 * DAY) - warning
        self.assertEqual(again.case_count, 6)

    def test_after_a_quiet_window_there_is_a_new_one(self):
        _cases, warning = self.repeat()
        self.handle(warning, NOON + 3 * DAY)
        later = NOON + 60 * DAY
        new = self.cases(later, later + DAY, later + 2 * DAY)
        again = self.watch(later + 2 * DAY) - warning
        self.assertEqual(again.case_ids, new)

    def test_it_lapses_when_its_cases_turn_out_to_be_void(self):
        cases, warning = self.repeat()
        cases[0].duplicate_id = cases[1]
        self.watch(NOON + 3 * DAY)
        self.assertEqual(warning.state, "lapsed")
        self.assertEqual(warning.case_ids, cases - cases[0])

    def test_it_stays_when_enough_cases_are_left(self):
        cases, warning = self.repeat()
        self.make_case(NOON + 3 * DAY)
        self.watch(NOON + 3 * DAY)
        cases[0].active = False
        self.watch(NOON + 3 * DAY)
        self.assertEqual((warning.state, warning.case_count), ("new", 3))

    def test_a_case_of_another_cause_leaves(self):
        node = self.ref("cause_network_node").id
        cases = self.cases(*[NOON] * 5, partner_id=False, cause_id=node)
        warning = self.watch()
        with self.at(NOON):
            cases[0].cause_id = self.ref("cause_installation_cabling")
        self.watch()
        self.assertEqual(warning.state, "lapsed")


class TestTelling(WarningCase):
    def test_the_supervisor_is_told_once(self):
        _cases, warning = self.repeat()
        self.assertEqual(warning.notice_ids.user_id, self.supervisor)
        self.watch(NOON + 3 * DAY)
        self.assertEqual(len(warning.notice_ids), 1)

    def test_the_message_names_no_customer(self):
        _cases, warning = self.repeat()
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.supervisor.partner_id.ids)],
            order="id desc",
            limit=1,
        )
        text = f"{message.subject} {message.body}"
        self.assertIn(warning.name, text)
        self.assertNotIn("Hotel", text)
        self.assertNotIn("picture", text)

    def test_told_again_when_it_has_doubled(self):
        _cases, warning = self.repeat()
        self.cases(NOON + 3 * DAY, NOON + 4 * DAY)
        self.watch(NOON + 4 * DAY)
        self.assertEqual(len(warning.notice_ids), 1)
        self.make_case(NOON + 5 * DAY)
        self.watch(NOON + 5 * DAY)
        self.assertEqual(warning.notice_ids.mapped("case_count"), [3, 6])

    def test_whoever_is_away_is_passed_over(self):
        self.supervisor.active = False
        _cases, warning = self.repeat()
        self.assertEqual(warning.notice_ids.user_id, self.head)

    def test_named_users(self):
        with self.assertRaises(ValidationError):
            self.account_rule.tell = "users"
        self.account_rule.write({"tell": "users", "user_ids": self.stranger.ids})
        _cases, warning = self.repeat()
        self.assertEqual(warning.notice_ids.user_id, self.stranger)
        # Told of it, so the own to read; the cases are not.
        mine = warning.with_user(self.stranger)
        self.assertEqual(mine.case_count, 3)
        self.assertFalse(mine.case_ids)


class TestSteps(WarningCase):
    def setUp(self):
        super().setUp()
        _cases, self.warning = self.repeat()

    def test_each_step_says_a_word(self):
        warning = self.warning.with_user(self.officer)
        with self.assertRaisesRegex(UserError, "What It Looks Like"):
            warning.action_acknowledge()
        warning.acknowledge_note = "One amplifier."
        with self.assertRaises(UserError):
            warning.action_handle()
        warning.action_acknowledge()
        self.assertEqual(warning.acknowledged_by_id, self.officer)
        with self.assertRaisesRegex(UserError, "Measure Taken"):
            warning.action_handle()
        warning.measure = "Replaced."
        warning.action_handle()
        self.assertEqual(
            (warning.state, warning.handled_by_id.id), ("handled", self.officer.id)
        )
        with self.assertRaisesRegex(UserError, "ended already"):
            warning.measure = "Nothing."

    def test_who_reads_it(self):
        for user in (self.officer, self.deputy, self.supervisor, self.manager):
            self.assertTrue(
                self.warning.with_user(user).has_access("write"), user.login
            )
        self.assertTrue(self.warning.with_user(self.auditor).has_access("read"))
        for user in (self.stranger, self.clerk, self.head):
            found = user.env["key.account.warning"].with_user(user)
            try:
                seen = found.search([("id", "=", self.warning.id)])
            except AccessError:
                seen = False
            expected = user == self.head
            self.assertEqual(bool(seen), expected, user.login)

    def test_an_auditor_only_reads(self):
        warning = self.warning.with_user(self.auditor)
        for call in (warning.action_acknowledge, warning.action_handle):
            with self.assertRaises(AccessError):
                call()

    def test_the_facts_are_nobodys_to_write(self):
        warning = self.warning.with_user(self.manager)
        for values in ({"state": "handled"}, {"case_count": 0}, {"case_ids": []}):
            with self.assertRaises(AccessError):
                warning.write(values)

    def test_on_the_page_of_the_account_and_of_the_case(self):
        account = self.account.with_user(self.officer)
        self.assertEqual(account.key_account_warning_count, 1)
        action = account.action_view_key_account_warnings()
        found = self.Warnings.with_user(self.officer).search(action["domain"])
        self.assertEqual(found, self.warning)
        cases = self.warning.case_ids.sorted("received_at").with_user(self.officer)
        self.assertEqual(
            cases.mapped("repeat_hint"),
            [
                False,
                "Case no. 2 of this account in 30 days",
                "Case no. 3 of this account in 30 days",
            ],
        )
        self.assertEqual(cases.warning_ids, self.warning)
        with Form(cases[2].with_env(self.env)) as form:
            self.assertIn("no. 3", form.repeat_hint)

    def test_evidence_opens_as_a_list(self):
        action = self.warning.with_user(self.officer).action_view_cases()
        cases = self.env["helpdesk.ticket"].with_user(self.officer)
        self.assertEqual(cases.search(action["domain"]), self.warning.case_ids)


class TestCost(WarningCase):
    def queries(self, count):
        self.env["helpdesk.ticket"].create(
            [
                {
                    "name": "x",
                    "description": "x",
                    "case_kind": "complaint",
                    "partner_id": self.contact.id,
                    "device_number": f"SC{count}-{index}",
                }
                for index in range(count)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with patch.object(type(self.Warnings), "_tell"):
            before = self.env.cr.sql_log_count
            self.Rules._watch()
            self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_the_watch_does_not_ask_case_by_case(self):
        with self.at(NOON):
            self.queries(3)
            few = self.queries(10)
            many = self.queries(110)
        self.assertLessEqual(many - few, 4)

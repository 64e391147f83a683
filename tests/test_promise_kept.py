"""A promise stays as it was given: policies, cases and people change around it."""

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase


class TestPolicyAroundIt(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.policy = self.ref("policy_resolve_level_1")

    def touch(self, case):
        with self.at(NOON + HOUR):
            case.user_id = self.officer

    def test_archiving_the_policy_ends_no_running_promise(self):
        case = self.make_case()
        self.policy.action_archive()
        self.touch(case)
        with self.at(NOON + HOUR):
            case.partner_id = self.account
        self.assertEqual(self.deadline(case).state, "running")
        self.assertEqual(case.resolve_by, NOON + 5 * HOUR)

    def test_another_policy_that_was_shortened_moves_no_running_promise(self):
        case = self.make_case()
        self.assertEqual(case.respond_by, NOON + 24 * HOUR)
        self.ref("policy_respond_tier_a").amount = 1
        self.touch(case)
        self.assertEqual(case.respond_by, NOON + 24 * HOUR)

    def test_a_new_policy_that_goes_before_moves_no_running_promise(self):
        case = self.make_case()
        self.policy.copy({"sequence": 1, "amount": 1})
        self.touch(case)
        self.assertEqual(case.resolve_by, NOON + 5 * HOUR)

    def test_a_field_in_the_conditions_of_a_policy_starts_its_promise(self):
        self.policy.copy(
            {"sequence": 1, "amount": 1, "domain": "[('priority','=','3')]"}
        )
        case = self.make_case()
        with self.at(NOON + HOUR / 2):
            case.priority = "3"
        self.assertEqual(case.resolve_by, NOON + HOUR)

    def test_a_caller_who_looks_at_archived_records_gets_no_archived_terms(self):
        self.make_case()
        self.policy.amount = 1
        self.make_case()
        self.policy.amount = 9
        self.env = self.env(context={**self.env.context, "active_test": False})
        self.assertEqual(self.make_case().resolve_by, NOON + 9 * HOUR)

    def test_a_level_that_somebody_adds_is_not_without_a_deadline(self):
        level = self.env["key.account.complaint.level"].create(
            {"name": "Level 4", "code": "4", "sequence": 40}
        )
        case = self.make_case(complaint_level_id=level.id)
        self.assertEqual(case.resolve_by, NOON + 12 * HOUR)

    def test_the_zone_of_the_company_that_promises(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        other = self.env["res.company"].create({"name": "New York branch"})
        other.partner_id.tz = "America/New_York"
        self.policy.write({"unit": "end_of_day", "amount": 0})
        case = self.make_case(company_id=other.id)
        self.assertEqual(case.resolve_by, NOON + 17 * HOUR)


class TestCaseAroundIt(KeyAccountCase):
    def test_a_complaint_keeps_a_level(self):
        with self.assertRaises(ValidationError):
            self.make_case().complaint_level_id = False

    def test_calling_it_an_enquiry_for_a_while_wins_no_time(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.case_kind = "enquiry"
        self.assertEqual(self.deadline(case).state, "cancelled")
        with self.at(NOON + 4 * HOUR):
            case.case_kind = "complaint"
        self.assertEqual(case.resolve_by, NOON + 5 * HOUR)

    def test_what_is_called_an_enquiry_owes_no_solution_whatever_happens_to_it(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.case_kind = "enquiry"
        for stage in ("in_progress", "awaiting", "in_progress"):
            case.stage_id = self.stage(stage)
            self.assertEqual(self.deadline(case).state, "cancelled")
        self.assertFalse(case.resolve_by)

    def test_another_contact_of_the_account_changes_neither_tier_nor_manager(self):
        case = self.make_case()
        case.key_account_manager_id = self.deputy
        self.account.key_account_tier_id = self.ref("tier_c")
        case.partner_id = self.account
        self.assertEqual(case.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(case.key_account_manager_id, self.deputy)

    def test_a_contact_of_another_account_changes_both(self):
        case = self.make_case()
        other = self.env["res.partner"].create(
            {
                "name": "Other",
                "key_account_kind": "leadership",
                "key_account_tier_id": self.ref("tier_b").id,
                "key_account_manager_id": self.stranger.id,
            }
        )
        case.partner_id = other
        self.assertEqual(case.key_account_tier_id, self.ref("tier_b"))
        self.assertEqual(case.key_account_manager_id, self.stranger)

    def test_open_cases_of_a_customer_who_becomes_a_key_account(self):
        customer = self.env["res.partner"].create({"name": "Plain"})
        case = self.make_case(partner_id=customer.id, case_kind="business")
        self.assertFalse(case.deadline_ids)
        with self.at(NOON + HOUR):
            customer.write(
                {
                    "key_account_kind": "leadership",
                    "key_account_tier_id": self.ref("tier_b").id,
                    "key_account_manager_id": self.stranger.id,
                }
            )
        self.assertEqual(case.key_account_id, customer)
        self.assertEqual(case.key_account_manager_id, self.stranger)
        self.assertEqual(case.respond_by, NOON + 48 * HOUR)

    def test_open_cases_go_to_the_new_manager_of_the_account(self):
        case = self.make_case()
        self.account.key_account_manager_id = self.stranger
        self.assertEqual(case.key_account_manager_id, self.stranger)
        self.assertEqual(self.deadline(case).responsible_id, self.stranger)

    def test_a_sender_without_an_address_is_given_to_nobody(self):
        self.contact.email = False
        found = self.env["res.partner"]._find_by_address(False, self.company)
        self.assertFalse(found)

    def test_a_closed_stage_stops_the_clock(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.stage("done").clock_role = "run"
            self.env.flush_all()

    def test_a_stage_that_means_solved_from_now_on(self):
        case = self.make_case()
        case.stage_id = self.stage("in_progress")
        self.stage("in_progress").clock_role = "solved"
        self.assertTrue(case.solved_at)


class TestAlarmAroundIt(KeyAccountCase):
    def test_a_pause_between_decision_and_delivery_swallows_no_alarm(self):
        case = self.make_case()
        with self.at(NOON + 5 * HOUR):
            self.env["key.account.deadline"]._enforce_due()
            case.stage_id = self.stage("awaiting")
            self.env["key.account.alarm"]._deliver()
        alarms = self.deadline(case).alarm_ids
        self.assertEqual(set(alarms.mapped("state")), {"delivered"})

    def test_archiving_and_restoring_swallows_no_alarm(self):
        case = self.make_case()
        with self.at(NOON + 5 * HOUR):
            self.env["key.account.deadline"]._enforce_due()
            case.action_archive()
            self.env["key.account.alarm"]._deliver()
            self.assertEqual(
                set(self.deadline(case).alarm_ids.mapped("state")), {"obsolete"}
            )
            case.action_unarchive()
            self.env["key.account.alarm"]._deliver()
        alarms = self.deadline(case).alarm_ids
        self.assertEqual(set(alarms.mapped("state")), {"delivered"})

    def test_a_warning_that_came_to_light_with_another_level_is_given_again(self):
        """It belongs to the round before, else the next one could not be told."""
        case = self.make_case()
        with self.at(NOON + 4.5 * HOUR):
            case.complaint_level_id = self.ref("complaint_level_2")
        self.sweep(NOON + 7 * HOUR)
        deadline = self.deadline(case)
        self.assertFalse(deadline.error)
        alarms = deadline.alarm_ids.sorted("id")
        self.assertEqual(alarms.mapped("round"), [1, 2])
        self.assertEqual(set(alarms.mapped("mark")), {"warning+0/responsible"})

    def test_a_step_before_the_due_time_says_that_it_is_near(self):
        self.ref("policy_resolve_level_1").step_ids = [
            Command.clear(),
            Command.create({"offset_hours": -2, "recipient": "supervisor"}),
        ]
        case = self.make_case()
        self.sweep(NOON + 3 * HOUR)
        alarm = self.deadline(case).alarm_ids
        with self.at(NOON + 3 * HOUR):
            self.assertFalse(alarm.missed)

    def test_a_recipient_without_an_address_is_shown_as_failed(self):
        self.supervisor.write({"notification_type": "email", "email": False})
        case = self.make_case()
        self.sweep(NOON + 5 * HOUR)
        alarm = self.deadline(case).alarm_ids.filtered(
            lambda a: a.user_id == self.supervisor
        )
        self.assertEqual(alarm.state, "failed")
        self.assertIn("e-mail address", alarm.error)

    def test_a_batch_does_not_end_in_the_midst_of_a_recipient(self):
        for _index in range(3):
            self.make_case()
        with self.at(NOON + 4 * HOUR):
            self.env["key.account.deadline"]._enforce_due()
            done = self.env["key.account.alarm"]._deliver(limit=1)
        self.assertEqual(done, 3)

    def test_the_head_of_the_company_can_open_what_is_escalated(self):
        with self.assertRaises(ValidationError):
            self.company.key_account_head_id = self.clerk

"""CASE-5: warning, miss, escalation, silence after close; policies and the ledger."""

from datetime import timedelta

from psycopg2 import IntegrityError, errors

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

MINUTE = timedelta(minutes=1)
WARNING = ("warning+0/responsible", "kas-officer")
DUE = [("due+0/responsible", "kas-officer"), ("due+0/supervisor", "kas-supervisor")]
HEAD = ("due+120/department_head", "kas-head")
COMPANY = ("due+240/company_head", "kas-manager")


class TestEscalation(KeyAccountCase):
    def test_up_the_line_each_step_once(self):
        case = self.make_case()
        told = []
        for moment, more in (
            (NOON + 4 * HOUR - MINUTE, []),
            (NOON + 4 * HOUR, [WARNING]),
            (NOON + 5 * HOUR - MINUTE, []),
            (NOON + 5 * HOUR, DUE),
            (NOON + 7 * HOUR, [HEAD]),
            (NOON + 9 * HOUR, [COMPANY]),
            (NOON + 20 * HOUR, []),
        ):
            for _twice in range(2):
                self.sweep(moment)
            told += more
            found = self.told(case)
            self.assertEqual(
                [t for t in found if "respond" not in t[0]][: len(told)], told
            )
        self.assertEqual(self.deadline(case).missed_at, NOON + 5 * HOUR)

    def test_nothing_about_a_closed_case_ever_alarms(self):
        case = self.make_case(case_kind="complaint")
        with self.at(NOON + HOUR):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": case.id, "summary": "Done.", "solved": True}
            ).action_log()
            self.confirm(case)
            self.explain(case).stage_id = self.stage("done")
        for hours in range(2, 60):
            self.sweep(NOON + hours * HOUR)
        self.assertEqual(self.told(case), [])
        self.assertFalse(any(case.deadline_ids.mapped("missed_at")))

    def test_not_told_if_kept_between_decision_and_delivery(self):
        case = self.make_case()
        with self.at(NOON + 5 * HOUR):
            self.env["key.account.deadline"]._enforce_due()
            case.stage_id = self.stage("cancelled")
            self.env["key.account.alarm"]._deliver()
        alarms = case.deadline_ids.alarm_ids
        self.assertEqual(set(alarms.mapped("state")), {"obsolete"})

    def test_the_sweep_asks_the_work_once_more(self):
        """A change that no trigger told of, straight in the database."""
        case = self.make_case()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET active = false WHERE id = %s", [case.id]
        )
        self.env.invalidate_all()
        self.sweep(NOON + 5 * HOUR)
        self.assertEqual(self.told(), [])
        self.assertEqual(self.deadline(case).state, "cancelled")

    def test_deleted_behind_our_back(self):
        case = self.make_case()
        deadline = self.deadline(case)
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM helpdesk_ticket WHERE id = %s", [case.id])
        self.env.invalidate_all()
        self.sweep(NOON + 5 * HOUR)
        self.assertEqual(deadline.state, "cancelled")
        self.assertEqual(self.told(), [])

    def test_the_add_on_that_promised_is_uninstalled(self):
        deadline = self.deadline(self.make_case())
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE key_account_deadline SET res_model = 'gone.with.its.add.on'"
            " WHERE id = %s",
            [deadline.id],
        )
        self.env.invalidate_all()
        shown = deadline.with_user(self.manager)
        self.assertTrue(shown.read(["standing", "story", "may_hold", "res_name"]))
        with mute_logger("odoo.addons.key_account_service"):
            self.sweep(NOON + 5 * HOUR)
        # Nobody knows whether it was kept: that is shown, not ended silently.
        self.assertEqual(shown.state, "running")
        self.assertTrue(shown.error)

    def test_received_late_the_passed_steps_are_recorded_without_alarm(self):
        case = self.make_case(moment=NOON + 6 * HOUR, received_at=NOON)
        deadline = self.deadline(case)
        self.assertEqual(deadline.missed_at, NOON + 5 * HOUR)
        self.assertEqual(
            deadline.event_ids.mapped("kind"),
            ["started", "warned", "escalated", "missed", "escalated", "escalated"],
        )
        self.assertEqual(self.told(case), [])
        self.sweep(NOON + 7 * HOUR)
        self.assertEqual(self.told(case), [HEAD])

    def test_after_an_outage_everything_due_comes_at_once_but_no_warning(self):
        case = self.make_case()
        self.sweep(NOON + 8 * HOUR)
        self.assertEqual(self.told(case), [*DUE, HEAD])

    def test_kept_too_late_keeps_both_facts(self):
        case = self.make_case()
        with self.at(NOON + 6 * HOUR):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": case.id, "summary": "Sorry.", "solved": True}
            ).action_log()
        deadline = self.deadline(case)
        self.assertEqual(deadline.state, "met")
        self.assertEqual(deadline.missed_at, NOON + 5 * HOUR)
        self.assertEqual(deadline.late_by, 3600)
        self.assertEqual(self.told(case), [])

    def test_cost_follows_what_is_due_not_what_is_open(self):
        for _index in range(3):
            self.make_case(moment=NOON + 20 * HOUR)
        self.make_case()
        self.assertEqual(self.sweep(NOON + 4 * HOUR), 1)


class TestRecipients(KeyAccountCase):
    def first_told(self, case):
        self.sweep(NOON + 4 * HOUR)
        return [login for _mark, login in self.told(case)]

    def test_the_deputy_if_the_manager_has_left(self):
        case = self.make_case()
        self.officer.active = False
        self.assertEqual(self.first_told(case), ["kas-deputy"])

    def test_the_supervisor_if_the_deputy_has_left_too(self):
        case = self.make_case()
        (self.officer | self.deputy).active = False
        self.assertEqual(self.first_told(case), ["kas-supervisor"])

    def test_a_case_of_nobody_reaches_those_who_administer(self):
        self.company.key_account_head_id = False
        case = self.make_case(partner_id=False, user_id=False)
        case.first_contact_user_id = False
        found = self.first_told(case)
        self.assertIn("kas-manager", found)

    def test_named_users(self):
        self.ref("policy_resolve_level_1").step_ids = [
            Command.create(
                {"recipient": "users", "user_ids": [Command.set(self.head.ids)]}
            )
        ]
        case = self.make_case()
        self.sweep(NOON + 5 * HOUR)
        self.assertIn((f"due+0/users-{self.head.id}", "kas-head"), self.told(case))

    def test_a_step_for_named_users_names_some(self):
        with self.assertRaises(ValidationError):
            self.ref("policy_resolve_level_1").step_ids = [
                Command.create({"recipient": "users"})
            ]

    def test_a_step_without_a_channel(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.ref("policy_resolve_level_1").step_ids = [
                Command.create({"by_notification": False})
            ]
            self.env.flush_all()


class TestPolicy(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.policy = self.ref("policy_resolve_level_1")

    def test_running_deadlines_keep_their_terms(self):
        old = self.make_case()
        self.policy.with_user(self.manager).write(
            {"amount": 1, "step_ids": [Command.clear()]}
        )
        new = self.make_case()
        old.stage_id = self.stage("in_progress")
        self.assertEqual(old.resolve_by, NOON + 5 * HOUR)
        self.assertEqual(new.resolve_by, NOON + 1 * HOUR)
        self.assertEqual(self.deadline(old).policy_id.revision_of_id, self.policy)
        self.sweep(NOON + 5 * HOUR)
        self.assertEqual(self.told(old), DUE)
        self.assertEqual(self.told(new), [])

    def test_what_is_no_promise_makes_no_revision(self):
        self.make_case()
        self.policy.write({"name": "Other words", "sequence": 5})
        self.assertFalse(
            self.policy.with_context(active_test=False).search_count(
                [("revision_of_id", "=", self.policy.id)]
            )
        )

    def test_a_changed_step_makes_one_revision(self):
        self.make_case()
        self.policy.step_ids[0].offset_hours = 0.5
        self.policy.step_ids[1].offset_hours = 0.5
        self.policy.step_ids[1].unlink()
        revisions = self.policy.with_context(active_test=False).search(
            [("revision_of_id", "=", self.policy.id)]
        )
        self.assertEqual(len(revisions), 1)
        self.assertEqual(len(revisions.step_ids), 5)

    def test_an_archived_policy_promises_nothing_new_but_no_level_is_without(self):
        self.policy.action_archive()
        self.assertEqual(self.make_case().resolve_by, NOON + 12 * HOUR)

    def test_conditions_that_cannot_be_understood(self):
        for domain in ("[('nonsense', '=', 1)]", "[(", "os.system('x')"):
            with self.assertRaises(ValidationError):
                self.policy.domain = domain

    def test_figures_that_make_no_sense(self):
        for values in ({"amount": 0}, {"warn_share": 0}, {"warn_minutes": -1}):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.policy.write(values)

    def test_end_of_day_in_the_zone_of_the_company(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        self.policy.write({"unit": "end_of_day", "amount": 0})
        case = self.make_case()  # 20:00 in Shanghai
        self.assertEqual(case.resolve_by, NOON + 4 * HOUR)

    def test_another_start(self):
        field = self.env["ir.model.fields"]._get("helpdesk.ticket", "assigned_date")
        self.policy.start_field_id = field
        self.assertEqual(self.make_case().resolve_by, NOON + 12 * HOUR)
        case = self.make_case(assigned_date=NOON + HOUR, user_id=self.officer.id)
        self.assertEqual(case.resolve_by, NOON + 6 * HOUR)

    def test_it_shows_what_runs_under_it(self):
        case = self.make_case()
        found = self.env["key.account.deadline"].search(
            self.policy.action_view_deadlines()["domain"]
        )
        self.assertIn(self.deadline(case), found)
        self.assertTrue(self.policy.deadline_count)


class TestLedger(KeyAccountCase):
    def test_the_database_itself_refuses_changes(self):
        event = self.deadline(self.make_case()).event_ids
        self.env.flush_all()
        for query in (
            "UPDATE key_account_deadline_event SET at = now() WHERE id = %s",
            "DELETE FROM key_account_deadline_event WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(errors.RaiseException),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query, [event.id])

    def test_deadlines_and_alarms_are_never_deleted(self):
        case = self.make_case()
        self.sweep(NOON + 4 * HOUR)
        deadline = self.deadline(case)
        with self.assertRaises(UserError):
            deadline.alarm_ids.unlink()
        with self.assertRaises(UserError):
            deadline.unlink()

    def test_one_deadline_of_a_kind(self):
        deadline = self.deadline(self.make_case())
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            deadline.copy()
            self.env.flush_all()

    def test_pause_and_resume_by_hand(self):
        deadline = self.deadline(self.make_case())
        with self.at(NOON + HOUR):
            deadline._pause(self.ref("pause_reason_access"))
        self.assertEqual((deadline.state, deadline.due_at), ("paused", False))
        with self.at(NOON + 3 * HOUR):
            deadline._resume()
        self.assertEqual(deadline.due_at, NOON + 7 * HOUR)
        self.assertEqual(deadline.event_ids[1].note, "No access to the premises")

    def test_it_names_who_did_it(self):
        case = self.make_case()
        case.with_user(self.officer).stage_id = self.stage("awaiting")
        self.assertEqual(self.deadline(case).event_ids[-1].user_id, self.officer)

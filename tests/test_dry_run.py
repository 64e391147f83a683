"""CASE-5: who would be alarmed, when and how, without anything being done."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form

from common import HOUR, NOON, KeyAccountCase

STATE_OF = (
    "key.account.deadline",
    "key.account.deadline.event",
    "key.account.alarm",
    "key.account.alarm.preview",
    "key.account.alarm.preview.line",
    "mail.message",
    "mail.mail",
    "helpdesk.ticket",
)


class TestPreview(KeyAccountCase):
    def preview(self, user=None, moment=NOON, **values):
        Preview = self.env["key.account.alarm.preview"].with_user(user or self.manager)
        with self.at(moment):
            preview = Preview.new(values)
            return preview.line_ids

    def foreseen(self, *args, **kwargs):
        """When and who, of what the preview says."""
        lines = self.preview(*args, **kwargs)
        return [(line.at, line.user_id.login) for line in lines]

    def test_what_is_foreseen_is_what_happens(self):
        deadline = self.deadline(self.make_case())
        foreseen = self.foreseen(deadline_id=deadline.id)
        self.assertEqual(
            foreseen,
            [
                (NOON + 4 * HOUR, "kas-officer"),
                (NOON + 5 * HOUR, "kas-officer"),
                (NOON + 5 * HOUR, "kas-supervisor"),
                (NOON + 7 * HOUR, "kas-head"),
                (NOON + 9 * HOUR, "kas-manager"),
            ],
        )
        happened = []
        for hours in range(30):
            self.sweep(NOON + hours * HOUR)
            alarms = deadline.alarm_ids.sorted("id")
            happened += [
                (NOON + hours * HOUR, alarm.user_id.login)
                for alarm in alarms[len(happened) :]
            ]
        self.assertEqual(happened, foreseen)

    def test_who_is_away_then_not_now(self):
        resource = self.env["resource.resource"].create(
            {"name": "Officer", "user_id": self.officer.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "date_from": NOON + 4.5 * HOUR,
                "date_to": NOON + 99 * HOUR,
            }
        )
        deadline = self.deadline(self.make_case())
        lines = self.preview(deadline_id=deadline.id)
        self.assertEqual(
            [(line.user_id.login, line.instead_of_id.login) for line in lines[:2]],
            [("kas-officer", False), ("kas-deputy", "kas-officer")],
        )

    def test_how_each_is_told(self):
        deadline = self.deadline(self.make_case())
        lines = self.preview(deadline_id=deadline.id)
        self.assertEqual(lines[0].ways, "Notification")
        self.assertEqual(lines[2].ways, "Notification, E-mail")
        self.assertEqual(lines[0].res_name, deadline.res_name)
        self.assertEqual(lines[0].kind, "Solution")
        self.assertFalse(any(lines.mapped("held_until")))

    def test_nothing_is_written(self):
        deadline = self.deadline(self.make_case())
        self.env.flush_all()

        def state():
            self.env.invalidate_all()
            counts = [
                self.env[model].with_context(active_test=False).search_count([])
                for model in STATE_OF
            ]
            return counts, self.stored(deadline), self.stored(deadline.event_ids)

        before = state()
        writes = self.env.cr.sql_log_count
        for values in (
            {"deadline_id": deadline.id},
            {"hours": 999},
            {
                "policy_id": self.ref("policy_resolve_level_1").id,
                "work_ref": f"helpdesk.ticket,{deadline.res_id}",
            },
        ):
            self.assertTrue(self.preview(**values))
            self.env.flush_all()
        self.assertGreater(self.env.cr.sql_log_count, writes)
        self.assertEqual(state(), before)
        self.sweep(NOON + 4 * HOUR)
        self.assertEqual(self.told(), [("warning+0/responsible", "kas-officer")])

    def test_all_that_take_a_step_soon(self):
        near = self.make_case(NOON - 2 * HOUR)
        self.make_case(NOON)
        lines = self.preview(hours=2.5)
        self.assertEqual(set(lines.mapped("res_name")), {near.number})
        self.assertEqual(lines.mapped("at"), [NOON + 2 * HOUR])

    def test_a_promise_on_hold_alarms_nobody_until_the_hold_is_used_up(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.stage_id = self.stage("awaiting")
        lines = self.preview(deadline_id=self.deadline(case).id, moment=NOON + HOUR)
        self.assertGreater(lines[0].at, NOON + 9 * HOUR)
        self.assertEqual(lines[0].user_id, self.officer)

    def test_a_promise_that_is_void_alarms_nobody(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.stage_id = self.stage("cancelled")
        self.assertFalse(self.preview(deadline_id=self.deadline(case).id))

    def test_a_policy_on_a_piece_of_work(self):
        policy = self.ref("policy_resolve_level_1")
        case = self.make_case(case_kind="enquiry")
        start = NOON + 48 * HOUR
        lines = self.preview(
            policy_id=policy.id, work_ref=f"helpdesk.ticket,{case.id}", start_at=start
        )
        self.assertEqual(lines[0].at, start + 4 * HOUR)
        self.assertEqual(lines[0].user_id, self.officer)
        self.assertFalse(self.preview(policy_id=policy.id))

    def test_what_is_acknowledged_already_is_skipped(self):
        policy = self.ref("policy_resolve_level_1")
        policy.step_ids.unless_acknowledged = True
        case = self.make_case()
        self.sweep(NOON + 4 * HOUR)
        alarm = self.deadline(case).alarm_ids
        with self.at(NOON + 4 * HOUR):
            alarm.with_user(self.officer)._acknowledge("On it")
        lines = self.preview(deadline_id=self.deadline(case).id, moment=NOON + 4 * HOUR)
        self.assertFalse(lines.user_id)
        self.assertTrue(all(lines.mapped("note")))

    def test_as_a_person_opens_it(self):
        deadline = self.deadline(self.make_case())
        Preview = self.env["key.account.alarm.preview"].with_user(self.supervisor)
        with self.at(NOON):
            form = Form(Preview.with_context(default_deadline_id=deadline.id))
            self.assertEqual(len(form.line_ids), 5)
            form = Form(Preview)
            form.hours = 6
            self.assertEqual(len(form.line_ids), 3)
            form.hours = 0
            self.assertEqual(len(form.line_ids), 0)

    def test_only_of_what_the_user_may_see(self):
        other = self.env["res.partner"].create(
            {
                "name": "Shu Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.stranger.id,
            }
        )
        hidden = self.make_case(partner_id=other.id)
        seen = self.make_case()
        lines = self.preview(user=self.supervisor, hours=999)
        self.assertEqual(set(lines.mapped("res_name")), {seen.number})
        policy = self.ref("policy_resolve_level_1")
        work = f"helpdesk.ticket,{hidden.id}"
        for values in (
            {"deadline_id": self.deadline(hidden).id},
            {"policy_id": policy.id, "work_ref": work},
        ):
            with self.assertRaises(AccessError):
                self.preview(user=self.supervisor, **values)

    def test_not_for_everybody(self):
        for user in (self.officer, self.clerk, self.auditor):
            with self.assertRaises(AccessError):
                self.preview(user=user, hours=24)

    def test_named_users_and_steps_ahead_of_the_warning(self):
        self.ref("policy_resolve_level_1").step_ids = [
            Command.clear(),
            Command.create(
                {
                    "anchor": "warning",
                    "offset_hours": -1,
                    "recipient": "users",
                    "user_ids": [Command.set(self.head.ids)],
                }
            ),
        ]
        deadline = self.deadline(self.make_case())
        self.assertEqual(
            self.foreseen(deadline_id=deadline.id), [(NOON + 3 * HOUR, "kas-head")]
        )

    def test_a_deadline_that_no_sweep_has_seen_yet(self):
        deadline = self.deadline(self.make_case())
        late = NOON + 6 * HOUR
        lines = self.preview(moment=late, deadline_id=deadline.id)
        self.assertEqual(lines[0].at, late)
        self.assertEqual(lines[-1].at, NOON + 9 * HOUR)
        self.assertGreater(lines[-1].at - lines[0].at, timedelta(hours=2))

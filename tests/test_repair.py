"""CASE-4, APP-2, SEC-6: a crew is sent, comes, and the visit ends in some way."""

from datetime import timedelta

from repairs import APPOINTMENT, FLAT, PHONE, RepairMixin

from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)
#: How late a crew may come, as shipped.
GRACE = timedelta(minutes=15)


class RepairCase(RepairMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(team_id=self.desk.id)


class TestSending(RepairCase):
    def test_who_serves_the_case_sends_a_crew(self):
        order = self.send_crew(self.case)
        self.assertEqual(order.repair_state, "planned")
        self.assertEqual(order.scheduled_date_start, APPOINTMENT)
        self.assertEqual(order.scheduled_date_end, APPOINTMENT + 2 * HOUR)
        self.assertEqual(order.person_ids, self.crew_person)
        self.assertEqual(order.repair_attempt, 1)
        self.assertEqual(order.repair_flat, FLAT)
        self.assertEqual(self.case.repair_count, 1)
        self.assertEqual(self.case.repair_open_count, 1)

    def test_the_form_begins_with_what_the_contact_shows_everybody(self):
        self.contact.write({"street": "Shuhan Road 7", "phone": "028 1234567"})
        with self.at(NOON):
            Wizard = self.env["helpdesk.ticket.repair"].with_user(self.officer)
            form = Form(Wizard.with_context(default_ticket_id=self.case.id))
            self.assertEqual(form.street, "Shuhan Road 7")
            self.assertEqual(form.contact, "Wang Fang")
            self.assertEqual(form.phone, "028 1234567")
            form.team_id = self.crew_team
            self.assertEqual(form.person_ids[:], self.crew_person | self.mate_person)
            form.date_from = APPOINTMENT
            self.assertEqual(form.date_until, APPOINTMENT + 2 * HOUR)

    def test_several_crews_can_be_sent_for_one_case(self):
        first = self.send_crew(self.case)
        second = self.send_crew(
            self.case,
            team_id=self.other_crew_team.id,
            person_ids=[Command.set(self.other_person.ids)],
        )
        self.assertNotEqual(first.name, second.name)
        self.assertEqual(self.case.repair_count, 2)

    def test_who_does_not_serve_the_case_sends_nobody(self):
        for user in (self.stranger, self.auditor, self.worker, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.send_crew(self.case, user=user)
            with self.assertRaises(AccessError):
                self.case.with_user(user).action_send_crew()

    def test_a_crew_is_not_sent_for_a_closed_case(self):
        self.case.stage_id = self.stage("cancelled")
        with self.assertRaises(UserError):
            self.send_crew(self.case)

    def test_an_appointment_lies_ahead_and_is_agreed(self):
        for values in (
            {"date_from": NOON - HOUR, "date_until": NOON + HOUR},
            {"date_until": APPOINTMENT - HOUR},
            {"agreed_with": " "},
            {"date_from": False, "date_until": False},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.send_crew(self.case, **values)

    def test_a_crew_has_people_and_a_building(self):
        for values in (
            {"person_ids": [Command.clear()]},
            {"person_ids": [Command.set(self.other_person.ids)]},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.send_crew(self.case, **values)
        with self.assertRaises(ValidationError):
            self.send_crew(self.case, street=" ")

    def test_buildings_are_shared_and_say_nothing_of_who_lives_there(self):
        first = self.send_crew(self.case).location_id
        again = self.send_crew(self.case, street="  SHUHAN  road 1 ").location_id
        other = self.send_crew(self.case, street="Shuhan Road 1%").location_id
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)
        partner = first.partner_id
        self.assertEqual(partner.name, "Shuhan Road 1, Chengdu")
        self.assertFalse(partner.parent_id | partner.key_account_id)
        stored = str(self.stored(partner) + self.stored(first))
        for secret in (FLAT, PHONE, "Canary", "Wang Fang", "Hotel"):
            self.assertNotIn(secret, stored)

    def test_the_crew_is_told_by_number_and_time_alone(self):
        order = self.send_crew(self.case)
        told = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.worker.partner_id.id)]
        )
        body = str(told.mail_message_id.mapped("body"))
        self.assertIn(order.name, body)
        for secret in (FLAT, PHONE, "Canary", "Shuhan", self.case.name):
            self.assertNotIn(secret, body)

    def test_a_clash_and_the_working_hours_are_shown(self):
        order = self.send_crew(self.case)
        with self.at(NOON):
            form = self.send_form(self.case)
            self.assertEqual(form.clash, order.name)
            form.date_until = APPOINTMENT + DAY + 7 * HOUR
            form.date_from = APPOINTMENT + DAY + 6 * HOUR
            self.assertFalse(form.clash)
            self.assertTrue(form.working_hours)
            self.assertTrue(form.is_outside_hours, "22:00 is late")

    def test_a_holiday_of_somebody_does_not_hold_up_a_repair(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Dentist",
                "date_from": APPOINTMENT + timedelta(minutes=5),
                "date_to": APPOINTMENT + timedelta(minutes=50),
            }
        )
        self.assertTrue(self.send_crew(self.case))


class TestProgress(RepairCase):
    def setUp(self):
        super().setUp()
        self.order = self.send_crew(self.case)

    def test_from_the_way_to_the_receipt(self):
        self.go(self.order)
        self.assertEqual(self.order.repair_state, "on_site")
        self.assertEqual(self.order.date_start, APPOINTMENT)
        self.finish(self.order)
        self.assertEqual(self.order.repair_state, "done")
        self.assertEqual(self.order.date_end, APPOINTMENT + HOUR)
        self.assertEqual(self.order.duration, 1)
        self.assertTrue(self.order.is_closed)

    def test_the_manager_may_work_for_a_crew_without_telephone(self):
        self.go(self.order, user=self.officer)
        self.finish(self.order, user=self.officer)
        self.assertEqual(self.order.repair_state, "done")

    def test_steps_are_taken_once_and_in_order(self):
        worker = self.order.with_user(self.worker)
        with self.assertRaises(UserError):
            worker.action_finish()
        with self.at(APPOINTMENT):
            worker.action_arrive()
            for step in ("action_on_the_way", "action_arrive"):
                with self.subTest(step), self.assertRaises(UserError):
                    worker[:1].__getattribute__(step)()
            with self.assertRaises(UserError):
                worker.action_finish()  # Nothing is written down yet.

    def test_a_repair_is_not_completed_by_the_way_of_field_service(self):
        completed = self.env.ref("fieldservice.fsm_stage_completed")
        for user in (self.worker, self.officer, self.manager):
            order = self.order.with_user(user)
            with self.assertRaises(UserError):
                order.action_complete()
            with self.assertRaises(AccessError):
                order.with_context(bypass_order_completed_stage=True).write(
                    {"stage_id": completed.id}
                )
        self.assertEqual(self.order.repair_state, "planned")

    def test_only_who_serves_the_case_calls_a_visit_off(self):
        with self.assertRaises(AccessError):
            self.order.with_user(self.worker).action_cancel()
        self.order.with_user(self.officer).action_cancel()
        self.assertEqual(self.order.repair_state, "cancelled")
        self.assertTrue(self.order.is_closed)
        self.assertEqual(self.deadline(self.order, "appointment").state, "cancelled")

    def test_a_repair_is_never_deleted_or_copied(self):
        for user in (self.manager, self.env.user):
            with self.assertRaises(UserError):
                self.order.with_user(user).unlink()
            with self.assertRaises(UserError):
                self.order.with_user(user).copy()

    def test_the_end_of_a_visit_is_noted_on_the_case(self):
        self.go(self.order)
        self.finish(self.order)
        note = self.case.message_ids[:1]
        self.assertIn(self.order.name, note.body)
        self.assertTrue(note.subtype_id.internal)
        self.assertIn(self.officer.partner_id, note.notified_partner_ids)
        self.assertFalse(self.case.first_response_at, "a note is no word to anybody")


class TestFailedVisit(RepairCase):
    def setUp(self):
        super().setUp()
        self.order = self.send_crew(self.case)

    def test_a_failed_visit_is_counted_with_its_reason(self):
        self.go(self.order)
        self.fail_visit(self.order, note="Rang three times")
        self.assertEqual(self.order.repair_state, "failed")
        self.assertEqual(self.order.repair_fail_reason, "absent")
        self.assertEqual(self.case.repair_failed_count, 1)
        self.assertEqual(self.case.repair_open_count, 0)
        note = self.case.message_ids[:1].body
        self.assertIn(self.order.name, note)
        self.assertNotIn("Rang", note)

    def test_with_a_new_appointment_the_same_crew_comes_again(self):
        self.fail_visit(
            self.order,
            comes_again=True,
            date_from=APPOINTMENT + DAY,
            date_until=APPOINTMENT + DAY + HOUR,
            agreed_with="Wang Fang",
        )
        again = self.repairs(self.case) - self.order
        self.assertEqual(again.repair_follows_id, self.order)
        self.assertEqual(again.repair_attempt, 2)
        self.assertEqual(again.repair_state, "planned")
        self.assertEqual(again.repair_flat, FLAT)
        self.assertEqual(again.person_ids, self.crew_person)
        promise = self.deadline(again, "appointment")
        self.assertEqual(promise.due_at, APPOINTMENT + DAY + GRACE)
        self.assertTrue(again.with_user(self.worker).repair_phone)

    def test_a_new_appointment_is_agreed_and_lies_ahead(self):
        with self.assertRaises(UserError):
            self.fail_visit(self.order, comes_again=True)
        self.assertEqual(self.order.repair_state, "planned")

    def test_a_visit_fails_once(self):
        self.fail_visit(self.order)
        with self.assertRaises(UserError):
            self.fail_visit(self.order)
        with self.assertRaises(UserError):
            self.fail_visit(self.order, user=self.officer)


class TestClosing(RepairCase):
    def test_a_case_is_not_solved_or_closed_while_a_crew_is_under_way(self):
        order = self.send_crew(self.case)
        case = self.case.with_user(self.officer)
        with self.assertRaises(UserError):
            case.stage_id = self.stage("solved")
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")
        self.go(order)
        self.finish(order)
        self.case.with_user(self.officer).stage_id = self.stage("solved")

    def test_a_failed_visit_does_not_keep_a_case_open(self):
        self.fail_visit(self.send_crew(self.case))
        self.case.with_user(self.officer).stage_id = self.stage("solved")

    def test_a_case_that_is_void_does_not_wait_for_its_crew(self):
        order = self.send_crew(self.case)
        obstacles = self.case._closing_obstacles()
        self.assertIn(order.name, obstacles[0][0])
        self.assertEqual(obstacles[0][1]["res_model"], "fsm.order")

    def test_the_form_of_field_service_does_not_go_around_the_rules(self):
        self.send_crew(self.case)
        Close = self.env["fsm.order.close.wizard"]
        values = {"ticket_id": self.case.id, "stage_id": self.stage("done").id}
        with self.assertRaises(RedirectWarning):
            Close.create(values).action_close_ticket()
        with self.assertRaises(AccessError):
            Close.with_user(self.worker).create(values)


class TestAppointmentPromise(RepairCase):
    def setUp(self):
        super().setUp()
        self.order = self.send_crew(self.case)
        self.promise = self.deadline(self.order, "appointment")

    def test_the_promise_is_the_agreed_start(self):
        self.assertEqual(self.promise.due_at, APPOINTMENT + GRACE)
        self.assertEqual(self.promise.warn_at, APPOINTMENT - timedelta(minutes=30))
        self.assertEqual(self.promise.responsible_id, self.officer)
        self.assertEqual(self.promise.partner_id, self.contact)
        self.assertEqual(self.promise.res_name, self.order.name)

    def test_an_arrival_in_time_keeps_it(self):
        self.go(self.order, APPOINTMENT - timedelta(minutes=5))
        self.assertEqual(self.promise.state, "met")
        self.assertFalse(self.promise.missed_at)

    def test_an_arrival_before_it_is_watched_keeps_it_too(self):
        self.go(self.order, NOON + HOUR)
        self.assertEqual(self.promise.state, "met")
        self.assertFalse(self.promise.missed_at or self.promise.late_by)

    def test_a_crew_that_does_not_come_is_reported(self):
        self.sweep(APPOINTMENT - timedelta(minutes=20))
        self.assertEqual([who for _m, who in self.told(self.order)], ["kas-officer"])
        self.sweep(APPOINTMENT + HOUR)
        told = {who for _mark, who in self.told(self.order)}
        self.assertEqual(told, {"kas-officer", "kas-supervisor"})
        self.assertEqual(self.promise.missed_at, APPOINTMENT + GRACE)
        self.go(self.order, APPOINTMENT + 2 * HOUR)
        self.assertEqual(self.promise.late_by, (2 * HOUR - GRACE).total_seconds())

    def test_the_time_can_also_be_moved_ahead(self):
        self.change(NOON + 2 * HOUR)
        self.assertEqual(self.promise.due_at, NOON + 2 * HOUR + GRACE)

    def test_new_terms_change_the_grace_and_not_the_appointment(self):
        policy = self.promise.policy_id
        with self.at(NOON + HOUR):
            policy.amount = 30
            policy._request_apply("More grace")
            self.env["key.account.deadline"]._apply_terms()
        half_an_hour = timedelta(minutes=30)
        self.assertEqual(self.promise.due_at, APPOINTMENT + half_an_hour)

    def test_another_time_moves_it_with_the_reason(self):
        self.change(APPOINTMENT + DAY)
        self.assertEqual(self.order.scheduled_date_start, APPOINTMENT + DAY)
        self.assertEqual(self.promise.due_at, APPOINTMENT + DAY + GRACE)
        moved = self.promise.event_ids.filtered(lambda e: e.kind == "moved")
        self.assertEqual(moved.note, "The customer travels")
        self.sweep(APPOINTMENT + HOUR)
        self.assertFalse(self.told(self.order))
        self.sweep(APPOINTMENT + DAY + HOUR)
        self.assertEqual(self.promise.missed_at, APPOINTMENT + DAY + GRACE)

    def test_only_who_serves_the_case_changes_the_time(self):
        for user in (self.worker, self.auditor, self.stranger):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.change(APPOINTMENT + DAY, user)
            with self.assertRaises(AccessError):
                self.order.with_user(user).action_change_appointment()
        self.assertEqual(self.promise.due_at, APPOINTMENT + GRACE)

    def change(self, start, user=None):
        with self.at(NOON + HOUR):
            Change = self.env["fsm.order.appointment"].with_user(user or self.officer)
            Change.create(
                {
                    "order_id": self.order.id,
                    "date_from": start,
                    "date_until": start + HOUR,
                    "agreed_with": "Wang Fang",
                    "reason": "The customer travels",
                }
            ).action_change()

    def test_orders_of_field_service_promise_nothing(self):
        location = self.order.location_id
        order = self.env["fsm.order"].create({"location_id": location.id})
        self.assertFalse(order.deadline_ids)
        self.assertFalse(order.repair_state)

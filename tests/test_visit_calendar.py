"""VISIT-2, SEC-3: a visit and its entry in the calendar, both ways."""

from datetime import timedelta

from visits import VisitMixin

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)
SECRET = "The director is to be replaced"


class CalendarCase(VisitMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.enterContext(self.at(NOON))
        self.company.key_account_visit_minutes = 60
        self.visit = self.make_visit(
            planned_at=NOON + DAY,
            place="Flat 7, Renmin Road",
            content=SECRET,
            needs=SECRET,
            participant_ids=[
                Command.set((self.deputy.partner_id | self.contact | self.account).ids)
            ],
        )
        self.event = self.visit.event_id

    def mails(self):
        return self.env["mail.mail"].search_count([]), self.env[
            "mail.message"
        ].search_count([("model", "=", "calendar.event")])


class TestToCalendar(CalendarCase):
    def test_it_stands_in_the_calendar_of_the_visitor(self):
        event = self.event
        self.assertEqual(event.start, NOON + DAY)
        self.assertEqual(event.stop, NOON + DAY + HOUR)
        self.assertEqual(event.user_id, self.officer)
        self.assertEqual(
            event.partner_ids, self.officer.partner_id | self.deputy.partner_id
        )
        states = {a.partner_id: a.state for a in event.attendee_ids}
        self.assertEqual(states[self.officer.partner_id], "accepted")
        self.assertEqual(states[self.deputy.partner_id], "needsAction")

    def test_it_tells_number_and_link_only(self):
        event = self.event
        self.assertEqual(event.name, f"Visit {self.visit.name}")
        self.assertIn(f"/odoo/visits/{self.visit.id}", event.description)
        self.assertEqual(event.privacy, "private")
        said = " ".join(
            str(event[name])
            for name, field in event._fields.items()
            if field.type in ("char", "text", "html")
        )
        for word in (SECRET, "Renmin", "Wang Fang", "Jinniu"):
            self.assertNotIn(word, said)
        self.assertFalse(event.location)
        self.env.flush_all()
        self.env.invalidate_all()
        seen = event.with_user(self.clerk)
        self.assertEqual(seen.name, "Busy")
        self.assertFalse(seen.description)

    def test_a_company_may_have_the_customer_named(self):
        self.company.key_account_visit_event_customer = True
        visit = self.make_visit(place="Lobby")
        self.assertIn("Wang Fang", visit.event_id.name)
        self.assertEqual(visit.event_id.location, "Lobby")
        self.assertNotIn(SECRET, visit.event_id.description)

    def test_whose_data_are_erased_is_in_no_calendar(self):
        self.company.key_account_visit_event_customer = True
        visit = self.make_visit(place="Lobby")
        visit.event_id.write({"name": "To Wang Fang", "description": "Wang Fang"})
        visit.action_done()
        proposed = self.env["key.account.visit"].create(
            {"partner_id": self.contact.id, "state": "proposed"}
        )
        self.visit.action_cancel()
        self.contact.sudo()._erase_personal_data()
        event = visit.event_id
        self.assertEqual(event.name, f"Visit {visit.name}")
        self.assertNotIn("Wang", event.description)
        self.assertFalse(event.location)
        self.assertFalse(proposed.exists())

    def test_nobody_is_written_to(self):
        before = self.mails()
        visit = self.make_visit(
            planned_at=NOON + DAY,
            participant_ids=[Command.set(self.deputy.partner_id.ids)],
        )
        visit.planned_at = NOON + 2 * DAY
        visit.participant_ids = [Command.link(self.supervisor.partner_id.id)]
        visit.action_cancel()
        self.env.flush_all()
        self.assertEqual(self.mails(), before)

    def test_it_follows_the_visit(self):
        visit, event = self.visit, self.event
        visit.write({"planned_at": NOON + 3 * DAY, "duration": 2})
        self.assertEqual(
            (event.start, event.stop), (NOON + 3 * DAY, NOON + 3 * DAY + 2 * HOUR)
        )
        visit.participant_ids = [Command.unlink(self.deputy.partner_id.id)]
        self.assertEqual(event.partner_ids, self.officer.partner_id)
        visit.with_user(self.manager).user_id = self.deputy
        self.assertEqual(event.user_id, self.deputy)
        self.assertEqual(event.partner_ids, self.deputy.partner_id)
        self.assertEqual(event.attendee_ids.partner_id, self.deputy.partner_id)

    def test_a_name_given_in_the_calendar_stays(self):
        self.event.with_user(self.officer).name = "Bring the brochures"
        self.visit.planned_at = NOON + 3 * DAY
        self.assertEqual(self.event.name, "Bring the brochures")

    def test_calling_off_and_taking_up_again(self):
        self.visit.action_cancel()
        self.assertFalse(self.event.active)
        self.visit.action_plan_again()
        self.assertTrue(self.event.active)
        self.assertEqual(self.visit.event_id, self.event)

    def test_what_is_only_proposed_or_already_done_stands_in_no_calendar(self):
        values = {"partner_id": self.contact.id, "user_id": self.officer.id}
        for state in ("proposed", "done", "cancelled"):
            visit = self.env["key.account.visit"].create(
                {**values, "state": state, "content": "x"}
            )
            self.assertFalse(visit.event_id, state)
        proposed = self.env["key.account.visit"].create({**values, "state": "proposed"})
        proposed.state = "planned"
        self.assertEqual(proposed.event_id.user_id, self.officer)

    def test_deleting_the_visit_deletes_the_event(self):
        self.visit.with_user(self.manager).unlink()
        self.assertFalse(self.event.exists())

    def test_a_plan_costs_no_more_queries_by_its_size(self):
        Visit = self.env["key.account.visit"]

        def approve(count):
            visits = Visit.create(
                [
                    {
                        "partner_id": self.contact.id,
                        "user_id": self.officer.id,
                        "planned_at": NOON + number * HOUR,
                        "state": "proposed",
                    }
                    for number in range(1, count + 1)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            visits.state = "planned"
            self.env.flush_all()
            self.assertEqual(len(visits.event_id), count)
            return self.env.cr.sql_log_count - before

        approve(2)
        few, many = approve(10), approve(60)
        self.assertLessEqual(many, few * 1.5)

    def test_defaults_meant_for_the_visit_do_not_reach_the_event(self):
        visit = self.make_visit(planned_at=NOON + DAY).with_context(
            default_name="Secret", default_description="Secret", default_start=NOON
        )
        made = visit.copy({"planned_at": NOON + DAY})
        self.assertEqual(made.event_id.start, NOON + DAY)
        self.assertNotIn("Secret", made.event_id.name + made.event_id.description)


class TestFromCalendar(CalendarCase):
    def setUp(self):
        super().setUp()
        self.mine = self.event.with_user(self.officer)

    def test_moving_it_moves_the_visit(self):
        later = NOON + 2 * DAY
        self.mine.write({"start": later, "stop": later + 3 * HOUR})
        self.assertEqual(self.visit.planned_at, later)
        self.assertEqual(self.visit.duration, 3)
        self.assertEqual(self.visit.move_ids.user_id, self.officer)
        self.assertEqual(self.visit.first_planned_at, NOON + DAY)
        due = self.deadline(self.visit, "visit").due_at
        self.assertEqual(due.date(), (NOON + 4 * DAY).date())

    def test_a_day_without_a_time(self):
        day = (NOON + 4 * DAY).date()
        self.mine.write({"allday": True, "start_date": day, "stop_date": day})
        self.assertEqual(self.visit.planned_at, self.event.start)
        self.assertEqual(self.visit.planned_at.date(), day)

    def test_people(self):
        boss = self.supervisor.partner_id
        guest = self.env["res.partner"].create({"name": "Guest"})
        self.mine.partner_ids = [
            Command.unlink(self.deputy.partner_id.id),
            Command.link(boss.id),
            Command.link(guest.id),
        ]
        self.assertEqual(
            self.visit.participant_ids, self.contact | self.account | boss | guest
        )
        self.visit.planned_at = NOON + 3 * DAY
        self.visit.participant_ids = [Command.link(self.deputy.partner_id.id)]
        self.assertEqual(
            self.event.partner_ids,
            self.officer.partner_id | boss | guest | self.deputy.partner_id,
        )

    def test_another_organiser_pays_the_visit(self):
        self.mine.user_id = self.deputy
        self.assertEqual(self.visit.user_id, self.deputy)

    def test_archiving_and_deleting_call_it_off(self):
        self.mine.active = False
        self.assertEqual(self.visit.state, "cancelled")
        self.mine.active = True
        self.assertEqual(self.visit.state, "planned")
        self.mine.unlink()
        self.assertEqual(self.visit.state, "cancelled")
        self.assertEqual(self.deadline(self.visit, "visit").state, "cancelled")
        self.visit.action_plan_again()
        self.assertTrue(self.visit.event_id)

    def test_what_is_overdue_needs_its_reason_in_the_visit(self):
        with self.at(NOON + 5 * DAY):
            later = NOON + 6 * DAY
            for change in (
                lambda: self.mine.write({"start": later, "stop": later + HOUR}),
                lambda: self.mine.write({"active": False}),
                lambda: self.mine.unlink(),
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    change()
        self.assertEqual(self.visit.planned_at, NOON + DAY)
        self.assertEqual(self.visit.state, "planned")

    def test_an_outer_calendar_moves_it_and_the_log_says_so(self):
        with self.at(NOON + 5 * DAY):
            later = NOON + 6 * DAY
            self.mine.sudo().write({"start": later, "stop": later + HOUR})
        self.assertEqual(self.visit.planned_at, later)
        self.assertTrue(self.visit.move_ids.was_late)
        self.assertIn("calendar", self.visit.move_ids.reason)

    def test_nobody_moves_the_visits_of_others(self):
        later = NOON + 2 * DAY
        self.visit.sudo().participant_ids = [Command.set(self.clerk.partner_id.ids)]
        for user in (self.clerk, self.stranger):
            event = self.event.with_user(user)
            for change in (
                lambda event=event: event.write({"start": later, "stop": later}),
                lambda event=event: event.write({"active": False}),
                lambda event=event: event.write({"user_id": event.env.uid}),
                lambda event=event: event.unlink(),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    change()
                    self.env.flush_all()
        self.assertEqual(self.visit.planned_at, NOON + DAY)
        self.assertEqual(self.visit.user_id, self.officer)

    def test_a_record_that_is_filed_stays_as_it_is(self):
        visit = self.sign(self.visit)
        later = NOON + 2 * DAY
        self.mine.write({"start": later, "stop": later + HOUR})
        self.assertEqual(visit.planned_at, NOON + DAY)
        self.assertTrue(visit.is_intact)
        self.mine.unlink()
        self.assertEqual(visit.state, "signed")
        self.assertTrue(visit.is_intact)

    def test_a_visit_is_not_repeated(self):
        with self.assertRaises(UserError):
            self.mine.write({"recurrency": True, "rrule_type": "weekly", "count": 3})

    def test_other_events_are_left_alone(self):
        event = self.env["calendar.event"].create(
            {"name": "Lunch", "start": NOON, "stop": NOON + HOUR}
        )
        event.write({"start": NOON + DAY, "stop": NOON + DAY + HOUR})
        event.unlink()

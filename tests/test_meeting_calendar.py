"""VISIT-5, SEC-3: a meeting and its entry in the calendar, both ways."""

from datetime import timedelta

from meetings import MeetingMixin

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)
SECRET = "The director is to be replaced"


class CalendarCase(MeetingMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.enterContext(self.at(NOON))
        self.meeting = self.make_meeting(
            title="Round table with Jinniu",
            date_start=NOON + DAY,
            date_end=NOON + DAY + 2 * HOUR,
            programme=SECRET,
            outcome=SECRET,
            host_ids=[Command.set((self.deputy | self.officer).ids)],
        )
        self.meeting.action_plan()
        self.event = self.meeting.event_id
        self.mine = self.event.with_user(self.officer)


class TestToCalendar(CalendarCase):
    def test_it_stands_in_the_calendars_of_ours(self):
        event = self.event
        self.assertEqual((event.start, event.stop), (NOON + DAY, NOON + DAY + 2 * HOUR))
        self.assertEqual(event.user_id, self.officer)
        self.assertEqual(event.partner_ids, (self.officer | self.deputy).partner_id)

    def test_it_tells_number_and_link_only(self):
        event = self.event
        self.assertEqual(event.name, f"Meeting {self.meeting.name}")
        self.assertIn(f"/odoo/meetings/{self.meeting.id}", event.description)
        self.assertEqual(event.privacy, "private")
        self.assertFalse(event.location)
        said = " ".join(
            str(event[name])
            for name, field in event._fields.items()
            if field.type in ("char", "text", "html")
        )
        for word in (SECRET, "Jinniu", "Third floor", "Wang Fang", "Tea House"):
            self.assertNotIn(word, said)

    def test_a_company_may_have_it_named(self):
        self.company.key_account_visit_event_customer = True
        meeting = self.make_meeting()
        meeting.action_plan()
        self.assertIn("Spring session", meeting.event_id.name)
        self.assertEqual(meeting.event_id.location, "Third floor")

    def test_a_draft_stands_in_no_calendar(self):
        draft = self.make_meeting(planned_cost=9000)
        self.assertFalse(draft.event_id)
        draft.action_plan()
        self.assertEqual(draft.state, "submitted")
        self.assertFalse(draft.event_id)
        draft.with_user(self.supervisor).action_approve()
        self.assertEqual(draft.event_id.user_id, self.officer)

    def test_it_follows_the_meeting(self):
        meeting, event = self.meeting, self.event
        meeting.write({"date_start": NOON + 3 * DAY, "date_end": False})
        minutes = self.company.key_account_visit_minutes
        self.assertEqual(event.start, NOON + 3 * DAY)
        self.assertEqual(event.stop, event.start + timedelta(minutes=minutes))
        meeting.host_ids = [Command.set(self.supervisor.ids)]
        self.assertEqual(event.partner_ids, (self.officer | self.supervisor).partner_id)
        meeting.with_user(self.manager).user_id = self.deputy
        self.assertEqual(event.user_id, self.deputy)
        meeting.with_user(self.supervisor).action_draft()
        self.assertFalse(event.active)
        meeting.with_user(self.supervisor).action_plan()
        self.assertTrue(event.active)
        meeting.with_user(self.supervisor).action_cancel()
        self.assertFalse(event.active)
        self.assertEqual(meeting.event_id, event)

    def test_nobody_is_written_to(self):
        mails = self.env["mail.mail"]
        before = mails.search_count([])
        self.meeting.write({"date_start": NOON + HOUR})
        self.meeting.action_cancel()
        self.assertEqual(mails.search_count([]), before)
        told = [("model", "=", "calendar.event")]
        self.assertFalse(self.env["mail.message"].search_count(told))

    def test_deleting_the_meeting_deletes_the_event(self):
        self.meeting.with_user(self.manager).unlink()
        self.assertFalse(self.event.exists())


class TestFromCalendar(CalendarCase):
    def test_moving_it_moves_the_meeting_and_its_deadline(self):
        later = NOON + 2 * DAY
        before = self.deadline(self.meeting, "meeting").due_at
        self.mine.write({"start": later, "stop": later + 3 * HOUR})
        self.assertEqual(self.meeting.date_start, later)
        self.assertEqual(self.meeting.date_end, later + 3 * HOUR)
        self.assertEqual(self.deadline(self.meeting, "meeting").due_at, before + DAY)

    def test_people(self):
        guest = self.env["res.partner"].create({"name": "Guest"})
        self.mine.partner_ids = [
            Command.unlink(self.deputy.partner_id.id),
            Command.link(self.supervisor.partner_id.id),
            Command.link(guest.id),
        ]
        self.assertEqual(self.meeting.host_ids, self.officer | self.supervisor)
        self.meeting.host_ids = [Command.link(self.head.id)]
        people = (self.officer | self.supervisor | self.head).partner_id
        self.assertEqual(self.event.partner_ids, people | guest)

    def test_taking_it_out_calls_it_off_and_back_in_plans_it_again(self):
        self.mine.active = False
        self.assertEqual(self.meeting.state, "cancelled")
        self.mine.active = True
        self.assertEqual(self.meeting.state, "planned")
        self.mine.unlink()
        self.assertEqual(self.meeting.state, "cancelled")
        self.meeting.action_draft()
        self.meeting.action_plan()
        self.assertTrue(self.meeting.event_id)

    def test_nobody_moves_the_meetings_of_others(self):
        later = NOON + 2 * DAY
        self.meeting.host_ids = [Command.link(self.clerk.id)]
        for user in (self.deputy, self.clerk, self.stranger):
            event = self.event.with_user(user)
            for change in (
                lambda event=event: event.write({"start": later, "stop": later}),
                lambda event=event: event.write({"active": False}),
                lambda event=event: event.unlink(),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    change()
                    self.env.flush_all()
        self.assertEqual(self.meeting.date_start, NOON + DAY)

    def test_what_is_on_record_stays_as_it_is(self):
        hotel, other = self.meeting.line_ids
        hotel.write({"attendance": "came", "outcome": "Agreed."})
        other.attendance = "absent"
        with self.at(NOON + 2 * DAY):
            self.meeting.action_done()
            self.mine.write({"start": NOON, "stop": NOON + HOUR})
            self.mine.unlink()
        self.assertEqual(self.meeting.state, "done")
        self.assertEqual(self.meeting.date_start, NOON + DAY)

    def test_it_is_not_repeated(self):
        with self.assertRaises(UserError):
            self.mine.write({"recurrency": True, "rrule_type": "weekly", "count": 3})

    def test_its_calendar_entry_and_its_promise_are_nobody_s_to_write(self):
        for name in ("event_id", "planned_since", "deadline_due_at"):
            with self.assertRaises(AccessError):
                self.meeting.write({name: False})

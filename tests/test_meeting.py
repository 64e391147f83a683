"""VISIT-5, VISIT-6: meetings of several accounts, planned, approved and on record."""

from datetime import timedelta

from meetings import MeetingMixin

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase


class TestMeeting(MeetingMixin, KeyAccountCase):
    def test_a_meeting_knows_its_number_and_the_accounts_of_its_guests(self):
        meeting = self.make_meeting()
        self.assertRegex(meeting.name, r"^KM\d{5}$")
        hotel, other = meeting.line_ids
        self.assertEqual(hotel.key_account_id, self.account)
        self.assertEqual(hotel.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(other.key_account_tier_id, self.ref("tier_b"))
        self.assertEqual(meeting.team_id, self.team)

    def test_who_came_has_a_visit_on_record_and_who_stayed_away_has_none(self):
        meeting = self.make_meeting(host_ids=[Command.set(self.supervisor.ids)])
        visit = self.hold(
            meeting, needs="A quote.", person_ids=[Command.set(self.contact.ids)]
        )
        self.assertEqual(visit.state, "done")
        self.assertEqual(visit.visited_at, NOON)
        self.assertEqual(visit.partner_id, self.contact)
        self.assertEqual(visit.user_id, self.officer)
        self.assertEqual(visit.way, "meeting")
        self.assertEqual(visit.content, "Wants ten channels.")
        self.assertEqual(visit.needs, "A quote.")
        self.assertEqual(visit.place, "Third floor")
        people = self.contact | self.supervisor.partner_id
        self.assertEqual(visit.participant_ids, people)
        self.assertEqual(visit.meeting_id, meeting)
        self.assertEqual(visit.key_account_tier_id, self.ref("tier_a"))
        # It was no planned visit: nothing was promised by it, it is in no calendar.
        self.assertFalse(visit.planned_since or visit.event_id)
        self.assertFalse(visit.sudo().deadline_ids)
        self.assertFalse(meeting.line_ids[1].visit_id)
        action = meeting.action_view_visits()
        found = self.env["key.account.visit"].search(action["domain"])
        self.assertEqual(found, visit)

    def test_it_counts_as_contact_on_the_page_and_in_the_history(self):
        visit = self.hold(self.make_meeting())
        account = self.account.with_user(self.officer)
        self.assertEqual(account.key_account_visit_count, 1)
        self.assertEqual(account.key_account_last_contact_at, NOON)
        (line,) = account._key_account_history(NOON, NOON + HOUR)
        self.assertEqual(line["number"], visit.name)

    def test_the_visitor_is_who_looked_after_them_else_the_account_manager(self):
        meeting = self.make_meeting()
        hotel, other = meeting.line_ids
        meeting.line_ids.write({"attendance": "came"})
        hotel.user_id = self.supervisor
        meeting.outcome = "All agreed."
        meeting.action_plan()
        with self.at(NOON + HOUR):
            meeting.action_done()
        self.assertEqual(hotel.visit_id.user_id, self.supervisor)
        visit = other.sudo().visit_id
        self.assertEqual(visit.user_id, self.stranger)
        self.assertEqual(visit.content, "All agreed.")

    def test_nothing_is_filed_that_is_not_written_down(self):
        meeting = self.make_meeting()
        meeting.action_plan()
        with self.at(NOON - HOUR), self.assertRaises(UserError):
            meeting.action_done()
        with self.at(NOON + HOUR):
            with self.assertRaisesRegex(UserError, "whether it came.*Wang Fang"):
                meeting.action_done()
            meeting.line_ids.write({"attendance": "came"})
            meeting.line_ids[1].outcome = "Fine."
            with self.assertRaisesRegex(UserError, "what came of.*Wang Fang"):
                meeting.action_done()
        empty = self.make_meeting(line_ids=False)
        empty.action_plan()
        with self.assertRaisesRegex(UserError, "Nobody was invited"):
            empty.action_done()

    def test_it_did_not_take_place_in_the_future(self):
        meeting = self.make_meeting(date_start=NOON + timedelta(days=1), date_end=False)
        meeting.line_ids.write({"attendance": "came", "outcome": "x"})
        meeting.action_plan()
        with self.at(NOON), self.assertRaisesRegex(UserError, "in the future"):
            meeting.action_done()

    def test_each_step_only_from_where_it_makes_sense(self):
        meeting = self.make_meeting()
        for refused in (meeting.action_done, meeting.action_draft):
            with self.assertRaises(UserError):
                refused()
        meeting.action_cancel()
        for refused in (meeting.action_plan, meeting.action_cancel):
            with self.assertRaises(UserError):
                refused()
        meeting.action_draft()
        self.hold(meeting)
        for refused in (
            meeting.action_plan,
            meeting.action_cancel,
            meeting.action_draft,
            meeting.action_done,
        ):
            with self.assertRaises(UserError):
                refused()

    def test_what_took_place_stays_but_for_the_last_invoice(self):
        meeting = self.make_meeting()
        self.hold(meeting)
        hotel = meeting.line_ids[0]
        for record, vals in (
            (meeting, {"title": "x"}),
            (meeting, {"line_ids": [Command.create({"partner_id": self.account.id})]}),
            (hotel, {"outcome": "x"}),
            (hotel, {"attendance": "absent"}),
        ):
            with self.assertRaises(UserError):
                record.write(vals)
        for record in (hotel, meeting):
            with self.assertRaises(UserError):
                record.with_user(self.manager).unlink()
        meeting.actual_cost = 100
        self.assertEqual(hotel.cost_share, 100)

    def test_nobody_is_invited_twice(self):
        meeting = self.make_meeting()
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "already"):
            self.env["key.account.meeting.line"].create(
                {"meeting_id": meeting.id, "partner_id": self.contact.id}
            )
            self.env.flush_all()

    def test_the_cost_is_shared_by_the_people_who_came(self):
        meeting = self.make_meeting(planned_cost=80)
        hotel, other = meeting.line_ids
        people = self.contact | self.account
        hotel.write({"attendance": "came", "person_ids": [Command.set(people.ids)]})
        other.attendance = "came"
        meeting.actual_cost = 100
        self.assertAlmostEqual(hotel.cost_share, 66.67)
        self.assertAlmostEqual(other.cost_share, 33.33)
        self.assertEqual(meeting.cost_difference, 20)
        other.attendance = "absent"
        self.assertEqual((hotel.cost_share, other.cost_share), (100, 0))

    def test_a_copy_is_a_new_plan(self):
        meeting = self.make_meeting()
        self.hold(meeting)
        copied = meeting.copy()
        self.assertEqual(copied.state, "draft")
        self.assertNotEqual(copied.name, meeting.name)
        self.assertEqual(len(copied.line_ids), 2)
        for name in ("attendance", "outcome", "person_ids", "visit_id", "cost_share"):
            self.assertFalse(any(copied.line_ids.mapped(name)), name)


class TestApproval(MeetingMixin, KeyAccountCase):
    def submit(self, **values):
        meeting = self.make_meeting(**{"planned_cost": 5000.01, **values})
        meeting.action_plan()
        return meeting

    def test_up_to_the_limit_nobody_is_asked(self):
        self.assertEqual(self.submit(planned_cost=5000).state, "planned")

    def test_above_the_limit_the_next_superior_is_asked_and_approves(self):
        meeting = self.submit()
        self.assertEqual(meeting.state, "submitted")
        told = self.env["mail.message"].search([], order="id desc", limit=1)
        self.assertEqual(told.partner_ids, self.supervisor.partner_id)
        self.assertNotIn("Spring", told.body)
        seen = meeting.with_user(self.supervisor)
        self.assertTrue(seen.can_approve)
        with self.at(NOON):
            seen.action_approve()
        self.assertEqual(meeting.state, "planned")
        self.assertEqual(meeting.approved_by_id, self.supervisor)
        self.assertEqual(meeting.approved_at, NOON)
        self.assertEqual(meeting.approved_cost, 5000.01)

    def test_nobody_approves_his_own(self):
        for user in (self.officer, self.supervisor):
            meeting = self.make_meeting(user, planned_cost=9000, user_id=user.id)
            meeting.action_plan()
            self.assertFalse(meeting.can_approve)
            with self.assertRaises(AccessError):
                meeting.action_approve()
        # Organised in somebody else's name, it is still one's own.
        meeting = self.make_meeting(
            self.supervisor, planned_cost=9000, user_id=self.officer.id
        )
        meeting.action_plan()
        with self.assertRaises(AccessError):
            meeting.action_approve()
        meeting.with_user(self.head).action_approve()

    def test_what_is_submitted_stays_as_it_is(self):
        meeting = self.submit()
        for user in (self.officer, self.supervisor):
            with self.assertRaises(UserError):
                meeting.with_user(user).planned_cost = 1
        meeting.action_draft()
        meeting.planned_cost = 1

    def test_a_returned_one_is_changed_and_planned_again(self):
        meeting = self.submit()
        meeting.with_user(self.supervisor).action_return()
        self.assertEqual(meeting.state, "draft")
        meeting.planned_cost = 4000
        meeting.action_plan()
        self.assertEqual(meeting.state, "planned")

    def test_what_was_approved_does_not_get_dearer(self):
        meeting = self.submit()
        meeting.with_user(self.supervisor).action_approve()
        with self.assertRaises(ValidationError):
            meeting.planned_cost = 6000
        meeting.planned_cost = 5000.01
        cheap = self.submit(planned_cost=100)
        with self.assertRaises(ValidationError):
            cheap.planned_cost = 6000

    def test_the_limit_is_the_company_s_to_set(self):
        kind = self.ref("meeting_kind_exchange").with_user(self.manager)
        kind.approval_above = 0
        self.assertEqual(self.submit(planned_cost=1).state, "submitted")
        self.assertEqual(self.submit(planned_cost=0).state, "planned")

    def test_without_a_superior_it_does_not_wait_for_nobody(self):
        self.company.key_account_head_id = False
        with self.assertRaisesRegex(UserError, "line of command"):
            self.make_meeting(
                self.stranger, planned_cost=9000, line_ids=False
            ).action_plan()


class TestAccess(MeetingMixin, KeyAccountCase):
    def test_who_sees_the_meeting_and_which_accounts(self):
        meeting = self.make_meeting(host_ids=[Command.set(self.clerk.ids)])
        hotel, other = meeting.line_ids
        for name, may_write, seen in (
            ("officer", True, hotel | other),
            ("deputy", False, hotel),
            ("stranger", False, other),
            ("supervisor", True, hotel | other),
            ("head", True, hotel | other),
            ("manager", True, hotel | other),
            ("auditor", False, hotel | other),
        ):
            user = getattr(self, name)
            with self.subTest(user=name):
                lines = hotel.with_user(user).search([("meeting_id", "=", meeting.id)])
                self.assertEqual(lines, seen)
                record = meeting.with_user(user)
                self.assertEqual(record.has_access("read"), bool(seen))
                self.assertEqual(record.has_access("write"), may_write)
        # To be named as a participant gives nobody the rights of the service.
        self.assertFalse(meeting.with_user(self.clerk).has_access("read"))

    def test_the_manager_of_an_account_writes_its_line_and_no_other(self):
        meeting = self.make_meeting()
        hotel, other = (line.with_user(self.stranger) for line in meeting.line_ids)
        other.answer = "accepted"
        with self.assertRaises(AccessError):
            hotel.answer = "declined"
        with self.assertRaises(AccessError):
            meeting.with_user(self.stranger).title = "x"

    def test_nobody_puts_accounts_on_the_list_of_another(self):
        meeting = self.make_meeting(line_ids=False)
        mine = self.make_meeting(self.stranger, line_ids=False)
        Line = self.env["key.account.meeting.line"].with_user(self.stranger)
        with self.assertRaises(AccessError):
            Line.create({"meeting_id": meeting.id, "partner_id": self.other.id})
        line = Line.create({"meeting_id": mine.id, "partner_id": self.other.id})
        with self.assertRaises(AccessError):
            line.meeting_id = meeting

    def test_a_participant_sees_the_meeting_but_no_foreign_account(self):
        meeting = self.make_meeting(
            host_ids=[Command.set(self.deputy.ids)],
            line_ids=[Command.create({"partner_id": self.other.id})],
        ).with_user(self.deputy)
        self.env.invalidate_all()
        self.assertEqual(meeting.title, "Spring session")
        self.assertFalse(meeting.line_ids)
        self.assertEqual(meeting.came_count, 0)

    def test_the_visit_is_seen_by_those_who_serve_the_account_only(self):
        visit = self.hold(self.make_meeting())
        self.assertFalse(visit.with_user(self.stranger).has_access("read"))
        self.assertTrue(visit.with_user(self.supervisor).has_access("read"))

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Abroad"})
        meeting = self.make_meeting()
        self.manager.write(
            {"company_ids": [Command.set(company.ids)], "company_id": company.id}
        )
        self.assertFalse(meeting.with_user(self.manager).has_access("read"))
        line = meeting.line_ids[0].with_user(self.manager)
        self.assertFalse(line.has_access("read"))

    def test_erasing_a_person_leaves_no_words_about_it(self):
        meeting = self.make_meeting()
        hotel = meeting.line_ids[0]
        hotel.write(
            {"outcome": "Secret", "person_ids": [Command.set(self.contact.ids)]}
        )
        self.contact._erase_personal_data()
        self.assertFalse(hotel.outcome or hotel.person_ids)

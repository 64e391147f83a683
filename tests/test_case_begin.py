"""CASE-4: a case on which work begins is new no more, whoever begins it."""

from departments import DepartmentMixin
from repairs import RepairMixin

from odoo.exceptions import AccessError
from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase


class TestBegin(RepairMixin, DepartmentMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(user=self.officer, team_id=self.desk.id)
        self.assertEqual(self.case.stage_id, self.stage("new"))

    def speak(self, **values):
        with self.at(NOON + HOUR):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": self.case.id, "summary": "Sorry.", **values}
            ).action_log()

    def assert_stage(self, name):
        self.assertEqual(self.case.stage_id, self.stage(name))

    def test_the_customer_was_calmed_and_the_clock_is_the_same(self):
        due = self.case.resolve_by
        self.speak(kind="calmed")
        self.assert_stage("in_progress")
        self.assertEqual(self.case.resolve_by, due)
        self.assertEqual(self.deadline(self.case).state, "running")

    def test_the_customer_was_written_to(self):
        with self.at(NOON + HOUR):
            self.case.with_user(self.officer).message_post(
                body="Somebody comes.",
                partner_ids=self.contact.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.assert_stage("in_progress")

    def test_a_note_among_colleagues_is_no_work(self):
        self.case.with_user(self.officer).message_post(body="Hm.")
        self.assert_stage("new")

    def test_a_department_was_asked(self):
        self.ask(self.case)
        self.assert_stage("in_progress")

    def test_a_crew_was_sent(self):
        self.send_crew(self.case)
        self.assert_stage("in_progress")

    def test_a_colleague_accepted_it(self):
        with self.at(NOON):
            offer = (
                self.env["key.account.case.offer.make"]
                .with_user(self.officer)
                .create({"ticket_id": self.case.id, "user_id": self.stranger.id})
            )
            offer.action_offer()
            self.assert_stage("new")
            self.case.open_offer_id.with_user(self.stranger).action_accept()
        self.assert_stage("in_progress")
        self.assertEqual(self.case.first_contact_user_id, self.stranger)

    def test_the_head_takes_over_what_is_major(self):
        self.case.with_user(self.head).action_take_over()
        self.assert_stage("in_progress")
        self.assertEqual(self.case.first_contact_user_id, self.head)
        self.assertEqual(self.case.key_account_manager_id, self.officer)

    def test_who_may_not_change_it_takes_over_nothing(self):
        for user in (self.stranger, self.auditor, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.case.with_user(user).action_take_over()
        self.assertEqual(self.case.first_contact_user_id, self.officer)

    def test_told_of_the_solution_it_goes_to_solved(self):
        self.speak(solved=True)
        self.assert_stage("solved")

    def test_what_waits_stays_on_hold(self):
        self.case.stage_id = self.stage("awaiting")
        self.speak()
        self.assert_stage("awaiting")

    def test_a_desk_without_such_a_stage_keeps_it_where_it_is(self):
        other = self.env["helpdesk.ticket.team"].create({"name": "Other"})
        self.stage("in_progress").team_ids = [Command.set(other.ids)]
        self.speak()
        self.assert_stage("new")

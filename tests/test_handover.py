"""TEAM-1: accounts go to another manager with their open work; nothing is lost."""

from handovers import DAY, HandoverCase

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from common import HOUR, NOON


class TestHandover(HandoverCase):
    def test_from_draft_to_done(self):
        with self.at(NOON):
            self.propose(self.handover)
            self.assertEqual(self.handover.state, "proposed")
            self.confirm(self.handover, self.officer)
            self.assertEqual(self.handover.state, "given")
            self.assertEqual(self.account.key_account_manager_id, self.officer)
            self.confirm(self.handover, self.taker)
        self.assertEqual(self.handover.state, "done")
        self.assertEqual(self.handover.done_at, NOON)
        self.assertEqual(self.account.key_account_manager_id, self.taker)

    def test_open_work_goes_with_the_account(self):
        self.case.user_id = self.officer
        self.run_through()
        for name in ("key_account_manager_id", "user_id", "first_contact_user_id"):
            self.assertEqual(self.case[name], self.taker, name)
        self.assertEqual(self.visit.user_id, self.taker)
        self.assertEqual(self.call.user_id, self.taker)
        self.assertEqual(self.deadline(self.case).responsible_id, self.taker)

    def test_the_clocks_run_on_untouched(self):
        deadlines = self.case.deadline_ids
        names = ["due_at", "next_event_at", "warn_at", "state", "started_at"]
        before = deadlines.read(names), deadlines.event_ids.read(["kind", "at"])
        self.run_through(NOON + HOUR)
        after = deadlines.read(names), deadlines.event_ids.read(["kind", "at"])
        self.assertEqual(before, after)

    def test_what_is_closed_or_of_others_stays(self):
        closed = self.make_case(case_kind="enquiry", user=self.officer)
        closed.stage_id = self.stage("cancelled")
        other = self.contact.activity_schedule(
            "mail.mail_activity_data_call", user_id=self.stranger.id
        )
        self.run_through()
        self.assertEqual(closed.key_account_manager_id, self.officer)
        self.assertEqual(other.user_id, self.stranger)

    def test_what_was_not_chosen_stays(self):
        self.handover.write(dict.fromkeys(("move_cases", "move_visits"), False))
        self.handover.move_activities = False
        self.run_through()
        self.assertEqual(self.account.key_account_manager_id, self.taker)
        self.assertEqual(self.case.key_account_manager_id, self.officer)
        self.assertEqual(self.case.first_contact_user_id, self.officer)
        self.assertEqual(self.visit.user_id, self.officer)
        self.assertEqual(self.call.user_id, self.officer)
        self.assertFalse(self.handover.line_ids)

    def test_the_list_is_frozen_with_due_times(self):
        with self.at(NOON):
            self.propose(self.handover)
        lines = {line.res_model: line for line in self.handover.line_ids}
        self.assertEqual(
            set(lines), {"helpdesk.ticket", "key.account.visit", "mail.activity"}
        )
        due = self.case.deadline_due_at
        self.assertEqual(lines["helpdesk.ticket"].due_at, due)
        self.assertEqual(lines["helpdesk.ticket"].account_id, self.account)
        self.assertIn(self.case.number, lines["helpdesk.ticket"].name)
        self.assertEqual(lines["mail.activity"].due_date, NOON.date())
        self.assertIn("Ask about the offer", lines["mail.activity"].name)
        with self.at(NOON):
            self.deadline(self.case)._move(due - HOUR, "agreed")
        self.assertEqual(self.case.deadline_due_at, due - HOUR)
        self.assertEqual(lines["helpdesk.ticket"].due_at, due)

    def test_what_happens_between_list_and_date_is_put_on_it(self):
        with self.at(NOON):
            self.propose(self.handover)
            self.case.write({"active": False})
            late = self.make_case()
            self.confirm(self.handover)
        outcome = {
            (line.res_model, line.res_id): line.outcome
            for line in self.handover.line_ids
        }
        self.assertEqual(outcome["helpdesk.ticket", self.case.id], "settled")
        self.assertEqual(outcome["helpdesk.ticket", late.id], "added")
        self.assertEqual(outcome["key.account.visit", self.visit.id], "moved")

    def test_several_accounts_at_once(self):
        bank = self.account.copy({"name": "Bank", "email": False})
        bank.write(
            {"key_account_kind": "group", "key_account_manager_id": self.officer.id}
        )
        self.handover.with_user(self.supervisor).action_add_accounts()
        self.assertEqual(self.handover.account_ids, self.account | bank)
        self.run_through()
        self.assertEqual(bank.key_account_manager_id, self.taker)

    def test_it_is_on_record_who_served(self):
        self.run_through(NOON + HOUR)
        history = self.env["key.account.assignment"]
        self.assertEqual(history._manager_at(self.account, NOON + HOUR), self.taker)

    def test_a_deputy_who_takes_over_is_deputy_no_more(self):
        self.handover.taker_id = self.deputy
        with self.at(NOON):
            self.propose(self.handover)
            self.confirm(self.handover, self.officer, self.deputy)
        self.assertEqual(self.account.key_account_manager_id, self.deputy)
        self.assertFalse(self.account.key_account_deputy_id)

    def test_the_giver_sees_the_account_no_more_and_the_taker_does(self):
        self.run_through()
        self.assertFalse(self.case.with_user(self.officer).has_access("read"))
        self.assertTrue(self.case.with_user(self.taker).has_access("read"))


class TestWhoDecides(HandoverCase):
    def test_a_manager_proposes_through_the_supervisor(self):
        mine = self.make_handover(self.officer)
        with self.assertRaises(AccessError):
            mine.with_user(self.officer).action_propose()
        mine.with_user(self.officer).action_request()
        self.assertEqual(mine.state, "requested")
        self.assertEqual(mine.activity_ids.user_id, self.supervisor)
        self.propose(mine)
        self.assertEqual(mine.activity_ids.user_id, self.officer)

    def test_nobody_hands_over_accounts_of_others(self):
        for user in self.stranger | self.deputy | self.taker:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.make_handover(user)

    def test_each_confirms_only_for_oneself_and_in_turn(self):
        self.propose(self.handover)
        for user in self.taker | self.supervisor | self.manager | self.stranger:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.confirm(self.handover, user)
        self.confirm(self.handover, self.officer)
        for user in self.officer | self.supervisor | self.manager:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.confirm(self.handover, user)

    def test_refused_and_changed_and_proposed_again(self):
        self.propose(self.handover)
        with self.assertRaises(AccessError):
            self.answer(self.handover, self.taker, "refuse")
        self.answer(self.handover, self.officer, "refuse", "Two cases are missing")
        self.assertEqual(self.handover.state, "refused")
        self.assertEqual(self.handover.answer, "Two cases are missing")
        self.assertEqual(self.handover.activity_ids.user_id, self.supervisor)
        self.handover.with_user(self.supervisor).reason = "New district"
        self.propose(self.handover)
        self.assertEqual(self.handover.state, "proposed")

    def test_the_taker_refuses(self):
        self.propose(self.handover)
        self.confirm(self.handover, self.officer)
        self.answer(self.handover, self.taker, "refuse")
        self.assertEqual(self.handover.state, "refused")
        self.assertEqual(self.account.key_account_manager_id, self.officer)

    def test_what_was_proposed_is_not_changed(self):
        self.propose(self.handover)
        with self.assertRaisesRegex(UserError, "Take it back"):
            self.handover.with_user(self.supervisor).taker_id = self.deputy
        self.answer(self.handover, self.supervisor, "draft")
        self.handover.with_user(self.supervisor).taker_id = self.deputy

    def test_taken_back_nothing_is_confirmed(self):
        self.propose(self.handover)
        self.confirm(self.handover, self.officer)
        self.answer(self.handover, self.supervisor, "draft")
        self.assertEqual(self.handover.state, "draft")
        self.assertFalse(self.handover.given_at)

    def test_called_off(self):
        self.propose(self.handover)
        with self.assertRaises(AccessError):
            self.answer(self.handover, self.officer, "cancel")
        self.answer(self.handover, self.supervisor, "cancel")
        self.assertEqual(self.handover.state, "cancelled")
        self.assertFalse(self.handover.activity_ids)
        with self.assertRaisesRegex(UserError, "any more"):
            self.propose(self.handover)

    def test_a_giver_who_has_left_is_stood_in_for(self):
        self.officer.active = False
        with self.at(NOON):
            self.propose(self.handover)
            self.assertEqual(self.handover.activity_ids.user_id, self.supervisor)
            self.answer(self.handover, self.supervisor, "confirm", "Resigned")
            self.assertEqual(self.handover.given_by_id, self.supervisor)
            self.confirm(self.handover, self.taker)
        self.assertEqual(self.account.key_account_manager_id, self.taker)

    def test_a_giver_who_is_there_confirms_in_person(self):
        self.propose(self.handover)
        with self.assertRaisesRegex(AccessError, "on leave or has left"):
            self.answer(self.handover, self.supervisor, "confirm")

    def test_a_giver_on_leave_is_stood_in_for(self):
        resource = self.env["resource.resource"].create(
            {"name": "Officer", "user_id": self.officer.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "calendar_id": False,
                "date_from": NOON - DAY,
                "date_to": NOON + DAY,
            }
        )
        with self.at(NOON):
            self.propose(self.handover)
            self.answer(self.handover, self.supervisor, "confirm", "On leave")
        self.assertEqual(self.handover.state, "given")

    def test_two_handovers_of_an_account(self):
        other = self.make_handover(taker_id=self.deputy.id)
        self.propose(self.handover)
        with self.assertRaisesRegex(UserError, self.handover.name):
            self.propose(other)

    def test_a_taker_who_serves_no_accounts(self):
        self.handover.taker_id = self.clerk
        with self.assertRaisesRegex(UserError, "does not serve key accounts"):
            self.propose(self.handover)

    def test_giver_and_taker_are_two(self):
        with self.assertRaises(ValidationError):
            self.make_handover(taker_id=self.officer.id)

    def test_accounts_are_the_givers(self):
        with self.assertRaisesRegex(ValidationError, "must be served by"):
            self.make_handover(giver_id=self.deputy.id)

    def test_only_a_draft_is_deleted(self):
        self.propose(self.handover)
        with self.assertRaises(UserError):
            self.handover.with_user(self.supervisor).unlink()
        self.answer(self.handover, self.supervisor, "draft")
        self.handover.with_user(self.supervisor).unlink()

    def test_who_reads_the_handover_and_its_list(self):
        self.propose(self.handover)
        readers = self.officer | self.taker | self.supervisor | self.head
        readers |= self.manager | self.auditor
        for user in readers | self.stranger | self.deputy | self.clerk:
            with self.subTest(user=user.login):
                for records in (self.handover, self.handover.line_ids):
                    seen = records.with_user(user).has_access("read")
                    self.assertEqual(seen, user in readers)

    def test_the_taker_sees_nothing_before_it_is_proposed(self):
        self.assertFalse(self.handover.with_user(self.taker).has_access("read"))


class TestHandoverForms(HandoverCase):
    def test_the_button_of_the_contact_opens_a_new_handover(self):
        accounts = self.account.with_user(self.supervisor)
        context = accounts.action_hand_over_accounts()["context"]
        handovers = self.env["key.account.handover"].with_user(self.supervisor)
        form = Form(handovers.with_context(**context))
        form.taker_id = self.taker
        handover = form.save()
        self.assertEqual(handover.account_ids, self.account)
        self.assertEqual(handover.giver_id, self.officer)

    def test_accounts_of_two_managers_are_two_handovers(self):
        bank = self.account.copy({"name": "Bank", "email": False})
        bank.write(
            {"key_account_kind": "group", "key_account_manager_id": self.stranger.id}
        )
        with self.assertRaisesRegex(UserError, "one and the same"):
            (self.account | bank).action_hand_over_accounts()

    def test_defaults_of_a_context_confirm_nothing(self):
        forged = {"default_state": "taken", "default_taken_at": "2026-03-02 12:00:00"}
        handover = self.make_handover()
        handovers = handover.with_context(**forged).with_user(self.supervisor)
        names = ["state", "taken_at", "reason"]
        self.assertEqual(handovers.default_get(names), {"state": "draft"})

    def test_the_protocol_prints_what_was_open(self):
        with self.at(NOON):
            self.propose(self.handover)
            self.confirm(self.handover, self.officer)
        report = self.env["ir.actions.report"].with_user(self.taker)
        html, _kind = report._render_qweb_html(
            "key_account_service.report_handover", self.handover.ids
        )
        text = html.decode()
        for word in (
            self.case.number,
            "Jinniu Hotel",
            "kas-taker",
            "Ask about the offer",
        ):
            self.assertIn(word, text)

    def test_the_list_calls_a_case_a_case_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        with self.at(NOON):
            self.propose(self.handover)
        line = self.handover.line_ids.filtered(
            lambda line: line.res_model == "helpdesk.ticket"
        )[:1]
        self.assertEqual(line.with_context(lang="en_US").kind, "Case")
        self.assertNotIn("Helpdesk", line.with_context(lang="zh_CN").kind)

    def test_the_protocol_is_a_pdf(self):
        self.run_through()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        with self.allow_pdf_render():
            pdf, _kind = report._render_qweb_pdf(
                "key_account_service.report_handover", self.handover.ids
            )
        self.assertTrue(pdf.startswith(b"%PDF"))

    def test_strangers_print_nothing(self):
        report = self.env["ir.actions.report"].with_user(self.stranger)
        with self.assertRaises(AccessError):
            report._render_qweb_html(
                "key_account_service.report_handover", self.handover.ids
            )

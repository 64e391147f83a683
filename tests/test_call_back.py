"""CASE-4, CASE-7: solved, told, called back, confirmed, closed; or opened again."""

from call_backs import CallBackMixin

from odoo.exceptions import RedirectWarning, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from common import HOUR, NOON, KeyAccountCase

DAY = 24 * HOUR


class TestForm(CallBackMixin, KeyAccountCase):
    """Each answer of the customer is a button of the form."""

    def form(self, call, **values):
        with self.at(NOON + 2 * HOUR):
            action = call.with_user(self.officer).action_record()
            Record = self.env[action["res_model"]].with_user(self.officer)
            return Record.with_context(**action["context"]).create(values)

    def press(self, form, outcome):
        with self.at(NOON + 2 * HOUR):
            form.with_context(outcome=outcome).action_record()
        self.env.invalidate_all()

    def test_satisfied_closes_the_case(self):
        case = self.told_case()
        self.press(self.form(self.call_back(case)), "satisfied")
        self.assertEqual(self.call_back(case).result, "satisfied")
        self.assertTrue(case.closed)

    def test_not_satisfied_says_why_and_reopens(self):
        case = self.told_case()
        form = self.form(self.call_back(case))
        with self.assertRaisesRegex(UserError, "not satisfied with"):
            self.press(form, "not_satisfied")
        form.said = "No sound."
        self.press(form, "not_satisfied")
        self.assertEqual(case.reopen_count, 1)

    def test_without_an_answer_nothing_is_recorded(self):
        case = self.told_case()
        form = self.form(self.call_back(case))
        with self.assertRaisesRegex(UserError, "customer answered"):
            self.press(form, False)
        self.assertEqual(self.call_back(case).state, "to_do")

    def test_pressed_twice_it_is_recorded_once(self):
        case = self.told_case()
        form = self.form(self.call_back(case))
        self.press(form, "not_reached")
        self.press(form, "satisfied")
        with self.assertRaises(UserError):
            self.press(form, "satisfied")
        self.assertEqual(len(self.call_back(case).attempt_ids), 2)


class TestAskedFor(CallBackMixin, KeyAccountCase):
    def test_a_solved_complaint_gets_one_for_its_manager_when_the_customer_knows(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.stage_id = self.stage("solved")
        self.assertFalse(case.call_back_ids)
        self.tell(case, NOON + 2 * HOUR)
        call = case.call_back_ids
        self.assertEqual(len(call), 1)
        self.assertEqual((call.kind, call.state), ("solution", "to_do"))
        self.assertEqual(call.user_id, self.officer)
        self.assertEqual(call.partner_id, self.contact)
        self.assertEqual(call.key_account_tier_id, self.ref("tier_a"))
        self.assertRegex(call.name, r"^CB\d{5}$")
        self.assertEqual(call.requested_at, NOON + 2 * HOUR)
        self.assertEqual(call.deadline_due_at, NOON + 2 * HOUR + DAY)

    def test_one_a_solution_however_often_the_case_is_written(self):
        case = self.told_case()
        case.stage_id = self.stage("solved")
        case._note_contact(NOON + 3 * HOUR)
        case.name = "Another"
        self.assertEqual(len(case.call_back_ids), 1)

    def test_other_kinds_need_none(self):
        case = self.told_case(case_kind="maintenance")
        self.assertFalse(case.call_back_ids)
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_other_kinds_need_one_where_company_or_desk_say_so(self):
        desk = self.env["helpdesk.ticket.team"].create(
            {"name": "Careful", "confirm_all": True}
        )
        by_desk = self.told_case(case_kind="maintenance", team_id=desk.id)
        self.company.key_account_confirm_all = True
        by_company = self.told_case(case_kind="enquiry")
        for case in by_desk | by_company:
            self.assertEqual(len(case.call_back_ids), 1)
            with self.assertRaises(RedirectWarning):
                case.stage_id = self.stage("done")

    def test_a_customer_without_account_is_called_by_whoever_has_the_case(self):
        plain = self.env["res.partner"].create({"name": "Plain"})
        case = self.make_case(user=self.officer, partner_id=plain.id)
        self.assertEqual(self.call_back(self.tell(case)).user_id, self.officer)

    def test_it_goes_with_the_account_in_a_handover(self):
        call = self.call_back(self.told_case())
        work = self.env["key.account.handover"]._handover_models()[call._name]
        self.assertTrue(call.filtered_domain(work.open))
        self.record(call)
        self.assertFalse(call.filtered_domain(work.open))

    def test_called_off_when_the_case_is_open_again_or_void(self):
        for stage, words in (
            ("in_progress", "open again"),
            ("cancelled", "Cancelled"),
        ):
            case = self.told_case()
            case.stage_id = self.stage(stage)
            call = case.call_back_ids
            self.assertEqual(call.state, "cancelled")
            self.assertIn(words, call.cancel_reason)
            self.assertEqual(call.deadline_ids.state, "cancelled")

    def test_the_next_solution_has_the_next_call_back(self):
        case = self.told_case()
        with self.at(NOON + 2 * HOUR):
            case.stage_id = self.stage("in_progress")
        self.tell(case, NOON + 3 * HOUR)
        states = case.call_back_ids.sorted("id").mapped("state")
        self.assertEqual(states, ["cancelled", "to_do"])

    def test_many_at_once_cost_no_query_each(self):
        counts = []
        for size in (5, 25):
            cases = self.env["helpdesk.ticket"].create(
                [
                    {
                        "name": "x",
                        "description": "x",
                        "case_kind": "complaint",
                        "partner_id": self.contact.id,
                    }
                ]
                * size
            )
            cases.stage_id = self.stage("solved")
            cases.sudo().customer_informed_at = NOON + DAY * 365
            self.env.flush_all()
            self.assertEqual(len(cases.call_back_ids), size)
            cases = cases.with_env(self.env(context={"tracking_disable": True}))
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            cases._follow_solution()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 8, counts)


class TestDeadline(CallBackMixin, KeyAccountCase):
    def test_the_manager_is_warned_and_above_him_told(self):
        call = self.call_back(self.told_case())
        deadline = call.deadline_ids
        self.assertEqual(deadline.responsible_id, self.officer)
        self.sweep(NOON + 24 * HOUR)
        self.assertEqual(self.told(call), [("warning+0/responsible", "kas-officer")])
        self.sweep(NOON + 26 * HOUR)
        self.assertIn(("due+0/supervisor", "kas-supervisor"), self.told(call))
        self.sweep(NOON + 50 * HOUR)
        told = self.told(call)
        self.assertIn("kas-head", [login for _mark, login in told])
        self.assertEqual(len(told), len(set(told)))

    def test_kept_by_the_call_and_silent_then(self):
        call = self.call_back(self.told_case())
        self.record(call, moment=NOON + 3 * HOUR)
        deadline = call.deadline_ids
        self.assertEqual((deadline.state, deadline.met_at), ("met", NOON + 3 * HOUR))
        for days in range(1, 5):
            self.sweep(NOON + days * DAY)
        self.assertEqual(self.told(call), [])

    def test_a_late_call_is_late(self):
        call = self.call_back(self.told_case())
        self.record(call, moment=NOON + 30 * HOUR)
        self.assertEqual(call.deadline_ids.missed_at, NOON + 25 * HOUR)

    def test_an_attempt_in_vain_keeps_nothing(self):
        call = self.call_back(self.told_case())
        self.record(call, "not_reached")
        self.assertEqual(call.deadline_ids.state, "running")

    def test_a_policy_of_its_own_for_tier_and_level(self):
        policy = self.ref("policy_call_back_solution").copy(
            {
                "sequence": 5,
                "amount": 4,
                "tier_ids": [Command.set(self.ref("tier_a").ids)],
                "complaint_level_ids": [Command.set(self.ref("complaint_level_3").ids)],
                "case_kind": "complaint",
            }
        )
        fast = self.told_case(complaint_level_id=self.ref("complaint_level_3").id)
        slow = self.told_case()
        self.assertEqual(fast.call_back_ids.deadline_ids.policy_id, policy)
        self.assertEqual(fast.call_back_ids.deadline_due_at, NOON + 5 * HOUR)
        self.assertEqual(slow.call_back_ids.deadline_due_at, NOON + 25 * HOUR)

    def test_overdue_ones_are_found(self):
        call = self.call_back(self.told_case())
        with self.at(NOON + 30 * HOUR):
            self.env.invalidate_all()
            found = call.search([("deadline_state", "=", "missed")])
        self.assertIn(call, found)


class TestResult(CallBackMixin, KeyAccountCase):
    def test_a_satisfied_customer_confirms_and_the_case_can_be_closed(self):
        case = self.told_case()
        self.assertTrue(case.awaits_confirmation)
        self.assertIn(case, case.search([("awaits_confirmation", "=", True)]))
        with self.assertRaises(RedirectWarning) as refused:
            case.stage_id = self.stage("done")
        action = refused.exception.args[1]
        self.assertEqual(action["res_model"], "key.account.call.back.record")
        self.assertEqual(action["context"], {"default_ticket_id": case.id})
        call = self.record(self.call_back(case))
        self.assertEqual((call.state, call.result), ("done", "satisfied"))
        self.assertEqual(call.called_by_id, self.officer)
        self.assertEqual(case.confirmed_at, NOON + 2 * HOUR)
        self.assertEqual(case.confirmed_by, "call_back")
        self.assertFalse(case.awaits_confirmation)
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_closed_in_one_go(self):
        case = self.told_case()
        self.record(self.call_back(case), close=True)
        self.assertTrue(case.closed)

    def test_not_closed_in_one_go_while_something_is_missing(self):
        case = self.told_case(complaint_level_id=self.ref("complaint_level_3").id)
        self.record(self.call_back(case), close=True)
        self.assertFalse(case.closed)
        self.assertTrue(case.confirmed_at)

    def test_who_is_not_satisfied_opens_the_case_with_the_same_clock(self):
        case = self.told_case()
        call = self.record(self.call_back(case), "not_satisfied")
        self.assertEqual((call.state, call.result), ("done", "not_satisfied"))
        self.assertEqual(case.stage_id, self.stage("in_progress"))
        self.assertEqual(case.reopen_count, 1)
        self.assertFalse(case.customer_informed_at or case.confirmed_at)
        deadline = self.deadline(case)
        self.assertEqual(deadline.state, "running")
        # An hour was used when the customer was told, and stays used.
        self.assertEqual(case.resolve_by, NOON + 6 * HOUR)
        self.tell(case, NOON + 3 * HOUR)
        following = self.call_back(case)
        self.assertNotEqual(following, call)
        self.assertEqual((following.round, following.state), (1, "to_do"))
        self.record(following, moment=NOON + 4 * HOUR)
        self.assertEqual(case.confirmed_at, NOON + 4 * HOUR)

    def test_what_was_wrong_is_required_and_stands_in_the_case(self):
        case = self.told_case()
        call = self.call_back(case)
        for nothing in (False, "  "):
            with self.assertRaises(UserError):
                self.record(call, "not_satisfied", said=nothing)
        self.record(call, "not_satisfied")
        notes = "".join(case.message_ids.mapped("body"))
        self.assertIn("Room 12 has no sound.", notes)
        self.assertFalse(case.first_response_at > NOON + HOUR)

    def test_a_call_is_recorded_once(self):
        call = self.record(self.call_back(self.told_case()))
        for outcome in ("satisfied", "not_satisfied", "not_reached"):
            with self.assertRaises(UserError):
                self.record(call, outcome)
        self.assertEqual(len(call.attempt_ids), 1)

    def test_no_call_in_the_future_or_before_it_was_asked_for(self):
        call = self.call_back(self.told_case())
        for moment in (NOON + 5 * HOUR, NOON):
            with self.assertRaises(ValidationError):
                self.record(call, called_at=moment)

    def test_by_the_case(self):
        case = self.told_case()
        action = case.with_user(self.officer).action_record_call_back()
        form = Form(
            self.env[action["res_model"]]
            .with_user(self.officer)
            .with_context(**action["context"])
        )
        form.close = True
        with self.at(NOON + 2 * HOUR):
            form.called_at = NOON + 2 * HOUR
            form.save().with_context(outcome="satisfied").action_record()
        self.assertTrue(case.closed)

    def test_by_the_case_when_there_is_nothing_to_ask(self):
        case = self.make_case()
        with self.assertRaises(UserError):
            case._open_call_back()

    def test_a_case_of_before_has_its_call_back_made_up(self):
        case = self.told_case()
        case.call_back_ids._cancel("gone")
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")
        self.assertEqual(case._open_call_back().state, "to_do")

    def test_an_imported_case_that_is_closed_stays_as_it_is(self):
        case = self.make_case(stage_id=self.stage("done").id)
        self.assertTrue(case.closed)
        with self.assertRaises(RedirectWarning):
            self.make_case(user=self.officer, stage_id=self.stage("done").id)

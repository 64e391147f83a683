"""CASE-1 to CASE-4, TEAM-2: a case from its arrival to its close."""

from datetime import timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase


class TestIntakeByMail(KeyAccountCase):
    def test_a_message_with_attachment_becomes_a_case(self):
        case = self.mail()
        self.assertEqual(case.name, "No picture in 40 rooms")
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.key_account_id, self.account)
        self.assertEqual(case.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(case.key_account_manager_id, self.officer)
        self.assertEqual(case.first_contact_user_id, self.officer)
        self.assertEqual(case.case_kind, "complaint")
        self.assertEqual(case.complaint_level_id, self.ref("complaint_level_1"))
        self.assertEqual(
            case.channel_id, self.ref("helpdesk_mgmt.helpdesk_ticket_channel_email")
        )
        self.assertEqual(case.received_at, NOON)
        self.assertEqual(case.attachment_ids.name, "screen.png")
        self.assertEqual(case.resolve_by, NOON + 5 * HOUR)
        self.assertEqual(case.respond_by, NOON + 24 * HOUR)

    def test_letter_case_of_the_address_does_not_matter(self):
        case = self.mail(sender="WANG.FANG@HOTEL.EXAMPLE")
        self.assertEqual(case.partner_id, self.contact)

    def test_the_company_itself_may_write(self):
        case = self.mail(sender="Office@hotel.example")
        self.assertEqual(case.key_account_id, self.account)

    def test_a_namesake_outside_does_not_hide_the_key_account(self):
        self.env["res.partner"].create(
            {"name": "Aaron", "email": "wang.fang@hotel.example"}
        )
        self.assertEqual(self.mail().key_account_id, self.account)

    def test_an_address_of_two_accounts_is_left_to_a_person(self):
        self.env["res.partner"].create(
            {
                "name": "Other account",
                "email": "wang.fang@hotel.example",
                "key_account_kind": "leadership",
                "key_account_tier_id": self.ref("tier_b").id,
                "key_account_manager_id": self.stranger.id,
            }
        )
        found = self.env["res.partner"]._find_by_address(
            "wang.fang@hotel.example", self.company
        )
        self.assertFalse(found)

    def test_an_unknown_sender_is_a_case_with_an_owner_and_deadlines(self):
        case = self.mail(sender="nobody@elsewhere.example")
        self.assertFalse(case.key_account_id)
        self.assertTrue(case.first_contact_user_id)
        self.assertEqual(case.resolve_by, NOON + 5 * HOUR)

    def test_a_reply_is_no_second_case(self):
        case = self.mail()
        before = self.env["helpdesk.ticket"].search_count([])
        first = case.message_ids[-1].message_id
        self.mail(
            message_id=f"second@x>\nIn-Reply-To: {first}\nX-Void: <x",
            subject="Re: No picture",
        )
        self.assertEqual(self.env["helpdesk.ticket"].search_count([]), before)

    def test_the_account_of_another_company_is_not_ours(self):
        other = self.env["res.company"].create({"name": "Other branch"})
        self.account.key_account_company_id = other
        case = self.mail()
        self.assertEqual(case.partner_id, self.contact)
        self.assertFalse(case.key_account_id)


class TestCase(KeyAccountCase):
    def test_first_contact_owner_is_whoever_records_it(self):
        case = self.make_case(user=self.deputy)
        self.assertEqual(case.first_contact_user_id, self.deputy)
        self.assertEqual(case.key_account_manager_id, self.officer)

    def test_the_tier_is_that_of_the_day(self):
        case = self.make_case()
        self.account.key_account_tier_id = self.ref("tier_c")
        self.assertEqual(case.key_account_tier_id, self.ref("tier_a"))

    def test_only_complaints_have_a_level(self):
        case = self.make_case(case_kind="enquiry")
        self.assertFalse(case.complaint_level_id)
        self.assertFalse(case.resolve_by)
        case.case_kind = "complaint"
        self.assertEqual(case.complaint_level_id, self.ref("complaint_level_1"))
        self.assertTrue(case.resolve_by)

    def test_a_team_that_does_not_take_complaints(self):
        team = self.env["helpdesk.ticket.team"].create({"name": "IT"})
        case = self.env["helpdesk.ticket"].create(
            {"name": "Printer", "description": "x", "team_id": team.id}
        )
        self.assertEqual(case.case_kind, "enquiry")
        self.assertFalse(case.deadline_ids)

    def test_levels_have_their_hours(self):
        for code, hours in (("1", 5), ("2", 8), ("3", 12)):
            level = self.ref(f"complaint_level_{code}")
            case = self.make_case(complaint_level_id=level.id)
            self.assertEqual(case.resolve_by, NOON + hours * HOUR)

    def test_tiers_have_their_first_response(self):
        """TIER-3; D has none."""
        for code, hours in (("a", 24), ("b", 48), ("c", 72), ("d", None)):
            self.account.key_account_tier_id = self.ref(f"tier_{code}")
            case = self.make_case(case_kind="business")
            self.assertEqual(case.respond_by, bool(hours) and NOON + hours * HOUR)

    def test_the_earliest_of_several_promises_counts(self):
        """CASE-3: tier C says 72 h, any complaint 24 h."""
        self.account.key_account_tier_id = self.ref("tier_c")
        case = self.make_case()
        self.assertEqual(case.respond_by, NOON + 24 * HOUR)
        self.assertEqual(
            self.deadline(case, "respond").policy_id,
            self.ref("policy_respond_complaint"),
        )

    def test_a_lower_sequence_goes_before_an_earlier_time(self):
        exception = self.ref("policy_respond_tier_c").copy({"sequence": 1})
        exception.tier_ids = [Command.set(self.ref("tier_a").ids)]
        case = self.make_case()
        self.assertEqual(case.respond_by, NOON + 72 * HOUR)

    def test_not_received_in_the_future(self):
        with self.assertRaises(ValidationError):
            self.make_case(received_at=NOON + HOUR)

    def test_receipt_cannot_be_moved(self):
        case = self.make_case()
        with self.assertRaises(UserError):
            case.with_user(self.manager).received_at = NOON - HOUR

    def test_a_ticket_from_before_our_time_has_no_clock(self):
        case = self.make_case(received_at=False)
        case.stage_id = self.stage("in_progress")
        self.assertFalse(case.deadline_ids)

    def test_the_customer_is_asked_for_the_account_only_once(self):
        """A change of the helpdesk team keeps the account manager."""
        case = self.make_case()
        case.team_id = self.env["helpdesk.ticket.team"].create({"name": "Technical"})
        self.assertEqual(case.key_account_manager_id, self.officer)


class TestFirstResponse(KeyAccountCase):
    def respond(self, case):
        return self.deadline(case, "respond").state

    def test_a_message_of_staff_to_the_customer(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.with_user(self.officer).message_post(
                body="We are on it.",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=self.contact.ids,
            )
        self.assertEqual(self.respond(case), "met")
        self.assertEqual(case.first_response_at, NOON + HOUR)

    def test_a_message_that_does_not_reach_the_customer(self):
        case = self.make_case()
        case.with_user(self.officer).message_post(
            body="Hello colleagues",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.supervisor.partner_id.ids,
        )
        self.assertEqual(self.respond(case), "running")

    def test_a_note(self):
        case = self.make_case()
        case.with_user(self.officer).message_post(
            body="Customer is angry",
            subtype_xmlid="mail.mt_note",
            partner_ids=self.contact.ids,
        )
        self.assertEqual(self.respond(case), "running")

    def test_an_automatic_mail(self):
        case = self.make_case()
        case.with_user(self.officer).message_post(
            body="Your case has been received.",
            message_type="auto_comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.contact.ids,
        )
        self.assertEqual(self.respond(case), "running")

    def test_the_customers_own_message(self):
        case = self.mail()
        case.message_post(
            body="Hello?",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            author_id=self.contact.id,
        )
        self.assertEqual(self.respond(case), "running")

    def test_a_stage(self):
        case = self.make_case()
        case.stage_id = self.stage("in_progress")
        self.assertEqual(self.respond(case), "running")

    def test_a_logged_call(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            self.contact_wizard(case, contacted_at=NOON + HOUR / 2).action_log()
        self.assertEqual(self.respond(case), "met")
        self.assertEqual(case.first_response_at, NOON + HOUR / 2)
        self.assertEqual(self.deadline(case).state, "running")

    def contact_wizard(self, case, **values):
        return (
            self.env["helpdesk.ticket.contact"]
            .with_user(self.officer)
            .create(
                {
                    "ticket_id": case.id,
                    "way": "phone",
                    "summary": "A technician comes at two.",
                    **values,
                }
            )
        )

    def test_a_call_that_has_not_happened(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            for moment in (NOON + 2 * HOUR, NOON - HOUR):
                with self.assertRaises(ValidationError):
                    self.contact_wizard(case, contacted_at=moment)


class TestSolution(KeyAccountCase):
    def tell(self, case, moment, user=None):
        with self.at(moment):
            case.with_user(user or self.officer).action_tell_customer()
            self.env["helpdesk.ticket.contact"].with_user(user or self.officer).create(
                {"ticket_id": case.id, "summary": "Picture is back.", "solved": True}
            ).action_log()

    def test_solved_is_not_kept_until_the_customer_knows(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.stage_id = self.stage("solved")
        self.assertEqual(self.deadline(case).state, "running")
        self.tell(case, NOON + 2 * HOUR)
        self.assertEqual(self.deadline(case).state, "met")
        self.assertEqual(self.deadline(case).met_at, NOON + 2 * HOUR)
        self.assertFalse(case.deadline_due_at)

    def test_a_message_after_solving_tells_the_customer(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.stage_id = self.stage("solved")
            case.with_user(self.officer).message_post(
                body="It is solved.",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=self.contact.ids,
            )
        self.assertEqual(self.deadline(case).state, "met")

    def test_not_closed_before_the_customer_knows(self):
        case = self.make_case()
        with self.assertRaises(ValidationError):
            case.stage_id = self.stage("done")
        self.tell(case, NOON + HOUR)
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_an_enquiry_needs_no_telling(self):
        case = self.make_case(case_kind="enquiry")
        case.stage_id = self.stage("done")
        self.assertEqual(self.deadline(case, "respond").state, "cancelled")

    def test_telling_moves_the_case_to_solved(self):
        case = self.make_case()
        self.tell(case, NOON + HOUR)
        self.assertEqual(case.stage_id, self.stage("solved"))
        self.assertEqual(case.customer_informed_at, NOON + HOUR)
        self.assertEqual(self.deadline(case, "respond").state, "met")

    def test_without_a_stage_that_means_solved(self):
        case = self.make_case()
        self.env["helpdesk.ticket.stage"].search(
            [("clock_role", "=", "solved")]
        ).active = False
        with self.assertRaises(UserError):
            self.tell(case, NOON + HOUR)

    def test_reopened_it_goes_on_with_the_same_clock_and_is_counted(self):
        case = self.make_case()
        self.tell(case, NOON + 4 * HOUR)
        with self.at(NOON + 10 * HOUR):
            case.stage_id = self.stage("in_progress")
        self.assertEqual(case.reopen_count, 1)
        self.assertFalse(case.customer_informed_at)
        self.assertEqual(self.deadline(case).state, "running")
        self.assertEqual(case.resolve_by, NOON + 11 * HOUR)

    def test_cancelled_is_not_kept(self):
        case = self.make_case()
        case.stage_id = self.stage("cancelled")
        self.assertEqual(set(case.deadline_ids.mapped("state")), {"cancelled"})
        self.assertFalse(any(case.deadline_ids.mapped("met_at")))

    def test_archived_and_duplicate_are_void(self):
        for values in ({"active": False}, {"duplicate_id": self.make_case().id}):
            case = self.make_case()
            case.write(values)
            self.assertEqual(set(case.deadline_ids.mapped("state")), {"cancelled"})

    def test_restored_it_runs_again(self):
        case = self.make_case()
        case.action_archive()
        case.action_unarchive()
        self.assertEqual(self.deadline(case).state, "running")

    def test_pause_until_the_customer_answers(self):
        case = self.make_case()
        with self.at(NOON + 2 * HOUR):
            case.stage_id = self.stage("awaiting")
        self.assertEqual(self.deadline(case).state, "paused")
        self.assertFalse(case.resolve_by)
        with self.at(NOON + 30 * HOUR):
            case.stage_id = self.stage("in_progress")
        self.assertEqual(case.resolve_by, NOON + 33 * HOUR)
        entry = self.deadline(case).event_ids.filtered(lambda e: e.kind == "paused")
        self.assertEqual(entry.note, "Waiting for the customer")

    def test_a_team_change_moves_the_stage_and_the_clock_knows(self):
        """The stage is a compute of the team: no write says that it moved."""
        team = self.env["helpdesk.ticket.team"].create({"name": "Technical"})
        waiting = self.env["helpdesk.ticket.stage"].create(
            {
                "name": "Inbox",
                "sequence": 0,
                "clock_role": "pause",
                "pause_reason_id": self.ref("pause_reason_access").id,
                "team_ids": [Command.set(team.ids)],
            }
        )
        self.env["helpdesk.ticket.stage"].search(
            [("id", "!=", waiting.id), ("team_ids", "=", False)]
        ).team_ids = self.desk
        case = self.make_case(team_id=self.desk.id)
        case.team_id = team
        self.assertEqual(case.stage_id, waiting)
        self.assertEqual(self.deadline(case).state, "paused")

    def test_a_stage_that_changes_its_meaning(self):
        case = self.make_case()
        case.stage_id = self.stage("awaiting")
        self.stage("awaiting").clock_role = "run"
        self.assertEqual(self.deadline(case).state, "running")

    def test_re_levelling_keeps_the_time_used(self):
        case = self.make_case()
        with self.at(NOON + 3 * HOUR):
            case.complaint_level_id = self.ref("complaint_level_2")
        self.assertEqual(case.resolve_by, NOON + 8 * HOUR)
        self.assertIn("relevelled", self.deadline(case).event_ids.mapped("kind"))

    def test_deleted_work_leaves_its_proof(self):
        case = self.make_case()
        deadlines, number = case.deadline_ids, case.number
        case.unlink()
        self.assertEqual(set(deadlines.mapped("state")), {"cancelled"})
        self.assertEqual(set(deadlines.mapped("res_name")), {number})

    def test_many_cases_at_once_cost_no_query_each(self):
        values = {
            "name": "No picture",
            "description": "x",
            "partner_id": self.contact.id,
            "case_kind": "complaint",
        }
        Ticket = self.env["helpdesk.ticket"]
        counts = []
        for size in (10, 40):
            tickets = Ticket.create([values] * size)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            tickets.write({"stage_id": self.stage("in_progress").id})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 15, counts)


class TestDeadlineState(KeyAccountCase):
    def states(self, case, moment):
        """The state as read, as searched and as grouped, at one moment."""
        Ticket = self.env["helpdesk.ticket"]
        with self.at(moment):
            self.env.invalidate_all()
            read = case.deadline_state
            searched = [
                state
                for state in ("on_track", "warning", "missed", False)
                if Ticket.search_count(
                    [("id", "=", case.id), ("deadline_state", "=", state)]
                )
            ]
            grouped = Ticket._read_group(
                [("id", "=", case.id)], ["deadline_state"], ["__count"]
            )
        return read, searched, grouped

    def test_at_the_borders(self):
        case = self.make_case(case_kind="complaint")
        second = timedelta(seconds=1)
        for moment, state in (
            (NOON, "on_track"),
            (NOON + 4 * HOUR - second, "on_track"),
            (NOON + 4 * HOUR, "warning"),
            (NOON + 5 * HOUR - second, "warning"),
            (NOON + 5 * HOUR, "missed"),
            (NOON + 50 * HOUR, "missed"),
        ):
            read, searched, grouped = self.states(case, moment)
            self.assertEqual(read, state)
            self.assertEqual(searched, [state])
            self.assertEqual(grouped, [(state, 1)])

    def test_nothing_open(self):
        case = self.make_case(case_kind="suggestion", partner_id=False)
        self.assertEqual(self.states(case, NOON), (False, [False], [(False, 1)]))

    def test_the_list_is_grouped_as_the_web_client_does(self):
        self.make_case()
        groups = self.env["helpdesk.ticket"].web_read_group(
            [("deadline_state", "!=", False)], ["deadline_state"], ["__count"]
        )
        self.assertTrue(groups["groups"])

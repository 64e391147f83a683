"""CASE-1 to CASE-4, TEAM-2: a case from its arrival to its close."""

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

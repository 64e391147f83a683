"""CASE-1, CASE-4: an answer joins its case, whatever became of its headers."""

from datetime import timedelta
from itertools import permutations

from letters import CUSTOMER, SERVER, VOUCHED, PostMixin, word

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)


class TestMailReply(PostMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.post(moment=NOON)

    def test_by_its_references(self):
        self.assertEqual(self.post(number="two", answers=["first"]), self.case)

    def test_a_colleague_of_the_customer_by_references(self):
        found = self.post(
            sender="Li Na <li.na@elsewhere.example>", number="two", answers=["first"]
        )
        self.assertEqual(found, self.case)
        self.assertEqual(self.case.partner_id, self.contact)
        self.assertFalse(self.case.first_response_at)

    def test_by_the_number_in_the_subject(self):
        number = self.case.number
        for place, subject in enumerate(
            (
                f"Re: [{number}] No picture",
                f"{number}",
                f"AW: No picture ({number.lower()})",
                word(f"答复：【{number}】没有信号"),
            )
        ):
            found = self.post(number=f"s{place}", subject=subject)
            self.assertEqual(found, self.case, subject)

    def test_by_the_number_from_who_has_to_do_with_it(self):
        self.env["res.partner"].create(
            {
                "name": "Li Na",
                "parent_id": self.account.id,
                "email": "li.na@hotel.example",
            }
        )
        follower = self.env["res.partner"].create(
            {"name": "Architect", "email": "plan@architect.example"}
        )
        self.case.message_subscribe(follower.ids)
        for sender in ("li.na@hotel.example", "Plan@Architect.example"):
            found = self.post(
                sender=sender, number=sender, subject=f"Re: {self.case.number}"
            )
            self.assertEqual(found, self.case, sender)

    def test_a_stranger_who_guesses_the_number(self):
        found = self.post(
            sender="eve@stranger.example",
            number="guess",
            subject=f"Re: [{self.case.number}] No picture",
        )
        self.assertTrue(found)
        self.assertNotEqual(found, self.case)
        self.assertFalse(
            self.case.message_ids.filtered(lambda m: "stranger" in (m.email_from or ""))
        )

    def test_a_stranger_with_an_address_that_looks_alike(self):
        for number, sender in enumerate(
            (
                "wang.fang@hotel.example.evil.example",
                f'"{CUSTOMER}" <eve@stranger.example>',
                "wang_fang@hotel.example",
            )
        ):
            found = self.post(
                sender=sender, number=f"g{number}", subject=f"Re: {self.case.number}"
            )
            self.assertNotEqual(found, self.case, sender)

    def test_a_conversation_in_any_order_and_twice(self):
        self.company.key_account_mail_loop_count = 0
        mails = {
            "m1": [],
            "m2": ["m1"],
            "m3": ["m1", "m2"],
            "m4": ["m1", "m2", "m3"],
        }
        for run, order in enumerate(permutations(mails)):
            before = self.cases()
            for name in [*order, *reversed(order)]:
                self.post(
                    number=f"{run}-{name}",
                    answers=[f"{run}-{parent}" for parent in mails[name]] or None,
                    subject="Re: the lift" if mails[name] else "The lift",
                )
            new = self.cases() - before
            self.assertEqual(len(new), 1, order)
            mails_in = new.message_ids.filtered(lambda m: m.message_type == "email")
            self.assertEqual(len(mails_in), 4, order)
            self.close(new, NOON + HOUR)

    def test_the_customer_turns_up_in_what_a_stranger_began(self):
        began = self.post(
            sender="boss@home.example", number="b2", answers=["b1"], subject="Fw: lift"
        )
        self.assertFalse(began.partner_id)
        self.assertEqual(self.post(number="b1", subject="Lift"), began)
        self.assertEqual(began.partner_id, self.contact)
        self.assertEqual(began.key_account_id, self.account)

    def test_a_reply_soon_after_closing_opens_the_case_again(self):
        self.close(self.case, NOON + HOUR)
        found = self.post(number="two", answers=["first"], moment=NOON + 13 * DAY)
        self.assertEqual(found, self.case)
        self.assertFalse(self.case.closed)
        self.assertEqual(self.case.reopen_count, 1)
        self.assertIn("open again", self.case.message_ids[0].body)

    def test_a_late_reply_begins_a_case_that_is_linked(self):
        self.close(self.case, NOON + HOUR)
        found = self.post(number="two", answers=["first"], moment=NOON + 16 * DAY)
        self.assertNotEqual(found, self.case)
        self.assertEqual(found.previous_case_id, self.case)
        self.assertEqual(found.team_id, self.case.team_id)
        self.assertEqual(found.key_account_id, self.account)
        self.assertTrue(self.case.closed)
        after = self.post(number="three", answers=["two"], moment=NOON + 17 * DAY)
        self.assertEqual(after, found)

    def test_how_late_is_the_company_s_to_say(self):
        self.company.key_account_mail_reopen_days = 30
        self.close(self.case, NOON + HOUR)
        found = self.post(number="two", answers=["first"], moment=NOON + 16 * DAY)
        self.assertEqual(found, self.case)

    def test_a_reply_to_an_archived_case(self):
        self.case.active = False
        found = self.post(number="two", answers=["first"])
        self.assertEqual(found.previous_case_id, self.case)

    def test_a_reply_to_a_duplicate_joins_the_original(self):
        twin = self.post(number="twin", subject="Once more")
        twin.duplicate_id = self.case
        self.assertEqual(self.post(number="t2", answers=["twin"]), self.case)

    def test_a_reply_to_a_solved_case_leaves_it_to_the_call_back(self):
        with self.at(NOON + HOUR):
            self.case.stage_id = self.stage("solved")
        self.post(number="two", answers=["first"], body="Thank you!")
        self.assertTrue(self.case.solved_at)
        self.assertTrue(
            self.case.message_ids.filtered(lambda m: "Thank you" in (m.body or ""))
        )

    def test_staff_does_not_open_a_closed_case_by_a_mail(self):
        self.company.key_account_mail_server = SERVER
        self.close(self.case, NOON + HOUR)
        found = self.post(
            sender="kas-officer@kas.test",
            number="two",
            answers=["first"],
            extra=f"{VOUCHED}\r\nCc: {CUSTOMER}",
        )
        self.assertEqual(found, self.case)
        self.assertTrue(self.case.closed)

    def test_a_colleague_in_copy_answers_the_customer(self):
        self.company.key_account_mail_server = SERVER
        found = self.post(
            sender="Clerk <kas-clerk@kas.test>",
            number="two",
            answers=["first"],
            extra=f"{VOUCHED}\r\nCc: {CUSTOMER}",
        )
        self.assertEqual(found, self.case)
        self.assertEqual(self.case.first_response_at, NOON + HOUR)

    def test_a_colleague_who_answers_us_only(self):
        self.company.key_account_mail_server = SERVER
        self.case.message_unsubscribe(self.case.message_partner_ids.ids)
        asked = self.case.with_user(self.supervisor).message_post(
            body="Who has time?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.clerk.partner_id.ids,
        )
        self.post(
            sender="kas-clerk@kas.test",
            number="two",
            answers=[asked.message_id],
            extra=VOUCHED,
        )
        self.assertFalse(self.case.first_response_at)

    def test_another_contact_of_the_company_answers(self):
        colleague = self.env["res.partner"].create(
            {"name": "Li Na", "parent_id": self.account.id, "email": "li@hotel.example"}
        )
        self.post(sender="li@hotel.example", number="two", answers=["first"])
        self.assertEqual(self.case.message_ids[0].author_id, colleague)
        self.assertFalse(self.case.first_response_at)

"""CASE-1: who calls again is added to the open case; a second one needs a reason."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import Form

from common import HOUR, NOON, KeyAccountCase


class IntakeCase(KeyAccountCase):
    def form(self, user=None, **values):
        form = Form(self.env["helpdesk.ticket.intake"].with_user(user or self.officer))
        for name, value in {"partner_id": self.contact, **values}.items():
            form[name] = value
        return form

    def log(self):
        return self.env["key.account.reception"].search([], order="id desc", limit=1)

    def cases(self):
        return self.env["helpdesk.ticket"].search_count([])

    def channel(self, name):
        return self.ref(f"helpdesk_ticket_channel_{name}")


class TestJoin(IntakeCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case()
        self.before = self.cases()

    def join(self, user=None, moment=NOON + HOUR, **values):
        with self.at(moment):
            values = {"partner_id": self.contact.id, **values}
            Intake = self.env["helpdesk.ticket.intake"].with_user(user or self.officer)
            intake = Intake.create({**values, "join_case_id": self.case.id})
            action = intake.action_join_case()
        self.assertEqual(action["res_id"], self.case.id)
        self.assertEqual(self.cases(), self.before)
        return self.log()

    def test_what_the_customer_says_stands_in_the_case(self):
        entry = self.join(name="Still dark", description="Now <b>50</b> rooms.")
        message = self.case.message_ids[0]
        self.assertIn("Still dark", message.body)
        self.assertIn("&lt;b&gt;50", message.body)
        self.assertTrue(message.is_internal or message.subtype_id.internal)
        self.assertEqual(entry.outcome, "joined")
        self.assertEqual(entry.ticket_id, self.case)
        self.assertEqual(entry.matter, "Still dark")
        self.assertEqual(entry.key_account_id, self.account)

    def test_who_is_spoken_to_has_heard_from_us(self):
        for name in ("counter", "visit", "chat"):
            self.assertTrue(self.channel(name).key_account_spoken)
        self.join(name="Still dark", channel_id=self.channel("counter").id)
        self.assertEqual(self.case.first_response_at, NOON + HOUR)
        note = self.case.contact_ids[-1]
        self.assertEqual((note.way, note.customer_said), ("counter", "Still dark"))
        self.assertEqual(note.user_id, self.officer)
        self.assertEqual(self.deadline(self.case, "respond").state, "met")

    def test_the_telephone_is_spoken(self):
        self.join(name="Still dark")
        self.assertEqual(self.case.first_response_at, NOON + HOUR)

    def test_what_only_arrives_is_no_answer(self):
        for name in ("sms", "fax"):
            self.join(name="Still dark", channel_id=self.channel(name).id)
            self.assertFalse(self.case.first_response_at)
        self.assertEqual(self.deadline(self.case, "respond").state, "running")

    def test_who_asks_after_a_solution_was_not_told_of_it(self):
        with self.at(NOON):
            self.case.stage_id = self.stage("solved")
        self.join(name="Is it done?")
        self.assertFalse(self.case.customer_informed_at)

    def test_a_call_before_the_case_was_received_counts_from_it(self):
        self.join(name="Still dark", received_at=NOON - HOUR)
        self.assertEqual(self.case.first_response_at, NOON)

    def test_only_an_open_case_of_this_customer_can_be_joined(self):
        bank = self.env["res.partner"].create({"name": "Bank"})
        foreign = self.make_case(partner_id=bank.id, user=self.officer)
        done = self.make_case(case_kind="enquiry")
        done.stage_id = self.stage("done")
        Intake = self.env["helpdesk.ticket.intake"].with_user(self.officer)
        for case in (foreign, done, foreign.browse()):
            intake = Intake.create(
                {"partner_id": self.contact.id, "name": "x", "join_case_id": case.id}
            )
            # As a forged call would, whatever the form leaves of it.
            with self.subTest(case=case), self.assertRaises(UserError):
                intake.join_case_id = case
                intake.action_join_case()
        self.assertFalse(foreign.message_ids.filtered(lambda m: "x" in (m.body or "")))

    def test_who_may_not_see_the_case_does_not_join_it(self):
        Intake = self.env["helpdesk.ticket.intake"].with_user(self.stranger)
        intake = Intake.create({"partner_id": self.contact.id, "name": "x"})
        self.assertFalse(intake.open_case_ids)
        with self.assertRaises(UserError):
            intake.join_case_id = self.case
            intake.action_join_case()

    def test_something_has_to_be_said(self):
        with self.assertRaisesRegex(UserError, "what the customer says"):
            self.join()

    def test_another_customer_has_other_cases(self):
        Intake = self.env["helpdesk.ticket.intake"].with_user(self.officer)
        intake = Intake.create(
            {"partner_id": self.contact.id, "join_case_id": self.case.id}
        )
        self.assertEqual(intake.join_case_id, self.case)
        intake.partner_id = self.env["res.partner"].create({"name": "Bank"})
        self.assertFalse(intake.join_case_id)


class TestLike(IntakeCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(name="No picture in 40 rooms")

    def like(self, name, moment=NOON + HOUR, **values):
        with self.at(moment):
            return self.form(name=name, **values).like_case_ids.ids

    def test_a_like_summary_is_held_up(self):
        for name in ("no picture, 40 rooms", "Still no picture in 40 rooms"):
            self.assertEqual(self.like(name), self.case.ids)
        self.assertFalse(self.like("The invoice is wrong"))

    def test_chinese_as_well(self):
        self.case.name = "四十间客房没有信号"
        self.assertEqual(self.like("40间客房没有信号"), self.case.ids)
        self.assertFalse(self.like("发票金额不对"))

    def test_a_colleague_of_the_caller_may_have_called_before(self):
        self.assertEqual(
            self.like("No picture in 40 rooms", partner_id=self.account), self.case.ids
        )

    def test_after_some_days_it_is_another_matter(self):
        name, days = "No picture in 40 rooms", timedelta(days=14)
        self.assertTrue(self.like(name, NOON + days))
        self.assertFalse(self.like(name, NOON + days + HOUR))
        self.company.key_account_like_days = 0
        self.assertFalse(self.like(name))

    def test_how_alike_is_for_the_company_to_say(self):
        self.company.key_account_like_percent = 100
        self.assertFalse(self.like("Still no picture in 40 rooms"))

    def test_a_second_case_needs_a_word(self):
        values = {"name": "No picture in 40 rooms", "case_kind": "complaint"}
        with self.at(NOON + HOUR):
            form = self.form(**values)
            with self.assertRaisesRegex(UserError, self.case.number):
                form.save().action_create_case()
            form = self.form(**values, another_matter=True)
            self.assertTrue(form.save().action_create_case()["res_id"])

    def test_who_may_not_see_the_case_is_not_told_of_it(self):
        self.assertFalse(self.like("No picture in 40 rooms", user=self.stranger))

    def test_a_closed_case_is_another_matter(self):
        other = self.make_case(case_kind="enquiry", name="Parental code forgotten")
        other.stage_id = self.stage("done")
        self.assertFalse(self.like("Parental code forgotten"))


class TestProposedLevel(IntakeCase):
    def proposed(self, text, **values):
        form = self.form(case_kind="complaint", name=text, **values)
        return form.level_proposed_id, form.level_reason

    def test_words_speak_for_a_level_and_are_shown(self):
        for text, level, reason in (
            ("We will call the press and a lawyer", 3, "press, lawyer"),
            ("客户称要找媒体曝光", 3, "媒体, 曝光"),
            ("发票多收费", 2, "发票, 多收费"),
        ):
            with self.subTest(text=text):
                self.assertEqual(
                    self.proposed(text), (self.ref(f"complaint_level_{level}"), reason)
                )

    def test_it_is_only_proposed(self):
        form = self.form(case_kind="complaint", name="We will call the press")
        self.assertEqual(form.complaint_level_id, self.ref("complaint_level_1"))
        form.complaint_level_id = self.ref("complaint_level_3")
        self.assertFalse(form.level_proposed_id)

    def test_never_a_lower_level_nor_without_a_complaint(self):
        form = self.form(case_kind="complaint", name="发票多收费")
        form.complaint_level_id = self.ref("complaint_level_3")
        self.assertFalse(form.level_proposed_id)
        form.case_kind = "enquiry"
        form.name = "Where is the press office?"
        self.assertFalse(form.level_proposed_id)

    def test_the_description_counts_as_well(self):
        level, _reason = self.proposed("Bad", description="The cable caught fire.")
        self.assertEqual(level, self.ref("complaint_level_3"))

    def test_the_words_are_data(self):
        self.ref("complaint_level_3").keywords = "whale，鲸"
        level, reason = self.proposed("有鲸鱼")
        self.assertEqual((level, reason), (self.ref("complaint_level_3"), "鲸"))
        self.assertFalse(self.proposed("We call the press")[0])
        self.env["key.account.complaint.level"].search([]).keywords = False
        self.assertFalse(self.proposed("有鲸鱼")[0])

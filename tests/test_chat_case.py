"""CASE-1: what was said in a chat is in the form of a new case."""

from freezegun import freeze_time

from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase


class TestChatCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chat = cls.env["discuss.channel"].create(
            {
                "name": "Wang Fang",
                "channel_type": "group",
                "channel_member_ids": [
                    Command.create({"partner_id": partner.id})
                    for partner in cls.officer.partner_id | cls.contact
                ],
            }
        )

    def say(self, author, text, at):
        with freeze_time(at):
            self.chat.with_user(author.user_ids[:1] or self.env.user).message_post(
                body=text, author_id=author.id, message_type="comment"
            )

    def command(self, user, body="/case No picture"):
        channel = self.chat.with_user(user)
        last = self.env["helpdesk.ticket.intake"].search([], order="id desc", limit=1)
        with freeze_time(NOON + HOUR):
            channel.execute_command_case(body=body)
        made = self.env["helpdesk.ticket.intake"].search([], order="id desc", limit=1)
        return made - last

    def test_the_form_holds_what_was_said(self):
        self.say(self.officer.partner_id, "Good day", NOON)
        self.say(self.contact, "There is no picture", NOON + HOUR / 2)
        intake = self.command(self.officer)
        self.assertEqual(intake.partner_id, self.contact)
        self.assertEqual(intake.name, "No picture")
        self.assertEqual(
            intake.description.splitlines()[-1], "Wang Fang: There is no picture"
        )
        self.assertEqual(intake.channel_id, self.ref("helpdesk_ticket_channel_chat"))
        self.assertEqual(intake.received_at, NOON + HOUR / 2, "not when we greeted")

    def test_the_form_makes_a_case_of_the_chat(self):
        self.say(self.contact, "There is no picture", NOON)
        intake = self.command(self.officer).with_user(self.officer)
        intake.case_kind = "complaint"
        action = intake.action_create_case()
        case = self.env["helpdesk.ticket"].browse(action["res_id"])
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.received_at, NOON)
        self.assertIn("There is no picture", case.description)
        self.assertTrue(self.deadline(case))

    def test_who_takes_no_cases_makes_none(self):
        self.chat.add_members(self.clerk.partner_id.ids)
        self.assertFalse(self.command(self.clerk))

    def test_of_several_customers_none_is_guessed(self):
        other = self.env["res.partner"].create({"name": "Li Na"})
        self.chat.add_members(other.ids)
        self.assertFalse(self.command(self.officer).partner_id)

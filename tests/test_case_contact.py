"""CASE-4: what the customer said and was told, and when, as one list."""

from markupsafe import Markup

from odoo.exceptions import AccessError, ValidationError

from common import HOUR, NOON, KeyAccountCase


class TestContacts(KeyAccountCase):
    def log(self, case, moment, user=None, **values):
        with self.at(moment):
            wizard = (
                self.env["helpdesk.ticket.contact"]
                .with_user(user or self.officer)
                .create({"ticket_id": case.id, "summary": "We look at it.", **values})
            )
            wizard.action_log()
        return case.contact_ids[-1:]

    def say(self, case, moment, body="We look at it.", user=None):
        with self.at(moment):
            return case.with_user(user or self.officer).message_post(
                body=body,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=self.contact.ids,
            )

    def test_soothed_recorded_and_told_in_one_list(self):
        case = self.make_case()
        action = case.action_soothe()
        self.assertEqual(action["context"]["default_kind"], "calmed")
        first = self.log(
            case,
            NOON + HOUR,
            kind="calmed",
            way="counter",
            customer_said="All rooms are dark!",
        )
        message = self.say(
            case,
            NOON + 2 * HOUR,
            Markup("<p>The crew comes <b>at three</b>.</p>"),
        )
        last = self.log(case, NOON + 3 * HOUR, summary="It works.", solved=True)
        self.assertEqual(len(case.contact_ids), 3)
        self.assertEqual((first.kind, first.way), ("calmed", "counter"))
        self.assertEqual(first.customer_said, "All rooms are dark!")
        self.assertEqual((first.at, first.user_id), (NOON + HOUR, self.officer))
        self.assertTrue(first.is_first)
        written = case.contact_ids - first - last
        self.assertEqual(written.message_id, message)
        self.assertEqual(written.way, "email")
        self.assertEqual(written.we_said, "The crew comes at three.")
        self.assertFalse(written.is_first or written.is_solution)
        self.assertTrue(last.is_solution)
        self.assertEqual(case.customer_informed_at, last.at)
        self.assertEqual(case.first_response_at, first.at)

    def test_a_note_among_colleagues_and_the_customer_are_no_contact(self):
        case = self.make_case()
        case.message_post(body="He shouts.", subtype_xmlid="mail.mt_note")
        case.message_post(
            body="Where are you?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.contact.id,
        )
        self.assertFalse(case.contact_ids)

    def test_a_mail_of_staff_through_the_gateway(self):
        case = self.mail()
        self.assertFalse(case.contact_ids)
        self.say(case, NOON + HOUR)
        self.assertEqual(case.contact_ids.user_id, self.officer)

    def test_what_was_said_stands_in_the_chatter_too(self):
        case = self.make_case()
        note = self.log(
            case, NOON + HOUR, kind="asked", customer_said="<b>Since ten</b>"
        )
        body = note.message_id.body
        self.assertIn("Asked · Phone", body)
        self.assertIn("&lt;b&gt;Since ten", body)
        self.assertIn("We look at it.", body)

    def test_not_in_the_future_nor_before_the_case(self):
        case = self.make_case()
        for moment in (NOON - HOUR, NOON + 3 * HOUR):
            with self.assertRaises(ValidationError):
                self.log(case, NOON + HOUR, contacted_at=moment)
        self.assertFalse(case.contact_ids)

    def test_read_by_those_of_the_case_and_changed_by_nobody(self):
        case = self.make_case()
        note = self.log(case, NOON + HOUR)
        for user in (self.officer, self.deputy, self.supervisor, self.auditor):
            self.assertTrue(note.with_user(user).we_said)
        for user in (self.stranger, self.clerk):
            self.assertFalse(note.with_user(user).search([("id", "=", note.id)]))
            with self.assertRaises(AccessError):
                note.with_user(user).read(["we_said"])
        for user in (self.officer, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                note.with_user(user).we_said = "Forged"
            with self.assertRaises(AccessError):
                note.with_user(user).unlink()
            with self.assertRaises(AccessError):
                note.with_user(user).create({"ticket_id": case.id, "we_said": "x"})

    def test_a_stranger_logs_nothing(self):
        with self.assertRaises(AccessError):
            self.log(self.make_case(), NOON + HOUR, user=self.stranger)

    def test_kept_when_the_message_goes_and_erased_with_the_person(self):
        case = self.make_case()
        note = self.log(case, NOON + HOUR, customer_said="Call me")
        note.message_id.sudo().unlink()
        self.assertEqual(note.we_said, "We look at it.")
        case.sudo()._erase_words()
        self.assertEqual((note.we_said, note.customer_said), ("Erased", "Erased"))
        self.assertEqual(note.at, NOON + HOUR)

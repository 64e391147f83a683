"""VISIT-5, TEAM-1: a planned meeting is on record in time, whoever answers for it."""

from datetime import datetime, timedelta

from handovers import HandoverMixin
from meetings import MeetingMixin

from odoo.exceptions import UserError

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)


class LateCase(MeetingMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.company.partner_id.tz = "Asia/Shanghai"
        with self.at(NOON):
            self.meeting = self.make_meeting(
                date_start=NOON + 7 * DAY, date_end=NOON + 7 * DAY + HOUR
            )
            self.meeting.action_plan()


class TestLate(LateCase):
    def test_it_is_on_record_two_days_after_it(self):
        deadline = self.deadline(self.meeting, "meeting")
        self.assertEqual(deadline.started_at, NOON)
        # The midnight after 11 March, in Shanghai.
        self.assertEqual(deadline.due_at, datetime(2026, 3, 11, 16))
        self.assertEqual(deadline.responsible_id, self.officer)
        self.assertEqual(deadline.res_name, self.meeting.name)

    def test_an_event_of_several_days_counts_from_the_last(self):
        with self.at(NOON):
            self.meeting.date_end = NOON + 9 * DAY
        due = self.deadline(self.meeting, "meeting").due_at
        self.assertEqual(due, datetime(2026, 3, 13, 16))

    def test_who_is_told_and_when(self):
        due = datetime(2026, 3, 11, 16)
        self.sweep(due - 2 * DAY)
        self.assertEqual(self.told(self.meeting), [])
        for moment in (due - DAY, due, due + DAY, due + 5 * DAY, due + 9 * DAY):
            self.sweep(moment)
        logins = [login for _mark, login in self.told(self.meeting)]
        self.assertEqual(
            logins, ["kas-officer", "kas-officer", "kas-supervisor", "kas-head"]
        )

    def test_the_record_keeps_it(self):
        hotel, other = self.meeting.line_ids
        hotel.write({"attendance": "came", "outcome": "Agreed."})
        other.attendance = "absent"
        with self.at(NOON + 8 * DAY):
            self.meeting.action_done()
        deadline = self.deadline(self.meeting, "meeting")
        self.assertEqual(deadline.state, "met")
        self.assertEqual(deadline.met_at, NOON + 8 * DAY)
        self.assertFalse(deadline.missed_at)
        self.sweep(NOON + 30 * DAY)
        self.assertEqual(self.told(self.meeting), [])

    def test_what_is_recorded_late_was_missed(self):
        hotel, other = self.meeting.line_ids
        hotel.write({"attendance": "came", "outcome": "Agreed."})
        other.attendance = "absent"
        with self.at(NOON + 20 * DAY):
            self.meeting.action_done()
        self.assertTrue(self.deadline(self.meeting, "meeting").missed_at)

    def test_called_off_or_taken_back_it_alarms_nobody(self):
        with self.at(NOON + DAY):
            self.meeting.action_draft()
        self.assertEqual(self.deadline(self.meeting, "meeting").state, "cancelled")
        self.sweep(NOON + 30 * DAY)
        self.assertEqual(self.told(self.meeting), [])

    def test_a_draft_promises_nothing(self):
        self.assertFalse(self.make_meeting().deadline_ids)

    def test_what_is_overdue_is_found(self):
        Meeting = self.env["key.account.meeting"].with_user(self.officer)
        with self.at(NOON):
            endless = self.make_meeting(date_start=NOON + 7 * DAY, date_end=False)
            endless.action_plan()
        both = self.meeting | endless
        for moment, found in ((NOON + 7 * DAY, False), (NOON + 8 * DAY, True)):
            with self.at(moment):
                self.env.invalidate_all()
                self.assertEqual(set(both.mapped("is_late")), {found})
                late = Meeting.search([("is_late", "=", True)])
                self.assertEqual(both <= late, found)

    def test_the_policy_is_the_company_s_to_change(self):
        self.ref("policy_meeting").with_user(self.manager).amount = 5
        with self.at(NOON):
            meeting = self.make_meeting(date_start=NOON + 7 * DAY, date_end=False)
            meeting.action_plan()
        due = self.deadline(meeting, "meeting").due_at
        self.assertEqual(due, datetime(2026, 3, 14, 16))


class TestHandover(HandoverMixin, LateCase):
    def hand_over(self):
        handover = self.make_handover()
        with self.at(NOON):
            self.propose(handover)
            self.confirm(handover)
        return handover

    def test_the_meeting_goes_with_the_account(self):
        handover = self.hand_over()
        self.assertEqual(self.meeting.user_id, self.taker)
        self.assertEqual(self.meeting.event_id.user_id, self.taker)
        # The giver reads it no more.
        deadline = self.deadline(self.meeting.sudo(), "meeting")
        self.assertEqual(deadline.responsible_id, self.taker)
        listed = handover.line_ids.filtered(lambda line: line.res_id == self.meeting.id)
        self.assertEqual(listed.account_id, self.account)
        self.assertEqual(listed.outcome, "moved")

    def test_it_stays_with_who_serves_another_account_at_it(self):
        self.other.key_account_manager_id = self.officer
        hotel, other = self.meeting.line_ids
        (hotel | other).user_id = self.officer
        self.hand_over()
        self.assertEqual(self.meeting.user_id, self.officer)
        self.assertEqual(hotel.user_id, self.taker)
        self.assertEqual(other.user_id, self.officer)

    def test_what_is_over_stays(self):
        hotel, other = self.meeting.line_ids
        hotel.write({"attendance": "came", "outcome": "Agreed."})
        other.attendance = "absent"
        with self.at(NOON + 7 * DAY + HOUR):
            self.meeting.action_done()
        self.hand_over()
        self.assertEqual(self.meeting.user_id, self.officer)


class TestInvitation(LateCase):
    def setUp(self):
        super().setUp()
        self.enterContext(self.at(NOON))
        self.contact.email = "wang@example.com"
        self.other.email = "tea@example.com"
        self.meeting.programme = "10:00 Welcome"
        self.hotel, self.tea = self.meeting.line_ids

    def mails(self, lines):
        ids = lines.invitation_message_id.ids
        return self.env["mail.mail"].search([("mail_message_id", "in", ids)])

    def test_each_customer_gets_an_own_one(self):
        self.meeting.action_invite()
        lines = self.hotel | self.tea
        self.assertEqual(lines.mapped("answer"), ["invited", "invited"])
        self.assertEqual(lines.mapped("invitation_state"), ["sent", "sent"])
        [mail] = self.mails(self.hotel)
        self.assertEqual(mail.recipient_ids, self.contact)
        for word in ("Spring session", "Third floor", "10:00 Welcome", "Asia/Shanghai"):
            self.assertIn(word, mail.body_html)
        self.assertNotIn("Tea House", mail.body_html)
        self.assertIn(self.officer.email, mail.reply_to)
        with self.assertRaisesRegex(UserError, "Everybody"):
            self.meeting.action_invite()

    def test_whoever_answered_is_not_invited_again(self):
        self.tea.sudo().answer = "declined"
        self.meeting.action_invite()
        self.assertFalse(self.tea.invitation_state)
        self.assertEqual(self.tea.answer, "declined")

    def test_who_has_no_address_is_seen(self):
        self.contact.email = False
        self.meeting.action_invite()
        self.assertEqual(self.hotel.invitation_state, "failed")
        self.assertIn("no e-mail address", self.hotel.invitation_error)
        self.assertEqual(self.hotel.answer, "listed")
        self.assertEqual(self.tea.invitation_state, "sent")
        self.assertEqual(self.meeting.not_invited_count, 1)
        self.contact.email = "wang@example.com"
        self.meeting.action_invite()
        self.assertEqual(self.hotel.invitation_state, "sent")
        self.assertFalse(self.hotel.invitation_error)

    def test_a_mail_that_fails_is_seen_and_sent_again(self):
        self.meeting.action_invite()
        mail = self.mails(self.hotel)
        mail._postprocess_sent_message([], [], "Mailbox full", "mail_smtp")
        self.assertEqual(self.hotel.invitation_state, "failed")
        self.assertEqual(self.hotel.invitation_error, "Mailbox full")
        self.assertEqual(self.tea.invitation_state, "sent")
        self.meeting.action_invite()
        self.assertEqual(self.hotel.invitation_state, "sent")

    def test_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.ref("mail_template_meeting_invitation")
        template.with_context(lang="fr_FR").subject = "Invitation FR"
        self.contact.lang = "fr_FR"
        self.meeting.action_invite()
        self.assertEqual(self.mails(self.hotel).subject, "Invitation FR")
        self.assertNotEqual(self.mails(self.tea).subject, "Invitation FR")

    def test_only_what_is_planned_and_to_come(self):
        with self.assertRaises(UserError):
            self.make_meeting().action_invite()
        with self.at(NOON + 8 * DAY), self.assertRaisesRegex(UserError, "begun"):
            self.meeting.action_invite()

    def test_without_a_template_it_says_so(self):
        self.ref("mail_template_meeting_invitation").unlink()
        with self.assertRaisesRegex(UserError, "template"):
            self.meeting.action_invite()

    def test_a_copy_is_not_invited_yet(self):
        self.meeting.action_invite()
        line = self.meeting.copy({"date_start": NOON}).line_ids[0]
        self.assertFalse(line.invitation_state or line.invited_to)

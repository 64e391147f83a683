"""VISIT-3: who leaves a record unfinished is reminded next morning, once a day."""

from datetime import datetime, timedelta
from unittest.mock import patch

from recipients import RecipientCase
from visit_records import RecordMixin

from odoo.exceptions import UserError

#: A Monday, three in the afternoon in Shanghai.
MONDAY = datetime(2026, 3, 2, 7)
#: Half past eight of the next morning there.
TUESDAY = datetime(2026, 3, 3, 0, 30)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


class TestReminder(RecordMixin, RecipientCase):
    def setUp(self):
        super().setUp()
        self.company.partner_id.tz = "Asia/Shanghai"
        # What other tests and demo data left behind is nobody's concern here.
        found = self.env["key.account.visit"].search([("state", "=", "planned")])
        found.sudo().state = "cancelled"
        with self.at(MONDAY):
            self.visit = self.make_visit(planned_at=MONDAY)

    def remind(self, moment):
        """The scheduled action at a moment.

        :return: those who were told by it, as logins, with what they were told as
        """
        Reminder = self.env["key.account.visit.reminder"]
        before = Reminder.search([("sent_at", "!=", False)])
        with self.at(moment):
            Reminder._plan()
            Reminder._send_due()
        sent = Reminder.search([("sent_at", "!=", False)], order="id") - before
        self.last = sent
        return [(one.user_id.login, one.role) for one in sent]

    def message(self, user):
        """The message that a user got last."""
        return self.env["mail.message"].search(
            [("notified_partner_ids", "in", user.partner_id.ids)],
            order="id desc",
            limit=1,
        )

    def test_the_next_morning_and_not_earlier(self):
        self.assertEqual(self.remind(MONDAY + timedelta(hours=8)), [])
        self.assertEqual(self.remind(TUESDAY - MINUTE), [])
        self.assertEqual(self.remind(TUESDAY), [("kas-officer", "visitor")])

    def test_once_a_day_with_all_records_in_one_list(self):
        with self.at(MONDAY):
            other = self.make_visit(planned_at=MONDAY)
        self.assertEqual(self.remind(TUESDAY), [("kas-officer", "visitor")])
        self.assertEqual(self.last.visit_count, 2)
        body = self.message(self.officer).body
        self.assertIn(self.visit.name, body)
        self.assertIn(other.name, body)
        for later in (MINUTE, timedelta(hours=12)):
            self.assertEqual(self.remind(TUESDAY + later), [])
        self.assertEqual(self.remind(TUESDAY + DAY), [("kas-officer", "visitor")])

    def test_nothing_of_the_record_stands_in_the_message(self):
        self.remind(TUESDAY)
        message = self.message(self.officer)
        for secret in ("set-top", self.contact.name, self.account.name):
            self.assertNotIn(secret, message.body)
            self.assertNotIn(secret, message.subject)

    def test_what_was_filed_or_begun_today_is_left_out(self):
        with self.at(MONDAY):
            self.visit.action_done()
            today = self.make_visit(planned_at=TUESDAY)
        self.assertEqual(self.remind(TUESDAY + timedelta(hours=1)), [])
        self.assertEqual(today.state, "planned")

    def test_a_late_visit_is_reminded_of_after_the_day_on_which_it_took_place(self):
        with self.at(TUESDAY):
            self.visit.visited_at = TUESDAY
        self.assertEqual(self.remind(TUESDAY + timedelta(hours=1)), [])
        self.assertEqual(self.remind(TUESDAY + DAY), [("kas-officer", "visitor")])

    def test_what_is_filed_before_it_is_sent_is_not_told(self):
        with self.at(TUESDAY):
            self.env["key.account.visit.reminder"]._plan()
            self.visit.action_done()
        before = self.message(self.officer)
        self.remind(TUESDAY)
        self.assertEqual(self.message(self.officer), before)

    def test_the_superior_is_told_after_days(self):
        self.assertEqual(self.remind(TUESDAY), [("kas-officer", "visitor")])
        thursday, friday = TUESDAY + 2 * DAY, TUESDAY + 3 * DAY
        self.assertEqual(self.remind(thursday), [("kas-officer", "visitor")])
        self.assertEqual(
            self.remind(friday),
            [("kas-officer", "visitor"), ("kas-supervisor", "superior")],
        )
        body = self.message(self.supervisor).body
        self.assertIn(self.visit.name, body)
        self.assertIn(self.officer.name, body)
        self.assertNotIn("set-top", body)

    def test_a_company_may_do_without_telling_the_superior(self):
        self.company.key_account_record_days = 0
        self.assertEqual(self.remind(TUESDAY + 3 * DAY), [("kas-officer", "visitor")])

    def test_the_superior_of_a_superior_is_the_next_one_up(self):
        with self.at(MONDAY):
            self.visit.action_cancel()
            self.make_visit(self.supervisor, planned_at=MONDAY)
        self.assertIn(("kas-head", "superior"), self.remind(TUESDAY + 3 * DAY))

    def test_nobody_is_reminded_on_a_day_off(self):
        friday = datetime(2026, 3, 6, 7)
        with self.at(MONDAY):
            self.visit.action_cancel()
            self.make_visit(planned_at=friday)
        saturday = datetime(2026, 3, 7, 2)
        self.assertEqual(self.remind(saturday), [])
        self.assertEqual(self.remind(saturday + 2 * DAY), [("kas-officer", "visitor")])

    def test_who_is_on_leave_is_reminded_afterwards(self):
        self.on_leave(self.officer, MONDAY, TUESDAY + DAY / 2)
        self.assertEqual(self.remind(TUESDAY), [])
        self.assertEqual(self.remind(TUESDAY + DAY), [("kas-officer", "visitor")])

    def test_a_message_that_fails_stops_no_other_and_is_tried_again(self):
        with self.at(MONDAY):
            self.make_visit(self.deputy, planned_at=MONDAY, user_id=self.deputy.id)
        Reminder = type(self.env["key.account.visit.reminder"])
        send = Reminder._send

        def fail(reminder):
            if reminder.user_id == self.officer:
                raise UserError("No")
            return send(reminder)

        with patch.object(Reminder, "_send", fail):
            self.assertEqual(self.remind(TUESDAY), [("kas-deputy", "visitor")])
        failed = self.env["key.account.visit.reminder"].search([("error", "!=", False)])
        self.assertEqual(failed.user_id, self.officer)
        self.assertEqual(self.remind(TUESDAY + MINUTE), [])
        again = TUESDAY + timedelta(minutes=16)
        self.assertEqual(self.remind(again), [("kas-officer", "visitor")])
        self.assertFalse(failed.error)

    def test_the_scheduled_action_runs(self):
        with self.at(TUESDAY), self.enter_registry_test_mode():
            self.ref("ir_cron_remind_visit_records").method_direct_trigger()
        told = self.env["key.account.visit.reminder"].search([])
        self.assertIn(self.officer, told.user_id)

    def test_the_hour_is_a_setting(self):
        self.company.key_account_record_hour = 7.25
        moment = datetime(2026, 3, 2, 23, 15)
        self.assertEqual(self.remind(moment - MINUTE), [])
        self.assertEqual(self.remind(moment), [("kas-officer", "visitor")])

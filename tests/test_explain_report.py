"""CASE-5, SEC-4: why it was due then, on paper, for colleagues and for customers."""

from test_reports import FormCase

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from common import HOUR, NOON

STAFF = "key_account_service.action_report_deadline"
CUSTOMER = "key_account_service.action_report_deadline_customer"


class TestDeadlineReport(FormCase):
    def setUp(self):
        super().setUp()
        self.supervisor.name = "Zhao Min"
        self.env["key.account.deadline.policy"].search([]).name = "Policy for the rich"
        self.case = self.make_case()
        with self.at(NOON + HOUR):
            self.case.with_user(self.officer).stage_id = self.stage("awaiting")
        with self.at(NOON + 3 * HOUR):
            self.case.with_user(self.officer).stage_id = self.stage("in_progress")
        self.sweep(NOON + 8 * HOUR)
        self.acknowledge(NOON + 8.25 * HOUR)
        with self.at(NOON + 8.5 * HOUR):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": self.case.id, "summary": "Replaced.", "solved": True}
            ).action_log()

    def acknowledge(self, moment):
        alarms = self.deadline(self.case).alarm_ids.filtered(
            lambda alarm: (
                alarm.user_id == self.supervisor and alarm.state == "delivered"
            )
        )
        with self.at(moment):
            alarms.with_user(self.supervisor)._acknowledge("He always complains.")

    def test_for_colleagues(self):
        (page,) = self.print(STAFF, self.deadline(self.case))
        self.assert_text(
            page,
            "Explanation of a Deadline",
            self.case.number,
            "Solution",
            "Kept Tue, Mar 3, 2026, 04:30: 1 hr 30 min late.",
            "Due Tue, Mar 3, 2026, 03:00: 4 hr of 5 hr were left when the clock went "
            "on, Mon, Mar 2, 2026, 23:00.",
            "Waiting for the customer",
            "Li Qiang",
            "Zhao Min has taken notice.",
            "He always complains.",
            "To be told: Supervisor.",
            "Asia/Shanghai (UTC+08:00)",
            "For colleagues only",
        )

    def test_for_customers(self):
        (page,) = self.print(CUSTOMER, self.deadline(self.case))
        self.assert_text(
            page,
            "Explanation of a Deadline",
            self.case.number,
            self.contact.name,
            "Promised: within 5 hr, counted around the clock",
            "we are waiting for your answer",
            "2 hr are not counted",
            "Done: Tue, Mar 3, 2026, 04:30, 1 hr 30 min late.",
        )
        self.assert_no_text(
            page,
            "Zhao Min",
            "Li Qiang",
            "kas-",
            "He always complains",
            "for the rich",
            "Supervisor",
            "Waiting for the customer",
            self.ref("tier_a").name,
        )

    def test_colleagues_read_their_own_language_customers_theirs(self):
        deadline = self.deadline(self.case)
        self.contact.lang = "zh_CN"
        (staff,) = self.print(STAFF, deadline)
        self.assert_text(staff, "4 hr of 5 hr")
        (customer,) = self.print(CUSTOMER, deadline)
        self.assert_text(customer, "2026年3月3日周二 04:30", "1小时30分钟", "页")
        self.env = self.env(context={**self.env.context, "lang": "zh_CN"})
        (staff,) = self.print(STAFF, deadline)
        self.assert_text(staff, "2026年3月3日周二 03:00", "4小时", "开始计时", "页")

    def test_several_in_one_run(self):
        pages = self.print(CUSTOMER, self.case.deadline_ids)
        self.assertEqual(len(pages), 2)
        self.assert_text("".join(pages), "First response", "Solution")

    def test_what_is_owed_no_more(self):
        other = self.make_case()
        with self.at(NOON + HOUR):
            other.stage_id = self.stage("cancelled")
        (page,) = self.print(CUSTOMER, self.deadline(other))
        self.assert_text(page, "No longer owed", other.number)
        (page,) = self.print(STAFF, self.deadline(other))
        self.assert_text(page, "Nothing is promised any more")

    def test_markup_in_a_note_is_only_text(self):
        reason = self.env.ref("key_account_service.pause_reason_customer")
        deadline = self.deadline(self.make_case())
        deadline._pause(reason, "<b>bold</b>")
        (page,) = self.print(STAFF, deadline)
        self.assert_text(page, "<b>bold</b>")

    def test_printed_only_for_those_who_may_read(self):
        portal = new_test_user(
            self.env, "kas-portal", "base.group_portal", partner_id=self.contact.id
        )
        deadline = self.deadline(self.case)
        self.env.flush_all()
        for report in (STAFF, CUSTOMER):
            for user in (self.stranger, self.clerk, portal):
                Report = self.env["ir.actions.report"].with_user(user)
                with self.assertRaises(AccessError):
                    Report._render_qweb_html(report, deadline.ids)

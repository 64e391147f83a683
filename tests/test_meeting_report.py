"""VISIT-5, VISIT-6, SEC-3: programme and record of a meeting, read back."""

from meetings import MeetingMixin
from test_reports import FormCase

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user

from common import HOUR, NOON

REPORT = "key_account_service.action_report_meeting"


class TestMeetingReport(MeetingMixin, FormCase):
    def setUp(self):
        super().setUp()
        self.enterContext(self.at(NOON - HOUR))
        self.meeting = self.make_meeting(
            programme="10:00 Welcome\n11:00 Factory tour",
            planned_cost=4321,
            host_ids=[Command.set(self.deputy.ids)],
        )
        self.meeting.action_plan()

    def record(self):
        hotel, other = self.meeting.line_ids
        self.meeting.write({"outcome": "All agreed.", "actual_cost": 1234})
        hotel.write(
            {
                "attendance": "came",
                "outcome": "Wants ten channels.",
                "needs": "A quote.",
                "person_ids": [Command.set(self.contact.ids)],
            }
        )
        other.attendance = "absent"
        with self.at(NOON + 3 * HOUR):
            self.meeting.action_done()

    def sheet(self, user):
        report = self.env["report.key_account_service.report_meeting"].with_user(user)
        (sheet,) = report._get_report_values(self.meeting.ids)["forms"]
        return sheet

    def test_before_it_is_held_it_is_the_programme(self):
        text = "".join(self.print(REPORT, self.meeting))
        self.assert_text(
            text,
            "Programme of a Meeting",
            self.meeting.name,
            "Spring session",
            "Exchange session",
            "2026-03-02 20:00",
            "Third floor",
            "11:00 Factory tour",
            "Wang Fang",
            "Jinniu Hotel",
            "Tea House",
            "To be invited",
            "4,321.00",
        )
        self.assert_no_text(text, "Record of a Meeting", "Outcome on the Whole")

    def test_afterwards_it_is_the_record(self):
        self.record()
        text = "".join(self.print(REPORT, self.meeting))
        self.assert_text(
            text,
            "Record of a Meeting",
            "Came",
            "Did not come",
            "Wants ten channels.",
            "A quote.",
            "All agreed.",
            "1,234.00",
        )

    def test_each_sees_the_own_accounts_and_costs_whom_they_concern(self):
        self.record()
        for name, listed, costs in (
            ("officer", 2, True),
            ("supervisor", 2, True),
            ("manager", 2, True),
            ("auditor", 2, True),
            ("deputy", 1, False),
            ("stranger", 1, False),
        ):
            with self.subTest(user=name):
                sheet = self.sheet(getattr(self, name))
                self.assertEqual(len(sheet["lines"]), listed)
                self.assertEqual(bool(sheet["costs"]), costs)
        seen = self.sheet(self.stranger)["lines"][0]
        self.assertEqual(seen["person"], "Tea House")
        markup = self.render(REPORT, self.meeting, self.stranger)
        # Its own share is nothing, as it did not come.
        for word in ("Wang Fang", "ten channels", "1,234", "4,321"):
            self.assertNotIn(word, markup)

    def test_who_may_not_read_it_does_not_print_it(self):
        portal = new_test_user(
            self.env, "kas-portal", "base.group_portal", partner_id=self.contact.id
        )
        for user in (self.clerk, portal):
            with self.assertRaises(AccessError):
                self.render(REPORT, self.meeting, user)

    def test_in_the_language_of_who_prints(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.contact.lang = "en_US"
        self.officer.lang = "zh_CN"
        report = self.env["report.key_account_service.report_meeting"]
        report = report.with_user(self.officer).with_context(lang="zh_CN")
        (sheet,) = report._get_report_values(self.meeting.ids)["forms"]
        self.assertEqual(sheet["lang"], "zh_CN")

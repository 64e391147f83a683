"""What staff see and do in a real browser."""

from odoo import fields
from odoo.tests import HttpCase, tagged

from common import HOUR, BranchMixin


class CaseTour(BranchMixin, HttpCase):
    def tour(self, name, login):
        self.start_tour("/odoo", name, login=login)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestCaseTour(CaseTour):
    def missed_case(self):
        case = self.make_case(moment=fields.Datetime.now() - 6 * HOUR)
        self.sweep(fields.Datetime.now())
        self.assertTrue(self.deadline(case).missed_at)
        return case

    def test_the_officer_opens_a_missed_case_and_tells_the_customer(self):
        case = self.missed_case()
        self.tour("key_account_case_missed", "kas-officer")
        deadline = self.deadline(case)
        self.assertEqual(deadline.state, "met")
        self.assertTrue(deadline.late_by)
        self.assertEqual(case.customer_informed_at, deadline.met_at)

    def test_from_arrival_to_closed_as_account_manager(self):
        self.close_case("kas-officer")

    def test_from_arrival_to_closed_as_supervisor(self):
        self.close_case("kas-supervisor")

    def close_case(self, login):
        case = self.explain(self.make_case(moment=fields.Datetime.now() - HOUR))
        self.tour("key_account_case_to_close", login)
        self.assertTrue(case.closed)
        self.assertEqual(set(case.deadline_ids.mapped("state")), {"met"})
        self.assertFalse(any(case.deadline_ids.mapped("missed_at")))

    def test_the_supervisor_acknowledges_an_alarm(self):
        case = self.missed_case()
        self.tour("key_account_alarm", "kas-supervisor")
        alarm = case.deadline_ids.alarm_ids.filtered(
            lambda alarm: alarm.user_id == self.supervisor
        )
        self.assertEqual(alarm.state, "acknowledged")
        self.assertEqual(alarm.acknowledged_note, "I am calling the customer.")

    def test_who_audits_finds_nothing_to_write_with(self):
        case = self.make_case(moment=fields.Datetime.now() - HOUR)
        case.with_user(self.officer).message_post(body="Called him")
        self.tour("key_account_audit", "kas-auditor")
        self.tour("key_account_talk", "kas-officer")


@tagged("post_install", "-at_install")
class TestPhone(CaseTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_the_desk_on_a_phone(self):
        self.make_case(moment=fields.Datetime.now() - HOUR)
        self.tour("key_account_case_phone", "kas-officer")

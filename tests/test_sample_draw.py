"""CASE-7: of the typical problems of a week a random part is called back again."""

from datetime import date, datetime, timedelta

from call_backs import CallBackMixin

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from common import HOUR, KeyAccountCase

#: A Wednesday, and the Monday and the morning after its week.
CLOSED = datetime(2026, 3, 4, 10)
MONDAY = date(2026, 3, 2)
AFTER = datetime(2026, 3, 9, 8)


class TestSample(CallBackMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.company.key_account_sample_share = 100
        self.company.key_account_sample_caller_ids = self.stranger | self.officer

    def closed(self, moment=CLOSED, customer=None, **values):
        """A complaint that was closed at ``moment``."""
        customer = customer or self.env["res.partner"].create({"name": "Customer"})
        case = self.make_case(moment - HOUR, partner_id=customer.id, **values)
        self.tell(case, moment - HOUR / 2, user=self.manager)
        with self.at(moment):
            self.confirm(case)
            case.stage_id = self.stage("done")
        return case

    def draw(self, moment=AFTER, **values):
        with self.at(moment):
            record = (
                self.env["key.account.call.back.sample"]
                .with_user(self.manager)
                .create({"week_start": MONDAY, **values})
            )
            record.action_draw()
        self.env.invalidate_all()
        return record.sudo()

    def test_the_cases_of_the_week_and_of_no_other(self):
        inside = self.closed()
        self.closed(CLOSED - timedelta(days=7))
        self.closed(case_kind="enquiry")
        self.make_case(CLOSED)
        record = self.draw()
        self.assertEqual(record.line_ids.ticket_id, inside)
        self.assertEqual(record.call_back_ids.ticket_id, inside)
        self.assertEqual(record.state, "drawn")

    def test_the_week_is_that_of_the_company(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        early = self.closed(datetime(2026, 3, 1, 17))
        self.closed(datetime(2026, 3, 8, 17))
        self.assertEqual(self.draw().line_ids.ticket_id, early)

    def test_what_is_typical_is_configuration(self):
        self.env["key.account.complaint.level"].search([]).is_sampled = False
        plain = self.closed()
        plain.cause_id.is_typical = False
        self.assertFalse(self.draw().line_ids)
        self.ref("complaint_level_1").is_sampled = True
        week = timedelta(days=7)
        by_level = self.closed(CLOSED + week)
        record = self.draw(AFTER + week, week_start=MONDAY + week)
        self.assertEqual(record.line_ids.ticket_id, by_level)

    def test_the_caller_had_nothing_to_do_with_the_case(self):
        case = self.closed(customer=self.contact)
        call = self.draw().call_back_ids
        self.assertEqual(call.ticket_id, case)
        self.assertEqual(call.user_id, self.stranger)
        self.assertEqual((call.kind, call.state), ("sample", "to_do"))
        for user in (self.officer, self.deputy, self.manager):
            with self.assertRaises(ValidationError):
                call.user_id = user

    def test_who_wrote_on_it_is_not_asked(self):
        case = self.closed(customer=self.contact)
        # As the mail gateway does.
        case.sudo().message_post(body="x", author_id=self.stranger.partner_id.id)
        self.assertFalse(self.draw().call_back_ids.user_id)

    def test_only_the_chosen_one_records_it(self):
        case = self.closed(customer=self.contact)
        call = self.draw().call_back_ids
        later = AFTER + HOUR
        for user in (self.officer, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                self.record(call, moment=later, user=user)
        self.record(call, moment=later, user=self.stranger)
        self.assertEqual(call.result, "satisfied")
        self.assertTrue(case.closed)

    def test_who_is_not_satisfied_opens_the_case(self):
        case = self.closed(customer=self.contact)
        call = self.draw().call_back_ids
        self.record(call, "not_satisfied", AFTER + HOUR, user=self.stranger)
        self.assertFalse(case.closed)
        self.assertEqual(case.reopen_count, 1)

    def test_the_deadline_of_the_sample(self):
        self.closed(customer=self.contact)
        call = self.draw().call_back_ids
        self.assertEqual(
            call.deadline_ids.policy_id, self.ref("policy_call_back_sample")
        )
        self.sweep(AFTER + timedelta(days=7))
        logins = {login for _mark, login in self.told(call)}
        self.assertEqual(logins, {"kas-stranger", "kas-supervisor"})

    def test_each_customer_once_in_a_while(self):
        customer = self.env["res.partner"].create({"name": "Often"})
        self.closed(customer=customer)
        self.closed(CLOSED + HOUR, customer=customer)
        self.assertEqual(len(self.draw().call_back_ids), 1)
        week = timedelta(days=7)
        self.closed(CLOSED + week, customer=customer)
        record = self.draw(AFTER + week, week_start=MONDAY + week)
        self.assertFalse(record.line_ids)

    def test_a_part_of_each_level_and_desk(self):
        self.company.key_account_sample_share = 20
        desk = self.env["helpdesk.ticket.team"].create({"name": "Other desk"})
        for level in ("complaint_level_1", "complaint_level_3"):
            for _number in range(3):
                self.closed(complaint_level_id=self.ref(level).id)
        self.closed(team_id=desk.id)
        record = self.draw()
        self.assertEqual(record.case_count, 7)
        drawn = record.line_ids.filtered("is_drawn")
        self.assertEqual(len(drawn), len(set(drawn.mapped("stratum"))))
        self.assertEqual(len(drawn), 3)

    def test_it_can_be_drawn_again_and_a_change_shows(self):
        self.company.key_account_sample_share = 50
        for _number in range(4):
            self.closed()
        record = self.draw()
        self.assertEqual(record.drawn_count, 2)
        self.assertTrue(record.is_reproducible)
        record.line_ids[:1].is_drawn = not record.line_ids[:1].is_drawn
        self.assertFalse(record.is_reproducible)

    def test_a_preview_asks_nobody_and_is_what_is_drawn(self):
        self.company.key_account_sample_share = 50
        for _number in range(4):
            self.closed()
        with self.at(AFTER):
            record = (
                self.env["key.account.call.back.sample"]
                .with_user(self.manager)
                .create({"week_start": MONDAY})
            )
            record.action_preview()
            shown = record.line_ids.filtered("is_drawn").ticket_id
            self.assertFalse(record.sudo().call_back_ids)
            record.action_draw()
            self.assertEqual(record.sudo().call_back_ids.ticket_id, shown)
            with self.assertRaises(UserError):
                record.action_draw()
            with self.assertRaises(UserError):
                record.action_preview()

    def test_nobody_chooses(self):
        Sample = self.env["key.account.call.back.sample"].with_user(self.manager)
        with self.at(AFTER):
            for values in ({"seed": "1"}, {"share": 1}, {"state": "drawn"}):
                with self.assertRaises(AccessError):
                    Sample.create({"week_start": MONDAY, **values})
            record = Sample.create({"week_start": MONDAY})
            for values in ({"seed": "1"}, {"share": 1}, {"week_start": MONDAY}):
                with self.assertRaises(AccessError):
                    record.write(values)
            with self.assertRaises(AccessError):
                record.unlink()
            with self.assertRaises(AccessError):
                record.with_user(self.supervisor).action_draw()
            with self.assertRaises(ValidationError):
                Sample.create({"week_start": MONDAY + timedelta(days=1)})
            with self.assertRaises(ValidationError):
                Sample.create({"week_start": MONDAY + timedelta(days=7)})

    def test_each_week_by_itself_and_once(self):
        case = self.closed()
        with self.at(AFTER):
            self.env["key.account.call.back.sample"]._draw_due()
            self.env["key.account.call.back.sample"]._draw_due()
        calls = self.call_back(case, "sample")
        self.assertEqual(len(calls), 1)
        self.assertEqual(calls.sample_id.week_start, MONDAY)

    def test_a_share_of_nothing_draws_nothing(self):
        self.company.key_account_sample_share = 0
        self.closed()
        with self.at(AFTER):
            self.env["key.account.call.back.sample"]._draw_due()
        found = self.env["key.account.call.back.sample"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertFalse(found)

    def test_without_a_list_everybody_of_the_service_calls(self):
        self.company.key_account_sample_caller_ids = [Command.clear()]
        self.closed(customer=self.contact)
        caller = self.draw().call_back_ids.user_id
        self.assertTrue(
            caller.has_group("key_account_service.group_key_account_officer")
        )
        self.assertNotIn(caller, self.officer | self.deputy | self.manager)

    def test_supervisors_see_the_cases_of_their_own_teams(self):
        self.closed()
        mine = self.closed(customer=self.contact)
        record = self.draw().with_user(self.supervisor)
        self.assertEqual(record.line_ids.ticket_id, mine)

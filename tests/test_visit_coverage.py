"""VISIT-1, VISIT-2: who is covered, and what counts as contact."""

from datetime import date, timedelta

from visit_plans import VisitPlanMixin
from visits import VisitMixin

from odoo.exceptions import AccessError, UserError

from common import NOON, KeyAccountCase

DAY = timedelta(days=1)
TODAY = NOON.date()


class CoverageCase(VisitPlanMixin, VisitMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.company.partner_id.tz = "Asia/Shanghai"
        self.enterContext(self.at(NOON))
        self.contact.key_person_role = "liaison"

    def met(self, moment, partner=None, **values):
        visit = self.make_visit(
            planned_at=moment,
            visited_at=moment,
            partner_id=(partner or self.contact).id,
            **values,
        )
        visit.action_done()
        return visit

    def row(self, partner=None, purpose="person", user=None, **context):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["key.account.visit.coverage"].with_user(user or self.officer)
        return rows.with_context(**context).search(
            [
                ("partner_id", "=", (partner or self.contact).id),
                ("purpose", "=", purpose),
            ]
        )


class TestCoverage(CoverageCase):
    def test_who_was_never_met(self):
        row = self.row()
        self.assertEqual(row.state, "never")
        self.assertFalse(row.last_contact_on or row.next_due_on)
        self.assertEqual(row.account_id, self.account)
        self.assertEqual(row.tier_id, self.ref("tier_a"))
        self.assertEqual(row.manager_id, self.officer)
        self.assertEqual(row.team_id, self.team)
        self.assertEqual(row.rule_id, self.ref("visit_rule_a_liaison"))
        self.assertEqual(row.key_person_role, "liaison")
        self.assertEqual(row.interval_months, 1)
        self.assertEqual(row.covered_share, 0)

    def test_state_by_the_age_of_the_last_contact(self):
        self.company.key_account_visit_early_days = 5
        self.met(NOON - 200 * DAY)
        for days, state in (
            (40, "overdue"),
            (29, "overdue"),
            (28, "due"),
            (24, "due"),
            (22, "covered"),
            (0, "covered"),
        ):
            # February has 28 days: a month before 2 March is 2 February.
            self.met(NOON - days * DAY)
            self.assertEqual(self.row().state, state, days)
        self.assertEqual(self.row().last_contact_on, TODAY)
        self.assertEqual(self.row().next_due_on, date(2026, 4, 2))
        self.assertEqual(self.row().covered_share, 100)

    def test_the_day_is_that_of_the_company(self):
        self.met(NOON - DAY + timedelta(hours=5))
        self.assertEqual(self.row().last_contact_on, TODAY)

    def test_what_is_planned_or_called_off_covers_nobody(self):
        visit = self.make_visit(planned_at=NOON + DAY)
        row = self.row()
        self.assertEqual(row.state, "never")
        self.assertEqual(row.next_visit_at, NOON + DAY)
        visit.action_cancel()
        self.assertFalse(self.row().next_visit_at)

    def test_whoever_was_there_was_met(self):
        other = self.person("influencer")
        self.met(NOON - DAY, participant_ids=[(4, other.id)])
        self.assertEqual(self.row(other).state, "covered")

    def test_account_and_persons_are_covered_apart(self):
        self.met(NOON - DAY, self.account)
        self.assertEqual(self.row(self.account, "walk").state, "covered")
        self.assertEqual(self.row(self.account, "on_premises").state, "never")
        self.assertEqual(self.row().state, "never")

    def test_a_service_day_is_a_day_of_the_company(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        # An hour before midnight in Greenwich, seven in the morning in Chengdu.
        start = NOON.replace(day=1, hour=23) - DAY
        self.env["key.account.site.day"].create(
            {"account_id": self.account.id, "starts_at": start, "ends_at": start}
        ).sudo().state = "held"
        row = self.row(self.account, "on_premises")
        self.assertEqual(row.last_contact_on, start.date() + DAY)
        self.env["key.account.site.day"].create(
            {"account_id": self.account.id, "starts_at": NOON + 5 * DAY}
        )
        row = self.row(self.account, "on_premises")
        self.assertEqual(row.next_visit_at, NOON + 5 * DAY)

    def test_only_whom_a_rule_asks_for_stands_here(self):
        nobody = self.person(False)
        self.assertFalse(self.row(nobody))
        self.ref("visit_rule_a_liaison").interval_months = 0
        self.assertFalse(self.row())

    def test_as_of_an_earlier_day(self):
        self.met(NOON - DAY)
        row = self.row(key_account_coverage_on="2026-02-15")
        self.assertEqual(row.state, "never")
        self.met(NOON - 40 * DAY)
        row = self.row(key_account_coverage_on="2026-02-15")
        self.assertEqual(row.last_contact_on, (NOON - 40 * DAY).date())
        self.assertEqual(row.state, "due")

    def test_by_tier_manager_and_period(self):
        self.met(NOON - DAY)
        self.person("influencer")
        self.env.flush_all()
        rows = self.env["key.account.visit.coverage"].with_user(self.officer)
        found = rows._read_group(
            [("account_id", "=", self.account.id), ("purpose", "=", "person")],
            ["tier_id", "manager_id", "next_due_on:month"],
            ["__count", "covered_share:avg"],
        )
        self.assertEqual(
            [group[2:] for group in found], [(date(2026, 4, 1), 1, 100), (False, 1, 0)]
        )

    def test_the_buttons_of_a_row(self):
        row = self.row()
        action = row.action_plan_visit()
        self.assertEqual(action["context"]["default_partner_id"], self.contact.id)
        action = row.action_log_contact()
        self.assertEqual(action["context"]["default_partner_id"], self.contact.id)


class TestAccess(CoverageCase):
    def test_who_reads_it(self):
        for name, reads in (
            ("officer", True),
            ("deputy", True),
            ("supervisor", True),
            ("head", True),
            ("manager", True),
            ("auditor", True),
            ("stranger", False),
        ):
            row = self.row(user=getattr(self, name))
            self.assertEqual(bool(row), reads, name)
        row = self.row()
        self.env.invalidate_all()
        self.assertEqual(row.with_user(self.stranger).read(["state"]), [])
        self.assertFalse(row.with_user(self.stranger).exists())
        with self.assertRaises(AccessError):
            row.with_user(self.clerk).read(["state"])

    def test_the_deputy_reads_it_while_he_serves(self):
        self.account.key_account_deputy_from = TODAY + DAY
        self.assertFalse(self.row(user=self.deputy))

    def test_nobody_writes_it(self):
        row = self.row().with_user(self.manager)
        for refused in (lambda: row.write({"state": "covered"}), row.unlink):
            with self.assertRaises(AccessError):
                refused()

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Abroad"})
        self.manager.write(
            {"company_ids": [(6, 0, company.ids)], "company_id": company}
        )
        self.assertFalse(self.row(user=self.manager))


class TestWhatCounts(CoverageCase):
    def count(self, counts):
        self.ref("visit_rule_a_liaison").counts = counts
        return self.row().state == "covered"

    def assert_counts(self, least):
        order = ["meeting", "talk", "any"]
        for counts in order:
            expected = least and order.index(counts) >= order.index(least)
            self.assertEqual(self.count(counts), bool(expected), counts)

    def test_ways(self):
        for way, least in (("on_site", "meeting"), ("phone", "talk"), ("sms", "any")):
            with self.subTest(way=way):
                visit = self.met(NOON - DAY, way=way)
                self.assert_counts(least)
                visit.sudo().state = "cancelled"

    def test_a_call_in_a_case_is_a_talk(self):
        case = self.make_case(NOON - DAY)
        case.with_user(self.officer)._record_contact(
            NOON - DAY, way="phone", customer_said="x", we_said="x"
        )
        self.assert_counts("talk")

    def test_going_there_for_a_complaint_is_no_visit(self):
        case = self.make_case(NOON - DAY)
        case.with_user(self.officer)._record_contact(
            NOON - DAY, way="on_site", customer_said="x", we_said="x"
        )
        self.assert_counts("talk")

    def say(self, author=None, subtype="mail.mt_comment", kind="comment", to=True):
        author = author or self.officer.partner_id
        return self.contact.sudo().message_post(
            body="Good morning",
            author_id=author.partner_id.id
            if author._name == "res.users"
            else author.id,
            message_type=kind,
            subtype_xmlid=subtype,
            partner_ids=self.contact.ids if to else [],
        )

    def test_a_message_to_the_customer_counts_if_the_rule_says_so(self):
        message = self.say()
        self.assert_counts("any")
        message.notification_ids.notification_status = "bounce"
        self.assert_counts(None)

    def test_what_the_customer_writes_counts(self):
        self.say(self.contact, kind="email", to=False)
        self.assert_counts("any")

    def test_notes_and_machines_count_for_nothing(self):
        self.say(subtype="mail.mt_note")
        self.say(kind="auto_comment")
        self.say(to=False)
        self.assert_counts(None)

    def test_messages_count_for_whom_they_were_sent(self):
        other = self.person("influencer")
        self.ref("visit_rule_a_influencer").counts = "any"
        self.say()
        self.assertEqual(self.row(other).state, "never")

    def test_the_planner_knows_them_too(self):
        self.ref("visit_rule_a_liaison").counts = "any"
        self.assertNotIn(date(2026, 4, 2), self.proposed(self.make_plan()))
        self.say()
        self.assertEqual(min(self.proposed(self.make_plan())), date(2026, 4, 2))

    def proposed(self, plan):
        with self.at(NOON):
            plan.action_propose()
        mine = plan.visit_ids.filtered(lambda one: one.partner_id == self.contact)
        days = mine.mapped("due_on")
        plan.action_cancel()
        return days


class TestLogAContact(CoverageCase):
    def log(self, user=None, **values):
        dialog = self.env["key.account.visit.log"].with_user(user or self.officer)
        action = dialog.create(
            {"partner_id": self.contact.id, "content": "Asked for a quote.", **values}
        ).action_log()
        return self.env["key.account.visit"].browse(action["res_id"])

    def test_a_call_is_on_record_at_once(self):
        call = self.log(needs="A quote")
        self.assertEqual((call.state, call.way), ("done", "phone"))
        self.assertEqual(call.visited_at, NOON)
        self.assertEqual(call.user_id, self.officer)
        self.assertEqual(call.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(call.needs, "A quote")
        self.assertFalse(call.event_id or call.deadline_ids)
        self.assertEqual(self.account.key_account_visit_count, 1)

    def test_it_counts(self):
        self.ref("visit_rule_a_liaison").counts = "talk"
        self.log()
        self.assertEqual(self.row().state, "covered")

    def test_what_it_needs(self):
        for values in ({"content": " "}, {"visited_at": NOON + DAY}):
            with self.assertRaises(UserError):
                self.log(**values)

    def test_it_is_filed_once(self):
        dialog = self.env["key.account.visit.log"].with_user(self.officer)
        made = dialog.create({"partner_id": self.contact.id, "content": "x"})
        made.action_log()
        with self.assertRaises(UserError):
            made.action_log()

    def test_who_may_log_it(self):
        for user in (self.supervisor, self.manager):
            self.assertEqual(self.log(user).user_id, user)
        for user in (self.stranger, self.auditor, self.clerk):
            with self.assertRaises(AccessError):
                self.log(user)

    def test_the_page_of_the_customer_opens_the_form(self):
        action = self.contact.with_user(self.officer).action_log_key_account_contact()
        self.assertEqual(action["context"]["default_partner_id"], self.contact.id)
        with self.assertRaises(AccessError):
            self.contact.with_user(self.auditor).action_log_key_account_contact()

"""VISIT-1 to VISIT-6, TEAM-4, PLAN-2, FILE-6, each in short; depths elsewhere."""

from collections import Counter
from datetime import date, datetime, timedelta

from meetings import MeetingMixin
from test_need import NeedMixin
from test_reports import FormCase
from visit_plans import VisitPlanMixin
from visit_records import RecordMixin
from visits import VisitMixin
from weekly import MONDAY, MORNING, WEEK, WeeklyCase

from odoo.exceptions import UserError

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)
ROLES = ("decision_maker", "liaison", "department_head", "influencer")
#: Visits of a quarter by the Handbook: tiers A, B, C, D. The first visits share their
#: interval, so that a year has 12 divided by the months; see test_visit_plan_draft.
MONTHS = {
    "decision_maker": (3, 2, 3, 0),
    "liaison": (1, 1, 3, 3),
    "department_head": (1, 1, 3, 0),
    "influencer": (1, 1, 0, 0),
    "walk": (1, 1, 3, 3),
    "on_premises": (6, 12, 0, 0),
}


class TestPlanRequirements(VisitPlanMixin, VisitMixin, KeyAccountCase):
    def months(self, account, row):
        purpose = row if row in ("walk", "on_premises") else "person"
        whom = account
        if purpose == "person":
            whom = account.child_ids.filtered(lambda one: one.key_person_role == row)
        rule = self.env["key.account.visit.rule"]._rule_of(whom, purpose)
        return rule[whom].interval_months

    def test_visit_01_the_table_of_the_handbook_is_shipped(self):
        """Tier by role; walk visits, service days; VIPs monthly; blanks: none."""
        for position, tier in enumerate("abcd"):
            account = self.make_account(f"tier_{tier}", tier, ROLES)
            for row, months in MONTHS.items():
                with self.subTest(tier=tier, row=row):
                    self.assertEqual(self.months(account, row), months[position])
        for kind in ("leadership", "business_partner"):
            vip = self.make_account("tier_b", kind, key_account_kind=kind)
            rule = self.env["key.account.visit.rule"]._rule_of(vip)[vip]
            self.assertEqual(rule.interval_months, 1)

    def test_visit_01_a_quarter_is_planned_levelled_and_approved(self):
        """Workdays only, none over the limit; the supervisor approves; idempotent."""
        self.person("liaison")
        self.person("decision_maker")
        for number in range(4):
            self.make_account("tier_b", f"Bank {number}", ["liaison"])
        plan = self.propose()
        days = Counter(self.days(plan.visit_ids))
        self.assertLessEqual(max(days.values()), 4)
        self.assertFalse([day for day in days if day.weekday() > 4])
        by_role = Counter(plan.visit_ids.partner_id.mapped("key_person_role"))
        self.assertEqual(by_role["liaison"], 5)
        liaisons = plan.visit_ids.filtered(
            lambda visit: visit.partner_id.key_person_role == "liaison"
        )
        self.assertEqual(len(liaisons), 5 * 3)
        before = self.stored(plan.visit_ids)
        self.propose(plan)
        self.assertEqual(self.stored(plan.visit_ids), before)
        self.approved(plan)
        self.assertEqual(set(plan.visit_ids.mapped("state")), {"planned"})
        self.assertEqual(len(plan.visit_ids.event_id), len(plan.visit_ids))

    def test_visit_01_a_year_is_planned_as_well(self):
        """Yearly or quarterly, as the company wishes."""
        liaison = self.person("liaison")
        plan = self.propose(first=date(2026, 4, 1), last=date(2027, 3, 31))
        visits = plan.visit_ids.filtered(lambda visit: visit.partner_id == liaison)
        self.assertEqual(len(visits), 12)
        self.company.key_account_visit_plan_months = "12"
        with self.at(NOON):
            period = self.env["key.account.visit.plan"]._default_period()
        self.assertEqual(period, (date(2027, 1, 1), date(2027, 12, 31)))

    def test_visit_02_calendar_move_overdue_escalation_coverage(self):
        """Stands in the calendar, moved with a reason, overdue, escalates, counts."""
        self.company.partner_id.tz = "Asia/Shanghai"
        self.contact.key_person_role = "liaison"
        with self.at(NOON):
            visit = self.make_visit(planned_at=NOON + DAY)
            self.assertEqual(visit.event_id.start, NOON + DAY)
            visit.event_id.with_user(self.officer).write(
                {"start": NOON + 2 * DAY, "stop": NOON + 2 * DAY + HOUR}
            )
            self.assertEqual(visit.planned_at, NOON + 2 * DAY)
            visit.planned_at = NOON + DAY
            self.assertEqual(visit.event_id.start, NOON + DAY)
        with self.at(NOON + 2 * DAY):
            self.assertTrue(visit.is_late)
            with self.assertRaisesRegex(UserError, "say why"):
                visit.planned_at = NOON + 9 * DAY
        self.sweep(NOON + 5 * DAY)
        told = {login for _mark, login in self.told(visit)}
        self.assertLessEqual({"kas-officer", "kas-supervisor"}, told)
        with self.at(NOON + 5 * DAY):
            visit._reschedule(NOON + 6 * DAY, "The bridge was closed.")
            self.assertEqual(visit.move_ids[-1:].reason, "The bridge was closed.")
            self.assertEqual(visit.first_planned_at, NOON + DAY)
        with self.at(NOON + 6 * DAY):
            self.assertEqual(self.covered(), "never")
            visit.action_done()
            self.assertEqual(self.covered(), "covered")

    def covered(self):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["key.account.visit.coverage"].with_user(self.supervisor)
        return rows.search([("partner_id", "=", self.contact.id)]).state


class TestRecordRequirements(RecordMixin, MeetingMixin, FormCase):
    def record(self, **values):
        return self.make_visit(
            way="on_site",
            place="Lobby",
            planned_at=NOON,
            visited_at=NOON,
            needs="Six more channels.",
            handling="The quote is being written.",
            competitor_info="Shu Net was there.",
            **values,
        )

    def test_visit_03_record(self):
        """Way, who, when, where, content, needs, state, handling, competitors."""
        with self.at(NOON):
            visit = self.record(participant_ids=[self.deputy.partner_id.id])
            visit.action_done()
        ways = dict(visit._fields["way"]._description_selection(self.env))
        self.assertEqual(
            list(ways), "on_site phone sms email meeting customer_comes".split()
        )
        self.assertEqual((visit.state, visit.handling_state), ("done", "open"))
        for name in ("partner_id", "user_id", "place", "needs", "competitor_info"):
            self.assertTrue(visit[name], name)

    def test_visit_03_promises_become_dated_tasks_or_cases(self):
        """Each with a deadline of its own; the report shows what became of it."""
        with self.at(NOON):
            visit = self.record()
            task = self.promise(visit)
            case = self.promise(visit, name="A repair")
            form = self.env["helpdesk.ticket.intake"].with_user(self.officer)
            action = case.action_make_case()
            form = form.with_context(action["context"]).create(
                {"case_kind": "maintenance"}
            )
            form.action_create_case()
            self.assertTrue(case.ticket_id)
            for promise in (task, case):
                self.assertEqual(self.deadline(promise, "promise").state, "running")
            self.sign(visit)
            task.result = "Sent."
            task.action_done()
            (page,) = self.print("key_account_service.action_report_visit", visit)
        self.assert_text(page, "A quote for six channels", "Kept", "A repair", "Open")

    def test_visit_04_a_concrete_problem_is_signed_locked_printed_filed(self):
        """And so by rule; nobody changes it, corrections stand beside it."""
        with self.at(NOON):
            visit = self.record(ticket_id=self.make_case(user=self.officer).id)
            with self.assertRaisesRegex(UserError, "signs"):
                visit.action_done()
            with self.allow_pdf_render():
                self.sign(visit.with_context(force_report_rendering=True))
            self.assertTrue(visit.is_intact and visit.is_pdf_intact)
            with self.assertRaisesRegex(UserError, "locked"):
                visit.content = "Another"
            self.env["key.account.visit.addendum"].with_user(self.officer).create(
                {"visit_id": visit.id, "words": "It was the second floor."}
            )
            (page,) = self.print("key_account_service.action_report_visit", visit)
        self.assert_text(page, visit.name, "It was the second floor.")
        self.assert_no_text(page, "Shu Net")
        account = self.account.with_user(self.officer)
        self.assertEqual(account.key_account_visit_count, 1)
        rule = self.ref("visit_rule_a_liaison")
        rule.sign = True
        plain = self.make_visit()
        plain.sudo().rule_id = rule
        self.assertTrue(plain.needs_signature)

    def test_visit_05_receptions_sessions_round_tables(self):
        """Planned and recorded the same way, with programme, costs and outcome."""
        for name in ("reception", "exchange", "round_table"):
            self.assertTrue(self.ref(f"meeting_kind_{name}").approval_above)
        meeting = self.make_meeting(programme="Nine o'clock: coffee.")
        meeting.actual_cost = 800
        visit = self.hold(meeting, needs="A quote.")
        hotel, other = meeting.line_ids
        self.assertEqual((hotel.cost_share, other.cost_share), (800, 0))
        self.assertEqual((visit.state, visit.needs), ("done", "A quote."))
        self.assertEqual(visit.content, "Wants ten channels.")

    def test_visit_06_events_and_visits_of_superiors(self):
        """Invitation, answer, attendance, cost, outcome by account."""
        for name in ("industry", "training", "study_tour", "superior"):
            self.assertTrue(self.ref(f"meeting_kind_{name}"))
        meeting = self.make_meeting(
            self.supervisor, kind_id=self.ref("meeting_kind_superior").id
        )
        meeting.line_ids[1:].unlink()
        line = meeting.line_ids
        line.write({"answer": "accepted", "user_id": self.supervisor.id})
        self.assertEqual((meeting.invited_count, meeting.accepted_count), (1, 1))
        line.write({"attendance": "came", "outcome": "Was glad."})
        meeting.action_plan()
        with self.at(NOON + 3 * HOUR):
            meeting.action_done()
        self.assertEqual(line.visit_id.user_id, self.supervisor)
        with self.at(NOON):
            own = self.make_visit(self.supervisor)
            own.action_done()
        self.assertEqual(own.user_id, self.supervisor)

    def test_file_06_contact_record_of_all_channels(self):
        """Way, number, time, place, content, needs, state, handling; on paper too."""
        with self.at(NOON):
            visit = self.record()
            visit.action_done()
            self.make_case(user=self.officer)
        (line,) = [
            line
            for line in self.account.with_user(self.officer)._key_account_history(
                NOON - HOUR, NOON + HOUR
            )
            if line["number"] == visit.name
        ]
        for name in "way place content needs handling_state handling user".split():
            self.assertTrue(line[name], name)
        self.assertEqual(line["at"], NOON)
        history = self.env["key.account.contact.history"].with_user(self.officer)
        with self.at(NOON):
            history = history.create({"partner_id": self.account.id})
        self.assertEqual(len(history._lines()), 2)


class TestDiligence(NeedMixin, VisitMixin, WeeklyCase):
    def test_team_04_every_week_from_a_generated_list(self):
        """What is due and was heard; dated actions; upward; omissions show."""
        with self.at(MORNING - DAY):
            visit = self.make_visit()
            visit.action_done()
        review = self.review_of()
        line = self.line_of(review).with_user(self.officer)
        self.assertEqual(review.week_start, MONDAY)
        self.assertIn(visit.id, [fact["id"] for fact in line.heard_facts])
        with self.at(MORNING + HOUR):
            own = self.note(line)
            upward = self.note(line, kind="superior")
        for action in (own, upward):
            self.assertTrue(self.deadline(action, "weekly_action").due_at)
        self.assertEqual(upward.user_id, self.supervisor)
        self.assertEqual(line.state, "acted")
        following = self.review_of(moment=MORNING + WEEK)
        self.assertEqual(review.state, "omitted")
        seen = following.with_user(self.supervisor).search([("state", "=", "omitted")])
        self.assertIn(review, seen)

    def test_plan_02_needs_register(self):
        """Source, owner, date, state, solution, upward, and the customer is told."""
        with self.at(NOON):
            visit = self.make_visit(needs="English channels.")
            visit.action_make_need()
            visit.action_make_need()  # Once only.
        need = visit.need_ids
        self.assertEqual((need.source, need.visit_id), ("visit", visit))
        self.assertEqual((need.user_id, need.heard_on), (self.officer, NOON.date()))
        with self.at(NOON):
            need.action_to_superior()
        self.assertEqual(need.raised_to_id, self.supervisor)
        need.solution = "Six channels from May."
        with self.at(NOON + DAY):
            need.action_solved()
        self.assertEqual(self.deadline(need, "need").state, "running")
        need.told_way = "phone"
        with self.at(NOON + 2 * DAY):
            need.action_told()
        self.assertEqual(need.told_at, datetime(2026, 3, 4, 12))
        self.assertEqual(self.deadline(need, "need").state, "met")

"""VISIT-1: the plan of an account manager is proposed by rule, moved, and approved."""

from collections import Counter
from datetime import date, datetime, timedelta

from visit_plans import FIRST, LAST, VisitPlanMixin

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from common import NOON, KeyAccountCase

MONTHS = ("2026-04", "2026-05", "2026-06")


class TestPropose(VisitPlanMixin, KeyAccountCase):
    def of(self, plan, partner, purpose="person"):
        return plan.visit_ids.filtered(
            lambda visit: (
                visit.partner_id == partner and visit.rule_id.purpose == purpose
            )
        )

    def test_a_quarter_of_the_hotel(self):
        liaison = self.person("liaison")
        plan = self.propose()
        visits = self.of(plan, liaison)
        self.assertEqual(set(visits.mapped("state")), {"proposed"})
        self.assertEqual(visits.user_id, self.officer)
        self.assertEqual(visits.rule_id, self.ref("visit_rule_a_liaison"))
        self.assertEqual(len(visits), 3)
        self.assertEqual(len(self.of(plan, self.account, "walk")), 3)
        self.assertEqual(len(self.of(plan, self.account, "on_premises")), 1)
        self.assertEqual(plan.visit_count, 7)
        self.assertEqual(plan.proposed_at, NOON)

    def test_visits_lie_in_working_time_of_the_period(self):
        for number in range(12):
            self.make_account("tier_a", f"Shop {number}", ["liaison"])
        calendar = self.company.resource_calendar_id
        clock = calendar._working_clock()
        for visit in self.propose().visit_ids:
            moment = visit.planned_at
            self.assertTrue(clock.measure(moment, moment + timedelta(minutes=1)))
            self.assertTrue(FIRST <= moment.date() <= LAST)

    def test_no_visit_on_a_holiday_but_on_a_day_that_makes_up_for_it(self):
        """Only one day of the quarter is worked: a Saturday."""
        calendar = self.company.resource_calendar_id
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "calendar_id": calendar.id,
                "date_from": "2026-03-31 00:00:00",
                "date_to": "2026-07-01 23:59:59",
                "public_holiday": True,
            }
        )
        self.env["resource.calendar.extra.day"].create(
            {"name": "Made up", "calendar_id": calendar.id, "date": "2026-05-09"}
        )
        self.person("liaison")
        self.assertEqual(set(self.days(self.propose().visit_ids)), {date(2026, 5, 9)})

    def test_no_visit_while_the_manager_is_on_leave(self):
        resource = self.env["resource.resource"].create(
            {"name": "Officer", "user_id": self.officer.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "resource_id": resource.id,
                "calendar_id": resource.calendar_id.id,
                "date_from": "2026-04-01 00:00:00",
                "date_to": "2026-04-30 23:59:59",
            }
        )
        self.person("liaison")
        self.assertGreater(min(self.days(self.propose().visit_ids)), date(2026, 4, 30))

    def test_the_daily_limit_holds(self):
        self.company.key_account_visit_daily_limit = 2
        for number in range(10):
            self.make_account("tier_a", f"Shop {number}", ["liaison", "influencer"])
        counts = Counter(self.days(self.propose().visit_ids))
        self.assertGreater(sum(counts.values()), 90)
        self.assertEqual(max(counts.values()), 2)

    def test_neighbours_are_visited_on_one_day(self):
        for number in range(6):
            street = "South Road" if number % 2 else "North Road"
            self.make_account(
                "tier_c", f"Shop {number}", city="Chengdu", street=f"{street} {number}"
            )
        self.account.key_account_kind = False
        visits = self.propose().visit_ids
        self.assertEqual(len(visits), 6)
        days = {}
        for visit in visits:
            street = visit.partner_id.street.rstrip("0123456789 ")
            days.setdefault(visit.planned_at.date(), set()).add(street)
        self.assertTrue(all(len(streets) == 1 for streets in days.values()))

    def test_what_was_just_done_is_not_proposed(self):
        boss = self.person("decision_maker")
        self.pays(boss, "2026-03-30")
        plan = self.propose(moment=datetime(2026, 3, 31, 8))
        (visit,) = self.of(plan, boss)
        self.assertEqual(visit.due_on, date(2026, 6, 30))

    def test_a_phone_call_is_no_meeting_but_counts_where_the_rule_says_so(self):
        boss = self.person("decision_maker")
        self.pays(boss, "2026-03-30", way="phone")
        moment = datetime(2026, 3, 31, 8)
        plan = self.propose(moment=moment)
        # Never met: the first visit is in the first interval.
        self.assertTrue(self.of(plan, boss))
        plan.action_cancel()
        self.ref("visit_rule_a_decision_maker").counts = "talk"
        (visit,) = self.of(self.propose(moment=moment), boss)
        self.assertEqual(visit.due_on, date(2026, 6, 30))

    def test_who_was_there_was_met(self):
        boss = self.person("decision_maker")
        self.pays(self.account, "2026-03-30", participant_ids=boss.ids)
        plan = self.propose(moment=datetime(2026, 3, 31, 8))
        self.assertEqual(self.of(plan, boss).due_on, date(2026, 6, 30))
        self.assertEqual(
            self.of(plan, self.account, "walk").sorted("due_on")[:1].due_on,
            date(2026, 4, 30),
        )

    def test_what_is_planned_already_is_not_proposed(self):
        liaison = self.person("liaison")
        self.pays(liaison, "2026-03-20")
        visits = self.env["key.account.visit"].with_user(self.officer)
        for day in ("2026-04-17", "2026-05-18", "2026-06-19"):
            visits.create({"partner_id": liaison.id, "planned_at": f"{day} 02:00:00"})
        self.assertFalse(self.of(self.propose(), liaison))

    def test_a_service_day_that_stands_takes_the_place_of_one(self):
        self.env["key.account.site.day"].create(
            {"account_id": self.account.id, "starts_at": "2026-05-11 01:00:00"}
        )
        plan = self.propose()
        self.assertFalse(self.of(plan, self.account, "on_premises"))
        self.assertEqual(len(self.of(plan, self.account, "walk")), 3)

    def test_a_late_visit_comes_soon(self):
        liaison = self.person("liaison")
        self.pays(liaison, "2026-01-05")
        first = self.of(self.propose(), liaison).sorted("planned_at")[:1]
        self.assertEqual(first.due_on, date(2026, 2, 5))
        self.assertLessEqual(first.planned_at.date(), date(2026, 4, 15))

    def test_accounts_of_others_are_not_planned(self):
        self.make_account(key_account_manager_id=self.stranger.id, roles=["liaison"])
        plan = self.propose()
        self.assertEqual(plan.visit_ids.key_account_id, self.account)

    def test_nothing_is_proposed_for_days_that_are_over(self):
        self.person("liaison")
        plan = self.propose(moment=datetime(2026, 6, 10, 8))
        self.assertGreater(min(self.days(plan.visit_ids)), date(2026, 6, 10))
        with self.assertRaises(UserError):
            self.propose(plan, moment=datetime(2026, 7, 1, 8))

    def test_a_proposal_is_no_visit_that_took_place(self):
        self.propose()
        self.env.invalidate_all()
        self.assertEqual(self.account.key_account_visit_count, 0)


class TestAgain(VisitPlanMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.liaison = self.person("liaison")
        self.boss = self.person("decision_maker")
        self.plan = self.propose()

    def test_proposing_again_changes_nothing(self):
        visits = self.plan.visit_ids
        before = self.stored(visits)
        for moment in (NOON, NOON + timedelta(days=20)):
            self.propose(self.plan, moment=moment)
            self.assertEqual(self.plan.visit_ids, visits)
        self.assertEqual(self.stored(visits), before)

    def test_what_a_person_moved_stays_moved(self):
        for visit in self.plan.visit_ids:
            visit.planned_at += timedelta(days=12)
        self.assertTrue(all(self.plan.visit_ids.mapped("is_changed")))
        self.assertEqual(self.plan.changed_count, self.plan.visit_count)
        before = self.stored(self.plan.visit_ids)
        self.propose(self.plan)
        self.assertEqual(self.stored(self.plan.visit_ids), before)

    def test_what_a_person_called_off_is_not_proposed_again(self):
        visit = self.plan.visit_ids[:1]
        visit.action_cancel()
        self.assertTrue(visit.is_changed)
        count = len(self.plan.visit_ids)
        self.propose(self.plan)
        self.assertEqual(len(self.plan.visit_ids), count)
        visit.action_plan_again()
        self.assertEqual(visit.state, "proposed")
        self.env.flush_all()
        self.assertFalse(visit.planned_since)
        self.assertFalse(visit.event_id)
        self.assertFalse(self.deadline(visit.sudo(), "visit"))
        with self.assertRaises(UserError):
            visit.action_plan_again()  # A second click.

    def test_while_superiors_look_at_it_nothing_called_off_is_taken_up(self):
        visit = self.plan.visit_ids[:1]
        visit.action_cancel()
        self.submitted(self.plan)
        with self.assertRaisesRegex(UserError, "submitted"):
            visit.action_plan_again()
        self.assertEqual(visit.state, "cancelled")

    def test_a_new_key_person_is_added(self):
        before = self.plan.visit_ids
        head = self.person("department_head")
        self.propose(self.plan)
        added = self.plan.visit_ids - before
        self.assertEqual(added.partner_id, head)
        self.assertEqual(len(added), 3)

    def test_anew_drops_only_what_nobody_changed(self):
        moved = self.plan.visit_ids.filtered(lambda v: v.partner_id == self.boss)
        moved.planned_at += timedelta(days=1)
        others = self.plan.visit_ids - moved
        self.ref("visit_rule_a_liaison").interval_months = 0
        with self.at(NOON):
            self.plan.action_start_over()
        self.assertTrue(moved.exists())
        self.assertFalse(others.exists())
        self.assertNotIn(self.liaison, self.plan.visit_ids.partner_id)

    def test_the_next_quarter_goes_on_where_this_one_ends(self):
        plan = self.make_plan(first=date(2026, 7, 1), last=date(2026, 9, 30))
        self.propose(plan)
        for person, months in ((self.liaison, 1), (self.boss, 3)):
            visits = (self.plan | plan).visit_ids.filtered(
                lambda visit, person=person: visit.partner_id == person
            )
            self.assertEqual(len(visits), 6 // months)
            days = self.days(visits)
            for before, after in zip(days, days[1:], strict=False):
                self.assertGreaterEqual((after - before).days, months * 28 - 10)


class TestDecide(VisitPlanMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.person("liaison")
        self.plan = self.propose()

    def test_the_supervisor_approves_and_the_visits_are_planned(self):
        self.submitted(self.plan)
        self.assertEqual(self.plan.review_ids.reviewer_ids, self.supervisor)
        self.assertEqual(set(self.plan.visit_ids.mapped("state")), {"proposed"})
        with self.at(NOON):
            self.plan.with_user(self.supervisor).validate_tier()
        self.env.invalidate_all()
        self.assertEqual(self.plan.state, "approved")
        self.assertEqual(self.plan.decided_by_id, self.supervisor)
        self.assertEqual(set(self.plan.visit_ids.mapped("state")), {"planned"})

    def test_nobody_approves_his_own_plan(self):
        self.submitted(self.plan)
        with self.assertRaises(UserError):
            self.plan.validate_tier()
        self.assertIn(self.officer, self.plan.sudo().author_ids)

    def test_what_was_called_off_stays_so(self):
        dropped = self.plan.visit_ids[:1]
        dropped.action_cancel()
        self.approved(self.plan)
        self.assertEqual(dropped.state, "cancelled")

    def test_a_submitted_plan_stays_as_it_is(self):
        self.submitted(self.plan)
        visit = self.plan.visit_ids[:1]
        for change in (
            lambda: visit.write({"planned_at": NOON}),
            visit.action_cancel,
            self.plan.action_propose,
            self.plan.action_start_over,
            self.plan.action_cancel,
            lambda: self.plan.write({"note": "x"}),
        ):
            with self.assertRaises(UserError):
                change()
        self.plan.action_withdraw()
        visit.planned_at += timedelta(days=1)
        self.assertEqual(self.plan.state, "draft")

    def test_returned_with_a_reason_and_submitted_again(self):
        self.submitted(self.plan)
        self.decide("return", "See the bank first.")
        self.assertEqual(self.plan.state, "returned")
        self.assertEqual(self.plan.past_review_ids.comment, "See the bank first.")
        self.assertTrue(self.plan.sudo().activity_ids)
        self.plan.visit_ids[:1].planned_at += timedelta(days=1)
        self.approved(self.plan)
        self.assertEqual(self.plan.state, "approved")

    def test_a_rejected_plan_leaves_no_proposal(self):
        self.submitted(self.plan)
        visits = self.plan.visit_ids
        self.decide("reject", "Not like this.")
        self.assertEqual(self.plan.state, "rejected")
        self.assertFalse(visits.exists())
        self.propose()

    def decide(self, decision, reason):
        plan = self.plan.with_user(self.supervisor)
        dialog = plan.return_tier() if decision == "return" else plan.reject_tier()
        wizard = self.env["comment.wizard"].with_user(self.supervisor)
        wizard = wizard.with_context(**dialog["context"])
        wizard.create({"comment": reason}).add_comment()
        self.env.invalidate_all()

    def test_a_cancelled_plan_leaves_no_proposal(self):
        visits = self.plan.visit_ids
        self.plan.action_cancel()
        self.assertFalse(visits.exists())

    def test_an_empty_plan_is_not_submitted(self):
        plan = self.make_plan(first=date(2026, 7, 1), last=date(2026, 9, 30))
        with self.assertRaises(UserError):
            plan.action_submit()

    def test_one_plan_for_the_same_days(self):
        with self.assertRaises(ValidationError):
            self.make_plan(first=date(2026, 6, 30), last=date(2026, 9, 30))
        self.make_plan(first=date(2026, 7, 1), last=date(2026, 9, 30))
        self.plan.action_cancel()
        self.make_plan()

    def test_person_and_period_stay_once_visits_are_proposed(self):
        with self.assertRaises(UserError):
            self.plan.date_to = date(2026, 5, 31)
        self.plan.note = "The bank has moved."

    def test_a_submitted_plan_is_kept(self):
        self.submitted(self.plan)
        with self.assertRaises(UserError):
            self.plan.with_user(self.manager).unlink()

    def test_a_deleted_draft_leaves_no_proposal(self):
        visits = self.plan.visit_ids
        self.plan.with_user(self.manager).unlink()
        self.assertFalse(visits.exists())

    def test_who_sees_a_plan(self):
        for user in (self.officer, self.supervisor, self.head, self.manager):
            self.assertTrue(self.plan.with_user(user).name)
        self.assertTrue(self.plan.with_user(self.auditor).name)
        for user in (self.stranger, self.deputy):
            self.assertFalse(self.env[self.plan._name].with_user(user).search([]))
        for user in (self.deputy, self.stranger, self.supervisor, self.auditor):
            with self.assertRaises(AccessError):
                self.plan.with_user(user).note = "Forged"

    def test_nobody_plans_for_others(self):
        with self.assertRaises(AccessError):
            self.make_plan(self.supervisor, user_id=self.deputy.id)

    def test_a_handover_takes_proposals_along(self):
        work = self.env["key.account.handover"]._handover_models()["key.account.visit"]
        mine = Domain("user_id", "=", self.officer.id)
        proposed = self.env["key.account.visit"].search(work.open & mine)
        self.assertEqual(proposed, self.plan.visit_ids)

    def test_a_handover_is_not_held_up_by_a_plan_that_waits_for_approval(self):
        plan = self.submitted(self.plan)
        plan.sudo().visit_ids.write({"user_id": self.deputy.id})
        self.assertEqual(plan.sudo().visit_ids.user_id, self.deputy)

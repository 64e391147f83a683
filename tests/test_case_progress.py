"""CASE-4: solved, told, closed, reopened, paused; the state at each moment."""

from datetime import timedelta

from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase


class TestSolution(KeyAccountCase):
    def tell(self, case, moment, user=None):
        with self.at(moment):
            case.with_user(user or self.officer).action_tell_customer()
            self.env["helpdesk.ticket.contact"].with_user(user or self.officer).create(
                {"ticket_id": case.id, "summary": "Picture is back.", "solved": True}
            ).action_log()

    def test_solved_is_not_kept_until_the_customer_knows(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.stage_id = self.stage("solved")
        self.assertEqual(self.deadline(case).state, "running")
        self.tell(case, NOON + 2 * HOUR)
        self.assertEqual(self.deadline(case).state, "met")
        self.assertEqual(self.deadline(case).met_at, NOON + 2 * HOUR)
        self.assertFalse(case.deadline_due_at)

    def test_a_message_after_solving_tells_the_customer(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.stage_id = self.stage("solved")
            case.with_user(self.officer).message_post(
                body="It is solved.",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=self.contact.ids,
            )
        self.assertEqual(self.deadline(case).state, "met")

    def test_not_closed_before_the_customer_knows(self):
        case = self.make_case()
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")
        self.tell(case, NOON + HOUR)
        self.confirm(case)
        self.explain(case).stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_an_enquiry_needs_no_telling(self):
        case = self.make_case(case_kind="enquiry")
        case.stage_id = self.stage("done")
        self.assertEqual(self.deadline(case, "respond").state, "cancelled")

    def test_telling_moves_the_case_to_solved(self):
        case = self.make_case()
        self.tell(case, NOON + HOUR)
        self.assertEqual(case.stage_id, self.stage("solved"))
        self.assertEqual(case.customer_informed_at, NOON + HOUR)
        self.assertEqual(self.deadline(case, "respond").state, "met")

    def test_without_a_stage_that_means_solved(self):
        case = self.make_case()
        self.env["helpdesk.ticket.stage"].search(
            [("clock_role", "=", "solved")]
        ).active = False
        with self.assertRaises(UserError):
            self.tell(case, NOON + HOUR)

    def test_reopened_it_goes_on_with_the_same_clock_and_is_counted(self):
        case = self.make_case()
        self.tell(case, NOON + 4 * HOUR)
        with self.at(NOON + 10 * HOUR):
            case.stage_id = self.stage("in_progress")
        self.assertEqual(case.reopen_count, 1)
        self.assertFalse(case.customer_informed_at)
        self.assertEqual(self.deadline(case).state, "running")
        self.assertEqual(case.resolve_by, NOON + 11 * HOUR)

    def test_cancelled_is_not_kept(self):
        case = self.make_case()
        case.stage_id = self.stage("cancelled")
        self.assertEqual(set(case.deadline_ids.mapped("state")), {"cancelled"})
        self.assertFalse(any(case.deadline_ids.mapped("met_at")))

    def test_archived_and_duplicate_are_void(self):
        for values in ({"active": False}, {"duplicate_id": self.make_case().id}):
            case = self.make_case()
            case.write(values)
            self.assertEqual(set(case.deadline_ids.mapped("state")), {"cancelled"})

    def test_restored_it_runs_again(self):
        case = self.make_case()
        case.action_archive()
        case.action_unarchive()
        self.assertEqual(self.deadline(case).state, "running")

    def test_pause_until_the_customer_answers(self):
        case = self.make_case()
        with self.at(NOON + 2 * HOUR):
            case.stage_id = self.stage("awaiting")
        self.assertEqual(self.deadline(case).state, "paused")
        self.assertFalse(case.resolve_by)
        with self.at(NOON + 30 * HOUR):
            case.stage_id = self.stage("in_progress")
        self.assertEqual(case.resolve_by, NOON + 33 * HOUR)
        entry = self.deadline(case).event_ids.filtered(lambda e: e.kind == "paused")
        self.assertEqual(entry.note, "Waiting for the customer")

    def test_a_team_change_moves_the_stage_and_the_clock_knows(self):
        """The stage is a compute of the team: no write says that it moved."""
        team = self.env["helpdesk.ticket.team"].create({"name": "Technical"})
        waiting = self.env["helpdesk.ticket.stage"].create(
            {
                "name": "Inbox",
                "sequence": 0,
                "clock_role": "pause",
                "pause_reason_id": self.ref("pause_reason_access").id,
                "team_ids": [Command.set(team.ids)],
            }
        )
        self.env["helpdesk.ticket.stage"].search(
            [("id", "!=", waiting.id), ("team_ids", "=", False)]
        ).team_ids = self.desk
        case = self.make_case(team_id=self.desk.id)
        case.team_id = team
        self.assertEqual(case.stage_id, waiting)
        self.assertEqual(self.deadline(case).state, "paused")

    def test_a_stage_that_changes_its_meaning(self):
        case = self.make_case()
        case.stage_id = self.stage("awaiting")
        self.stage("awaiting").clock_role = "run"
        self.assertEqual(self.deadline(case).state, "running")

    def test_re_levelling_keeps_the_time_used(self):
        case = self.make_case()
        with self.at(NOON + 3 * HOUR):
            case.complaint_level_id = self.ref("complaint_level_2")
        self.assertEqual(case.resolve_by, NOON + 8 * HOUR)
        self.assertIn("relevelled", self.deadline(case).event_ids.mapped("kind"))

    def test_deleted_work_leaves_its_proof(self):
        case = self.make_case()
        deadlines, number = case.deadline_ids, case.number
        case.unlink()
        self.assertEqual(set(deadlines.mapped("state")), {"cancelled"})
        self.assertEqual(set(deadlines.mapped("res_name")), {number})

    def test_proof_of_deleted_work_is_read_by_those_who_answer_for_all(self):
        case = self.make_case()
        deadlines = case.deadline_ids
        case.unlink()
        self.env.flush_all()
        for user in self.manager | self.auditor:
            found = deadlines.with_user(user).search([("id", "in", deadlines.ids)])
            self.assertEqual(found, deadlines, user.login)
            self.assertTrue(found.event_ids.mapped("kind"))
        for user in self.officer | self.supervisor:
            found = deadlines.with_user(user).search([("id", "in", deadlines.ids)])
            self.assertFalse(found, user.login)

    def test_many_cases_at_once_cost_no_query_each(self):
        values = {
            "name": "No picture",
            "description": "x",
            "partner_id": self.contact.id,
            "case_kind": "complaint",
        }
        stages = ("in_progress", "awaiting", "in_progress", "solved")
        counts = []
        for size in (10, 40):
            tickets = self.env["helpdesk.ticket"].create([values] * size)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            for stage in stages:
                tickets.write({"stage_id": self.stage(stage).id})
                self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 40, counts)


class TestDeadlineState(KeyAccountCase):
    def states(self, case, moment):
        """The state as read, as searched and as grouped, at one moment."""
        Ticket = self.env["helpdesk.ticket"]
        with self.at(moment):
            self.env.invalidate_all()
            read = case.deadline_state
            searched = [
                state
                for state in ("on_track", "warning", "missed", "none")
                if Ticket.search_count(
                    [("id", "=", case.id), ("deadline_state", "=", state)]
                )
            ]
            grouped = Ticket._read_group(
                [("id", "=", case.id)], ["deadline_state"], ["__count"]
            )
        return read, searched, grouped

    def test_at_the_borders(self):
        case = self.make_case(case_kind="complaint")
        second = timedelta(seconds=1)
        for moment, state in (
            (NOON, "on_track"),
            (NOON + 4 * HOUR - second, "on_track"),
            (NOON + 4 * HOUR, "warning"),
            (NOON + 5 * HOUR - second, "warning"),
            (NOON + 5 * HOUR, "missed"),
            (NOON + 50 * HOUR, "missed"),
        ):
            read, searched, grouped = self.states(case, moment)
            self.assertEqual(read, state)
            self.assertEqual(searched, [state])
            self.assertEqual(grouped, [(state, 1)])

    def test_sorted_the_worst_comes_first_and_what_owes_nothing_last(self):
        nothing = self.make_case(case_kind="suggestion", partner_id=False)
        later = self.make_case(moment=NOON + 3 * HOUR)
        sooner = self.make_case()
        found = self.env["helpdesk.ticket"].search(
            [("id", "in", (nothing | later | sooner).ids)], order="deadline_state"
        )
        self.assertEqual(found.ids, [sooner.id, later.id, nothing.id])

    def test_nothing_open(self):
        case = self.make_case(case_kind="suggestion", partner_id=False)
        self.assertEqual(self.states(case, NOON), ("none", ["none"], [("none", 1)]))

    def four_cases(self):
        """One case a state, as it stands at six hours after noon."""
        return {
            "none": self.make_case(case_kind="suggestion", partner_id=False),
            "on_track": self.make_case(moment=NOON + 5 * HOUR),
            "warning": self.make_case(moment=NOON + 2 * HOUR),
            "missed": self.make_case(moment=NOON + HOUR),
        }

    def grouped(self, cases, method="web_read_group", **options):
        """Groups as list and kanban ask for them, at six hours after noon."""
        ours = [("id", "in", [case.id for case in cases.values()])]
        with self.at(NOON + 6 * HOUR):
            self.env.invalidate_all()
            read = getattr(self.env["helpdesk.ticket"], method)
            groups = read(ours, ["deadline_state"], ["__count"], **options)
        return groups["groups"] if method == "web_read_group" else groups

    def test_groups_come_worst_first_in_list_and_kanban(self):
        cases = self.four_cases()
        worst_first = ["missed", "warning", "on_track", "none"]
        for method, options in (
            ("formatted_read_group", {}),
            ("web_read_group", {}),
            ("web_read_group", {"auto_unfold": True}),
            ("web_read_group", {"order": "deadline_due_at, priority desc, id"}),
        ):
            groups = self.grouped(cases, method, **options)
            states = [group["deadline_state"] for group in groups]
            self.assertEqual(states, worst_first, (method, options))
        groups = self.grouped(cases, order="deadline_state desc")
        states = [group["deadline_state"] for group in groups]
        self.assertEqual(states, worst_first[::-1])

    def test_beneath_other_groups_too(self):
        cases = self.four_cases()
        with self.at(NOON + 6 * HOUR):
            groups = self.env["helpdesk.ticket"]._read_group(
                [("id", "in", [case.id for case in cases.values()])],
                ["stage_id", "deadline_state"],
                ["__count"],
                order="stage_id, deadline_state",
            )
        states = [state for _stage, state, _count in groups]
        self.assertEqual(states, ["missed", "warning", "on_track", "none"])

    def test_each_group_opens_exactly_its_cases(self):
        cases = self.four_cases()
        Ticket = self.env["helpdesk.ticket"]
        ours = [("id", "in", [case.id for case in cases.values()])]
        for group in self.grouped(cases):
            with self.at(NOON + 6 * HOUR):
                found = Ticket.search(ours + group["__extra_domain"])
            self.assertEqual(found, cases[group["deadline_state"]])
            self.assertEqual(group["__count"], 1)

    def test_every_group_has_a_name(self):
        labels = dict(
            self.env["helpdesk.ticket"]
            .with_user(self.officer)
            .fields_get(["deadline_state"])["deadline_state"]["selection"]
        )
        self.assertEqual(labels["none"], "No deadline")
        for group in self.grouped(self.four_cases()):
            self.assertIn(group["deadline_state"], labels)


class TestFirstStage(KeyAccountCase):
    def begin(self, **values):
        return {"name": "Crackling", "description": "<p>On all lines.</p>", **values}

    def test_each_case_begins_where_its_desk_begins(self):
        desks = self.env["helpdesk.ticket.team"].create(
            [{"name": "Lines"}, {"name": "Boxes"}]
        )
        ours = self.env["helpdesk.ticket.stage"].create(
            {"name": "To sort", "sequence": -1, "team_ids": [Command.set(desks[1].ids)]}
        )
        later = self.stage("in_progress")
        cases = self.env["helpdesk.ticket"].create(
            [
                self.begin(team_id=desks[0].id),
                self.begin(team_id=desks[1].id),
                self.begin(team_id=desks[1].id, stage_id=later.id),
            ]
        )
        self.assertEqual(cases[1].stage_id, ours)
        self.assertNotIn(ours, cases[0].stage_id)
        self.assertTrue(cases[0].stage_id.unattended)
        self.assertEqual(cases[2].stage_id, later)

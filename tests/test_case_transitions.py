"""CASE-4, CASE-6, CASE-7: every move of a case from stage to stage, allowed or not."""

from itertools import permutations

from call_backs import CallBackMixin

from odoo.exceptions import RedirectWarning, UserError

from common import HOUR, NOON, KeyAccountCase

#: Each stage that is shipped, and what the clock says of a promise in it.
STAGES = {
    "new": "running",
    "in_progress": "running",
    "awaiting": "paused",
    "solved": "running",
    "done": "met",
    "cancelled": "cancelled",
    "rejected": "cancelled",
}
CLOSED = {"done", "cancelled", "rejected"}
#: An end that is no solution asks for no cause and no call, but for a reason.
SOLVED_ENDS, VOID = {"done"}, {"cancelled", "rejected"}


class TransitionCase(CallBackMixin, KeyAccountCase):
    def start(self, stage, **values):
        """A case that stands in a stage, however it came there."""
        case = self.make_case(**values)
        if stage != "new":
            # As the system: this is about the move that follows.
            self.put(case, stage)
        return case

    def put(self, case, stage):
        with self.at(NOON + HOUR):
            case.sudo().stage_id = self.stage(stage)

    def move(self, case, stage, user=None):
        """Whether a user, or whoever serves the account, may move the case there."""
        try:
            with self.at(NOON + 2 * HOUR), self.env.cr.savepoint():
                case.with_user(user or self.officer).stage_id = self.stage(stage)
                self.env.flush_all()
        except (UserError, RedirectWarning):
            case.invalidate_recordset()
            return False
        return True

    def move_with_reason(self, case, stage):
        """The same by the form that asks why less is promised."""
        with self.at(NOON + 2 * HOUR):
            self.env["helpdesk.ticket.reason"].with_user(self.officer).create(
                {
                    "ticket_ids": case.ids,
                    "stage_id": self.stage(stage).id,
                    "reason": "It was a mistake.",
                }
            ).action_confirm()

    def ready(self):
        """Solved, the customer told, called back and content, the cause known."""
        case = self.told_case()
        self.record(self.call_back(case))
        return self.explain(case)


class TestComplaint(TransitionCase):
    def test_open_stages_are_free(self):
        for before, after in permutations(STAGES.keys() - SOLVED_ENDS, 2):
            if after in VOID and before not in VOID:
                continue
            with self.subTest(before=before, after=after):
                case = self.start(before)
                self.assertTrue(self.move(case, after))
                self.assertEqual(self.deadline(case).state, STAGES[after])

    def test_nothing_is_promised_any_more_only_with_a_reason(self):
        for before in STAGES.keys() - CLOSED:
            for after in VOID:
                with self.subTest(before=before, after=after):
                    case = self.start(before)
                    self.assertFalse(self.move(case, after))
                    self.assertEqual(self.deadline(case).state, STAGES[before])
                    self.move_with_reason(case, after)
                    self.assertEqual(case.stage_id, self.stage(after))
                    self.assertEqual(self.deadline(case).state, "cancelled")

    def test_no_complaint_is_done_before_all_is_known_and_confirmed(self):
        for before in STAGES.keys() - SOLVED_ENDS:
            with self.subTest(before=before):
                case = self.start(before)
                self.assertFalse(self.move(case, "done"))
                self.assertEqual(case.stage_id, self.stage(before))
                self.assertEqual(self.deadline(case).state, STAGES[before])

    def test_with_all_of_it_a_complaint_is_done(self):
        case = self.ready()
        self.assertTrue(self.move(case, "done"))
        self.assertEqual(self.deadline(case).state, "met")

    def test_what_is_done_goes_on_with_the_same_clock_and_is_counted(self):
        for after in ("new", "in_progress", "awaiting"):
            with self.subTest(after=after):
                case = self.ready()
                self.assertTrue(self.move(case, "done"))
                begun = self.deadline(case).started_at
                self.assertTrue(self.move(case, after))
                self.assertEqual(case.reopen_count, 1)
                self.assertFalse(case.closed_date)
                self.assertEqual(self.deadline(case).started_at, begun)

    def test_from_one_end_to_another_nothing_is_reopened(self):
        for before, after in permutations(CLOSED - SOLVED_ENDS, 2):
            with self.subTest(before=before, after=after):
                case = self.start(before)
                self.assertTrue(self.move(case, after))
                self.assertFalse(case.reopen_count)


class TestOthers(TransitionCase):
    def test_an_enquiry_moves_everywhere_but_out_of_its_promise(self):
        for before, after in permutations(STAGES, 2):
            with self.subTest(before=before, after=after):
                case = self.start(before, case_kind="enquiry")
                asked = after in VOID and before not in CLOSED
                self.assertEqual(self.move(case, after), not asked)

    def test_nobody_moves_what_is_not_the_own(self):
        case = self.make_case()
        for user in (self.stranger, self.clerk, self.auditor):
            for after in STAGES.keys() - {"new"}:
                with self.subTest(user=user.login, after=after):
                    self.assertFalse(self.move(case, after, user))
        self.assertEqual(case.stage_id, self.stage("new"))

"""CASE-2, CASE-4: nobody gets rid of a promise without saying why, over real RPC."""

from odoo.tools import mute_logger

from wire import DENIED, Refused, WireCase

TICKET = "helpdesk.ticket"
WIZARD = "helpdesk.ticket.reason"


class TestReason(WireCase):
    def ways(self):
        """All ways in which whoever serves a case could promise less."""
        return {
            "cancelled": {"stage_id": self.stage("cancelled").id},
            "rejected": {"stage_id": self.stage("rejected").id},
            "archived": {"active": False},
            "duplicate": {"duplicate_id": self.make_case().id},
            "no complaint": {"case_kind": "suggestion"},
        }

    def serious(self):
        level = self.ref("complaint_level_3").id
        return self.make_case(complaint_level_id=level)

    def ledger(self, case):
        return " ".join(
            note or "" for note in case.deadline_ids.event_ids.mapped("note")
        )

    @mute_logger("odoo.http")
    def test_without_a_reason_nothing_changes(self):
        for way, values in self.ways().items():
            for extra in ({}, {"void_reason": "  "}, {"void_reason": False}):
                case = self.serious()
                due = case.resolve_by
                with self.subTest(way=way), self.assertRaises(Refused) as refusal:
                    self.rpc(self.officer, TICKET, "write", case.ids, values | extra)
                self.assertIn("RedirectWarning", str(refusal.exception))
                self.assertEqual(case.resolve_by, due)
                self.assertEqual(self.deadline(case).state, "running")

    def test_with_a_reason_it_stands_in_the_ledger_and_the_supervisor_is_told(self):
        for way, values in self.ways().items():
            case = self.serious()
            reason = f"He called: it is {way}."
            values = values | {"void_reason": reason}
            self.rpc(self.officer, TICKET, "write", case.ids, values)
            with self.subTest(way=way):
                self.assertEqual(case.void_reason, reason)
                [note] = case.message_ids.search([("body", "ilike", f"it is {way}.")])
                self.assertIn(self.supervisor.partner_id, note.partner_ids)
                self.assertTrue(note.is_internal or note.subtype_id.internal)
                if way != "no complaint":
                    self.assertIn(reason, self.ledger(case))

    def test_the_form_that_is_offered_makes_the_change(self):
        for way, values in self.ways().items():
            case = self.serious()
            fields = {
                "ticket_ids": [(6, 0, case.ids)],
                "reason": "Called twice",
                **values,
            }
            if "active" in fields:
                fields["archive"] = not fields.pop("active")
            if "duplicate_id" in fields:
                fields["duplicate"] = fields.pop("duplicate_id")
            (wizard,) = self.rpc(self.officer, WIZARD, "create", [fields])
            self.rpc(self.officer, WIZARD, "action_confirm", [wizard])
            with self.subTest(way=way):
                self.assertEqual(case.void_reason, "Called twice")
                self.assertEqual(self.deadline(case).state, "cancelled")

    def test_the_form_is_of_no_use_for_a_foreign_case(self):
        fields = {
            "ticket_ids": [(6, 0, self.foreign.ids)],
            "reason": "x",
            "stage_id": self.stage("cancelled").id,
        }
        before = self.foreign.stage_id
        try:
            (wizard,) = self.rpc(self.officer, WIZARD, "create", [fields])
            self.rpc(self.officer, WIZARD, "action_confirm", [wizard])
        except Refused as refusal:
            self.assertIn(DENIED, str(refusal))
        self.assertEqual(self.foreign.stage_id, before)
        self.assertFalse(self.foreign.void_reason)

    def test_supervisors_decide_without(self):
        for user in (self.supervisor, self.manager):
            case = self.serious()
            values = {"stage_id": self.stage("cancelled").id}
            self.rpc(user, TICKET, "write", case.ids, values)
            self.assertEqual(self.deadline(case).state, "cancelled")
            self.assertFalse(case.void_reason)

    def test_more_serious_or_over_asks_nobody(self):
        case = self.make_case()
        level = {"complaint_level_id": self.ref("complaint_level_3").id}
        because = {"level_reason": "It concerns the whole house."}
        self.rpc(self.officer, TICKET, "write", case.ids, level | because)
        self.rpc(
            self.officer,
            TICKET,
            "write",
            case.ids,
            {"stage_id": self.stage("in_progress").id},
        )
        closed = self.serious()
        closed.stage_id = self.stage("cancelled")
        self.rpc(self.officer, TICKET, "write", closed.ids, {"active": False})
        self.assertFalse(closed.active)

    def test_an_old_reason_does_not_explain_a_new_decision(self):
        case = self.serious()
        case.void_reason = "Old"
        values = {"stage_id": self.stage("cancelled").id}
        self.rpc(self.supervisor, TICKET, "write", case.ids, values)
        self.assertFalse(case.void_reason)


class TestMeaningOfAStage(WireCase):
    """The meaning of a stage is not changed under the promises that run in it."""

    def setUp(self):
        super().setUp()
        self.case.stage_id = self.stage("in_progress")

    def change(self, **values):
        stage = self.stage("in_progress")
        self.rpc(self.manager, stage._name, "write", stage.ids, values)

    def test_refused_while_promises_run_in_it(self):
        for values in (
            {"clock_role": "void"},
            {"clock_role": "solved"},
            {"closed": True},
        ):
            with self.subTest(**values), self.assertRaises(Refused) as refusal:
                self.change(**values)
            self.assertIn("UserError", str(refusal.exception))
            self.assertEqual(self.stage("in_progress").clock_role, "run")
            self.assertEqual(self.deadline(self.case).state, "running")

    def test_allowed_when_nobody_is_affected(self):
        others = self.env[TICKET].search([("stage_id.clock_role", "=", "run")])
        others.stage_id = self.stage("new")
        self.change(clock_role="void")
        self.assertEqual(self.stage("in_progress").clock_role, "void")

    def test_a_pause_is_given_and_taken_as_before(self):
        reason = self.ref("pause_reason_customer").id
        self.change(clock_role="pause", pause_reason_id=reason)
        self.assertEqual(self.deadline(self.case).state, "paused")
        self.change(clock_role="run", pause_reason_id=False)
        self.assertEqual(self.deadline(self.case).state, "running")

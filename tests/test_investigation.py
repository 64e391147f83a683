"""CASE-7: a major or special case is not closed before it is investigated."""

from call_backs import CallBackMixin

from odoo.exceptions import (
    AccessError,
    RedirectWarning,
    UserError,
    ValidationError,
)

from common import HOUR, NOON, KeyAccountCase

FINDINGS = {"found": "A cable was cut.", "root": "No plan.", "consequence": "A plan."}


class TestInvestigation(CallBackMixin, KeyAccountCase):
    def confirmed(self, **values):
        case = self.told_case(**values)
        self.record(self.call_back(case))
        return case

    def investigate(self, case, user=None, **values):
        Investigation = self.env["key.account.investigation"]
        return Investigation.with_user(user or self.officer).create(
            {"ticket_id": case.id, **FINDINGS, **values}
        )

    def test_level_3_is_investigated_first(self):
        case = self.confirmed(complaint_level_id=self.ref("complaint_level_3").id)
        self.assertTrue(case.needs_investigation)
        with self.assertRaises(RedirectWarning) as refused:
            case.stage_id = self.stage("done")
        action = refused.exception.args[1]
        self.assertEqual(action["res_model"], "key.account.investigation")
        investigation = self.investigate(case)
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")
        with self.at(NOON + 5 * HOUR):
            investigation.action_done()
        self.assertEqual(investigation.done_by_id, self.officer)
        self.assertEqual(investigation.done_at, NOON + 5 * HOUR)
        self.assertRegex(investigation.name, r"^KI\d{5}$")
        self.assertFalse(case.needs_investigation)
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_other_levels_need_none_unless_configured(self):
        case = self.confirmed()
        self.assertFalse(case.needs_investigation)
        self.ref("complaint_level_1").needs_investigation = True
        self.assertTrue(case.needs_investigation)

    def test_a_special_case_whatever_its_kind(self):
        case = self.make_case(case_kind="enquiry")
        with self.assertRaises(ValidationError):
            case.is_special = True
        case.write({"is_special": True, "special_reason": "The press asks."})
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")
        self.investigate(case).action_done()
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_only_a_supervisor_makes_it_a_plain_one(self):
        case = self.make_case(is_special=True, special_reason="The press asks.")
        with self.assertRaises(AccessError):
            case.with_user(self.officer).is_special = False
        case.with_user(self.supervisor).is_special = False
        self.assertFalse(case.needs_investigation)

    def test_done_says_everything_and_is_frozen(self):
        case = self.make_case()
        for name in FINDINGS:
            with self.assertRaises(UserError):
                self.investigate(case, **{name: " "}).action_done()
        investigation = self.investigate(case)
        investigation.found = "More was found."
        investigation.action_done()
        for values in ({"found": "x"}, {"user_id": self.deputy.id}):
            with self.assertRaises(UserError):
                investigation.write(values)
        with self.assertRaises(UserError):
            investigation.action_done()
        with self.assertRaises(UserError):
            investigation.with_user(self.manager).unlink()
        self.investigate(case).with_user(self.manager).unlink()

    def test_facts_are_nobodys_to_write(self):
        case = self.make_case()
        for values in ({"state": "done"}, {"done_at": NOON}, {"name": "x"}):
            with self.assertRaises(AccessError):
                self.investigate(case, **values)
            with self.assertRaises(AccessError):
                self.investigate(case).write(values)
        made = (
            self.env["key.account.investigation"]
            .with_user(self.officer)
            .with_context(default_state="done", default_done_by_id=self.manager.id)
            .create({"ticket_id": case.id})
        )
        self.assertEqual((made.state, made.done_by_id.id), ("draft", False))

    def test_who_may_write_the_case_writes_it(self):
        case = self.make_case()
        for name, read, write in (
            ("officer", True, True),
            ("supervisor", True, True),
            ("auditor", True, False),
            ("stranger", False, False),
            ("clerk", False, False),
        ):
            user = getattr(self, name)
            with self.subTest(user=name):
                investigation = self.investigate(case)
                seen = investigation.with_user(user)
                self.assertEqual(seen.has_access("read"), read)
                if write:
                    self.investigate(case, user=user).action_done()
                    continue
                with self.assertRaises(AccessError):
                    self.investigate(case, user=user)
                with self.assertRaises(AccessError):
                    seen.action_done()

    def test_not_moved_to_a_case_of_others(self):
        other = self.env["res.partner"].create({"name": "Other"})
        foreign = self.make_case(partner_id=other.id)
        investigation = self.investigate(self.make_case())
        with self.assertRaises(AccessError):
            investigation.ticket_id = foreign

    def test_the_customer_confirms_it_but_does_not_close_it(self):
        self.stage("done").close_from_portal = True
        level = self.ref("complaint_level_3").id
        case = self.make_case(complaint_level_id=level)
        self.assertEqual(case._customer_close_stages(), self.stage("solved"))
        plain = self.make_case(case_kind="maintenance")
        self.assertIn(self.stage("done"), plain._customer_close_stages())
        # A told customer is asked whether it is solved, instead.
        told = self.told_case(complaint_level_id=level)
        self.assertFalse(told._customer_close_stages())

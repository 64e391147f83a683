"""CASE-6: the tree of causes, and no complaint closed without one."""

from psycopg2.errors import UniqueViolation

from odoo.exceptions import (
    AccessError,
    RedirectWarning,
    UserError,
    ValidationError,
)
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase


class CauseCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Cause = cls.env["key.account.cause"].with_user(cls.manager)
        cls.network = cls.ref("cause_network")
        cls.node = cls.ref("cause_network_node")
        cls.line = cls.ref("cause_network_line")

    def solved_case(self, user=None, **values):
        """A complaint whose customer knows that it is solved."""
        case = self.make_case(**values).with_user(user or self.officer)
        with self.at(NOON + HOUR):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": case.id, "summary": "Done.", "solved": True}
            ).action_log()
            self.confirm(case)
        case.write({"cause_id": False, "cause_analysis": False})
        return case

    def obstacle(self, case):
        """The refusal to close a case: its words, and where its button leads."""
        with self.assertRaises(RedirectWarning) as refusal:
            case.stage_id = self.stage("done")
        sentence, action, _label, _context = refusal.exception.args
        return sentence, action


class TestCauseTree(CauseCase):
    def test_shipped_in_two_levels(self):
        groups = self.Cause.search([("parent_id", "=", False)])
        self.assertGreaterEqual(len(groups), 8)
        for group in groups:
            self.assertTrue(group.child_ids)
            self.assertFalse(group.child_ids.child_ids)
        self.assertTrue(self.Cause.search_count([("is_typical", "=", True)]))

    def test_named_with_its_groups_and_found_by_code(self):
        self.assertEqual(self.node.display_name, "Network / Node or amplifier failed")
        found = [one for one, _name in self.Cause.name_search("NET-1")]
        self.assertIn(self.node.id, found)
        found = [one for one, _name in self.Cause.name_search("Network")]
        self.assertIn(self.line.id, found)

    def load(self, *rows):
        result = self.Cause.load(["name", "parent_id"], [list(row) for row in rows])
        self.assertFalse(result["messages"], result["messages"])
        return self.Cause.browse(result["ids"])

    def test_causes_are_imported_with_the_name_of_their_group(self):
        """Also when the group has causes, which are found by its name as well."""
        group, *causes = self.load(
            ("Weather", ""), ("Fog", "Weather"), ("Hail", "Weather"), ("Ice", "Weather")
        )
        self.assertEqual({cause.parent_id for cause in causes}, {group})

    def test_or_with_its_code_or_path(self):
        by_code, by_path = self.load(
            ("Fog", self.node.code), ("Hail", self.node.display_name)
        )
        self.assertEqual(by_code.parent_id | by_path.parent_id, self.node)
        deep = self.load(("Grain", f"{self.node.display_name} / Hail"))
        self.assertEqual(deep.parent_id, by_path)

    def test_a_name_with_a_stroke_is_found(self):
        split = self.Cause.create({"name": "Box / card"})
        found = self.Cause.name_search("Box / card", operator="=")
        self.assertEqual([one for one, _name in found], split.ids)

    def test_no_circle(self):
        with self.assertRaises(UserError):
            self.network.parent_id = self.node

    def test_used_causes_become_no_group(self):
        self.explain(self.make_case())
        with self.assertRaisesRegex(ValidationError, "1 cases name the cause"):
            self.Cause.create({"name": "Power supply", "parent_id": self.node.id})

    def test_used_causes_are_not_deleted_but_archived(self):
        case = self.explain(self.make_case())
        with self.assertRaisesRegex(UserError, "Archive it, or merge"):
            self.node.with_user(self.manager).unlink()
        self.node.with_user(self.manager).action_archive()
        self.assertEqual(case.cause_id, self.node)
        self.assertFalse(self.node.active)

    def test_a_group_is_archived_with_its_causes_and_holds_them_back(self):
        group = self.network.with_user(self.manager)
        group.action_archive()
        self.assertFalse(self.node.active)
        with self.assertRaisesRegex(ValidationError, "is archived"):
            self.node.with_user(self.manager).action_unarchive()
        group.action_unarchive()
        self.node.with_user(self.manager).action_unarchive()
        self.assertTrue(self.node.active)

    def test_cases_are_counted_up_the_tree(self):
        self.explain(self.make_case())
        foreign = self.make_case(key_account_manager_id=self.stranger.id)
        self.explain(foreign)
        self.assertEqual(self.network.with_user(self.manager).case_count, 2)
        self.assertEqual(self.node.with_user(self.manager).case_count, 2)
        self.assertEqual(self.line.with_user(self.manager).case_count, 0)
        self.assertEqual(self.node.with_user(self.clerk).case_count, 0)
        domain = self.network.action_view_cases()["domain"]
        self.assertEqual(self.env["helpdesk.ticket"].search_count(domain), 2)

    def test_only_the_manager_shapes_the_tree(self):
        for user in (self.officer, self.supervisor, self.clerk, self.auditor):
            with self.assertRaises(AccessError):
                self.node.with_user(user).name = "Forged"

    def test_two_have_not_one_code(self):
        self.assertFalse(self.Cause.search([("code", "=", "NEW-1")]))
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.Cause.create([{"name": "x", "code": "NEW-1"} for _n in range(2)])


class TestMerge(CauseCase):
    def merge(self, causes, target, user=None):
        Merge = self.env["key.account.cause.merge"].with_user(user or self.manager)
        wizard = Merge.create(
            {"cause_ids": [(6, 0, causes.ids)], "target_id": target.id}
        )
        wizard.action_merge()
        return wizard

    def test_the_cases_go_along_and_the_old_cause_says_what_it_became(self):
        cases = self.explain(self.make_case()) | self.explain(self.make_case())
        cases[1].with_user(self.manager).write({"active": False, "void_reason": "x"})
        wizard = self.merge(self.node, self.line)
        self.assertEqual(cases.cause_id, self.line)
        self.assertFalse(self.node.active)
        self.assertEqual(self.node.merged_into_id, self.line)
        self.assertEqual(wizard.case_count, 0)

    def test_a_group_is_not_merged(self):
        for causes, target in ((self.network, self.line), (self.node, self.network)):
            with self.assertRaisesRegex(UserError, "group of causes"):
                self.merge(causes, target)

    def test_a_cause_is_not_merged_into_itself(self):
        with self.assertRaisesRegex(UserError, "one that stays"):
            self.merge(self.node, self.node)

    def test_not_by_everybody(self):
        with self.assertRaises(AccessError):
            self.merge(self.node, self.line, self.supervisor)


class TestCauseToClose(CauseCase):
    def test_no_complaint_is_closed_without_cause_and_analysis(self):
        case = self.solved_case()
        sentence, action = self.obstacle(case)
        self.assertIn("name the cause", sentence)
        self.assertEqual(action["res_model"], "helpdesk.ticket.cause")
        for values in (
            {"cause_id": self.node.id},
            {"cause_id": False, "cause_analysis": "It broke."},
            {"cause_id": self.node.id, "cause_analysis": "  "},
        ):
            case.write(values)
            self.obstacle(case)
        case.cause_analysis = "It broke."
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_the_way_out_of_the_refusal_closes_the_case(self):
        case = self.solved_case()
        _sentence, action = self.obstacle(case)
        self.assertEqual(action["views"], [(False, "form")])
        Wizard = self.env["helpdesk.ticket.cause"].with_user(self.officer)
        wizard = Wizard.with_context(action["context"]).create(
            {"cause_id": self.node.id, "cause_analysis": "It broke."}
        )
        wizard.action_save()
        self.assertTrue(case.closed)
        self.assertEqual(case.cause_id, self.node)
        self.assertEqual(case.cause_analysis, "It broke.")

    def test_the_way_in_from_the_case_closes_nothing(self):
        case = self.explain(self.make_case()).with_user(self.officer)
        context = case.action_enter_cause()["context"]
        Wizard = self.env["helpdesk.ticket.cause"].with_user(self.officer)
        wizard = Wizard.with_context(context).create({})
        self.assertEqual(wizard.cause_id, self.node)
        self.assertIn("building 3", wizard.cause_analysis)
        wizard.cause_analysis = "  "
        with self.assertRaises(UserError):
            wizard.action_save()
        wizard.write({"cause_analysis": "Better", "cause_id": self.line.id})
        wizard.action_save()
        self.assertEqual((case.cause_id, case.closed), (self.line, False))

    def test_telling_the_customer_comes_first(self):
        case = self.make_case().with_user(self.officer)
        sentence, action = self.obstacle(case)
        self.assertIn("tell the customer", sentence)
        self.assertEqual(action["res_model"], "helpdesk.ticket.contact")
        self.assertEqual(len(case._closing_obstacles()), 2)

    def test_a_closed_complaint_keeps_its_cause(self):
        case = self.explain(self.solved_case())
        case.stage_id = self.stage("done")
        for name in ("cause_id", "cause_analysis"):
            with self.assertRaises(RedirectWarning):
                case[name] = False

    def test_nor_does_another_kind_become_a_closed_complaint_without(self):
        case = self.make_case(case_kind="enquiry").with_user(self.supervisor)
        case.stage_id = self.stage("done")
        with self.assertRaises(RedirectWarning):
            case.case_kind = "complaint"

    def test_what_needs_no_cause(self):
        enquiry = self.make_case(case_kind="enquiry")
        enquiry.stage_id = self.stage("done")
        void = self.make_case()
        void.stage_id = self.stage("cancelled")
        solved = self.make_case()
        solved.stage_id = self.stage("solved")
        self.assertTrue(enquiry.closed and void.closed and not solved.closed)

    def test_a_group_is_no_cause(self):
        with self.assertRaisesRegex(ValidationError, "Choose one of those"):
            self.make_case().cause_id = self.network

    def test_reopened_and_closed_again_it_still_has_one(self):
        case = self.explain(self.solved_case())
        case.stage_id = self.stage("done")
        case.stage_id = self.stage("in_progress")
        case.cause_id = False
        self.assertEqual(case.reopen_count, 1)
        case.stage_id = self.stage("solved")
        case._note_contact(NOON + 2 * HOUR)
        self.obstacle(case)

"""TEAM-6: accounts are proposed by tier, industry, region and load, with the reason."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from common import KeyAccountCase


class TestAssignmentProposal(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.others = self.env["res.partner"].create(
            [
                {
                    "name": f"Shop {number}",
                    "key_account_kind": "group",
                    "key_account_tier_id": self.ref("tier_b").id,
                    "city": "Chengdu",
                }
                for number in range(3)
            ]
        )
        self.rules = self.env["key.account.assignment.rule"]

    def propose(self, user=None, **values):
        wizards = self.env["key.account.assignment.propose"]
        wizard = wizards.with_user(user or self.supervisor).create(values)
        wizard.action_propose()
        return wizard

    def line(self, wizard, account):
        return wizard.line_ids.filtered(lambda line: line.account_id == account)

    def test_loads_are_levelled(self):
        """The officer has an A account (3), the deputy nothing."""
        wizard = self.propose()
        lines = wizard.line_ids.filtered(lambda line: line.account_id in self.others)
        self.assertEqual(len(lines), 3)
        self.assertEqual(lines.user_id, self.deputy)
        self.assertEqual(sorted(lines.mapped("load_after")), [1, 2, 3])

    def test_open_cases_are_load(self):
        before = self.rules.search([])._loads(self.company)
        self.make_case()
        after = self.rules.search([])._loads(self.company)
        self.assertEqual(after[self.officer.id] - before[self.officer.id], 0.5)

    def test_an_account_counts_by_the_first_rule_that_fits(self):
        self.others[0].key_account_manager_id = self.deputy
        loads = self.rules.search([])._loads(self.company)
        self.assertEqual((loads[self.officer.id], loads[self.deputy.id]), (3, 1))

    def test_each_line_says_why(self):
        line = self.line(self.propose(), self.others[0])
        self.assertIn("All others", line.explanation)
        self.assertIn(self.deputy.name, line.explanation)

    def test_rules_by_tier_industry_province_and_city(self):
        industry = self.env["res.partner.industry"].create({"name": "Hospital"})
        state = self.env.ref("base.state_cn_SC")
        fitting, *_rest = self.others
        fitting.write({"industry_id": industry.id, "state_id": state.id})
        fitting.street = "Jinniu, Shuhan Road"
        for values in (
            {"tier_ids": self.ref("tier_a").ids},
            {"industry_ids": industry.ids},
            {"state_ids": state.ids},
            {"cities": "Jinniu，Qingyang"},
        ):
            with self.subTest(values=values):
                rule = self.rules.create({"name": "Special", "sequence": 1, **values})
                wizard = self.propose()
                found = wizard.line_ids.filtered(lambda line, r=rule: line.rule_id == r)
                expected = self.others.browse() if "tier_ids" in values else fitting
                self.assertEqual(found.account_id & self.others, expected)
                rule.active = False

    def test_a_rule_names_who_serves(self):
        self.rules.create(
            {"name": "One", "sequence": 1, "user_ids": [(6, 0, self.officer.ids)]}
        )
        self.assertEqual(self.propose().line_ids.user_id, self.officer)

    def test_a_rule_names_a_team(self):
        team = self.env["key.account.team"].create(
            {
                "name": "Second",
                "leader_id": self.stranger.id,
                "parent_id": self.department.id,
                "member_ids": [(6, 0, self.stranger.ids)],
            }
        )
        self.rules.create({"name": "One", "sequence": 1, "team_id": team.id})
        self.assertEqual(self.propose(self.head).line_ids.user_id, self.stranger)
        line = self.line(self.propose(), self.others[0])
        self.assertFalse(line.user_id)
        self.assertIn("nobody of your teams", line.explanation)

    def test_who_has_left_or_serves_nothing_is_not_proposed(self):
        self.deputy.active = False
        self.team.member_ids |= self.clerk
        wizard = self.propose()
        self.assertEqual(wizard.line_ids.user_id, self.officer)

    def test_without_a_rule_nobody_is_proposed(self):
        self.rules.search([]).active = False
        line = self.line(self.propose(), self.others[0])
        self.assertFalse(line.user_id or line.is_accepted)
        self.assertIn("No rule fits", line.explanation)

    def test_what_is_accepted_is_assigned(self):
        wizard = self.propose()
        self.line(wizard, self.others[1]).is_accepted = False
        self.line(wizard, self.others[2]).user_id = self.officer
        wizard.action_accept()
        managers = [account.key_account_manager_id for account in self.others]
        self.assertEqual(managers, [self.deputy, self.deputy.browse(), self.officer])
        self.assertEqual(self.others[0].key_account_team_id, self.team)

    def test_nothing_accepted(self):
        wizard = self.propose()
        wizard.line_ids.is_accepted = False
        with self.assertRaisesRegex(UserError, "Accept at least"):
            wizard.action_accept()

    def test_an_account_that_got_a_manager_meanwhile(self):
        wizard = self.propose()
        self.others[0].key_account_manager_id = self.officer
        with self.assertRaisesRegex(UserError, "Shop 0"):
            wizard.action_accept()

    def test_accounts_of_somebody_who_leaves_become_handovers(self):
        wizard = self.propose(leaver_id=self.officer.id)
        self.assertEqual(wizard.line_ids.account_id, self.account)
        self.assertEqual(wizard.line_ids.user_id, self.deputy)
        action = wizard.action_accept()
        handover = self.env["key.account.handover"].search(action["domain"])
        self.assertEqual(handover.account_ids, self.account)
        self.assertEqual(
            (handover.giver_id, handover.taker_id), (self.officer, self.deputy)
        )
        self.assertEqual(handover.state, "draft")
        self.assertEqual(self.account.key_account_manager_id, self.officer)

    def test_one_who_has_left_already(self):
        self.officer.active = False
        wizard = self.propose(leaver_id=self.officer.id)
        self.assertEqual(wizard.line_ids.user_id, self.deputy)

    def test_a_supervisor_proposes_for_the_own_teams_only(self):
        other = self._user("kas-other-lead", "group_key_account_supervisor")
        self.assertFalse(self.propose(other, leaver_id=self.officer.id).line_ids)
        with self.assertRaises(AccessError):
            self.propose(self.officer)

    def test_the_same_question_has_the_same_answer(self):
        def answer():
            return self.propose().line_ids.mapped(
                lambda line: (line.account_id.id, line.user_id.id, line.load_after)
            )

        self.assertEqual(answer(), answer())

    def test_the_form(self):
        wizards = self.env["key.account.assignment.propose"].with_user(self.supervisor)
        with Form(wizards) as form:
            form.leaver_id = self.officer
        self.assertEqual(form.record.leaver_id, self.officer)

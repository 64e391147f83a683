"""VISIT-1: the table of visits, and which of its rules holds for whom."""

from visit_plans import VisitPlanMixin

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form

from common import KeyAccountCase

#: Months between visits, by the Handbook: tiers A, B, C, D.
HANDBOOK = {
    "decision_maker": (3, 2, 3, 0),
    "liaison": (1, 1, 3, 3),
    "department_head": (1, 1, 3, 0),
    "influencer": (1, 1, 0, 0),
    "walk": (1, 1, 3, 3),
    "on_premises": (6, 12, 0, 0),
}
TIERS = ("tier_a", "tier_b", "tier_c", "tier_d")


class TestRuleOf(VisitPlanMixin, KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["key.account.visit.rule"]

    def months(self, partner, purpose="person"):
        rule = self.rules._rule_of(partner, purpose).get(partner)
        return rule and rule.interval_months

    def test_the_table_of_the_handbook(self):
        for position, tier in enumerate(TIERS):
            account = self.make_account(tier, tier, list(HANDBOOK)[:4])
            for person in account.child_ids:
                expected = HANDBOOK[person.key_person_role][position]
                self.assertEqual(self.months(person), expected, person.name)
            for purpose in ("walk", "on_premises"):
                expected = HANDBOOK[purpose][position]
                self.assertEqual(self.months(account, purpose), expected, purpose)

    def test_nobody_without_a_role_is_met_as_a_key_person(self):
        self.assertEqual(self.rules._rule_of(self.contact | self.account), {})

    def test_a_vip_is_met_every_month_by_his_kind_and_not_walked_to(self):
        vip = self.make_account("tier_d", "Old Li", key_account_kind="leadership")
        vip.key_person_role = "influencer"
        self.assertEqual(self.months(vip), 1)
        self.assertIsNone(self.months(vip, "walk"))

    def test_a_rule_of_the_tier_comes_before_that_of_the_kind(self):
        vip = self.make_account("tier_a", "Old Li", key_account_kind="leadership")
        self.rules.create(
            {
                "tier_id": self.ref("tier_a").id,
                "customer_kind": "leadership",
                "interval_months": 2,
            }
        )
        self.assertEqual(self.months(vip), 2)

    def test_a_rule_of_the_company_comes_before_all(self):
        person = self.person("liaison")
        values = {
            "tier_id": self.ref("tier_a").id,
            "key_person_role": "liaison",
            "interval_months": 5,
        }
        abroad = self.env["res.company"].create({"name": "Abroad"})
        self.rules.create({**values, "company_id": abroad.id})
        self.assertEqual(self.months(person), 1)
        self.rules.create({**values, "company_id": self.company.id})
        self.assertEqual(self.months(person), 5)

    def test_who_is_archived_is_not_met(self):
        person = self.person("liaison")
        person.active = False
        self.assertEqual(self.rules._rule_of(person), {})

    def test_any_number_of_people_costs_one_query(self):
        people = self.env["res.partner"]
        for role in list(HANDBOOK)[:4]:
            people |= self.person(role)
        self.env.flush_all()
        with self.assertQueryCount(1):
            found = self.rules._rule_of(people)
        self.assertEqual(len(found), 4)


class TestGrid(VisitPlanMixin, KeyAccountCase):
    def grid(self, **values):
        return Form(
            self.env["key.account.visit.rule.grid"]
            .with_user(self.manager)
            .create(values)
        ).save()

    def cell(self, grid, row, tier):
        return grid.cell_ids.filtered(
            lambda cell: cell.row == row and cell.tier_id == self.ref(tier)
        )

    def test_it_shows_every_cell_blanks_as_nought(self):
        grid = self.grid()
        for row, figures in HANDBOOK.items():
            for tier, months in zip(TIERS, figures, strict=True):
                self.assertEqual(self.cell(grid, row, tier).months, months, (row, tier))
        self.env["key.account.tier"].create({"name": "E", "code": "E"})
        self.assertEqual(len(self.grid().cell_ids), 6 * 5)

    def test_what_is_changed_is_written_and_nothing_else(self):
        rules = self.env["key.account.visit.rule"].search([])
        before = {rule: rule.interval_months for rule in rules}
        grid = self.grid()
        self.cell(grid, "liaison", "tier_c").months = 2
        self.cell(grid, "walk", "tier_d").months = 0
        grid.action_apply()
        changed = {
            rule for rule, months in before.items() if rule.interval_months != months
        }
        self.assertEqual(
            changed, {self.ref("visit_rule_c_liaison"), self.ref("visit_rule_d_walk")}
        )
        self.assertEqual(self.env["key.account.visit.rule"].search([]), rules)

    def test_whoever_leaves_the_table_has_saved_it(self):
        rule = self.ref("visit_rule_c_liaison")
        grid = self.grid()
        cell = self.cell(grid, "liaison", "tier_c")
        grid.write({"cell_ids": [Command.update(cell.id, {"months": 5})]})
        self.assertEqual(rule.interval_months, 5)
        # As the form sends a table that was never saved before.
        cells = [
            Command.create(
                {"tier_id": one.tier_id.id, "row": one.row, "months": one.months}
            )
            for one in grid.cell_ids - cell
        ]
        values = {"tier_id": cell.tier_id.id, "row": cell.row, "months": 4}
        grid.create({"cell_ids": [*cells, Command.create(values)]})
        self.assertEqual(rule.interval_months, 4)

    def test_a_missing_cell_gets_a_rule(self):
        tier = self.env["key.account.tier"].create({"name": "E", "code": "E"})
        grid = self.grid()
        cells = grid.cell_ids.filtered(lambda cell: cell.tier_id == tier)
        cells.filtered(lambda cell: cell.row == "walk").months = 4
        grid.action_apply()
        rule = self.env["key.account.visit.rule"].search([("tier_id", "=", tier.id)])
        self.assertEqual(
            (rule.purpose, rule.customer_kind, rule.interval_months),
            ("walk", "group", 4),
        )

    def test_a_company_gets_figures_of_its_own(self):
        shared = self.ref("visit_rule_a_liaison")
        shared.sign = True
        grid = self.grid(company_id=self.company.id)
        self.assertEqual(self.cell(grid, "liaison", "tier_a").months, 1)
        self.cell(grid, "liaison", "tier_a").months = 6
        grid.action_apply()
        self.assertEqual(shared.interval_months, 1)
        own = self.env["key.account.visit.rule"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual((own.interval_months, own.sign), (6, True))

    def test_only_administrators_of_the_service_open_it(self):
        for user in (self.officer, self.supervisor, self.auditor):
            with self.assertRaises(AccessError):
                self.env["key.account.visit.rule.grid"].with_user(user).create({})

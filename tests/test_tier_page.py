"""TIER-2, TIER-3, TIER-11: what a tier is promised, on a page for its customers."""

from lxml import html
from test_reports import FormCase, plain

from odoo.exceptions import AccessError
from odoo.fields import Command

from common import KeyAccountCase

REPORT = "key_account_service.action_report_tier"


class TierPageCase(KeyAccountCase):
    def promises(self, code="a", lang=None):
        """Rows of the first section as a dictionary."""
        tier = self.ref(f"tier_{code}").with_context(lang=lang)
        return dict(tier._promise_sections()[0]["rows"])

    def policy(self, **values):
        return self.env["key.account.deadline.policy"].create(
            {
                "name": "Colleagues only",
                "model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "kind": "respond",
                "amount": 12,
                **values,
            }
        )

    def page(self, tier, user=None):
        tier.invalidate_recordset()
        return tier.with_user(user or self.officer).promise_page


class TestPromises(TierPageCase):
    def test_the_shipped_promises_of_the_tiers(self):
        limits = {
            "First response: any request": 24,
            "Solution of a complaint that your account manager can settle": 5,
            "Solution of a complaint in which several departments have to act": 8,
            "Solution of a major complaint": 12,
            "Solution of any other complaint": 12,
        }
        told = {
            subject: f"within {hours} hours, counted around the clock"
            for subject, hours in limits.items()
        }
        self.assertEqual(self.promises("a"), told)

    def test_a_longer_promise_of_the_tier_leaves_the_shorter_ones_to_be_told(self):
        told = self.promises("c")
        self.assertIn("48", self.promises("b")["First response: any other request"])
        self.assertIn("72", told["First response: any other request"])
        self.assertIn("24", told["First response: Complaint"])
        self.assertIn("24", told["First response to an e-mail"])

    def test_tier_d_is_promised_no_response_to_everything(self):
        told = self.promises("d")
        self.assertNotIn("First response: any request", told)
        self.assertNotIn("First response: any other request", told)
        self.assertIn("First response: Complaint", told)

    def test_what_another_policy_anticipates_is_not_told(self):
        self.policy(sequence=5, amount=48, tier_ids=self.ref("tier_a").ids)
        responses = [
            text for text in self.promises("a").items() if "response" in text[0]
        ]
        self.assertEqual(
            responses,
            [
                (
                    "First response: any request",
                    "within 48 hours, counted around the clock",
                )
            ],
        )

    def test_the_page_says_what_a_case_is_really_given(self):
        for code in "abc":
            self.account.key_account_tier_id = self.ref(f"tier_{code}")
            case = self.make_case(case_kind="business")
            hours = round((case.respond_by - case.received_at).total_seconds() / 3600)
            told = self.promises(code)
            subject = "any request" if code == "a" else "any other request"
            with self.subTest(code=code):
                self.assertIn(f"{hours} hours", told[f"First response: {subject}"])

    def test_conditions_of_its_own_have_to_be_put_in_words(self):
        policy = self.policy(sequence=5, domain="[('priority', '=', '3')]", amount=1)
        tier = self.ref("tier_a")
        self.assertIn(policy, tier.unspoken_policy_ids)
        self.assertNotIn("within 1 hour", self.page(tier))
        policy.customer_text = "First response to what is most urgent"
        tier.invalidate_recordset()
        self.assertNotIn(policy, tier.unspoken_policy_ids)
        self.assertIn("within 1 hour", self.page(tier))

    def test_archived_policies_and_those_of_other_companies_promise_nothing(self):
        abroad = self.env["res.company"].create({"name": "Branch Abroad"})
        self.policy(sequence=1, amount=1, company_id=abroad.id)
        self.policy(sequence=1, amount=2, active=False)
        self.assertIn("24", self.promises("a")["First response: any request"])

    def test_days_are_told_as_days(self):
        policy = self.policy(sequence=1, amount=0, unit="end_of_day")
        told = self.promises("a")["First response: any request"]
        self.assertEqual(told, "by the end of the same day")
        policy.amount = 3
        told = self.promises("a")["First response: any request"]
        self.assertEqual(told, "by the end of day 3 after it")

    def test_limits_are_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.assertIn("24小时", " ".join(self.promises("a", "zh_CN").values()))


class TestPage(TierPageCase):
    def test_nothing_between_colleagues_stands_on_it(self):
        tier = self.ref("tier_a")
        self.policy(customer_text="In good words")
        tier.write({"privileges": "A counter of its own", "description": "Rich ones"})
        page = self.page(tier)
        self.assertIn("A counter of its own", page)
        for inside in ("Colleagues only", "Rich ones", "Core", "supervisor"):
            self.assertNotIn(inside, page)

    def test_cards_with_their_benefits(self):
        self.ref("card_diamond").benefits = "Flowers in person"
        tier = self.ref("tier_a")
        rows = dict(tier._promise_section_cards()["rows"])
        self.assertEqual(rows["Province · Decision maker"], "Diamond card")
        self.assertEqual(rows["City · Decision maker"], "Gold card")
        self.assertNotIn("Decision maker", rows)
        self.assertIn("Flowers in person", self.page(tier))
        self.assertNotIn("Flowers in person", self.page(self.ref("tier_b")))
        rows = dict(self.ref("tier_c")._promise_section_cards()["rows"])
        self.assertEqual(len(rows), 3)

    def test_what_policies_do_not_say_stands_on_it_once(self):
        for code in "abcd":
            tier = self.ref(f"tier_{code}")
            with self.subTest(code=code):
                page = self.page(tier)
                self.assertEqual(page.count("An account manager of your own"), 1)
                self.assertEqual(page.count("A visit every"), 1)
                for policy in ("service request within", "day and night"):
                    self.assertNotIn(policy, page)

    def test_an_empty_section_is_not_shown(self):
        self.assertNotIn("Your rewards", self.page(self.ref("tier_a")))

    def test_foreign_markup_is_text(self):
        tier = self.ref("tier_a")
        tier.privileges = "<script>alert(1)</script>"
        self.assertNotIn("<script>", self.page(tier))

    def test_who_reads_it(self):
        for user in self.officer | self.auditor | self.clerk:
            self.assertIn("within 24 hours", self.page(self.ref("tier_a"), user))

    def test_another_capability_adds_its_section(self):
        sections = [{"title": "Visits", "rows": [], "lines": ["Once a month"]}]
        shown = self.env["ir.qweb"]._render(
            "key_account_service.tier_promise_sections", {"sections": sections}
        )
        self.assertIn("Once a month", html.fromstring(shown).text_content())


class TestPrint(TierPageCase, FormCase):
    def test_the_printed_page(self):
        tier = self.ref("tier_a")
        tier.write(
            {
                "customer_name": "Diamond customer",
                "privileges": "A counter of its own\nNew services first",
                "description": "Inside only",
            }
        )
        (page,) = self.print(REPORT, tier)
        self.assert_text(
            page,
            self.company.name,
            "Diamond customer",
            "First response: any request",
            "within 24 hours",
            "Diamond card",
            "A counter of its own",
            "New services first",
        )
        self.assert_no_text(page, "Inside only", "Core")
        box = self.pdf.pages[0].mediabox
        self.assertAlmostEqual(float(box.width), 595, delta=2)
        self.assertAlmostEqual(float(box.height), 842, delta=2)

    def test_without_a_name_for_the_customer_it_is_called_by_its_code(self):
        (page,) = self.print(REPORT, self.ref("tier_d"))
        self.assert_text(page, "Tier D")
        self.assert_no_text(page, "Watched")

    def test_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        tier = self.ref("tier_a")
        tier.with_context(lang="zh_CN").write(
            {"customer_name": "钻石贵宾", "privileges": "专席服务\n新业务优先体验"}
        )
        self.officer.lang = "zh_CN"
        (page,) = self.print(REPORT, tier.with_context(lang="zh_CN"))
        self.assert_text(page, "钻石贵宾", "专席服务", "新业务优先体验", "24小时")
        self.assertNotIn(plain("within 24 hours"), page)

    def test_customers_do_not_print_it_themselves(self):
        portal = self.env["res.users"].create(
            {
                "name": "Portal",
                "login": "kas-tier-portal",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        with self.assertRaises(AccessError):
            self.render(REPORT, self.ref("tier_a"), portal)


class TestPricelist(TierPageCase):
    def setUp(self):
        super().setUp()
        self.env.ref("base.group_user")._apply_group(
            self.env.ref("product.group_product_pricelist")
        )
        pricelists = self.env["product.pricelist"]
        pricelists.create({"name": "Everybody's prices", "sequence": 1})
        self.core = pricelists.create({"name": "Core prices"})
        self.own = pricelists.create({"name": "Hotel prices"})
        self.ref("tier_a").pricelist_id = self.core

    def price_list(self, partner=None):
        self.env.invalidate_all()
        return (partner or self.account).property_product_pricelist

    def test_customers_of_the_tier_get_its_price_list(self):
        self.assertEqual(self.price_list(), self.core)
        self.account.key_account_tier_id = self.ref("tier_b")
        self.assertNotEqual(self.price_list(), self.core)

    def test_a_price_list_of_the_own_goes_before(self):
        self.account.specific_property_product_pricelist = self.own
        self.assertEqual(self.price_list(), self.own)

    def test_an_archived_price_list_or_one_of_others_holds_for_nobody(self):
        self.core.active = False
        self.assertNotEqual(self.price_list(), self.core)
        abroad = self.env["res.company"].create({"name": "Branch Abroad"})
        self.core.write({"active": True, "company_id": abroad.id})
        self.assertNotEqual(self.price_list(), self.core)

    def test_it_stands_on_the_page(self):
        self.assertIn("Core prices", self.page(self.ref("tier_a")))

    def test_without_price_lists_nothing_changes(self):
        self.env.ref("base.group_user")._remove_group(
            self.env.ref("product.group_product_pricelist")
        )
        self.assertFalse(self.price_list())

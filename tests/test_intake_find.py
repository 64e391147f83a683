"""CASE-1: one box finds whoever calls, and nothing that is not to be found."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from common import HOUR, MODULE, NOON, KeyAccountCase

PHONE = "+86 139 0808 1234"
CARD = "8100-0001-2345 A"
NOTHING = {"customers": [], "more": False, "no_devices": False}


class FindCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.country_id = cls.ref("base.cn")
        Partner = cls.env["res.partner"]
        cls.hotel = Partner.create(
            {
                "name": "成都锦江宾馆",
                "is_company": True,
                "key_account_kind": "group",
                "key_account_tier_id": cls.ref("tier_b").id,
                "key_account_manager_id": cls.officer.id,
            }
        )
        cls.wang = Partner.create(
            {"name": "王芳", "parent_id": cls.hotel.id, "phone": PHONE}
        )
        cls.shan = Partner.create({"name": "单田芳", "email": "Shan@Story.Example"})
        cls.file = cls.env["key.account.file"].search(
            [("partner_id", "=", cls.hotel.id)]
        ) or cls.env["key.account.file"].create({"partner_id": cls.hotel.id})
        cls.device = cls.env["key.account.device"].create(
            {"file_id": cls.file.id, "number": CARD}
        )

    def answer(self, text, user=None):
        Intake = self.env["helpdesk.ticket.intake"].with_user(user or self.stranger)
        return Intake.find_customers(text)

    def found(self, text, user=None):
        ids = [hit["id"] for hit in self.answer(text, user)["customers"]]
        return self.env["res.partner"].browse(ids)


class TestFind(FindCase):
    def test_by_telephone_in_any_spelling(self):
        stored = (PHONE, "13908081234", "139-0808-1234", "0086 139 0808 1234")
        typed = (
            "13908081234",
            "139 0808 1234",
            "+86 139-0808-1234",
            "0086 13908081234",
            "１３９０８０８１２３４",
            "＋８６ 139 0808 1234",
            "08081234",
        )
        for self.wang.phone in stored:
            for text in typed:
                with self.subTest(stored=self.wang.phone, typed=text):
                    self.assertIn(self.wang, self.found(text))

    def test_a_few_digits_find_nobody(self):
        self.assertFalse(self.found("139") & self.wang)

    def test_by_name_initials_and_pinyin(self):
        for text in ("王芳", "王", "wf", "WF", "ｗｆ", "wangfang", "wang fang"):
            with self.subTest(text=text):
                found = self.found(text)
                self.assertEqual(self.wang in found, len(text) > 1, text)
        for text in ("jjbg", "cdjj", "锦江", "jinjiang"):
            with self.subTest(text=text):
                self.assertIn(self.hotel, self.found(text))

    def test_a_surname_is_found_in_each_reading(self):
        for text in ("stf", "dtf", "shantianfang"):
            self.assertIn(self.shan, self.found(text))

    def test_two_initials_begin_a_name(self):
        self.assertNotIn(self.shan, self.found("tf"))

    def test_a_new_name_is_found_by_its_initials(self):
        self.shan.name = "李雷"
        self.assertIn(self.shan, self.found("ll"))
        self.assertNotIn(self.shan, self.found("stf"))
        self.shan.name = "Li Lei"
        self.assertFalse(self.shan.key_account_name_key)

    def test_by_email(self):
        self.assertEqual(self.found("shan@story"), self.shan)

    def test_signs_of_a_pattern_are_letters_like_others(self):
        for text in ("%%", "__", "\\\\", "%wf%", "w_f", "';--", "()", "[a]*"):
            with self.subTest(text=text):
                self.assertFalse(self.found(text))

    def test_nonsense_finds_nobody(self):
        for text in ("", " ", "w", None, 7, [1], {"a": 1}, True):
            with self.subTest(text=text):
                self.assertEqual(self.answer(text), NOTHING)

    def test_key_accounts_come_first_and_by_tier(self):
        people = self.env["res.partner"].create(
            [{"name": f"Zebra {number}"} for number in range(3)]
        )
        people[2].write(
            {
                "key_account_kind": "leadership",
                "key_account_tier_id": self.ref("tier_b").id,
            }
        )
        people[1].write(
            {
                "key_account_kind": "leadership",
                "key_account_tier_id": self.ref("tier_a").id,
            }
        )
        self.assertEqual(self.found("zebra").ids, [people[i].id for i in (1, 2, 0)])

    def test_a_long_list_says_that_there_are_more(self):
        self.env["res.partner"].create([{"name": f"Zebra {n}"} for n in range(9)])
        answer = self.answer("Zebra")
        self.assertEqual(len(answer["customers"]), 8)
        self.assertTrue(answer["more"])

    def test_a_choice_shows_tier_and_company(self):
        [hit] = self.answer("wangfang")["customers"]
        self.assertEqual(
            hit,
            {
                "id": self.wang.id,
                "name": "王芳",
                "company": "成都锦江宾馆",
                "tier": self.ref("tier_b").display_name,
                "by_device": False,
            },
        )

    def test_many_customers_cost_no_query_each(self):
        def cost(text):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertTrue(self.answer(text)["customers"])
            return self.env.cr.sql_log_count - before

        self.env["res.partner"].create([{"name": f"Zebra {n}"} for n in range(8)])
        self.env.flush_all()
        cost("Zebra")
        self.assertLessEqual(cost("Zebra"), cost("shan@story") + 2)


class TestDevice(FindCase):
    def test_the_whole_number_finds_its_customer_however_it_is_written(self):
        for text in (CARD, "810000012345a", "8100 0001 2345A", "８１００００012345Ａ"):
            with self.subTest(text=text):
                [hit] = self.answer(text)["customers"]
                self.assertEqual(hit["id"], self.hotel.id)
                self.assertTrue(hit["by_device"])
                self.assertNotIn("8100", str(hit))

    def test_nobody_leafs_through_the_numbers(self):
        for text in ("8100", "810000012345", "8100-0001", "8100%", "10000012345A"):
            with self.subTest(text=text):
                self.assertFalse(self.found(text))

    def test_who_finds_a_customer_learns_nothing_else_of_the_file(self):
        self.assertEqual(self.found(CARD, self.stranger), self.hotel)
        device = self.device.with_user(self.stranger)
        self.assertFalse(device.search([("number", "=", CARD)]))

    def test_a_short_number_is_none(self):
        self.device.number = "A123"
        self.assertFalse(self.found("A123"))

    def test_what_was_given_back_finds_nobody(self):
        self.device.action_give_back()
        self.assertFalse(self.found(CARD))

    def test_a_device_of_another_company_finds_nobody(self):
        branch = self.env["res.company"].create({"name": "Branch Abroad"})
        abroad = new_test_user(
            self.env,
            "kas-far",
            groups=f"{MODULE}.group_key_account_officer",
            company_id=branch.id,
        )
        self.assertFalse(self.found(CARD, abroad))

    def try_out(self, count):
        for number in range(count):
            self.answer(f"8100-0001-{number:04} A")

    def test_nobody_tries_out_one_number_after_the_other(self):
        self.company.key_account_device_searches = 5
        with self.at(NOON):
            self.try_out(4)
            self.assertEqual(self.found(CARD), self.hotel)
            answer = self.answer(CARD)
            self.assertEqual(answer, {**NOTHING, "no_devices": True})
            self.assertEqual(self.found("wangfang"), self.wang)
            self.assertEqual(self.found(CARD, self.officer), self.hotel)
        with self.at(NOON + 1.1 * HOUR):
            self.assertEqual(self.found(CARD), self.hotel)

    def test_numbers_that_are_found_count_as_well(self):
        self.company.key_account_device_searches = 2
        for found in (self.hotel, self.hotel, self.env["res.partner"]):
            self.assertEqual(self.found(CARD), found)

    def test_what_is_still_being_typed_is_no_try(self):
        self.company.key_account_device_searches = 1
        for length in range(2, len(CARD)):
            self.assertFalse(self.answer(CARD[:length])["no_devices"])
        self.assertEqual(self.found(CARD), self.hotel)

    def test_a_company_that_sets_no_limit(self):
        self.company.key_account_device_searches = 0
        self.try_out(3)
        self.assertEqual(self.found(CARD), self.hotel)

    def test_the_number_is_kept_nowhere_and_that_it_was_for_a_month(self):
        searches = self.env["key.account.device.search"]
        with self.at(NOON):
            self.found(CARD)
        done = searches.search([], limit=1)
        self.assertEqual(done.user_id, self.stranger)
        self.assertEqual(set(searches._fields) & {"number", "text"}, set())
        for days, kept in ((30, True), (31, False)):
            with self.at(NOON + 24 * days * HOUR):
                searches._gc_searches()
            self.assertEqual(bool(done.exists()), kept)

    def test_no_search_of_contacts_knows_a_device(self):
        Partner = self.env["res.partner"].with_user(self.stranger)
        Partner = Partner.with_context(key_account_search_phone=True)
        self.assertFalse(Partner.name_search(CARD))


class TestWho(FindCase):
    def test_only_those_who_take_cases_may_ask(self):
        portal = new_test_user(self.env, "kas-p", groups="base.group_portal")
        for user in (self.clerk, self.auditor, portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.answer("王芳", user)

    def test_the_pinyin_of_a_name_is_no_secret_but_for_customers(self):
        portal = new_test_user(self.env, "kas-p", groups="base.group_portal")
        partner = portal.partner_id
        partner.name = "王芳"
        self.assertIn(" wf ", partner.with_user(self.clerk).key_account_name_key)
        with self.assertRaises(AccessError):
            partner.with_user(portal).read(["key_account_name_key"])

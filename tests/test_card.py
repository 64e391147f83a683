"""TIER-4: which key person is given which card, and who finds its holders."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from common import KeyAccountCase

#: The matrix of the Handbook: decision maker, liaison, department head, influencer.
ROLES = ("decision_maker", "liaison", "department_head", "influencer")
HANDBOOK = {
    ("a", "province"): ("diamond", "gold", "gold", "gold"),
    ("a", "city"): ("gold", "gold", "gold", "gold"),
    ("b", False): ("gold", "silver", "silver", "silver"),
    ("c", False): ("silver", "silver", "silver", None),
    ("d", False): ("silver", "silver", "silver", None),
}


class CardCase(KeyAccountCase):
    def rule(self, tier, role, level=False):
        return self.env["key.account.card.rule"].search(
            [
                ("tier_id.code", "=", tier),
                ("key_person_role", "=", role),
                ("account_level", "=", level),
            ]
        )

    def card(self, name):
        return self.ref(f"card_{name}") if name else self.env["key.account.card"]


class TestMatrix(CardCase):
    def test_the_matrix_of_the_handbook_is_shipped(self):
        for (tier, level), cards in HANDBOOK.items():
            self.account.write(
                {
                    "key_account_tier_id": self.ref(f"tier_{tier}").id,
                    "key_account_level": level,
                }
            )
            for role, card in zip(ROLES, cards, strict=True):
                self.contact.key_person_role = role
                with self.subTest(tier=tier, level=level, role=role):
                    self.assertEqual(self.contact.key_account_card_id, self.card(card))

    def test_without_a_level_a_is_taken_for_the_city(self):
        self.contact.key_person_role = "decision_maker"
        self.assertEqual(self.contact.key_account_card_id, self.card("gold"))

    def test_a_level_counts_only_where_the_tier_tells_levels_apart(self):
        self.contact.key_person_role = "decision_maker"
        self.account.key_account_level = "province"
        self.assertEqual(self.contact.key_account_card_id, self.card("diamond"))
        self.ref("tier_a").card_by_level = False
        self.env.invalidate_all()
        self.assertEqual(self.contact.key_account_card_id, self.card("gold"))

    def test_no_role_no_card(self):
        self.assertFalse(self.contact.key_account_card_id)
        self.assertFalse(self.account.key_account_card_id)

    def test_somebody_of_no_account_has_no_card(self):
        somebody = self.env["res.partner"].create(
            {"name": "Somebody", "key_person_role": "liaison"}
        )
        self.assertFalse(somebody.key_account_card_id)

    def test_a_changed_cell_holds_at_once(self):
        self.contact.key_person_role = "liaison"
        rule = self.rule("A", "liaison")
        rule.with_user(self.manager).card_id = self.card("silver")
        self.env.invalidate_all()
        self.assertEqual(self.contact.key_account_card_id, self.card("silver"))
        rule.card_id = False
        self.env.invalidate_all()
        self.assertFalse(self.contact.key_account_card_id)

    def test_an_archived_card_is_given_to_nobody(self):
        self.contact.key_person_role = "liaison"
        self.card("gold").active = False
        self.env.invalidate_all()
        self.assertFalse(self.contact.key_account_card_id)

    def test_many_contacts_cost_no_more_queries_than_one(self):
        contacts = self.env["res.partner"].create(
            [
                {
                    "name": f"Person {number}",
                    "parent_id": self.account.id,
                    "key_person_role": "influencer",
                }
                for number in range(30)
            ]
        )
        self.env.flush_all()

        def cost(records):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records.mapped("key_account_card_id")
            return self.cr.sql_log_count - before

        cost(contacts)
        self.assertLessEqual(cost(contacts), cost(contacts[:1]) + 1)

    def test_a_cell_stands_once(self):
        rule = self.rule("B", "liaison")
        values = rule.copy_data()[0]
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            rule.create(values)

    def test_a_card_in_the_matrix_is_archived_not_deleted(self):
        with self.assertRaisesRegex(UserError, "card matrix grants"):
            self.card("gold").unlink()


class TestWhoGivesARole(CardCase):
    """A role decides a card, so not everybody who edits contacts gives one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls.officer | cls.stranger | cls.clerk | cls.supervisor | cls.deputy
        # One by one: together they would get all the groups of each.
        for user in people:
            user.group_ids += cls.env.ref("base.group_partner_manager")

    def give(self, user, role="decision_maker"):
        self.contact.with_user(user).key_person_role = role
        self.assertEqual(self.contact.key_person_role, role)

    def test_those_who_serve_the_account_and_their_superiors(self):
        self.give(self.officer, "liaison")
        self.give(self.deputy, "influencer")
        self.give(self.supervisor, False)

    def test_nobody_else_gives_or_takes_one(self):
        for user in (self.clerk, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.give(user)
        self.contact.key_person_role = "liaison"
        with self.assertRaises(AccessError):
            self.give(self.clerk, False)

    def test_not_on_a_new_contact_of_the_account_either(self):
        contacts = self.env["res.partner"].with_user(self.clerk)
        values = {"name": "New", "parent_id": self.account.id}
        self.assertFalse(contacts.create(values).key_person_role)
        with self.assertRaises(AccessError):
            contacts.create({**values, "key_person_role": "liaison"})
        with self.assertRaises(AccessError):
            contacts.with_context(default_key_person_role="liaison").create(values)
        contacts.with_user(self.officer).create(
            {**values, "key_person_role": "liaison"}
        )

    def test_elsewhere_everybody_writes_what_somebody_is(self):
        somebody = self.env["res.partner"].create({"name": "Somebody"})
        somebody.with_user(self.clerk).key_person_role = "liaison"

    def test_saving_the_same_again_is_no_change(self):
        self.contact.key_person_role = "liaison"
        self.contact.with_user(self.clerk).write(
            {"phone": "110", "key_person_role": "liaison"}
        )

    def test_own_defaults_make_nobody_a_key_account(self):
        """Odoo lets every user keep defaults for every field."""
        for user in (self.clerk, self.stranger):
            defaults = self.env["ir.default"].with_user(user)
            for name, value in (
                ("key_account_kind", "group"),
                ("key_account_tier_id", self.ref("tier_a").id),
                ("key_account_manager_id", user.id),
            ):
                defaults.set("res.partner", name, value, user_id=True)
            contacts = self.env["res.partner"].with_user(user)
            contact = contacts.create({"name": "My own", "is_company": True})
            self.assertFalse(contact.key_account_kind)
            self.assertFalse(contact.key_account_tier_id)

    def test_a_contact_does_not_leave_its_account_by_becoming_a_company(self):
        """Odoo counts a company by itself, whatever it stands under."""
        with self.assertRaises(AccessError):
            self.contact.with_user(self.clerk).is_company = True
        self.assertEqual(self.contact.key_account_id, self.account)
        self.contact.with_user(self.officer).is_company = True
        self.assertFalse(self.contact.key_account_id)
        with self.assertRaises(AccessError):
            self.contact.with_user(self.clerk).is_company = False


class TestHolders(CardCase):
    def setUp(self):
        super().setUp()
        self.account.key_account_level = "province"
        self.contact.key_person_role = "decision_maker"
        self.liaison = self.contact.create(
            {
                "name": "He Jing",
                "parent_id": self.account.id,
                "key_person_role": "liaison",
            }
        )
        self.people = self.account | self.contact | self.liaison

    def found(self, *condition):
        domain = [("key_account_card_id", *condition), ("id", "in", self.people.ids)]
        return self.contact.with_user(self.officer).search(domain)

    def test_holders_are_found_by_card(self):
        diamond, gold = self.card("diamond"), self.card("gold")
        self.assertEqual(self.found("=", diamond.id), self.contact)
        self.assertEqual(self.found("=", gold.id), self.liaison)
        self.assertEqual(self.found("ilike", "diamond"), self.contact)
        self.assertEqual(self.found("!=", False), self.contact | self.liaison)
        self.assertEqual(self.found("=", False), self.account)
        self.assertEqual(self.found("!=", gold.id), self.account | self.contact)

    def test_search_and_display_agree(self):
        for code in "abcd":
            for level in ("province", "city", False):
                self.account.write(
                    {
                        "key_account_tier_id": self.ref(f"tier_{code}").id,
                        "key_account_level": level,
                    }
                )
                self.env.invalidate_all()
                for card in self.env["key.account.card"].search([]):
                    holders = self.people.filtered(
                        lambda one, card=card: one.key_account_card_id == card
                    )
                    with self.subTest(code=code, level=level, card=card.name):
                        self.assertEqual(self.found("=", card.id), holders)


class TestRights(CardCase):
    def test_the_level_is_given_by_those_in_charge(self):
        for user in self.officer | self.clerk:
            with self.assertRaises(AccessError):
                self.account.with_user(user).key_account_level = "province"
        self.account.with_user(self.supervisor).key_account_level = "province"
        self.assertEqual(self.account.key_account_level, "province")

    def test_only_administrators_change_the_matrix(self):
        rule = self.rule("A", "liaison")
        for user in self.officer | self.supervisor | self.auditor | self.clerk:
            with self.subTest(user=user.login):
                self.assertTrue(rule.with_user(user).card_id)
                with self.assertRaises(AccessError):
                    rule.with_user(user).card_id = False

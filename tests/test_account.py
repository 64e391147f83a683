"""TIER-1, TIER-2, TEAM-1: who is a key account, of which tier, served by whom."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from common import KeyAccountCase


class TestShippedData(KeyAccountCase):
    def test_tiers_a_to_d_can_be_edited(self):
        tiers = self.env["key.account.tier"].search([])
        self.assertEqual(tiers.mapped("code"), ["A", "B", "C", "D"])
        data = self.env["ir.model.data"].search(
            [("model", "=", "key.account.tier"), ("name", "=", "tier_a")]
        )
        self.assertTrue(data.noupdate)
        tiers.with_user(self.manager)[0].name = "Diamond"

    def test_levels_1_to_3(self):
        levels = self.env["key.account.complaint.level"].search([])
        self.assertEqual(levels.mapped("code"), ["1", "2", "3"])
        self.assertTrue(all(levels.mapped("guidance")))

    def test_two_tiers_cannot_share_a_code(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["key.account.tier"].create({"name": "Second A", "code": "A"})

    def test_tier_shows_its_accounts(self):
        tier = self.ref("tier_a")
        self.assertEqual(tier.account_count, 1)
        found = self.env["res.partner"].search(tier.action_view_accounts()["domain"])
        self.assertEqual(found, self.account)


class TestKeyAccount(KeyAccountCase):
    def test_a_contact_belongs_to_the_account_of_its_company(self):
        self.assertEqual(self.account.key_account_id, self.account)
        self.assertEqual(self.contact.key_account_id, self.account)
        self.assertEqual(self.contact.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(self.contact.key_account_manager_id, self.officer)

    def test_a_vip_of_a_group_customer_keeps_the_own_tier(self):
        self.contact.write(
            {
                "key_account_kind": "leadership",
                "key_account_tier_id": self.ref("tier_b").id,
                "key_account_manager_id": self.stranger.id,
            }
        )
        self.assertEqual(self.contact.key_account_id, self.contact)
        self.account.key_account_tier_id = self.ref("tier_c")
        self.assertEqual(self.contact.key_account_tier_id, self.ref("tier_b"))
        self.assertEqual(self.contact.key_account_manager_id, self.stranger)

    def test_contacts_follow_when_the_account_changes(self):
        self.account.key_account_manager_id = self.stranger
        self.assertEqual(self.contact.key_account_manager_id, self.stranger)

    def test_no_key_account_any_more(self):
        self.account.key_account_kind = False
        self.assertFalse(self.account.key_account_id)
        self.assertFalse(self.contact.key_account_id)
        self.assertFalse(self.contact.key_account_tier_id)

    def test_an_account_is_that_of_one_company_and_goes_to_the_managers_team(self):
        self.assertEqual(self.account.key_account_company_id, self.company)
        self.assertEqual(self.account.key_account_team_id, self.team)

    def test_the_deputy_is_somebody_else(self):
        with self.assertRaises(ValidationError):
            self.account.key_account_deputy_id = self.officer

    def test_a_team_is_not_its_own_department(self):
        with self.assertRaises(UserError):
            self.department.parent_id = self.team

    def test_only_a_supervisor_decides(self):
        for user in (self.officer, self.clerk, self.auditor):
            with self.assertRaises(AccessError):
                self.account.with_user(user).write({"key_account_manager_id": user.id})
        self.account.with_user(self.supervisor).key_account_manager_id = self.stranger

    def test_an_ordinary_user_cannot_create_a_key_account(self):
        creator = self._user("kas-creator", "group_key_account_officer")
        creator.group_ids += self.ref("base.group_partner_manager")
        Partner = self.env["res.partner"].with_user(creator)
        with self.assertRaises(AccessError):
            Partner.create({"name": "Mine", "key_account_kind": "group"})
        self.assertTrue(Partner.create({"name": "Plain"}))

"""TIER-7: one tier proposed for many accounts, and who is left out is told."""

from tiers import TODAY, TierMixin

from odoo.exceptions import UserError

from common import NOON, KeyAccountCase


class TestBulk(TierMixin, KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accounts = cls.env["res.partner"].create(
            [
                {
                    "name": f"Account {code}",
                    "key_account_kind": "group",
                    "key_account_manager_id": user.id,
                    "key_account_tier_id": cls.ref(f"tier_{code}").id,
                }
                for code, user in (
                    ("b", cls.officer),
                    ("c", cls.officer),
                    ("d", cls.stranger),
                )
            ]
        )

    def wizard(self, accounts, user=None, **values):
        wizards = self.env["key.account.tier.propose"].with_user(user or self.officer)
        return wizards.with_context(active_ids=accounts.ids).create(
            {
                "tier_id": self.ref("tier_b").id,
                "reason": "Yearly evaluation",
                "valid_from": TODAY,
                **values,
            }
        )

    def test_who_cannot_be_proposed_is_told(self):
        self.propose()
        plain = self.env["res.partner"].create({"name": "Plain"})
        with self.at(NOON):
            wizard = self.wizard(self.account | self.accounts | plain)
            self.assertEqual(
                wizard.obstacles.splitlines(),
                [
                    "Jinniu Hotel: has a proposal that is not published",
                    "Account b: has this tier already",
                    "Account d: served by others",
                    "Plain: no key account",
                ],
            )
            self.assertEqual(wizard.ready_count, 1)
            action = wizard.action_propose()
        made = self.env["key.account.tier.proposal"].search(action["domain"])
        self.assertEqual(made.account_id, self.accounts[1])
        self.assertEqual((made.state, made.author_ids), ("submitted", self.officer))

    def test_drafts_to_go_on_with(self):
        with self.at(NOON):
            wizard = self.wizard(self.accounts[1], submit=False)
            action = wizard.action_propose()
        made = self.env["key.account.tier.proposal"].search(action["domain"])
        self.assertEqual((made.state, made.reason), ("draft", "Yearly evaluation"))

    def test_a_longer_validity_of_the_same_tier_can_be_proposed(self):
        wizard = self.wizard(self.accounts[0], valid_until="2027-03-01")
        self.assertFalse(wizard.obstacles)

    def test_nobody_left_is_refused(self):
        wizard = self.wizard(self.accounts[2])
        with self.assertRaisesRegex(UserError, "Account d: served by others"):
            wizard.action_propose()

    def test_an_administrator_proposes_for_all(self):
        with self.at(NOON):
            wizard = self.wizard(self.account | self.accounts[1:], self.manager)
            action = wizard.action_propose()
        made = self.env["key.account.tier.proposal"].search(action["domain"])
        self.assertEqual(made.account_id, self.account | self.accounts[1:])
        self.assertEqual(set(made.mapped("state")), {"submitted"})

"""TIER and TEAM, each in short, as a user meets it; the depths are elsewhere."""

from datetime import date, timedelta

from handovers import HandoverMixin
from test_card import HANDBOOK, ROLES
from tiers import TierMixin
from visits import VisitMixin

from odoo.exceptions import UserError

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)


class TestTierRequirements(TierMixin, VisitMixin, KeyAccountCase):
    def test_tier_01_kinds(self):
        """VIP individuals, leadership or business partner, and group customers."""
        for kind in ("leadership", "business_partner", "group"):
            customer = self.env["res.partner"].create(
                {"name": kind, "key_account_kind": kind}
            )
            self.assertEqual(customer.key_account_id, customer)

    def test_tier_02_tiers(self):
        """A to D with their other names, more of them, each with its promises."""
        tiers = self.env["key.account.tier"]
        shipped = [self.ref(f"tier_{code}") for code in "abcd"]
        self.assertEqual([tier.code for tier in shipped], list("ABCD"))
        names = [tier.name for tier in shipped[:3]]
        for name, alias in zip(names, ("Core", "Important", "Ordinary"), strict=True):
            self.assertIn(alias, name)
        fifth = tiers.with_user(self.manager).create({"name": "Watched", "code": "E"})
        self.account.key_account_tier_id = fifth
        self.assertEqual(self.contact.key_account_tier_id, fifth)
        self.assertIn("24", shipped[0].promise_summary)

    def test_tier_03_response(self):
        """A 24, B 48, C 72 hours, D none."""
        for code, hours in (("a", 24), ("b", 48), ("c", 72), ("d", None)):
            self.account.key_account_tier_id = self.ref(f"tier_{code}")
            case = self.make_case(case_kind="business")
            self.assertEqual(case.respond_by, bool(hours) and NOON + hours * HOUR)

    def test_tier_04_cards(self):
        """Role by tier and level gives diamond, gold, silver or no card."""
        for (tier, level), cards in HANDBOOK.items():
            self.account.write(
                {
                    "key_account_tier_id": self.ref(f"tier_{tier}").id,
                    "key_account_level": level,
                }
            )
            for role, card in zip(ROLES, cards, strict=True):
                self.contact.key_person_role = role
                expected = self.ref(f"card_{card}") if card else False
                found = self.contact.key_account_card_id
                self.assertEqual(found or False, expected, (tier, level, role))

    def test_tier_07_only_by_approved_proposal(self):
        """Reason, approval, validity; the old tier holds; history; snapshots."""
        with self.assertRaises(UserError):
            self.account.with_user(self.supervisor).key_account_tier_id = self.ref(
                "tier_b"
            )
        with self.at(NOON):
            case = self.make_case()
            visit = self.make_visit()
        proposal = self.approved(valid_until=date(2027, 3, 1))
        self.assertEqual(self.account.key_account_tier_id.code, "A")
        self.follow_days(NOON)
        self.assertEqual(self.account.key_account_tier_id.code, "B")
        self.assertEqual(self.steps()[-1], ("A", "B"))
        entry = self.history()[-1]
        self.assertEqual(entry.proposal_id, proposal)
        self.assertIn(self.head, proposal.review_ids.done_by)
        self.assertEqual(case.key_account_tier_id.code, "A")
        self.assertEqual(visit.key_account_tier_id.code, "A")

    def test_tier_09_classes(self):
        """Industry, size, length of cooperation, kind of organisation."""
        file = self.env["key.account.file"].search(
            [("partner_id", "=", self.account.id)]
        )
        self.account.industry_id = self.env["res.partner.industry"].create(
            {"name": "Hotels"}
        )
        kinds = {"organisation_size": "medium", "organisation_kind": "listed"}
        mine = file.with_user(self.officer)
        mine.write({**kinds, "customer_since": "2000-01-01"})
        domain = [
            ("industry_id", "=", self.account.industry_id.id),
            ("cooperation", "=", "loyal"),
            *((name, "=", value) for name, value in kinds.items()),
        ]
        self.assertEqual(mine.search(domain), mine)

    def test_tier_10_the_customer_is_told(self):
        """Each granted or changed tier waits until the customer was told; recorded."""
        notices = self.env["key.account.tier.notice"]
        mine = [("account_id", "=", self.account.id)]
        self.approved()
        self.follow_days(NOON)
        notice = notices.search(mine, order="id desc", limit=1)
        self.assertEqual((notice.state, notice.tier_id.code), ("to_tell", "B"))
        action = notice.with_user(self.officer).action_write_email()
        composer = self.env["mail.compose.message"].with_user(self.officer)
        with self.at(NOON):
            composer = composer.with_context(**action["context"]).create({})
            composer._action_send_mail()
        self.assertEqual((notice.state, notice.way), ("told", "email"))
        self.assertEqual((notice.told_by_id, notice.told_at), (self.officer, NOON))

    def test_tier_11_price_list_and_privileges(self):
        """A tier's price list holds for its customers, its privileges are told."""
        self.env.user.group_ids |= self.env.ref("product.group_product_pricelist")
        self.env.ref("base.group_user").implied_ids |= self.env.ref(
            "product.group_product_pricelist"
        )
        prices = self.env["product.pricelist"].create({"name": "Core prices"})
        tier = self.ref("tier_a")
        tier.write({"pricelist_id": prices.id, "privileges": "A counter of its own"})
        self.env.invalidate_all()
        self.assertEqual(self.account.property_product_pricelist, prices)
        self.assertIn("A counter of its own", tier.promise_page)


class TestTeamRequirements(HandoverMixin, KeyAccountCase):
    def test_team_01_manager_deputy_handover(self):
        """One manager and a deputy, who is asked in absence; a dated handover."""
        case = self.make_case(user=self.officer)
        handover = self.make_handover()
        with self.at(NOON):
            self.propose(handover)
            self.confirm(handover)
        self.assertEqual((handover.state, handover.done_at), ("done", NOON))
        self.assertEqual(self.account.key_account_manager_id, self.taker)
        self.assertEqual(case.key_account_manager_id, self.taker)
        served = self.env["key.account.assignment"]
        before, now = NOON - DAY, NOON + HOUR
        self.assertEqual(served._manager_at(self.account, now), self.taker)
        self.assertNotEqual(served._manager_at(self.account, before), self.taker)
        resource = self.env["resource.resource"].create(
            {"name": "Taker", "user_id": self.taker.id, "resource_type": "user"}
        )
        self.env["resource.calendar.leaves"].create(
            {"resource_id": resource.id, "date_from": NOON, "date_to": NOON + DAY}
        )
        self.sweep(NOON + 4 * HOUR)
        self.assertIn(("warning+0/responsible", "kas-deputy"), self.told(case))

    def test_team_02_first_contact(self):
        """Whoever takes a request owns it until another accepts; never ownerless."""
        case = self.make_case(user=self.deputy)
        self.assertEqual(case.first_contact_user_id, self.deputy)
        with self.assertRaises(UserError):
            case.with_user(self.deputy).first_contact_user_id = False
        case.with_user(self.officer).first_contact_user_id = self.officer
        self.assertEqual(case.first_contact_user_id, self.officer)
        nobody = self.mail(sender="nobody@elsewhere.example")
        self.assertTrue(nobody.first_contact_user_id)

    def test_team_03_named_contacts(self):
        """Each department has somebody to call, and an account its colleagues."""
        department = self.env["key.account.department"].create(
            {
                "name": "Field Crew",
                "contact_ids": [(0, 0, {"name": "Zhang Wei", "phone": "110"})],
            }
        )
        seen = department.with_user(self.clerk)
        self.assertEqual(seen.contact_ids.mapped("phone"), ["110"])
        colleagues = self.env["key.account.colleague"].with_user(self.officer)
        colleagues.create(
            {
                "account_id": self.account.id,
                "function_id": self.ref("function_technical").id,
                "name": "Li Si",
            }
        )
        page = self.contact.with_user(self.clerk)
        self.assertEqual(page.key_account_colleague_ids.mapped("name"), ["Li Si"])

    def test_team_05_duty_roster(self):
        """At any hour somebody answers; alarms go there; a gap warns."""
        duties, gaps = self.env["key.account.duty"], self.env["key.account.duty.gap"]
        values = {"user_id": self.stranger.id, "date_from": NOON - HOUR}
        with self.at(NOON):
            duties.create({**values, "date_to": NOON + DAY})
            gaps._cron_find()
        (gap,) = gaps.search([("state", "=", "open")])
        self.assertEqual(gap.date_from, NOON + DAY)
        self.assertIn(self.supervisor, gap.activity_ids.user_id)
        case = self.make_case(user=self.officer)
        self.officer.active = False
        self.sweep(NOON + 4 * HOUR)
        self.assertIn(("warning+0/responsible", "kas-stranger"), self.told(case))

    def test_team_06_assignment(self):
        """By tier, industry, region and load; a functional team; shares."""
        rules = self.env["key.account.assignment.rule"]
        conditions = {"tier_ids", "industry_ids", "state_ids", "cities"}
        self.assertTrue(conditions <= rules._fields.keys())
        shop = self.env["res.partner"].create(
            {"name": "Shop", "key_account_kind": "group"}
        )
        wizard = self.env["key.account.assignment.propose"]
        wizard = wizard.with_user(self.supervisor).create({})
        wizard.action_propose()
        line = wizard.line_ids.filtered(lambda line: line.account_id == shop)
        self.assertNotEqual(line.user_id, self.officer, "the officer has an account")
        wizard.action_accept()
        self.assertEqual(shop.key_account_manager_id, line.user_id)
        shares = self.env["key.account.attribution"].with_user(self.supervisor)
        shares.create(
            {
                "account_id": self.account.id,
                "user_id": self.officer.id,
                "kind": "won",
                "source": "inbound",
                "date_from": NOON.date(),
            }
        )
        found = shares._shares_on(self.account, NOON.date(), "won")
        self.assertEqual(found, {self.account.id: {self.officer.id: 100}})

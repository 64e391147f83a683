"""CASE-1: the green channel: key accounts first in every queue, marked as such."""

from lxml import etree

from common import HOUR, NOON, KeyAccountCase

ORDER = "queue_rank, deadline_due_at, queue_tier_rank, id"


class TestQueue(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.walk_in = self.env["res.partner"].create({"name": "Mrs. Zhao"})
        self.small = self.env["res.partner"].create(
            {
                "name": "Tea House",
                "key_account_kind": "business_partner",
                "key_account_tier_id": self.ref("tier_c").id,
                "key_account_manager_id": self.officer.id,
            }
        )

    def queue(self, cases, order=ORDER):
        found = cases.search([("id", "in", cases.ids)], order=order)
        return found.mapped("name")

    def test_key_accounts_first_then_the_worst_deadline_then_the_tier(self):
        cases = (
            self.make_case(NOON, partner_id=self.walk_in.id, name="walk-in, worst")
            | self.make_case(NOON + HOUR, partner_id=self.small.id, name="C, later")
            | self.make_case(NOON + 2 * HOUR, name="A, last")
            | self.make_case(NOON + HOUR, name="A, later")
            | self.make_case(NOON + 3 * HOUR, case_kind="suggestion", name="A, none")
        )
        cases[4].deadline_ids._cancel("x")
        self.assertEqual(
            self.queue(cases),
            ["A, later", "C, later", "A, last", "A, none", "walk-in, worst"],
        )

    def test_every_view_of_cases_has_that_order_and_the_mark(self):
        for name, kind in (
            ("helpdesk_ticket_view_list_desk", "list"),
            ("helpdesk_ticket_view_kanban_desk", "kanban"),
            ("helpdesk_mgmt.ticket_view_tree", "list"),
            ("helpdesk_mgmt.view_helpdesk_ticket_kanban", "kanban"),
        ):
            with self.subTest(view=name):
                cases = self.env["helpdesk.ticket"].with_user(self.officer)
                arch = cases.get_view(self.ref(name).id, kind)["arch"]
                view = etree.fromstring(arch)
                self.assertEqual(view.get("default_order"), ORDER)
                [tier] = view.xpath("//field[@name='key_account_tier_id']")
                self.assertEqual(tier.get("widget"), "key_account_mark")

    def test_the_form_is_marked_for_a_key_account(self):
        cases = self.env["helpdesk.ticket"].with_user(self.officer)
        arch = cases.get_view(view_type="form")["arch"]
        self.assertIn("key_account_mark", arch)
        self.assertIn('title="VIP"', arch)

    def test_whoever_becomes_a_key_account_moves_ahead(self):
        case = self.make_case(partner_id=self.walk_in.id)
        self.assertEqual(case.queue_rank, 1)
        self.walk_in.write(
            {
                "key_account_kind": "leadership",
                "key_account_tier_id": self.ref("tier_a").id,
                "key_account_manager_id": self.officer.id,
            }
        )
        self.assertEqual(case.queue_rank, 0)

    def test_another_order_of_tiers_is_another_order_of_open_cases(self):
        case, closed = self.make_case(), self.make_case()
        closed.stage_id = self.stage("cancelled")
        before = closed.queue_tier_rank
        self.ref("tier_a").sequence = 99
        self.assertEqual((case.queue_tier_rank, closed.queue_tier_rank), (99, before))

    def test_the_first_page_comes_from_an_index(self):
        self.make_case()
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("SET LOCAL enable_sort = off")
        query = self.env["helpdesk.ticket"]._search([], order=ORDER, limit=80)
        self.env.cr.execute("EXPLAIN " + self.mogrified(query))
        plan = "\n".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("helpdesk_ticket_queue_idx", plan)
        self.assertNotIn("Sort", plan)

    def mogrified(self, query):
        select = query.select()
        return self.env.cr.mogrify(select.code, select.params).decode()

"""FILE-10, FILE-7: the page of a key account shows the account, and only what is open
to whoever looks."""

from datetime import timedelta

from account_pages import PageCase, page_of
from lxml import etree

from odoo.exceptions import AccessError

from common import HOUR, NOON

#: When complaints of level 1 that came in at noon are late.
LATE = NOON + 6 * HOUR

#: What others show beside the page.
OTHERS = ("key_account_editable", "key_account_file_shown")


class TestWhomToCall(PageCase):
    def test_an_employee_sees_tier_and_whom_to_call(self):
        self.officer.phone = "+86 28 5550 0111"
        self.supervisor.phone = "+86 28 5550 0110"
        page = self.account_as(self.clerk)
        self.assertEqual(page.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(page.key_account_manager_phone, "+86 28 5550 0111")
        self.assertEqual(page.key_account_supervisor_phone, "+86 28 5550 0110")
        self.assertEqual(page.key_account_supervisor_id, self.supervisor)
        self.assertEqual(page.key_account_department_head_id, self.head)

    def test_and_nothing_else(self):
        names = page_of(self.account_as(self.clerk))
        self.assertIn("key_account_manager_phone", names)
        secret = [
            name
            for name, field in self.env["res.partner"]._fields.items()
            if name.startswith("key_account_") and "officer" in (field.groups or "")
        ]
        self.assertGreater(len(secret), 10)
        for name in secret:
            self.assertNotIn(name, names)
            with self.assertRaises(AccessError):
                self.account_as(self.clerk).read([name])

    def test_a_deputy_for_a_period_is_called_while_it_lasts(self):
        self.account.write(
            {
                "key_account_deputy_from": "2026-03-01",
                "key_account_deputy_until": "2026-03-02",
            }
        )
        for days, serves in ((-2, False), (-1, True), (0, True), (1, False)):
            with self.at(NOON + timedelta(days=days)):
                page = self.account_as(self.clerk, self.contact)
                self.assertEqual(page.key_account_deputy_serves, serves, days)
                self.assertIn("2026", page.key_account_deputy_period)

    def test_without_a_deputy_nobody_stands_in(self):
        self.account.key_account_deputy_id = False
        self.assertFalse(self.account.key_account_deputy_serves)
        self.assertFalse(self.account.key_account_deputy_period)

    def test_a_contact_that_is_no_key_account_has_no_page(self):
        somebody = self.env["res.partner"].create({"name": "Somebody"})
        page = self.account_as(self.officer, somebody)
        for name in page_of(page):
            if name.startswith("key_account_") and name not in OTHERS:
                self.assertIn(page[name] or False, (False, "none"), name)


class TestPromise(PageCase):
    def test_the_running_policies_in_one_sentence(self):
        for code, sentence in (
            (
                "a",
                "Answered within 24 hr · Complaints solved within 5 hr / 8 hr / 12 hr",
            ),
            (
                "c",
                "Answered within 72 hr · Complaints answered within 24 hr · "
                "Complaints solved within 5 hr / 8 hr / 12 hr",
            ),
            (
                "d",
                "Complaints answered within 24 hr · "
                "Complaints solved within 5 hr / 8 hr / 12 hr",
            ),
        ):
            self.account.key_account_tier_id = self.ref(f"tier_{code}")
            page = self.account_as(self.officer, self.contact)
            self.assertEqual(page.key_account_promise, sentence)

    def test_it_follows_the_configuration(self):
        self.ref("policy_respond_tier_a").write({"amount": 2, "unit": "days"})
        self.ref("policy_respond_complaint").active = False
        self.ref("policy_resolve_level_1").write({"amount": 90, "unit": "minutes"})
        self.ref("policy_resolve_level_2").write({"amount": 0, "unit": "end_of_day"})
        sentence = self.account_as(self.officer).key_account_promise
        self.assertIn("Answered within 2 days", sentence)
        self.assertIn("1 hr 30 min / the same day / 12 hr", sentence)

    def test_it_follows_the_levels(self):
        tier = self.ref("tier_a")
        self.assertIn("5 hr / 8 hr / 12 hr", tier.promise_summary)
        self.ref("complaint_level_3").active = False
        self.env.invalidate_all()
        self.assertTrue(tier.promise_summary.endswith("5 hr / 8 hr"))

    def test_a_policy_that_is_deleted_promises_nothing(self):
        tier = self.ref("tier_a")
        extra = self.ref("policy_respond_tier_a").copy({"amount": 1, "sequence": 1})
        self.assertIn("within 1 hr", tier.promise_summary)
        extra.unlink()
        self.env.invalidate_all()
        self.assertIn("within 24 hr", tier.promise_summary)

    def test_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        tier = self.ref("tier_a")
        self.assertIn("24 hr", tier.promise_summary)
        self.assertIn("24小时", tier.with_context(lang="zh_CN").promise_summary)

    def test_it_is_what_a_case_really_gets(self):
        """Each promise in the sentence is the one that the engine gives."""
        for tier in self.env["key.account.tier"].search([]):
            self.account.key_account_tier_id = tier
            case = self.make_case(case_kind="business")
            given = self.deadline(case, "respond").policy_id
            words = given._promise_in_words() if given else "Complaints"
            self.assertIn(words, tier.promise_summary.split(" · ")[0])

    def test_policies_of_another_company_do_not_count(self):
        other = self.env["res.company"].create({"name": "Branch Abroad"})
        self.ref("policy_respond_tier_a").copy(
            {"sequence": 1, "amount": 1, "company_id": other.id}
        )
        tier = self.ref("tier_a")
        self.assertIn("within 24 hr", tier.promise_summary)
        self.assertIn("within 1 hr", tier.with_company(other).promise_summary)


class TestDeadlines(PageCase):
    def test_the_worst_deadline_over_all_open_cases(self):
        first = self.make_case(complaint_level_id=self.ref("complaint_level_3").id)
        self.make_case(NOON + HOUR)
        with self.at(LATE):
            page = self.account_as(self.officer)
            self.assertEqual(page.key_account_open_case_count, 2)
            self.assertEqual(page.key_account_deadline_count, 2)
            self.assertEqual(page.key_account_missed_count, 1)
            self.assertEqual(page.key_account_deadline_state, "missed")
            self.assertEqual(page.key_account_due_at, NOON + 6 * HOUR)
            self.assertEqual(page.key_account_case_ids[1].id, first.id)

    def test_it_is_live(self):
        self.make_case()
        for hours, state in ((1, "on_track"), (4.5, "warning"), (5, "missed")):
            with self.at(NOON + timedelta(hours=hours)):
                page = self.account_as(self.officer)
                self.assertEqual(page.key_account_deadline_state, state)
                found = page.search([("key_account_deadline_state", "=", state)])
                self.assertIn(self.account, found)

    def test_what_is_done_is_neither_open_nor_missed(self):
        case = self.make_case()
        with self.at(LATE):
            case.stage_id = self.stage("cancelled")
            page = self.account_as(self.officer)
            self.assertEqual(page.key_account_open_case_count, 0)
            self.assertFalse(page.key_account_due_at)
            self.assertEqual(page.key_account_deadline_state, "none")

    def test_a_contact_shows_what_its_account_shows(self):
        self.make_case()
        account, contact = (
            self.account_as(self.officer, partner)
            for partner in (self.account, self.contact)
        )
        for name in (
            "key_account_open_case_count",
            "key_account_due_at",
            "key_account_case_ids",
            "key_account_contacts",
            "key_account_promise",
        ):
            self.assertEqual(account[name], contact[name], name)

    def test_a_vip_who_works_for_a_group_customer_has_the_own_figures(self):
        self.contact.write(
            {
                "key_account_kind": "leadership",
                "key_account_tier_id": self.ref("tier_b").id,
                "key_account_manager_id": self.officer.id,
            }
        )
        self.make_case()
        self.assertFalse(self.account_as(self.officer).key_account_open_case_count)
        vip = self.account_as(self.officer, self.contact)
        self.assertEqual(vip.key_account_open_case_count, 1)

    def test_a_case_stays_with_its_account_when_the_contact_leaves(self):
        self.make_case()
        self.contact.parent_id = self.bank()
        with self.at(LATE):
            self.assertEqual(self.account_as(self.officer).key_account_missed_count, 1)

    def test_everybody_counts_what_is_open_to_them(self):
        self.make_case()
        for user, count in (
            (self.officer, 1),
            (self.supervisor, 1),
            (self.auditor, 1),
            (self.stranger, 0),
        ):
            with self.at(LATE):
                page = self.account_as(user)
                self.assertEqual(page.key_account_open_case_count, count, user.login)
                self.assertEqual(page.key_account_missed_count, count)
                self.assertEqual(len(page.key_account_case_ids), count)
                self.assertEqual(len(page.key_account_contacts or []), count)

    def test_at_most_five_cases_the_most_urgent_first(self):
        cases = [self.make_case(NOON - hour * HOUR) for hour in range(7)]
        page = self.account_as(self.officer)
        self.assertEqual(page.key_account_open_case_count, 7)
        self.assertEqual(
            page.key_account_case_ids.ids, [case.id for case in cases[:1:-1]]
        )

    def test_the_buttons_open_what_they_count(self):
        self.make_case()
        self.make_case(NOON - 5 * HOUR)
        with self.at(NOON + HOUR):
            page = self.account_as(self.officer, self.contact)
            for action, filters, count in (
                (page.action_view_key_account_cases(), [("closed", "=", False)], 2),
                (
                    page.action_view_key_account_missed(),
                    [("deadline_state", "=", "missed")],
                    page.key_account_missed_count,
                ),
                (
                    page.action_view_key_account_deadlines(),
                    [("deadline_due_at", "!=", False)],
                    page.key_account_deadline_count,
                ),
            ):
                cases = self.env[action["res_model"]].with_user(self.officer)
                self.assertEqual(cases.search_count(action["domain"] + filters), count)


class TestFinding(PageCase):
    """The lists find and order accounts by what the user may read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calm = cls.env["res.partner"].create(
            {
                "name": "Calm Hotel",
                "key_account_kind": "group",
                "key_account_manager_id": cls.officer.id,
            }
        )
        cls.quiet = cls.calm.copy({"name": "Quiet Hotel", "key_account_kind": "group"})
        cls.ours = cls.account | cls.calm | cls.quiet

    def setUp(self):
        super().setUp()
        self.make_case()
        self.make_case(NOON + 3 * HOUR, partner_id=self.calm.id)

    def found(self, user, *domain, order=None):
        with self.at(LATE):
            partners = self.env["res.partner"].with_user(user)
            return partners.search([("id", "in", self.ours.ids), *domain], order=order)

    def test_worst_first_and_without_deadline_last(self):
        for order in ("key_account_due_at", "key_account_deadline_state"):
            found = self.found(self.officer, order=f"{order}, id")
            self.assertEqual(found, self.ours, order)

    def test_the_order_tells_nothing_of_cases_that_one_may_not_read(self):
        self.ours[0].name, self.ours[1].name = "Z", "Y"
        found = self.found(self.stranger, order="key_account_due_at, name")
        self.assertEqual(found, self.quiet | self.calm | self.account)

    def test_nor_does_a_search(self):
        for domain in (
            ("key_account_deadline_state", "=", "missed"),
            ("key_account_due_at", "<=", LATE),
            ("key_account_due_at", "!=", False),
        ):
            self.assertTrue(self.found(self.officer, domain), domain)
            self.assertFalse(self.found(self.stranger, domain), domain)
            with self.assertRaises(AccessError):
                self.found(self.clerk, domain)
        with self.assertRaises(AccessError):
            self.found(self.clerk, order="key_account_due_at")

    def test_by_state(self):
        for state, found in (
            ("missed", self.account),
            ("on_track", self.calm),
            ("none", self.quiet),
            ("warning", self.ours.browse()),
        ):
            domain = ("key_account_deadline_state", "=", state)
            self.assertEqual(self.found(self.officer, domain), found, state)

    def test_by_time(self):
        due = NOON + 5 * HOUR
        for operator, value, found in (
            ("<=", due, self.account),
            ("<", due, self.ours.browse()),
            (">", due, self.calm),
            (">=", due, self.account | self.calm),
            ("=", False, self.quiet),
            ("!=", False, self.account | self.calm),
        ):
            domain = ("key_account_due_at", operator, value)
            self.assertEqual(self.found(self.officer, domain), found, operator)

    def test_the_filters_of_the_list_work(self):
        action = self.ref("res_partner_action_key_account")
        partners = self.env["res.partner"].with_user(self.officer)
        views = partners.get_views(
            [(action.search_view_id.id, "search"), (False, "list")]
        )
        tree = etree.fromstring(views["views"]["search"]["arch"])
        domains = [node.get("domain") for node in tree.iter("filter")]
        domains = [domain for domain in domains if domain]
        self.assertGreater(len(domains), 9)
        for domain in domains:
            domain = eval(domain, {"uid": self.officer.id})  # noqa: S307
            partners.search_count(domain)


class TestContacts(PageCase):
    def test_visits_and_cases_the_newest_first(self):
        self.make_case(NOON - 48 * HOUR)
        visit = self.make_visit(
            planned_at=NOON - 24 * HOUR, visited_at=NOON - 24 * HOUR, way="phone"
        )
        visit.action_done()
        self.make_visit(planned_at=NOON + 24 * HOUR)
        page = self.account_as(self.officer, self.contact)
        lines = page.key_account_contacts
        self.assertEqual(
            [line["model"] for line in lines], ["key.account.visit", "helpdesk.ticket"]
        )
        self.assertEqual(lines[0]["way"], "Phone")
        self.assertEqual(page.key_account_last_contact_at, NOON - 24 * HOUR)
        self.assertEqual(page.key_account_next_visit_at, NOON + 24 * HOUR)
        self.assertEqual(page.key_account_visit_count, 1)

    def test_what_was_said_is_not_in_the_list(self):
        visit = self.make_visit(content="Secret", needs="Secret", place="Secret")
        visit.action_done()
        self.make_case(description="<p>Secret</p>")
        lines = self.account_as(self.officer).key_account_contacts
        self.assertEqual(len(lines), 2)
        self.assertNotIn("Secret", str(lines))

    def test_strangers_learn_of_no_contact(self):
        self.make_visit().action_done()
        page = self.account_as(self.stranger)
        self.assertFalse(page.key_account_contacts)
        self.assertFalse(page.key_account_last_contact_at)
        self.assertFalse(page.key_account_visit_count)

    def test_the_button_opens_the_visits_of_the_account(self):
        visit = self.make_visit()
        action = self.account_as(self.officer).action_view_key_account_visits()
        self.assertEqual(visit.search(action["domain"]), visit)

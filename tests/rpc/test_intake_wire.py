"""CASE-1, SEC-1, SEC-3: what a hostile call makes of the counter's form, and cannot."""

import hidden
import hidden_reception  # noqa: F401

from wire import Refused, WireCase

INTAKE, LOG = "helpdesk.ticket.intake", "key.account.reception"
CARD = "8100-0001-2345 A"
OUTSIDERS = ("clerk", "auditor", "portal", "portal_colleague", "portal_bank")


class TestFindWire(WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        File = cls.env["key.account.file"]
        cls.file = File.search([("partner_id", "=", cls.account.id)]) or File.create(
            {"partner_id": cls.account.id}
        )
        cls.device = cls.env["key.account.device"].create(
            {"file_id": cls.file.id, "number": CARD}
        )
        cls.contact.phone = "+86 139 0808 1234"

    def find(self, role, text):
        return self.rpc(self.roles[role], INTAKE, "find_customers", text)["customers"]

    def test_only_those_who_take_cases_may_ask(self):
        for role in OUTSIDERS:
            for text in ("Wang Fang", CARD, "13908081234"):
                with self.subTest(role=role, text=text):
                    self.assert_refused(
                        self.roles[role],
                        INTAKE,
                        "find_customers",
                        text,
                        why=("AccessError",),
                    )

    def test_a_clerk_learns_who_it_is_and_nothing_of_the_file(self):
        for text in (CARD, "81000001２３４５a"):
            [hit] = self.find("stranger", text)
            self.assertEqual(hit["id"], self.account.id)
            self.assertEqual(
                set(hit), {"id", "name", "company", "tier", "by_device"}, "and no more"
            )
        stranger = self.roles["stranger"]
        domain = [("number_key", "=", "810000012345A")]
        self.assertEqual(self.rpc(stranger, "key.account.device", "search", domain), [])

    def test_no_piece_and_no_pattern_of_a_number_finds_anything(self):
        for text in (
            "8100",
            "810000012345",
            "8100%",
            "8100______",
            "%12345A",
            "%%%%%%%",
        ):
            with self.subTest(text=text):
                self.assertEqual(self.find("stranger", text), [])

    def test_no_other_shape_of_a_question_is_answered(self):
        for text in ([CARD], {"like": CARD}, 8100, True, None, [["number", "!=", 1]]):
            with self.subTest(text=text):
                self.assertEqual(self.find("stranger", text), [])

    def test_another_company_finds_neither_contact_nor_device(self):
        self.assertEqual(self.find("abroad", CARD), [])
        self.account.company_id = self.company
        self.contact.company_id = self.company
        for text in ("Wang Fang", "13908081234", "Jinniu"):
            with self.subTest(text=text):
                self.assertEqual(self.find("abroad", text), [])

    def test_the_tier_that_another_company_gave_is_not_shown(self):
        [hit] = self.find("abroad", "Wang Fang")
        self.assertFalse(hit["tier"])

    def test_the_limit_of_tries_holds_over_the_wire_and_is_not_reset(self):
        self.company.key_account_device_searches = 1
        self.assertTrue(self.find("stranger", CARD))
        self.assertFalse(self.find("stranger", CARD))
        model = "key.account.device.search"
        own = self.env[model].search([], limit=1)
        for method, args in (("unlink", []), ("write", [{"at": "2020-01-01"}])):
            self.assert_refused(self.roles["stranger"], model, method, own.ids, *args)
        self.assert_refused(self.roles["manager"], model, "search_read", [])

    def test_the_context_opens_no_other_company(self):
        company = self.company.id
        refusal = self.outcome(
            self.abroad,
            INTAKE,
            "find_customers",
            CARD,
            context={"allowed_company_ids": [company]},
        )
        self.assertEqual(refusal, "AccessError")

    def test_the_helpers_are_out_of_reach(self):
        for method, args in (
            ("_customers_of_device", [CARD]),
            ("_customer_domain", ["x"]),
            ("_log", ["case"]),
            ("_like_cases", []),
        ):
            self.assert_refused(self.officer, INTAKE, method, [], *args)
        self.assert_refused(self.officer, "res.partner", "_domain_name_key", "wf")


class TestFormWire(WireCase):
    def form(self, role, **values):
        return self.rpc(self.roles[role], INTAKE, "create", values)

    def test_nobody_else_reads_or_uses_the_form_of_a_clerk(self):
        intake = hidden.make(self, INTAKE)
        for role in ("stranger", "supervisor", "manager", *OUTSIDERS):
            for method in ("action_join_case", "action_answered", "action_create_case"):
                with self.subTest(role=role, method=method):
                    self.assert_refused(
                        self.roles[role],
                        INTAKE,
                        method,
                        intake.ids,
                        why=("AccessError",),
                    )

    def test_a_foreign_case_is_not_joined(self):
        before = self.case.message_ids
        values = {
            "name": "Forged",
            "partner_id": self.contact.id,
            "join_case_id": self.case.id,
        }
        for role in ("stranger", "outsider"):
            outcome = "made"
            try:
                intake = self.form(role, **values)
                self.rpc(self.roles[role], INTAKE, "write", intake, values)
                self.rpc(self.roles[role], INTAKE, "action_join_case", intake)
            except Refused as refusal:
                outcome = str(refusal)
            with self.subTest(role=role):
                self.assertIn(outcome, ("AccessError", "UserError"))
        self.assertEqual(self.case.message_ids, before)
        self.assertFalse(self.case.first_response_at)

    def test_the_form_tells_a_stranger_nothing_of_open_cases(self):
        intake = self.form(
            "stranger", name="Secret of the hotel", partner_id=self.contact.id
        )
        names = ["open_case_ids", "open_case_count", "like_case_ids"]
        [read] = self.rpc(self.stranger, INTAKE, "read", intake, names)
        self.assertFalse(any(read[name] for name in names))

    def test_a_visit_of_others_is_not_drawn_in(self):
        visit = hidden.make(self, "key.account.visit")
        values = {"name": "x", "answer": "x", "visit_id": visit.id}
        self.assert_refused(
            self.stranger, INTAKE, "create", [values], why=("AccessError",)
        )
        intake = self.form("stranger", name="x", answer="x", case_kind="enquiry")
        self.assert_refused(
            self.stranger, INTAKE, "write", intake, values, why=("AccessError",)
        )
        self.assertFalse(visit.reception_ids)


class TestLogWire(WireCase):
    def test_each_role_reads_what_it_should(self):
        entry = hidden.make(self, LOG)
        readers = {
            role
            for role, user in self.roles.items()
            if not self.outcome(user, LOG, "read", entry.ids, ["matter"])
        }
        expected = {"officer", "deputy", "supervisor", "head", "manager", "auditor"}
        self.assertEqual(readers, expected)

    def test_the_search_tells_no_more(self):
        entry = hidden.make(self, LOG)
        domain = [("id", "=", entry.id), ("matter", "ilike", "Secret")]
        for role in ("stranger", "outsider", "abroad"):
            user = self.roles[role]
            with self.subTest(role=role):
                self.assertEqual(self.rpc(user, LOG, "search_count", domain), 0)
        for role in ("clerk", "portal", "portal_bank"):
            with self.subTest(role=role):
                self.assert_refused(self.roles[role], LOG, "search_count", domain)

    def test_nobody_writes_history(self):
        entry = hidden.make(self, LOG)
        names = ["matter", "outcome", "ticket_id", "user_id", "received_at"]
        attacks = (
            {"matter": "Forged", "user_id": self.stranger.id},
            {"outcome": "answered"},
            {"ticket_id": False},
            {"received_at": "2020-01-01 00:00:00"},
        )
        for role in self.roles:
            for values in attacks:
                with self.subTest(role=role, values=values):
                    self.assert_kept(
                        entry,
                        names,
                        lambda r=role, v=values: self.rpc(
                            self.roles[r], LOG, "write", entry.ids, v
                        ),
                    )
            self.assert_refused(self.roles[role], LOG, "unlink", entry.ids)

    def test_nobody_logs_in_the_name_of_others(self):
        for role in ("officer", "stranger", "manager"):
            for values in (
                {"user_id": self.deputy.id},
                {"outcome": "case", "ticket_id": self.case.id},
            ):
                with self.subTest(role=role, values=values):
                    values = {"matter": "Forged", **values}
                    self.assert_refused(self.roles[role], LOG, "create", values)
                    defaults = {f"default_{name}": v for name, v in values.items()}
                    self.assert_refused(
                        self.roles[role], LOG, "create", {}, context=defaults
                    )
        self.assertFalse(self.env[LOG].search_count([("matter", "=", "Forged")]))

    def test_an_entry_in_another_company_is_refused(self):
        values = {"matter": "Forged", "company_id": self.abroad.company_id.id}
        self.assert_refused(self.officer, LOG, "create", values)

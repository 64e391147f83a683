"""SEC-1, SEC-3: the page of a key account tells over the wire what it shows only."""

import json

from common import HOUR, NOON
from wire import Refused, WireCase

#: Nobody but those who work with key accounts may even ask for these.
FIGURES = (
    "key_account_case_ids",
    "key_account_contacts",
    "key_account_deadline_count",
    "key_account_deadline_state",
    "key_account_due_at",
    "key_account_last_contact_at",
    "key_account_missed_count",
    "key_account_next_visit_at",
    "key_account_open_case_count",
    "key_account_promise",
    "key_account_visit_count",
    "key_account_warn_at",
)
MONEY = (
    "key_account_credit_limit",
    "key_account_currency_id",
    "key_account_overdue",
    "key_account_overdue_count",
    "key_account_receivable",
)
CALL = (
    "key_account_deputy_phone",
    "key_account_deputy_period",
    "key_account_deputy_serves",
    "key_account_department_head_id",
    "key_account_department_head_phone",
    "key_account_manager_phone",
    "key_account_supervisor_id",
    "key_account_supervisor_phone",
)
READERS = ("officer", "deputy", "supervisor", "head", "manager", "auditor")


class TestPageWire(WireCase):
    def setUp(self):
        super().setUp()
        visit = self.env["key.account.visit"].with_user(self.officer)
        self.visit = visit.create({"partner_id": self.contact.id, "content": "Secret"})
        self.visit.action_done()
        self.env.flush_all()

    def page(self, role, names, model="res.partner", record=None):
        """The values of the fields that a role reads of the hotel."""
        ids = (record or self.account).ids
        return self.rpc(self.roles[role], model, "read", ids, list(names))[0]

    def test_each_role_learns_of_the_cases_that_it_reads(self):
        for role in (*READERS, "stranger", "outsider"):
            figures = self.page(role, FIGURES)
            seen = role in READERS
            with self.subTest(role=role):
                self.assertEqual(figures["key_account_open_case_count"], int(seen))
                self.assertEqual(figures["key_account_deadline_count"], int(seen))
                self.assertEqual(figures["key_account_visit_count"], int(seen))
                self.assertEqual(bool(figures["key_account_due_at"]), seen)
                self.assertEqual(len(figures["key_account_case_ids"]), int(seen))
                self.assertEqual(len(figures["key_account_contacts"] or []), 2 * seen)
                self.assertEqual(self.case.number in json.dumps(figures), seen)

    def test_nobody_else_asks_for_them(self):
        for role in ("clerk", "portal", "portal_bank"):
            for name in (*FIGURES, *MONEY):
                for record in (self.account, self.contact):
                    with self.assertRaises(Refused, msg=(role, name)):
                        self.page(role, [name], record=record)

    def test_nor_by_way_of_a_user(self):
        """A user has the fields of its contact."""
        customer = self.portal
        for role in ("clerk", "portal"):
            for name in (*FIGURES, *MONEY):
                with self.assertRaises(Refused, msg=(role, name)):
                    self.page(role, [name], "res.users", customer)
        for role in ("stranger", "outsider"):
            figures = self.page(role, FIGURES, "res.users", customer)
            self.assertFalse(figures["key_account_open_case_count"])
            self.assertNotIn(self.case.number, json.dumps(figures))

    def test_credit_is_for_accounting_only(self):
        for role in self.roles:
            for name in MONEY:
                with self.assertRaises(Refused, msg=(role, name)):
                    self.page(role, [name])

    def test_an_employee_reads_whom_to_call_and_a_customer_does_not(self):
        self.assertEqual(len(self.page("clerk", CALL)), len(CALL) + 1)
        for role in ("portal", "portal_bank"):
            for name in CALL:
                with self.assertRaises(Refused, msg=(role, name)):
                    self.page(role, [name])

    def test_searching_and_ordering_tell_only_what_is_read(self):
        both = ("id", "in", (self.account | self.bank).ids)
        ways = (
            lambda role, domain: self.rpc(
                self.roles[role], "res.partner", "search", [both, domain]
            ),
            lambda role, domain: self.rpc(
                self.roles[role],
                "res.partner",
                "formatted_read_group",
                [both, domain],
                ["key_account_manager_id"],
                ["__count"],
            ),
        )
        for way in ways:
            for domain in (
                ("key_account_due_at", "!=", False),
                ("key_account_due_at", "<", "2030-01-01"),
                ("key_account_deadline_state", "in", ["missed", "on_track"]),
                ("child_ids.key_account_due_at", "!=", False),
            ):
                with self.subTest(domain=domain):
                    self.assertFalse(
                        set(self.names(way("outsider", domain))) & {self.account.id}
                    )
                    for role in ("clerk", "portal_bank"):
                        with self.assertRaises(Refused):
                            way(role, domain)
        order = "key_account_due_at desc, id"
        for role in ("clerk", "portal_bank"):
            self.assert_refused(
                self.roles[role], "res.partner", "search", [both], order=order
            )

    def names(self, answer):
        """Ids of contacts in an answer; groups are those of the hotel's manager."""
        for line in answer:
            if isinstance(line, int):
                yield line
            elif line["key_account_manager_id"][0] == self.officer.id:
                yield self.account.id

    def test_the_order_of_a_stranger_does_not_follow_hidden_cases(self):
        pair = [("id", "in", (self.account | self.bank).ids)]
        orders = {}
        for moment in (NOON - 9 * HOUR, NOON - 400 * HOUR):
            self.make_case(moment)
            for direction in ("asc", "desc"):
                found = self.rpc(
                    self.clerk_of_nobody(),
                    "res.partner",
                    "search",
                    pair,
                    order=f"key_account_due_at {direction}, id",
                )
                orders.setdefault(tuple(found), 0)
        self.assertEqual(len(orders), 1)

    def clerk_of_nobody(self):
        """An officer who serves nobody."""
        if not hasattr(self, "nobody"):
            self.nobody = self._user("kas-nobody", "group_key_account_officer")
        return self.nobody

    def test_exports_are_bound_by_the_same_rights(self):
        exporters = self.env.ref("base.group_allow_export")
        exporters.user_ids |= self.clerk | self.stranger
        for name in (*FIGURES, *MONEY):
            with self.assertRaises(Refused, msg=name):
                self.rpc(
                    self.clerk, "res.partner", "export_data", self.account.ids, [name]
                )
        told = self.rpc(
            self.stranger,
            "res.partner",
            "export_data",
            self.account.ids,
            [*FIGURES, "key_account_case_ids/name"],
        )
        self.assertNotIn("Secret", json.dumps(told))

    def test_nobody_writes_the_page(self):
        for role in ("officer", "supervisor", "manager"):
            for name, value in (
                ("key_account_contacts", [{"name": "Forged"}]),
                ("key_account_open_case_count", 7),
                ("key_account_due_at", "2036-01-01 00:00:00"),
                ("key_account_supervisor_phone", "110"),
            ):
                self.outcome(
                    self.roles[role],
                    "res.partner",
                    "write",
                    self.account.ids,
                    {name: value},
                )
                self.assertNotIn(
                    page := self.page("manager", [name])[name], (value,), page
                )
        self.assertNotEqual(self.supervisor.phone, "110")

"""SEC-6, SEC-3: who learns of a repair over the wire, while it is open and after."""

import json

from repairs import FLAT, PHONE, RepairMixin
from visits import drawing

from odoo.tests import new_test_user

from wire import Refused, WireCase

SECRETS = (FLAT, PHONE, "Canary contact", "Secret of the hotel")
PERSONAL = ["repair_flat", "repair_phone", "repair_contact", "repair_task"]
#: Whom the repair of a case of the hotel concerns.
READERS = {"officer", "deputy", "supervisor", "head", "manager", "auditor", "worker"}


class RepairWire(RepairMixin, WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, group in (
            ("dispatcher", "fieldservice.group_fsm_dispatcher"),
            ("fsm_manager", "fieldservice.group_fsm_manager"),
            ("fsm_user", "fieldservice.group_fsm_user"),
        ):
            user = new_test_user(cls.env, f"kas-{name}", groups=group)
            cls.roles[name] = user
        cls.roles |= {"worker": cls.worker, "other_worker": cls.other_worker}
        # In the end nothing of field service is left to those who administer it alone.
        cls.outside = set(cls.roles) - READERS

    def setUp(self):
        super().setUp()
        self.order = self.send_crew(self.case)

    def told(self, user, model, method, *args, **kwargs):
        """What a call answers, as text; nothing if it is refused."""
        try:
            return json.dumps(self.rpc(user, model, method, *args, **kwargs))
        except Refused:
            return ""

    def readers(self):
        return {
            role
            for role, user in self.roles.items()
            if FLAT in self.told(user, "fsm.order", "read", self.order.ids, PERSONAL)
        }


class TestWhoReads(RepairWire):
    def test_crew_and_line_read_it_while_it_is_open(self):
        self.assertEqual(self.readers(), READERS)

    def test_the_crew_reads_nothing_of_it_any_more_when_it_is_over(self):
        self.go(self.order)
        self.assertEqual(self.readers(), READERS)
        self.finish(self.order)
        self.assertEqual(self.readers(), READERS - {"worker"})

    def test_nor_after_a_failed_visit_or_when_it_is_called_off(self):
        other = self.send_crew(self.case)
        self.fail_visit(self.order)
        other.with_user(self.officer).action_cancel()
        for order in (self.order, other):
            self.assert_refused(self.worker, "fsm.order", "read", order.ids, PERSONAL)

    def test_outsiders_find_it_in_no_way(self):
        domains = ([("id", "=", self.order.id)], [("repair_flat", "=", FLAT)])
        for role in self.outside:
            user = self.roles[role]
            for domain in domains:
                for method, args in (
                    ("search", [domain]),
                    ("search_count", [domain]),
                    ("search_read", [domain, PERSONAL]),
                    ("web_search_read", [domain, {"repair_flat": {}}]),
                    ("formatted_read_group", [domain, ["repair_flat"], ["__count"]]),
                    ("export_data", [self.order.ids, PERSONAL]),
                ):
                    if method == "export_data":
                        args = [self.order.ids, PERSONAL]
                    told = self.told(user, "fsm.order", method, *args)
                    with self.subTest(role=role, method=method):
                        for secret in SECRETS:
                            self.assertNotIn(secret, told)
                        if method in ("search", "search_count"):
                            self.assertIn(told, ("", "[]", "0"))

    def test_the_case_tells_outsiders_nothing_of_its_repairs(self):
        fields = ["fsm_order_ids", "fsm_location_id", "repair_count"]
        for role in ("portal", "portal_colleague", "clerk"):
            for name in fields:
                with self.subTest(role=role, name=name):
                    user = self.roles[role]
                    self.assert_refused(
                        user, "helpdesk.ticket", "read", self.case.ids, [name]
                    )

    def test_the_customer_still_reads_the_own_case(self):
        portal = self.roles["portal"]
        (case,) = self.rpc(portal, "helpdesk.ticket", "read", self.case.ids, ["name"])
        self.assertEqual(case["name"], self.case.name)

    def test_field_service_alone_opens_no_case(self):
        for role in ("dispatcher", "fsm_manager", "fsm_user", "worker"):
            with self.subTest(role):
                user = self.roles[role]
                self.assert_refused(
                    user, "helpdesk.ticket", "read", self.case.ids, ["name"]
                )
                found = self.rpc(user, "helpdesk.ticket", "search", [])
                self.assertNotIn(self.case.id, found)

    def test_a_building_says_nothing_of_the_customer(self):
        location = self.order.location_id
        names = ["name", "street", "city", "phone", "parent_id", "complete_name"]
        told = self.told(self.worker, "fsm.location", "read", location.ids, names)
        partner = location.partner_id
        names = [*names[:-1], "comment", "child_ids", "key_account_id"]
        told += self.told(self.clerk, "res.partner", "read", partner.ids, names)
        self.assertIn("Shuhan Road 1", told)
        for secret in (*SECRETS, "Jinniu Hotel", "Wang Fang"):
            self.assertNotIn(secret, told)

    def test_another_company_sees_neither_crew_nor_building(self):
        self.crew_person.partner_id.company_id = self.company
        abroad = self.abroad
        for record in (self.order, self.order.location_id, self.crew_person):
            with self.subTest(record._name):
                self.assert_refused(abroad, record._name, "read", record.ids, ["name"])


class TestWhoWrites(RepairWire):
    def test_nobody_writes_a_fact(self):
        facts = {
            "repair_state": "done",
            "repair_flat": "Forged",
            "repair_rating": 5,
            "repair_seal": "Forged",
            "signature": drawing().decode(),
            "signed_by": "Forged",
            "signed_on": "2026-03-02 12:00:00",
            "repair_agreed_at": "2026-03-02 12:00:00",
            "deadline_due_at": "2036-03-02 12:00:00",
        }
        names = list(facts)
        for role, user in self.roles.items():
            for name, value in facts.items():
                with self.subTest(role=role, name=name):
                    self.assert_refused(
                        user, "fsm.order", "write", self.order.ids, {name: value}
                    )
        self.assertFalse(self.order.signed_by or self.order.repair_rating, names)

    def test_the_crew_writes_the_receipt_and_nothing_else(self):
        receipt = {"repair_work_done": "Replaced", "repair_measured": "62 dB"}
        self.rpc(self.worker, "fsm.order", "write", self.order.ids, receipt)
        for values in (
            {"scheduled_date_start": "2036-01-01 00:00:00"},
            {"person_ids": [[5, 0, 0]]},
            {"ticket_id": self.foreign.id},
            {"stage_id": self.order.stage_id.id},
            {"company_id": self.abroad.company_id.id},
            {"date_start": "2026-03-02 12:00:00"},
        ):
            with self.subTest(values):
                self.assert_refused(
                    self.worker, "fsm.order", "write", self.order.ids, values
                )
        for role in self.outside | {"auditor"}:
            self.assert_refused(
                self.roles[role], "fsm.order", "write", self.order.ids, receipt
            )

    def test_nobody_makes_a_repair_but_by_the_case(self):
        values = {
            "location_id": self.order.location_id.id,
            "team_id": self.crew_team.id,
            "repair_state": "planned",
            "ticket_id": self.case.id,
        }
        forged = {f"default_{name}": value for name, value in values.items()}
        for role, user in self.roles.items():
            with self.subTest(role):
                self.assert_refused(user, "fsm.order", "create", [values])
                self.outcome(
                    user,
                    "fsm.order",
                    "create",
                    [{"location_id": values["location_id"]}],
                    context=forged,
                )
                line = [[0, 0, values]]
                self.assert_refused(
                    user,
                    "helpdesk.ticket",
                    "write",
                    self.case.ids,
                    {"fsm_order_ids": line},
                )
        repairs = self.env["fsm.order"].search([("repair_state", "!=", False)])
        self.assertEqual(repairs, self.order)

    def test_a_dispatcher_names_no_case_that_he_may_not_read(self):
        dispatcher = self.roles["dispatcher"]
        values = {"location_id": self.order.location_id.id}
        team = {"team_id": self.crew_team.id}
        made = self.rpc(dispatcher, "fsm.order", "create", [{**values, **team}])
        case = {"ticket_id": self.case.id}
        self.assert_refused(dispatcher, "fsm.order", "create", [{**values, **case}])
        self.assert_refused(dispatcher, "fsm.order", "write", made, case)

    def test_a_worker_does_not_slip_into_another_crew(self):
        mine = self.other_worker.partner_id.id
        for values in ({"partner_id": mine}, {"team_id": self.crew_team.id}):
            for person in (self.crew_person, self.other_person):
                self.assert_refused(
                    self.other_worker, "fsm.person", "write", person.ids, values
                )
        self.assert_refused(
            self.other_worker,
            "fsm.location",
            "write",
            self.order.location_id.ids,
            {"name": "Forged"},
        )

    def test_the_steps_are_for_the_crew_and_those_who_serve_the_case(self):
        steps = ("action_on_the_way", "action_arrive", "action_fail", "action_finish")
        for role in self.outside | {"auditor"}:
            for step in steps:
                with self.subTest(role=role, step=step):
                    self.assert_refused(
                        self.roles[role], "fsm.order", step, self.order.ids
                    )
        self.assertEqual(self.order.repair_state, "planned")

    def test_nobody_finishes_by_a_form_about_a_foreign_order(self):
        self.go(self.order)
        self.order.repair_work_done = "Replaced"
        values = {
            "order_id": self.order.id,
            "signature": drawing().decode(),
            "signed_by": "Forger",
        }
        for model, method, vals in (
            ("fsm.order.finish", "action_finish", values),
            ("fsm.order.sign.wizard", "action_sign", values),
            (
                "fsm.order.fail",
                "action_fail",
                {"order_id": self.order.id, "reason": "absent"},
            ),
        ):
            for role in self.outside | {"auditor"}:
                with self.subTest(role=role, model=model):
                    try:
                        ids = self.rpc(self.roles[role], model, "create", [vals])
                        self.rpc(self.roles[role], model, method, ids)
                        self.fail("It was not refused.")
                    except Refused:
                        pass
        self.assertEqual(self.order.repair_state, "on_site")
        self.assertFalse(self.order.signed_by)

    def test_a_form_tells_nothing_of_a_foreign_order(self):
        self.order.repair_work_done = FLAT
        form = {"work_done": {}, "signed_by": {}}
        for role in ("other_worker", "stranger", "outsider"):
            told = self.told(
                self.roles[role],
                "fsm.order.finish",
                "onchange",
                [],
                {"order_id": self.order.id},
                ["order_id"],
                form,
            )
            for secret in SECRETS:
                self.assertNotIn(secret, told, role)
        case_form = {"contact": {}, "phone": {}, "street": {}, "known_devices": {}}
        for role in ("stranger", "outsider"):
            told = self.told(
                self.roles[role],
                "helpdesk.ticket.repair",
                "onchange",
                [],
                {"ticket_id": self.case.id},
                ["ticket_id"],
                case_form,
            )
            self.assertNotIn("Wang Fang", told, role)

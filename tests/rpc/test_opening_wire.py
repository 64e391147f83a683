"""SEC-6, SEC-3: who learns of an opening over the wire, and who moves it on."""

import json

from openings import OpeningMixin
from repairs import FLAT, PHONE
from visits import drawing

from odoo.tests import new_test_user

from wire import Refused, WireCase

BOX = {"kind": "set_top_box", "movement": "deliver", "model": "Canary model"}
NUMBER = "CANARY-1"
#: Whom the application of the hotel concerns.
READERS = {"officer", "deputy", "supervisor", "head", "manager", "auditor"}
PERSONAL = ["repair_flat", "repair_phone", "repair_contact", "repair_task"]


class OpeningWire(OpeningMixin, WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, group in (
            ("dispatcher", "fieldservice.group_fsm_dispatcher"),
            ("fsm_manager", "fieldservice.group_fsm_manager"),
        ):
            cls.roles[name] = new_test_user(cls.env, f"kas-{name}", groups=group)
        cls.roles |= {"worker": cls.worker, "other_worker": cls.other_worker}

    def setUp(self):
        super().setUp()
        self.application = self.apply(equipment=[BOX])
        self.box = self.application.equipment_ids
        self.look_out(self.box, NUMBER)
        self.order = self.arrange(self.application)
        self.rows = self.application.step_ids
        # Between companies the application itself has a test of its own.
        self.here = {k: v for k, v in self.roles.items() if k != "abroad"}

    def told(self, user, model, method, *args, **kwargs):
        """What a call answers, as text; nothing if it is refused."""
        try:
            return json.dumps(self.rpc(user, model, method, *args, **kwargs))
        except Refused:
            return ""

    def readers(self, record, names, secret):
        return {
            role
            for role, user in self.here.items()
            if secret in self.told(user, record._name, "read", record.ids, names)
        }


class TestWhoReads(OpeningWire):
    def test_the_order_is_read_by_the_line_and_by_its_crew_while_it_is_open(self):
        found = self.readers(self.order, PERSONAL, FLAT)
        self.assertEqual(found, READERS | {"worker"})
        self.install(self.order)
        self.assertEqual(self.readers(self.order, PERSONAL, FLAT), READERS)

    def test_so_is_its_equipment(self):
        found = self.readers(self.box, ["number"], NUMBER)
        self.assertEqual(found, READERS | {"worker"})
        self.fail_visit(self.order)
        self.assertEqual(self.readers(self.box, ["number"], NUMBER), READERS)

    def test_the_application_itself_is_not_for_the_crew(self):
        found = self.readers(self.application, ["phone"], PHONE)
        self.assertEqual(found, READERS)
        found = self.readers(self.rows[0], ["done_by_id"], "kas-officer")
        self.assertEqual(found, READERS)

    def test_who_applied_for_it_learns_nothing_more_of_the_crew(self):
        self.application.sudo().author_ids |= self.stranger
        self.assertTrue(
            self.told(
                self.stranger,
                "key.account.application",
                "read",
                self.application.ids,
                ["name"],
            )
        )
        self.assert_refused(
            self.stranger, "fsm.order", "read", self.order.ids, PERSONAL
        )

    def test_outsiders_find_nothing_by_a_search(self):
        outside = set(self.here) - READERS - {"worker"}
        searches = (
            ("fsm.order", [("repair_flat", "=", FLAT)]),
            ("fsm.order", [("application_id", "=", self.application.id)]),
            ("fsm.order", [("is_install", "=", True)]),
            ("fsm.order", [("key_account_tier_id.code", "=", "A")]),
            ("key.account.application", [("phone", "=", PHONE)]),
            ("key.account.application.equipment", [("number", "=", NUMBER)]),
            ("key.account.application.step", [("done_at", "!=", False)]),
            ("key.account.application.call", []),
        )
        for role in sorted(outside):
            for model, domain in searches:
                with self.subTest(role=role, model=model, domain=domain):
                    told = self.told(self.roles[role], model, "search", domain)
                    self.assertIn(told, ("", "[]"))

    def test_another_company_learns_nothing_of_crew_steps_and_calls(self):
        self.install(self.order)
        self.call(self.application)
        abroad = self.roles["abroad"]
        for record in (self.order, self.rows, self.application.call_ids):
            with self.subTest(record._name):
                self.assert_refused(
                    abroad, record._name, "read", record.ids, ["display_name"]
                )

    def test_the_call_and_the_report_are_read_by_the_line_only(self):
        self.install(self.order)
        self.call(self.application, said="Canary words")
        self.report(self.application, text="Canary report")
        calls = self.application.call_ids
        self.assertEqual(self.readers(calls, ["note"], "Canary"), READERS)
        names = ["opening_report"]
        self.assertEqual(self.readers(self.application, names, "Canary"), READERS)

    def test_a_form_tells_nothing_of_a_foreign_application(self):
        spec = {"contact": {}, "phone": {}, "street": {}, "task": {}, "flat": {}}
        for role in ("stranger", "outsider"):
            for model, fields in (
                ("key.account.application.crew", spec),
                ("key.account.application.report", {"text": {}}),
            ):
                told = self.told(
                    self.roles[role],
                    model,
                    "onchange",
                    [],
                    {"application_id": self.application.id},
                    ["application_id"],
                    fields,
                )
                for secret in (FLAT, PHONE, "Canary", "Film channels", "Shuhan"):
                    self.assertNotIn(secret, told, (role, model))


class TestWhoWrites(OpeningWire):
    def test_nobody_writes_a_fact(self):
        forged = {
            self.application: {
                "state": "filed",
                "network_condition": "off_network",
                "agreed_at": "2036-03-02 12:00:00",
                "first_due_at": "2036-03-02 12:00:00",
                "opened_at": "2026-03-02 12:00:00",
                "called_back_at": "2026-03-02 12:00:00",
                "opening_report": "Forged",
                "deadline_due_at": "2036-03-02 12:00:00",
            },
            self.box: {
                "state": "moved",
                "is_on_site": True,
                "order_id": False,
                "installed_device_id": False,
            },
            self.rows[0]: {"done_at": "2026-03-02 12:00:00", "done_by_id": 1},
            self.order: {
                "application_id": False,
                "repair_state": "done",
                "repair_agreed_at": "2026-03-02 12:00:00",
            },
        }
        for record, values in forged.items():
            for role, user in self.roles.items():
                for name, value in values.items():
                    with self.subTest(role=role, model=record._name, name=name):
                        self.assert_refused(
                            user, record._name, "write", record.ids, {name: value}
                        )

    def test_nobody_makes_an_order_a_step_or_a_call_by_hand(self):
        location = self.order.location_id.id
        made = {
            "fsm.order": {
                "location_id": location,
                "team_id": self.crew_team.id,
                "application_id": self.application.id,
            },
            "key.account.application.step": {
                "application_id": self.application.id,
                "step": "told",
            },
            "key.account.application.call": {
                "application_id": self.application.id,
                "at": "2026-03-02 12:00:00",
                "way": "phone",
                "outcome": "satisfied",
            },
        }
        for model, values in made.items():
            for role, user in self.roles.items():
                with self.subTest(role=role, model=model):
                    self.assert_refused(user, model, "create", [values])
        self.assertEqual(self.installs(self.application), self.order)

    def test_the_crew_writes_the_receipt_and_what_it_saw(self):
        seen = {
            "repair_work_done": "Installed",
            "install_is_normal": True,
            "install_manager_present": True,
            "install_reaction": "satisfied",
            "install_reaction_text": "Thank you",
        }
        self.rpc(self.worker, "fsm.order", "write", self.order.ids, seen)
        outside = set(self.roles) - READERS - {"worker"} | {"auditor"}
        for role in sorted(outside):
            with self.subTest(role):
                self.assert_refused(
                    self.roles[role], "fsm.order", "write", self.order.ids, seen
                )
        self.assert_refused(
            self.worker,
            "key.account.application.equipment",
            "write",
            self.box.ids,
            {"number": "FORGED"},
        )
        self.assertEqual(self.box.number, NUMBER)

    def test_the_steps_are_for_those_who_serve_or_lead_the_account(self):
        self.application.sudo().author_ids |= self.stranger
        outside = set(self.roles) - READERS | {"auditor", "worker"}
        calls = [
            ("key.account.application", name, self.application.ids)
            for name in (
                "action_equipment_ready",
                "action_services_ready",
                "action_told",
                "action_equipment_there",
                "action_send_crew",
                "action_record_call",
                "action_report",
                "action_file",
                "action_give_up",
            )
        ]
        calls.append(("key.account.application.step", "action_do", self.rows[1:2].ids))
        calls += [
            ("key.account.application.equipment", name, self.box.ids)
            for name in ("action_ready", "action_not_ready")
        ]
        for role in sorted(outside):
            for model, name, ids in calls:
                with self.subTest(role=role, name=name):
                    self.assert_refused(self.roles[role], model, name, ids)
        self.assertEqual(self.box.state, "ready")

    def test_foreign_forms_lead_nowhere(self):
        self.go(self.order)
        forms = (
            (
                "key.account.application.crew",
                "action_send",
                {
                    "network_condition": "two_way",
                    "team_id": self.crew_team.id,
                    "person_ids": [[6, 0, self.crew_person.ids]],
                    "date_from": "2036-03-02 12:00:00",
                    "date_until": "2036-03-02 13:00:00",
                    "agreed_with": "x",
                    "street": "x",
                    "contact": "x",
                    "task": "x",
                },
            ),
            (
                "key.account.application.call.record",
                "action_record",
                {"outcome": "satisfied"},
            ),
            ("key.account.application.report", "action_report", {"text": "Forged"}),
        )
        outside = set(self.roles) - READERS | {"auditor"}
        for model, method, values in forms:
            values = {**values, "application_id": self.application.id}
            for role in sorted(outside):
                with self.subTest(role=role, model=model), self.assertRaises(Refused):
                    ids = self.rpc(self.roles[role], model, "create", [values])
                    self.rpc(self.roles[role], model, method, ids)
        self.assertEqual(self.installs(self.application), self.order)

    def test_only_superiors_in_charge_give_it_up(self):
        model, application = "key.account.application.give.up", self.application
        values = {"application_id": application.id, "reason": "Forged"}
        for role in ("officer", "deputy", "outsider", "auditor", "worker", "clerk"):
            with self.subTest(role), self.assertRaises(Refused):
                ids = self.rpc(self.roles[role], model, "create", [values])
                self.rpc(self.roles[role], model, "action_give_up", ids)
        self.assertEqual(application.state, "opening")
        ids = self.rpc(self.supervisor, model, "create", [values])
        self.rpc(self.supervisor, model, "action_give_up", ids)
        self.assertEqual(application.state, "cancelled")
        self.assertEqual(application.give_up_reason, "Forged")
        self.assertEqual(self.box.state, "cancelled")
        self.assertEqual(self.order.repair_state, "cancelled")

    def test_another_crew_finishes_nothing(self):
        self.go(self.order)
        self.tick(self.order)
        self.verify(self.order)
        self.order.repair_work_done = "Installed"
        values = {
            "order_id": self.order.id,
            "signature": drawing().decode(),
            "signed_by": "Forger",
        }
        for role in ("other_worker", "stranger", "auditor", "dispatcher", "abroad"):
            with self.subTest(role), self.assertRaises(Refused):
                user = self.roles[role]
                ids = self.rpc(user, "fsm.order.finish", "create", [values])
                self.rpc(user, "fsm.order.finish", "action_finish", ids)
        self.assertEqual(self.application.state, "opening")
        self.assertFalse(self.box.installed_device_id)

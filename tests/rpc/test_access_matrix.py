"""SEC-1, SEC-3, SEC-4: who may do what to whose cases, and what follows from them."""

import json

from wire import Refused, WireCase

#: Rights of each role on a case of the hotel and on one of the bank:
#: r read, w write, d delete.
CASE_RIGHTS = {
    "officer": ("rw", ""),
    "deputy": ("rw", ""),
    "stranger": ("", "rw"),
    "supervisor": ("rw", ""),
    "head": ("rw", ""),
    "outsider": ("", "rw"),
    "manager": ("rwd", "rwd"),
    "auditor": ("r", "r"),
    "clerk": ("", ""),
    "abroad": ("", ""),
    "portal": ("r", ""),
    "portal_colleague": ("", ""),
    "portal_bank": ("", "r"),
}
INTERNAL = [role for role in CASE_RIGHTS if not role.startswith("portal")]
#: Ways to learn of the one record that a domain names.
WAYS = {
    "search": lambda call, domain: call("search", domain),
    "search_count": lambda call, domain: call("search_count", domain),
    "search_read": lambda call, domain: call("search_read", domain, ["id"]),
    "web_search_read": lambda call, domain: call("web_search_read", domain, {"id": {}})[
        "records"
    ],
    "name_search": lambda call, domain: call("name_search", "", domain),
    "read_group": lambda call, domain: call("read_group", domain, [], ["company_id"]),
    "formatted_read_group": lambda call, domain: call(
        "formatted_read_group", domain, ["company_id"], ["__count"]
    ),
    "web_read_group": lambda call, domain: call(
        "web_read_group", domain, ["company_id"], ["__count"]
    )["groups"],
    "read": lambda call, domain: call("read", [domain[0][2]], ["display_name"]),
    "web_read": lambda call, domain: call(
        "web_read", [domain[0][2]], {"display_name": {}}
    ),
    "onchange": lambda call, domain: call(
        "onchange", [domain[0][2]], {}, ["active"], {"display_name": {}}
    )["value"],
    "export_data": lambda call, domain: call(
        "export_data", [domain[0][2]], ["display_name"]
    )["datas"],
}
CONFIGURATION = {
    "key.account.tier": {"name": "Forged"},
    "key.account.card": {"name": "Forged"},
    "key.account.team": {"name": "Forged"},
    "key.account.complaint.level": {"name": "Forged"},
    "key.account.cause": {"name": "Forged"},
    "key.account.meeting.kind": {"name": "Forged"},
    "key.account.warning.rule": {"name": "Forged"},
    "key.account.function": {"name": "Forged"},
    "key.account.department": {"name": "Forged"},
    "key.account.assignment.rule": {"account_weight": 9000.0},
    "key.account.pause.reason": {"name": "Forged"},
    "key.account.deadline.policy": {"amount": 9000.0},
    "key.account.escalation.step": {"offset_hours": 9000.0},
    "helpdesk.ticket.stage": {"name": "Forged"},
    "helpdesk.ticket.team": {"name": "Forged"},
}
PROOF = {
    "key.account.deadline": {"state": "met"},
    "key.account.deadline.event": {"note": "Forged"},
    "key.account.alarm": {"state": "acknowledged"},
    "key.account.assignment": {"date_until": "2020-01-01 00:00:00"},
}


class TestAccessMatrix(WireCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        exporters = cls.env.ref("base.group_allow_export")
        exporters.user_ids |= cls.env["res.users"].browse(
            [cls.roles[role].id for role in INTERNAL]
        )

    def seen(self, role, model, record_id, way):
        """Whether a role learns of a record in one of the ways."""
        user = self.roles[role]

        def call(method, *args):
            return self.rpc(user, model, method, *args)

        try:
            return bool(WAYS[way](call, [("id", "=", record_id)]))
        except Refused:
            return False

    def mismatches(self, model, expected, ways):
        """The cells of the table role × record × way that are not as expected."""
        return {
            (role, record_id, way): "sees" if not right else "does not see"
            for role, rights in expected.items()
            for record_id, right in rights.items()
            for way in ways
            if self.seen(role, model, record_id, way) != right
        }

    def rights_on(self, records, roles=CASE_RIGHTS):
        """Expected sight of the two records that belong to the two cases."""
        return {
            role: {
                record.id: "r" in right
                for record, right in zip(records, CASE_RIGHTS[role], strict=True)
            }
            for role in roles
        }

    def test_each_role_finds_the_cases_it_should_in_every_way(self):
        ways = [way for way in WAYS if way not in ("export_data", "onchange")]
        expected = self.rights_on((self.case, self.foreign))
        self.assertEqual(self.mismatches("helpdesk.ticket", expected, ways), {})

    def test_each_employee_exports_only_the_cases_it_reads(self):
        expected = self.rights_on((self.case, self.foreign), INTERNAL)
        wrong = self.mismatches("helpdesk.ticket", expected, ["export_data"])
        self.assertEqual(wrong, {})

    def test_a_form_of_a_case_tells_nothing_to_those_who_cannot_read_it(self):
        expected = {
            role: {self.foreign.id: False}
            for role, rights in CASE_RIGHTS.items()
            if not rights[1]
        }
        wrong = self.mismatches("helpdesk.ticket", expected, ["onchange"])
        self.assertEqual(wrong, {})

    def test_a_deadline_is_found_by_exactly_those_who_read_its_case(self):
        deadlines = [self.deadline(case) for case in (self.case, self.foreign)]
        expected = self.rights_on(deadlines, INTERNAL)
        ways = [way for way in WAYS if way != "onchange"]
        self.assertEqual(self.mismatches("key.account.deadline", expected, ways), {})

    def test_the_ledger_is_found_by_exactly_those_who_read_the_case(self):
        events = [
            self.deadline(case).event_ids[0] for case in (self.case, self.foreign)
        ]
        ways = ["search", "search_count", "search_read", "read", "web_read"]
        expected = self.rights_on(events, INTERNAL)
        wrong = self.mismatches("key.account.deadline.event", expected, ways)
        self.assertEqual(wrong, {})

    def test_an_alarm_is_found_by_its_recipient_and_by_those_above(self):
        alarms = self.late(self.case)
        alarm = alarms.filtered(lambda alarm: alarm.user_id == self.officer)[0]
        readers = ("officer", "supervisor", "head", "manager", "auditor")
        expected = {role: {alarm.id: role in readers} for role in INTERNAL}
        ways = ["search", "search_read", "web_search_read", "read", "export_data"]
        self.assertEqual(self.mismatches("key.account.alarm", expected, ways), {})

    def test_the_customer_finds_no_deadline_ledger_or_alarm(self):
        self.late(self.case)
        for model in (*PROOF, "key.account.tier", "key.account.team"):
            for role in ("portal", "portal_colleague", "portal_bank"):
                self.assert_refused(self.roles[role], model, "search", [])

    def test_each_role_writes_only_the_cases_it_should(self):
        wrong = {}
        for role, rights in CASE_RIGHTS.items():
            for case, right in zip((self.case, self.foreign), rights, strict=True):
                for method in ("write", "web_save"):
                    args = [[case.id], {"sequence": 77}]
                    kwargs = {"specification": {}} if method == "web_save" else {}
                    allowed = not self.outcome(
                        self.roles[role], "helpdesk.ticket", method, *args, **kwargs
                    )
                    self.assertEqual(case.sequence == 77, allowed)
                    case.sequence = 10
                    if allowed != ("w" in right):
                        wrong[role, case.name, method] = allowed
        self.assertEqual(wrong, {})

    def test_only_the_administrator_deletes_cases(self):
        wrong = {}
        for role, rights in CASE_RIGHTS.items():
            for right in rights:
                partner = self.contact if right is rights[0] else self.bank
                case = self.make_case(partner_id=partner.id)
                refused = self.outcome(
                    self.roles[role], "helpdesk.ticket", "unlink", [case.id]
                )
                if bool(refused) == ("d" in right) or bool(case.exists()) == (
                    "d" in right
                ):
                    wrong[role, partner.name] = refused
        self.assertEqual(wrong, {})

    def test_only_those_who_handle_cases_open_one(self):
        values = {"name": "New", "description": "x", "partner_id": self.bank.id}
        openers = {
            role
            for role in CASE_RIGHTS
            if not self.outcome(self.roles[role], "helpdesk.ticket", "create", [values])
        }
        self.assertEqual(
            openers, set(INTERNAL) - {"auditor", "clerk"}, "whoever takes it, owns it"
        )

    def test_only_the_administrator_changes_the_configuration(self):
        for model, values in CONFIGURATION.items():
            record = self.env[model].search([], limit=1)
            for role in set(CASE_RIGHTS) - {"manager", "abroad"}:
                user = self.roles[role]
                self.assert_refused(user, model, "write", [record.id], values)
                self.assert_refused(user, model, "create", [values])
                self.assert_refused(user, model, "unlink", [record.id])

    def test_the_administrator_changes_the_configuration(self):
        for model, values in CONFIGURATION.items():
            record = self.env[model].search([], limit=1)
            self.rpc(self.manager, model, "write", [record.id], values)
            field, value = next(iter(values.items()))
            self.assertEqual(record[field], value)

    def test_nobody_changes_the_proof(self):
        self.late(self.case)
        for model, values in PROOF.items():
            record = self.env[model].search([], order="id desc", limit=1)
            copied = json.loads(json.dumps(record.copy_data()[0], default=str))
            for user in self.roles.values():
                self.assert_refused(user, model, "write", [record.id], values)
                self.assert_refused(user, model, "create", [copied])
                self.assert_refused(user, model, "copy", [record.id])
                self.assert_refused(user, model, "unlink", [record.id])

    def test_nobody_calls_without_a_session(self):
        for model in ("helpdesk.ticket", *PROOF, *CONFIGURATION):
            self.assert_refused_anonymous(model)

    def assert_refused_anonymous(self, model):
        record = self.env[model].search([], limit=1)
        for method, args in (
            ("search", [[]]),
            ("read", [record.ids]),
            ("write", [record.ids, {"name": "Forged"}]),
        ):
            self.login(None)
            with self.assertRaises(Refused):
                self.rpc(self.env["res.users"], model, method, *args)

    def test_the_public_user_may_not_rename_a_stage(self):
        public = self.env.ref("base.public_user")
        stage = self.stage("new").with_user(public)
        self.assertFalse(stage.has_access("write"))

    def test_no_context_lifts_the_secrecy(self):
        for context in (
            {"active_test": False},
            {"bypass_search_access": True},
            {"bypass_access": True},
            {"su": True, "uid": 1},
            {"tracking_disable": True, "mail_notrack": True},
            {"default_user_id": self.stranger.id},
        ):
            for hidden in (self.case, self.case.deadline_ids):
                model = hidden._name
                found = self.rpc(self.stranger, model, "search", [], context=context)
                self.assertFalse(set(found) & set(hidden.ids), context)
                self.assert_refused(
                    self.stranger, model, "read", hidden.ids, context=context
                )

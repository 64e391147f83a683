"""FILE-8 and personal data over the wire: who verifies, erases, exports, and forges."""

from hidden import consent, person_file

from odoo import fields

from wire import Refused, WireCase

FILE = "key.account.file"
ERASE = "key.account.file.erase"
EXPORT = "key.account.file.export"
HOLD = "key.account.file.hold"
OURS = "officer deputy"


class PersonalDataWire(WireCase):
    def setUp(self):
        super().setUp()
        self.foreign.stage_id = self.stage("cancelled")
        self.case.stage_id = self.stage("cancelled")
        self.file = person_file(self)
        self.env.flush_all()

    def others(self, names):
        return [user for role, user in self.roles.items() if role not in names.split()]


class TestVerify(PersonalDataWire):
    def test_who_verifies(self):
        for user in self.others(OURS):
            self.assert_refused(user, FILE, "action_verify", self.file.ids)
        self.assertFalse(self.file.verified_on)
        self.rpc(self.deputy, FILE, "action_verify", self.file.ids)
        self.assertEqual(self.file.verified_by_id, self.deputy)

    def test_nobody_states_who_verified(self):
        forged = {"verified_on": "2099-01-01", "verified_by_id": self.supervisor.id}
        for user in self.roles.values():
            self.outcome(user, FILE, "write", self.file.ids, forged)
            self.outcome(user, FILE, "web_save", self.file.ids, forged, {})
        self.assertFalse(self.file.verified_on)

    def test_nor_by_defaults(self):
        for name, value in (("verified_on", "2099-01-01"), ("hold_reason", "Forged")):
            self.outcome(self.officer, "ir.default", "set", FILE, name, value, True)
        context = {
            "default_verified_on": "2099-01-01",
            "default_erased_on": "2020-01-01",
        }
        values = {"partner_id": self.colleague.id}
        (new,) = self.rpc(self.officer, FILE, "create", [values], context=context)
        file = self.file.browse(new)
        self.assertFalse(file.verified_on or file.erased_on or file.hold_reason)


class TestErase(PersonalDataWire):
    def wizard(self, user, model, **values):
        (new,) = self.rpc(user, model, "create", [{"reason": "Letter", **values}])
        return [new]

    def test_who_erases(self):
        files = [(6, 0, self.file.ids)]
        mine = self.wizard(self.manager, ERASE, file_ids=files)
        for user in self.others("manager"):
            self.assert_refused(user, FILE, "action_erase", self.file.ids)
            self.assert_refused(user, ERASE, "action_erase", mine)
            try:
                own = self.wizard(user, ERASE, file_ids=files)
            except Refused:
                continue
            # An administrator of another company.
            self.assertEqual(user, self.abroad)
            self.assert_refused(user, ERASE, "action_erase", own)
        self.assertFalse(self.file.erased_on)
        self.rpc(self.manager, ERASE, "action_erase", mine)
        self.assertEqual(self.file.erased_on, fields.Date.today())

    def test_who_holds(self):
        for user in self.others("manager"):
            self.assert_refused(user, FILE, "action_hold", self.file.ids)
            try:
                own = self.wizard(user, HOLD, file_id=self.file.id)
            except Refused:
                continue
            self.assertEqual(user, self.abroad)
            self.assert_refused(user, HOLD, "action_hold", own)
        self.assertFalse(self.file.hold_reason)

    def test_the_protocol_is_read_by_few_and_written_by_nobody(self):
        files = [(6, 0, self.file.ids)]
        mine = self.wizard(self.manager, ERASE, file_ids=files)
        self.rpc(self.manager, ERASE, "action_erase", mine)
        protocol = self.env["key.account.erasure"].search([], limit=1)
        for role, user in self.roles.items():
            if role == "portal":
                # The login of Wang Fang, who was erased.
                continue
            seen = self.found(user, protocol)
            self.assertEqual(seen, role in ("manager", "auditor"), role)
            self.outcome(user, protocol._name, "write", protocol.ids, {"reason": "x"})
            self.outcome(user, protocol._name, "unlink", protocol.ids)
        self.assertEqual(protocol.exists().reason, "Letter")

    def found(self, user, record):
        try:
            domain = [("id", "=", record.id)]
            return bool(self.rpc(user, record._name, "search", domain))
        except Refused:
            return False


class TestExport(PersonalDataWire):
    def export(self, user):
        values = {"file_id": self.file.id, "reason": "Asked"}
        (new,) = self.rpc(user, EXPORT, "create", [values])
        self.rpc(user, EXPORT, "action_export", [new])
        return new

    def test_who_exports(self):
        log = self.env["key.account.data.export"]
        here = [("file_id", "=", self.file.id)]
        for user in self.others("officer deputy manager"):
            with self.assertRaises(Refused, msg=user.login):
                self.export(user)
        self.assertFalse(log.search(here))
        for user in self.officer | self.deputy | self.manager:
            self.assertTrue(self.export(user))
        self.assertEqual(log.search_count(here), 3)

    def test_what_one_exported_is_downloaded_by_nobody_else(self):
        new = self.export(self.officer)
        url = f"/web/content/{EXPORT}/{new}/data"
        self.login(self.officer)
        self.assertIn("Secret", self.url_open(url).text)
        for role in ("deputy", "manager", "stranger", "clerk", "portal_bank"):
            self.login(self.roles[role])
            self.assertNotIn("Secret", self.url_open(url).text)
            self.assert_refused(self.roles[role], EXPORT, "read", [new], ["data"])


class TestHistoryAndConsent(PersonalDataWire):
    def test_the_history_is_read_with_the_file(self):
        change = self.env["key.account.file.change"].search(
            [("file_id", "=", self.file.id), ("field_name", "=", "employer")]
        )
        self.assertEqual(change.new_value, "Secret")
        readers = "officer deputy supervisor head manager auditor".split()
        domain = [("new_value", "=like", "Secr%")]
        for role, user in self.roles.items():
            try:
                found = self.rpc(user, change._name, "search_count", domain)
                grouped = self.rpc(
                    user,
                    change._name,
                    "formatted_read_group",
                    domain,
                    ["new_value"],
                    ["__count"],
                )
            except Refused:
                found, grouped = 0, []
            self.assertEqual(bool(found), role in readers, role)
            self.assertEqual(bool(grouped), role in readers, role)

    def test_what_others_lack_is_no_way_into_their_files(self):
        criterion = self.ref("criterion_sex")
        for domain in (
            [("missing_ids", "in", criterion.ids)],
            [("is_stale", "=", False), ("completeness", "<", 101)],
        ):
            files = self.rpc(self.stranger, FILE, "search", domain)
            self.assertFalse(set(files) & set(self.file.ids))

    def test_who_withdraws(self):
        record = consent(self, "key.account.consent")
        for user in self.others(OURS):
            self.assert_refused(user, record._name, "action_withdraw", record.ids)
        self.assertFalse(record.withdrawn_on)
        self.rpc(self.officer, record._name, "action_withdraw", record.ids)
        self.assertEqual(record.withdrawn_by_id, self.officer)
        self.assert_refused(
            self.officer, record._name, "write", record.ids, {"withdrawn_on": False}
        )

    def test_the_configuration_is_for_administrators(self):
        for name in (
            "upkeep_rule_a",
            "criterion_sex",
            "consent_purpose_care",
            "retention_rule_person",
        ):
            record = self.ref(name)
            for role, user in self.roles.items():
                if role not in ("manager", "abroad"):
                    self.assert_refused(user, record._name, "unlink", record.ids)
                    self.assert_refused(
                        user, record._name, "write", record.ids, {"sequence": 9}
                    )

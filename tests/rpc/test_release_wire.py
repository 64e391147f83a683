"""SEC-3, SEC-5, FILE-11, FILE-12: hostile calls on what hangs on an account file."""

from common import NOON
from wire import WireCase

RELEASE = "key.account.release"
CHANGE = "key.account.significant.change"
MEMBER = "key.account.member"
OUTSIDERS = ("stranger", "outsider", "clerk", "abroad", "portal", "portal_bank")
SECRET = "Secret of the hotel"


class FilePartWireCase(WireCase):
    def setUp(self):
        super().setUp()
        self.file = self.env["key.account.file"].search(
            [("partner_id", "=", self.account.id)]
        )
        self.request = {
            "file_id": self.file.id,
            "what": SECRET,
            "purpose": SECRET,
            "data_from": "2025-01-01",
            "data_to": "2025-12-31",
        }
        self.release = self.env[RELEASE].with_user(self.officer).create(self.request)
        self.change = (
            self.env[CHANGE]
            .with_user(self.officer)
            .create({"file_id": self.file.id, "kind": "leadership", "what": SECRET})
        )
        self.member = self.env[MEMBER].create(
            {"file_id": self.file.id, "name": SECRET, "phone": "135 0000 0000"}
        )
        self.records = [self.release, self.change, self.change.notice_ids, self.member]

    def found(self, user, model, domain):
        outcome = self.outcome(user, model, "search", domain)
        return [] if outcome else self.rpc(user, model, "search", domain)


class TestReading(FilePartWireCase):
    def test_outsiders_find_read_and_group_nothing(self):
        for role in OUTSIDERS:
            user = self.roles[role]
            for records in self.records:
                model, ids = records._name, records.ids
                with self.subTest(role=role, model=model):
                    self.assertEqual(self.found(user, model, [("id", "in", ids)]), [])
                    self.assert_refused(user, model, "read", ids)
                    self.assert_refused(user, model, "export_data", ids, ["id"])
                    self.assert_refused(user, model, "copy", ids)

    def test_no_path_leads_to_them(self):
        paths = (
            ("key.account.file", "member_ids.name"),
            ("res.partner", "key_account_id.name"),
            ("mail.message", "body"),
            ("mail.message", "subject"),
            ("mail.notification", "mail_message_id.body"),
            ("ir.attachment", "name"),
        )
        for model, path in paths:
            for role in ("stranger", "clerk", "abroad"):
                with self.subTest(model=model, path=path, role=role):
                    domain = [(path, "ilike", SECRET)]
                    self.assertEqual(self.found(self.roles[role], model, domain), [])


class TestForging(FilePartWireCase):
    FORGED = (
        {"state": "released"},
        {"decided_by_id": 2},
        {"decided_at": "2026-03-02 12:00:00"},
        {"decision_note": "Forged"},
        {"requester_id": 2},
        {"name": "KR1"},
        {"account_id": 1},
        {"company_id": 1},
        {"use_ids": [(0, 0, {"kind": "print"})]},
    )

    def test_nobody_releases_by_writing(self):
        for values in self.FORGED:
            for user in (self.officer, self.supervisor, self.manager, self.auditor):
                with self.subTest(values=values, user=user.login):
                    self.assert_refused(
                        user, RELEASE, "write", self.release.ids, values
                    )
                    self.assert_refused(
                        user, RELEASE, "create", [{**self.request, **values}]
                    )
        self.assertEqual(self.release.state, "draft")

    def test_no_default_releases(self):
        self.env["ir.default"].set(
            RELEASE, "state", "released", user_id=self.officer.id
        )
        context = {"default_state": "released", "default_decided_by_id": self.head.id}
        (number,) = self.rpc(
            self.officer, RELEASE, "create", [self.request], context=context
        )
        release = self.env[RELEASE].browse(number)
        self.assertEqual(release.state, "draft")
        self.assertFalse(release.decided_by_id)

    def test_the_log_is_out_of_reach(self):
        use = "key.account.release.use"
        values = {"release_id": self.release.id, "kind": "print"}
        for user in (self.officer, self.supervisor, self.manager, self.auditor):
            self.assert_refused(user, use, "create", [values])
        self.release.sudo().write({"state": "released"})
        self.env[RELEASE].with_user(self.officer)._check_release(self.account, "print")
        for user in (self.officer, self.supervisor, self.manager, self.auditor):
            ids = self.release.use_ids.ids
            self.assert_refused(user, use, "write", ids, {"note": "Forged"})
            self.assert_refused(user, use, "unlink", ids)

    def test_the_check_itself_is_not_offered(self):
        for method in ("_check_release", "_decide", "_log_use", "_notify"):
            for user in (self.officer, self.manager):
                self.assert_refused(user, RELEASE, method, self.release.ids)

    def test_no_request_is_moved_to_a_foreign_file(self):
        foreign = self.env["key.account.file"].search(
            [("partner_id", "=", self.bank.id)]
        )
        for model, ids in ((RELEASE, self.release.ids), (CHANGE, self.change.ids)):
            self.assert_refused(
                self.officer, model, "write", ids, {"file_id": foreign.id}
            )

    def test_a_wizard_of_another_decides_nothing(self):
        self.rpc(self.officer, RELEASE, "action_request", self.release.ids)
        wizard = self.env["key.account.release.decide"].with_user(self.supervisor)
        wizard = wizard.create({"release_id": self.release.id, "once": True})
        for role in (*OUTSIDERS, "officer", "deputy", "auditor"):
            for method in ("action_release", "action_refuse"):
                with self.subTest(role=role, method=method):
                    self.assert_refused(
                        self.roles[role], wizard._name, method, wizard.ids
                    )
        self.assertEqual(self.release.state, "requested")
        self.rpc(self.supervisor, wizard._name, "action_release", wizard.ids)
        self.assertEqual(self.release.state, "released")

    def test_no_decision_is_made_on_what_one_may_not_read(self):
        self.rpc(self.officer, RELEASE, "action_request", self.release.ids)
        decide = "key.account.release.decide"
        for user in (self.outsider, self.abroad):
            values = {"release_id": self.release.id, "once": True, "note": "x"}
            outcome = self.outcome(user, decide, "create", [values])
            if not outcome:
                ids = self.rpc(user, decide, "create", [values])
                self.assert_refused(user, decide, "action_release", ids)
        self.assertEqual(self.release.state, "requested")

    def test_who_took_notice_is_not_forged(self):
        notice = self.change.notice_ids[0]
        for user in (self.officer, self.supervisor, self.manager, self.auditor):
            self.assert_refused(
                user, notice._name, "write", notice.ids, {"acknowledged_at": str(NOON)}
            )
            self.assert_refused(user, notice._name, "unlink", notice.ids)
            self.assert_refused(
                user,
                notice._name,
                "create",
                [{"change_id": self.change.id, "user_id": user.id}],
            )
            self.assert_refused(user, CHANGE, "unlink", self.change.ids)
            self.assert_refused(
                user,
                CHANGE,
                "write",
                self.change.ids,
                {"notice_ids": [(1, notice.id, {"acknowledged_at": str(NOON)})]},
            )

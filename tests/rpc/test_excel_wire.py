"""FILE-9, SEC-3: what outsiders try with workbooks over the wire."""

import base64

import ugly

from wire import WireCase

ROWS = {"Accounts": [("Name", "Equipment"), ("Jinniu Hotel", "Secret of the hotel")]}
OUTSIDERS = ("stranger", "manager", "auditor", "clerk", "abroad", "portal")


class TestExcelWire(WireCase):
    def setUp(self):
        super().setUp()
        content = base64.b64encode(ugly.workbook(**ROWS))
        jobs = self.env["key.account.file.import"].with_user(self.officer)
        self.job = jobs.create({"workbook": content, "filename": "Secret.xlsx"})
        self.job.action_read()
        export = self.env["key.account.file.excel"].with_user(self.officer)
        self.action = export.create({"reason": "x"}).action_export()
        self.env.flush_all()

    def test_nobody_else_reads_the_workbook_of_somebody(self):
        for role in OUTSIDERS:
            for model, records in (
                (self.job._name, self.job),
                (self.job.column_ids._name, self.job.column_ids),
            ):
                with self.subTest(role=role, model=model):
                    user = self.roles[role]
                    self.assert_refused(user, model, "read", records.ids)
                    outcome = self.outcome(user, model, "write", records.ids, {})
                    self.assertTrue(outcome)

    def test_nobody_runs_the_import_of_somebody(self):
        for role in OUTSIDERS:
            for method in ("action_check", "action_import", "action_read"):
                user, model = self.roles[role], self.job._name
                self.assert_refused(user, model, method, self.job.ids)
        self.assertEqual(self.job.state, "columns")

    def test_nobody_puts_columns_or_findings_into_a_foreign_import(self):
        values = {"import_id": self.job.id, "sheet_kind": "account"}
        finding = {"import_id": self.job.id, "severity": "error", "text": "x"}
        for role in OUTSIDERS:
            user = self.roles[role]
            for part, vals in (("column", values), ("finding", finding)):
                model = f"key.account.file.import.{part}"
                self.assert_refused(user, model, "create", [vals])

    def test_a_step_that_is_forged_gives_no_rights(self):
        """Whoever writes the state by hand gets the import of the own rights."""
        content = base64.b64encode(ugly.workbook(**ROWS)).decode()
        model = self.job._name
        job = self.rpc(self.stranger, model, "create", [{"workbook": content}])
        self.rpc(self.stranger, model, "action_read", job)
        self.rpc(self.stranger, model, "write", job, {"state": "checked"})
        self.rpc(self.stranger, model, "action_import", job)
        self.env[model].browse(job)._run()
        self.assertEqual(self.env[model].browse(job).state, "refused")
        files = self.env["key.account.file"]
        file = files.search([("partner_id", "=", self.account.id)])
        self.assertFalse(file.equipment)

    def test_the_log_is_written_by_nobody(self):
        entry = self.env["key.account.file.transfer"].search([], limit=1)
        model, values = entry._name, {"direction": "export", "reason": "x"}
        for role in ("officer", *OUTSIDERS):
            user = self.roles[role]
            self.assert_refused(user, model, "create", [values])
            self.assert_refused(user, model, "write", entry.ids, {"reason": "x"})
            self.assert_refused(user, model, "unlink", entry.ids)

    def test_the_workbook_of_another_is_not_downloaded_by_its_address(self):
        docids = self.action["context"]["active_ids"]
        name = "key_account_service.report_account_workbook"
        address = f"/report/xlsx/{name}/{docids[0]}"
        for role in OUTSIDERS:
            self.login(self.roles[role])
            answer = self.url_open(address)
            self.assertFalse(answer.content.startswith(b"PK"), role)
        self.login(self.officer)
        self.assertTrue(self.url_open(address).content.startswith(b"PK"))

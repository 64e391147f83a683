"""Importing and exporting account workbooks, as a user does it."""

import base64
import io

import openpyxl
import ugly

from common import MODULE, KeyAccountCase

ACCOUNTS = ("Reference", "Account Name", "Kind", "Tier", "Account Manager (Login)")
PEOPLE = ("Name", "Account Reference", "Role", "Birthday", "Smart Cards")


class ExcelCase(KeyAccountCase):
    """A hotel with a reference, and somebody who may write contacts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Job = cls.env["key.account.file.import"]
        cls.File = cls.env["key.account.file"]
        cls.account.ref = "K1"
        cls.officer.group_ids += cls.env.ref("base.group_partner_manager")
        cls.env["key.account.team"].create(
            {
                "name": "Other Team",
                "leader_id": cls.head.id,
                "member_ids": [(6, 0, cls.stranger.ids)],
            }
        )
        cls.bank = cls.env["res.partner"].create(
            {
                "name": "Shu Bank",
                "ref": "K2",
                "is_company": True,
                "key_account_kind": "group",
                "key_account_manager_id": cls.stranger.id,
            }
        )
        cls.secret = cls.File.create(
            {"partner_id": cls._person("Secret of the bank", cls.bank).id}
        )

    @classmethod
    def _person(cls, name, parent):
        return cls.env["res.partner"].create({"name": name, "parent_id": parent.id})

    def file_of(self, name):
        return self.File.search([("partner_id.name", "=", name)])

    def job(self, user=None, data=None, **sheets):
        """An import whose headings are read."""
        data = ugly.workbook(**sheets) if data is None else data
        job = self.Job.with_user(user or self.supervisor).create(
            {"workbook": base64.b64encode(data), "filename": "files.xlsx"}
        )
        job.action_read()
        return job

    def tried(self, user=None, data=None, **sheets):
        """An import that was tried out."""
        job = self.job(user, data, **sheets)
        job.action_check()
        self.work(job)
        return job

    def imported(self, user=None, data=None, **sheets):
        """An import that went through."""
        job = self.tried(user, data, **sheets)
        self.assertEqual(self.errors(job), [])
        job.action_import()
        self.work(job)
        self.assertEqual(job.state, "done", self.errors(job))
        return job

    def work(self, job):
        job.with_env(self.env)._run()
        self.env.invalidate_all()

    def errors(self, job):
        """Row, column and sentence of what is wrong."""
        return [
            (finding.row, finding.letter or "", finding.text)
            for finding in job.finding_ids
            if finding.severity == "error"
        ]

    def assert_wrong(self, job, row, letter, words):
        """The first thing that is wrong."""
        self.assertEqual(job.state, "refused")
        self.assertFalse(job.workbook)
        found = self.errors(job)[0]
        self.assertEqual(found[:2], (row, letter))
        self.assertIn(words, found[2])

    def export(self, user, files=None):
        """The sheets of an export: by title a list of dicts, and its bytes."""
        values = {"reason": "Visit plan"}
        if files:
            values["file_ids"] = [(6, 0, files.ids)]
        wizard = self.env["key.account.file.excel"].with_user(user).create(values)
        return self.rendered(user, wizard.action_export())

    def rendered(self, user, action):
        report = self.env["ir.actions.report"].with_user(user)
        report = report.with_context(lang=user.lang)
        docids = action["context"]["active_ids"]
        name = f"{MODULE}.report_account_workbook"
        data = report._render_xlsx(name, docids, {})[0]
        return self.sheets(data), data

    def sheets(self, data):
        book = openpyxl.load_workbook(io.BytesIO(data))
        found = {}
        for sheet in book.worksheets:
            rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            found[sheet.title] = [
                dict(zip(rows[0], row, strict=True)) for row in rows[1:]
            ]
        return found


def account(
    ref="K9", name="Harbour", kind="Group customer", tier="A", login="kas-officer"
):
    return (ref, name, kind, tier, login)

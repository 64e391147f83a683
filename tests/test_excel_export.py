"""FILE-9, SEC-3: what leaves in a workbook, who takes it, and the log of it."""

import io
import zipfile

import openpyxl
import psycopg2
import ugly
from accounts_in_excel import ACCOUNTS, PEOPLE, ExcelCase, account

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.key_account_service.models.account import workbook_columns

from common import MODULE


class TestExport(ExcelCase):
    def names(self, sheets):
        return {row["Name"] for row in sheets["People"]} | {
            row["Account Name"] for row in sheets["Accounts"]
        }

    def test_everybody_exports_what_they_may_read(self):
        person = self.File.create({"partner_id": self.contact.id})
        self.assertTrue(person)
        for user, mine, foreign in (
            (self.officer, True, False),
            (self.deputy, True, False),
            (self.stranger, False, True),
            (self.supervisor, True, False),
            (self.head, True, True),
            (self.manager, True, True),
            (self.auditor, True, True),
        ):
            with self.subTest(user=user.login):
                names = self.names(self.export(user)[0])
                self.assertEqual({"Wang Fang", "Jinniu Hotel"} <= names, mine)
                self.assertEqual({"Secret of the bank", "Shu Bank"} <= names, foreign)

    def test_a_clerk_exports_nothing(self):
        with self.assertRaises(AccessError):
            self.export(self.clerk)

    def test_foreign_files_cannot_be_asked_for(self):
        with self.assertRaises(AccessError):
            self.export(self.officer, self.secret)

    def test_without_a_file_there_is_nothing_to_export(self):
        nobody = self._user("kas-nobody", "group_key_account_officer")
        with self.assertRaisesRegex(UserError, "no account file that you may read"):
            self.export(nobody)

    def test_each_export_is_logged_with_reason_and_files(self):
        file = self.file_of("Jinniu Hotel")
        self.export(self.officer, file)
        entry = self.env["key.account.file.transfer"].search([], limit=1)
        self.assertEqual(
            (entry.user_id, entry.direction, entry.reason, entry.file_count),
            (self.officer, "export", "Visit plan", 1),
        )
        self.assertEqual(entry.file_ids, file)
        wizard = self.env["key.account.file.excel"].with_user(self.officer)
        with self.assertRaisesRegex(UserError, "what you need"):
            wizard.create({"reason": "  "}).action_export()

    def test_an_import_is_logged(self):
        self.imported(Accounts=[ACCOUNTS, account()])
        entry = self.env["key.account.file.transfer"].search([], limit=1)
        self.assertEqual((entry.direction, entry.user_id), ("import", self.supervisor))
        self.assertEqual(entry.file_ids, self.file_of("Harbour"))

    def test_the_log_is_read_by_its_maker_and_those_above_all(self):
        self.export(self.officer)
        entry = self.env["key.account.file.transfer"].search([], limit=1)
        for user, reads in (
            (self.officer, True),
            (self.manager, True),
            (self.auditor, True),
            (self.stranger, False),
            (self.clerk, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(entry.with_user(user).has_access("read"), reads)
        self.assertFalse(entry.with_user(self.auditor).has_access("write"))
        self.export(self.head)
        entry = self.env["key.account.file.transfer"].search([], limit=1)
        seen = entry.with_user(self.auditor).file_ids
        self.assertIn(self.secret, seen)

    def test_nobody_alters_the_log(self):
        self.export(self.officer)
        entry = self.env["key.account.file.transfer"].search([], limit=1)
        for user in (self.officer, self.manager, self.auditor):
            for attempt in (
                lambda log: log.write({"reason": "x"}),
                lambda log: log.unlink(),
                lambda log: log.create({"direction": "export", "reason": "x"}),
            ):
                with self.assertRaises(AccessError):
                    attempt(entry.with_user(user))
        for query in ("UPDATE %s SET reason = 'x'", "DELETE FROM %s"):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(psycopg2.Error, "append-only"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query % entry._table)

    def test_a_default_of_the_user_forges_no_entry(self):
        defaults = self.env["ir.default"].with_user(self.officer)
        defaults.set("key.account.file.transfer", "user_id", self.deputy.id, True)
        self.export(self.officer)
        entry = self.env["key.account.file.transfer"].search([], limit=1)
        self.assertEqual(entry.user_id, self.officer)

    def test_nobody_downloads_the_export_of_another_or_an_old_one(self):
        wizard = self.env["key.account.file.excel"].with_user(self.officer)
        action = wizard.create({"reason": "x"}).action_export()
        for user in (self.manager, self.auditor, self.deputy):
            with self.assertRaises(AccessError):
                self.rendered(user, action)
        moment = self.env["key.account.file.transfer"].search([], limit=1).at
        with self.at(moment.replace(year=moment.year + 1)):
            with self.assertRaisesRegex(AccessError, "anew"):
                self.rendered(self.officer, action)

    def test_a_file_lost_after_the_log_does_not_leave(self):
        wizard = self.env["key.account.file.excel"].with_user(self.officer)
        action = wizard.create({"reason": "x"}).action_export()
        self.account.key_account_manager_id = self.stranger
        sheets, _data = self.rendered(self.officer, action)
        self.assertEqual(sheets, {"Accounts": [], "People": []})

    def test_no_cell_is_a_formula(self):
        signs = ["=1+1", "+8613800138000", "-1", "@SUM(A1)", "=HYPERLINK(1)"]
        file = self.file_of("Jinniu Hotel")
        file.write({"equipment": signs[0], "mobile": signs[1]})
        file.write({"preferences": signs[2], "department": signs[3]})
        self.account.name = signs[4]
        sheets, data = self.export(self.officer)
        row = sheets["Accounts"][0]
        for heading, text in (
            ("Equipment", signs[0]),
            ("Mobile", signs[1]),
            ("Preferences", signs[2]),
            ("Department", signs[3]),
            ("Account Name", signs[4]),
        ):
            self.assertEqual(row[heading], f"'{text}")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if "worksheets/sheet" in name:
                    self.assertNotIn(b"<f>", archive.read(name))
        job = self.imported(user=self.officer, data=data)
        self.assertEqual(job.unchanged_count, job.row_count)
        self.assertEqual(file.equipment, signs[0])

    def test_the_headings_follow_the_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.officer.lang = "zh_CN"
        sheets, _data = self.export(self.officer)
        row = sheets["大客户"][0]
        self.assertEqual(row["客户名称"], "Jinniu Hotel")
        self.assertEqual(row["客户类别"], "集团客户")


class TestRoundTrip(ExcelCase):
    """What was exported is imported again, and nothing changes."""

    def fill(self):
        self.account.write({"phone": "028 1", "street": "1 Road", "zip": "0610"})
        file = self.file_of("Jinniu Hotel")
        file.write(
            {
                "organisation_size": "large",
                "organisation_kind": "listed",
                "customer_since": "2019-05-01",
                "equipment": "Head end\n40 rooms",
            }
        )
        person = self.File.create({"partner_id": self.contact.id, "sex": "female"})
        person.write({"influence": "high", "attitude": "neutral", "fax": "028"})
        person.partner_id.write({"key_person_role": "liaison", "function": "Head"})
        for model, values in (
            ("anniversary", {"calendar": "lunar", "month": 4, "day": 8}),
            ("device", {"number": "8100 0001", "kind": "smart_card"}),
            ("device", {"number": "A-1", "kind": "modem"}),
            ("competitor.presence", {"competitor": "Other Cable"}),
            ("competitor.presence", {"competitor": "Telecom"}),
        ):
            self.env[f"key.account.{model}"].create({"file_id": person.id, **values})
        person.anniversary_ids.is_leap_month = True
        return file | person

    def state(self, files):
        self.env.invalidate_all()
        parts = ("device_ids", "anniversary_ids", "competitor_ids")
        return [
            self.stored(records)
            for records in (files, files.partner_id, *(files[name] for name in parts))
        ]

    def round_trip(self):
        files = self.fill()
        before = self.state(files)
        _sheets, data = self.export(self.officer)
        job = self.imported(user=self.officer, data=data)
        self.assertEqual((job.row_count, job.unchanged_count), (2, 2))
        self.assertFalse(job.finding_ids)
        self.assertEqual(self.state(files), before)

    def test_in_english(self):
        self.round_trip()

    def test_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.officer.lang = "zh_CN"
        self.round_trip()

    def test_what_is_corrected_in_the_export_comes_back(self):
        files = self.fill()
        _sheets, data = self.export(self.officer)
        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet = book["People"]
        places = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, places["Attitude"]).value = "Advocate"
        sheet.cell(2, places["Birthday"]).value = "1962-08-15"
        self.imported(user=self.officer, data=ugly.packed(book))
        self.assertEqual(files[1].attitude, "advocate")
        self.assertEqual(files[1].anniversary_ids.calendar, "solar")


class TestTemplate(ExcelCase):
    def template(self, user):
        name = f"{MODULE}.report_account_workbook_template"
        report = self.env["ir.actions.report"].with_user(user)
        return report._render_xlsx(name, [], {})[0]

    def book(self, user=None):
        data = self.template(user or self.officer)
        return openpyxl.load_workbook(io.BytesIO(data))

    def test_sheets_in_both_languages_and_an_explanation(self):
        titles = self.book().sheetnames
        self.assertEqual(titles[0], "Explanation 说明")
        for title in ("Accounts", "People", "大客户", "关键人"):
            self.assertIn(title, titles)

    def test_every_heading_is_recognised(self):
        for sheet in self.book().worksheets:
            kind = workbook_columns.sheet_of_title(sheet.title)
            if kind:
                known = workbook_columns.by_heading(kind)
                found = [known[workbook_columns.cells.key(c.value)] for c in sheet[1]]
                names = [column.name for column in workbook_columns.columns_of(kind)]
                self.assertEqual(found, names)

    def test_choices_are_offered_and_every_one_of_them_is_understood(self):
        book = self.book()
        words = self.Job._words()
        for title, count in (("Accounts", 10), ("关键人", 6)):
            kind = workbook_columns.sheet_of_title(title)
            columns = workbook_columns.columns_of(kind)
            rules = book[title].data_validations.dataValidation
            self.assertEqual(len(rules), count, [str(rule.sqref) for rule in rules])
            for rule in rules:
                column = columns[next(iter(rule.sqref.ranges)).min_col - 1]
                sheet, area = rule.formula1.lstrip("=").split("!")
                offered = [cell.value for (cell,) in book[sheet][area.replace("$", "")]]
                self.assertTrue(offered)
                for word in offered:
                    key = workbook_columns.cells.key(word)
                    self.assertIn(key, words[column.name], column.name)

    def test_a_template_that_is_filled_in_is_imported(self):
        book = self.book()
        book["Accounts"].append(account())
        book["关键人"].append([None, "王芳", "K9"])
        job = self.imported(data=ugly.packed(book))
        self.assertEqual((job.account_new_count, job.person_new_count), (1, 1))
        self.assertFalse(job.finding_ids)

    def test_no_template_for_clerks(self):
        with self.assertRaises(AccessError):
            self.template(self.clerk)


class TestColumns(ExcelCase):
    def test_no_heading_means_two_things_in_a_sheet(self):
        for kind in workbook_columns.BOTH:
            seen = {}
            for column in workbook_columns.columns_of(kind):
                for own in (column.english, column.chinese):
                    known = workbook_columns.cells.key(own)
                    self.assertEqual(seen.setdefault(known, column.name), column.name)
                    self.assertEqual(
                        workbook_columns.by_heading(kind)[known], column.name
                    )

    def test_every_column_goes_to_a_field_that_there_is(self):
        models = {"contact": "res.partner", "terms": "res.partner"}
        for column in workbook_columns.COLUMNS:
            if column.field:
                model = models.get(column.holder, "key.account.file")
                model = "res.partner" if column.name == "ref" else model
                self.assertIn(column.field, self.env[model]._fields)

    def test_everything_that_can_be_chosen_has_a_chinese_word(self):
        for column in workbook_columns.COLUMNS:
            if column.kind == "choice":
                for code, label in self.File._workbook_selection(column):
                    self.assertIn(code, workbook_columns.CHINESE, label)

    def test_people_need_no_sheet_name(self):
        self.imported(Accounts=[ACCOUNTS, account()], Sheet2=[PEOPLE, ("Li", "K9")])
        self.assertTrue(self.file_of("Li"))


class TestIdNumbers(ExcelCase):
    ID = "510104198001010014"
    HEADS = ("Name", "Account Reference", "ID Number", "Preferences")

    def test_a_person_is_found_by_the_id_number_and_it_never_leaves(self):
        self.imported(
            user=self.officer, People=[self.HEADS, ("Li Na", "K1", self.ID, None)]
        )
        file = self.file_of("Li Na")
        self.assertTrue(file.id_number_mask)
        job = self.imported(
            user=self.officer, People=[self.HEADS, ("Li Nana", "K1", self.ID, "tea")]
        )
        self.assertEqual((job.person_new_count, job.person_changed_count), (0, 1))
        self.assertEqual((file.partner_id.name, file.preferences), ("Li Nana", "tea"))
        sheets, data = self.export(self.officer)
        row = next(row for row in sheets["People"] if row["Name"] == "Li Nana")
        self.assertEqual(row["ID Number"], file.id_number_mask)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                self.assertNotIn(self.ID.encode(), archive.read(name))
        job = self.imported(user=self.officer, data=data)
        self.assertEqual(job.unchanged_count, job.row_count)

    def test_a_wrong_number_is_told_without_repeating_it(self):
        wrong = self.ID[:-1] + "5"
        job = self.tried(
            user=self.officer, People=[self.HEADS, ("Li Na", "K1", wrong, None)]
        )
        self.assert_wrong(job, 2, "", "no resident ID number")
        self.assertNotIn(wrong, " ".join(job.finding_ids.mapped("text")))

    def test_the_number_of_a_foreign_file_says_nothing_of_that_file(self):
        self.secret._set_id_number(self.ID, "resident")
        job = self.tried(
            user=self.officer, People=[self.HEADS, ("Li Na", "K1", self.ID, None)]
        )
        self.assertEqual(job.state, "refused")
        said = " ".join(job.finding_ids.mapped("text"))
        self.assertNotIn("Secret of the bank", said)
        self.assertNotIn("Shu Bank", said)

    def test_whoever_tries_numbers_out_by_workbooks_does_not_go_unseen(self):
        self.secret._set_id_number(self.ID, "resident")
        self.tried(
            user=self.officer, People=[self.HEADS, ("Li Na", "K1", self.ID, None)]
        )
        tried = self.env["key.account.file.disclosure"].search(
            [("file_id", "=", self.secret.id), ("way", "=", "refused")]
        )
        self.assertEqual(tried.user_id, self.officer)

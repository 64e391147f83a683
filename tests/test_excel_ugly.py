"""FILE-9: the workbooks that colleagues really have."""

import ugly
from accounts_in_excel import ACCOUNTS, PEOPLE, ExcelCase, account

from odoo.exceptions import UserError


class TestUgly(ExcelCase):
    """What the workbook of a colleague looks like."""

    def refusal(self, data):
        with self.assertRaises(UserError) as error:
            self.job(data=data)
        return str(error.exception)

    def test_files_that_are_no_workbook(self):
        for data, words in (
            ("姓名,电话\n王芳,028".encode("gb18030"), "text file"),
            (b"<html></html>", "web page"),
            (ugly.ole("Workbook"), "old Excel"),
            (ugly.ole("EncryptedPackage"), "password"),
            (ugly.bomb(200), "not opened"),
            (b"PK\x03\x04", "damaged"),
            (ugly.workbook(Prices=[("Article", "Price")]), "No sheet has the headings"),
            (ugly.workbook(Accounts=[]), "No sheet has the headings"),
            (b"", "empty"),
        ):
            with self.subTest(words=words):
                self.assertIn(words, self.refusal(data))

    def test_a_title_above_the_headings_and_blanks_between_the_rows(self):
        job = self.imported(
            Accounts=[
                ("List of our key accounts, as of 2026",),
                (),
                ACCOUNTS,
                (None,) * 5,
                account(),
                (" ", "\u3000", None, "", None),
                account("K8", "Mill"),
            ]
        )
        self.assertEqual(job.account_new_count, 2)

    def test_merged_cells_are_carried_over_and_told(self):
        made = ugly.book(
            People=[
                ("Account Reference", "Name", "Sex"),
                ("K1", "One", "male"),
                (None, "Two", "男"),
                (None, "Three", "F"),
            ]
        )
        made["People"].merge_cells("A2:A4")
        job = self.imported(user=self.officer, data=ugly.packed(made))
        self.assertEqual(job.person_new_count, 3)
        notices = [(finding.row, finding.letter) for finding in job.finding_ids]
        self.assertEqual(notices, [(3, "A"), (4, "A")])
        made["People"].merge_cells("B3:C3")
        job = self.tried(user=self.officer, data=ugly.packed(made))
        self.assert_wrong(job, 3, "B", "merged")

    def test_formulas_and_errors(self):
        job = self.tried(
            Accounts=[ACCOUNTS, account(name='="Har"&"bour"'), account("K8", "#REF!")]
        )
        self.assert_wrong(job, 2, "B", "formula without a value")
        self.assertIn("gives an error", self.errors(job)[1][2])

    def test_dates_that_say_nothing(self):
        heads = (*ACCOUNTS, "Customer Since")
        for value, words in (
            ("3/2/2026", "which is the day"),
            (2019, "year only"),
            ("2026-02-30", "no such day"),
            ("soon", "no date"),
        ):
            job = self.tried(Accounts=[heads, (*account(), value)])
            self.assert_wrong(job, 2, "F", words)

    def test_what_a_row_needs(self):
        job = self.tried(Accounts=[ACCOUNTS, account(name=None)])
        self.assert_wrong(job, 2, "B", "name is missing")
        job = self.tried(Accounts=[ACCOUNTS, account(kind=None)])
        self.assert_wrong(job, 2, "C", "needs its kind")
        job = self.tried(People=[PEOPLE, ("Li Na", None)])
        self.assert_wrong(job, 2, "B", "to which account")
        job = self.tried(Accounts=[ACCOUNTS])
        self.assert_wrong(job, 0, "", "no rows below")

    def test_words_that_nobody_knows(self):
        for at, (column, words) in enumerate(
            (("kind", "Choose"), ("tier", "no such tier"), ("login", "No colleague"))
        ):
            job = self.tried(Accounts=[ACCOUNTS, account(**{column: "?!x"})])
            self.assert_wrong(job, 2, "CDE"[at], words)

    def test_other_sheets_and_columns_are_told(self):
        job = self.tried(
            Accounts=[(*ACCOUNTS, "Horoscope"), (*account(), "Leo")],
            Prices=[("Article", "Price"), ("x", 1)],
        )
        said = job.finding_ids.mapped("text")
        self.assertEqual(len(said), 2)
        self.assertIn("No headings were recognised; the sheet is not read.", said)
        self.assertIn("The column is not imported: say what it means.", said)

    def test_a_mapping_is_remembered_per_user(self):
        sheets = {
            "Accounts": [("Kunde", "Nummer", "Name"), ("x", "K1", "Jinniu Hotel")]
        }
        job = self.job(user=self.officer, **sheets)
        self.assertEqual(job.column_ids.mapped("target"), [False, False, "name"])
        job.column_ids[0].target = "equipment"
        job.column_ids[1].target = "ref"
        job.action_check()
        self.work(job)
        job.action_import()
        self.work(job)
        self.assertEqual(self.file_of("Jinniu Hotel").equipment, "x")
        again = self.job(user=self.officer, **sheets)
        self.assertEqual(
            again.column_ids.mapped("target"), ["equipment", "ref", "name"]
        )
        other = self.job(user=self.deputy, **sheets)
        self.assertEqual(other.column_ids.mapped("target"), [False, False, "name"])

    def test_two_columns_that_mean_the_same(self):
        job = self.job(Accounts=[(*ACCOUNTS, "Horoscope"), (*account(), "Leo")])
        job.column_ids[5].target = "name"
        job.action_check()
        self.work(job)
        self.assert_wrong(job, 0, "F", "Another column")

    def test_fifty_thousand_rows_are_read_and_one_more_is_not(self):
        data = ugly.big(50_002)
        self.assertIn("more than 50000 rows", self.refusal(data).replace(",", ""))

    def test_another_step_than_the_one_it_is_at(self):
        job = self.job(Accounts=[ACCOUNTS, account()])
        with self.assertRaises(UserError):
            job.action_import()
        job.action_again()
        with self.assertRaises(UserError):
            job.action_check()
        self.assertEqual(job.state, "draft")

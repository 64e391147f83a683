"""FILE-9: workbooks come in all or not at all, once or again, by those who may."""

from datetime import timedelta

from accounts_in_excel import ACCOUNTS, PEOPLE, ExcelCase, account

from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime


class TestImport(ExcelCase):
    def test_accounts_and_their_people(self):
        job = self.imported(
            Accounts=[ACCOUNTS, account(), account("K8", "Mill", tier="b")],
            People=[
                PEOPLE,
                ("Li Na", "K9", "Liaison", "1962-08-15", "8100 0001; 8100 0002"),
                ("Zhao", "K8", "decision_maker", "农历闰四月初八", None),
            ],
        )
        self.assertEqual((job.account_new_count, job.person_new_count), (2, 2))
        harbour = self.env["res.partner"].search([("ref", "=", "K9")])
        self.assertTrue(harbour.is_company)
        self.assertEqual(harbour.key_account_kind, "group")
        self.assertEqual(harbour.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(harbour.key_account_manager_id, self.officer)
        self.assertEqual(harbour.key_account_team_id, self.team)
        lina, zhao = self.file_of("Li Na"), self.file_of("Zhao")
        self.assertEqual(lina.account_id, harbour)
        self.assertEqual(lina.partner_id.key_person_role, "liaison")
        self.assertEqual(lina.device_ids.mapped("number"), ["8100 0001", "8100 0002"])
        self.assertEqual(lina.anniversary_ids.year, 1962)
        day = zhao.anniversary_ids
        self.assertEqual((day.calendar, day.month, day.day), ("lunar", 4, 8))
        self.assertTrue(day.is_leap_month)

    def test_a_chinese_workbook(self):
        self.imported(
            大客户=[
                (
                    "编号",
                    "客户名称",
                    "客户类别",
                    "客户级别",
                    "单位性质",
                    "合作开始日期",
                ),
                (
                    "Ｋ９",
                    "成都（金牛）８号院",
                    "集团客户",
                    "Ａ",
                    "国有",
                    "２０１９年５月１日",
                ),
            ],
            关键人=[
                ("姓名", "所属客户名称", "关键人角色", "性别", "手机"),
                ("王芳", "成都（金牛）８号院", "最高决策者", "女", 13800138000.0),
            ],
        )
        file = self.file_of("成都（金牛）8号院")
        self.assertEqual(file.organisation_kind, "state_owned")
        self.assertEqual(str(file.customer_since), "2019-05-01")
        self.assertEqual(file.partner_id.ref, "K9")
        person = self.file_of("王芳")
        self.assertEqual((person.sex, person.mobile), ("female", "13800138000"))
        self.assertEqual(person.partner_id.key_person_role, "decision_maker")

    def test_a_trial_keeps_nothing(self):
        before = self.File.search_count([])
        job = self.tried(Accounts=[ACCOUNTS, account()])
        self.assertEqual((job.state, job.account_new_count), ("checked", 1))
        self.assertEqual(self.File.search_count([]), before)
        self.assertFalse(self.env["res.partner"].search([("ref", "=", "K9")]))

    def test_all_or_nothing(self):
        rows = [account(f"N{number}", f"Firm {number}") for number in range(30)]
        rows[20] = account("N20", "Firm 20", kind="gruop")
        job = self.tried(Accounts=[ACCOUNTS, *rows])
        self.assert_wrong(job, 22, "C", "Choose one of the words")
        self.assertFalse(self.env["res.partner"].search([("ref", "=like", "N%")]))
        with self.assertRaisesRegex(UserError, "cannot be done at this step"):
            job.action_import()

    def test_a_row_that_the_database_refuses_is_named_and_nothing_is_kept(self):
        """Nobody is one's own deputy; the other rows of the batch are fine."""
        heads = (*ACCOUNTS, "Deputy (Login)")
        rows = [(*account(f"N{n}", f"Firm {n}"), "kas-deputy") for n in range(9)]
        rows[4] = (*account("N4", "Firm 4"), "kas-officer")
        job = self.tried(Accounts=[heads, *rows])
        self.assert_wrong(job, 6, "", "somebody other than the account manager")
        self.assertEqual(job.error_count, 1)
        self.assertFalse(self.env["res.partner"].search([("ref", "=like", "N%")]))

    def test_again_updates_and_never_duplicates(self):
        sheets = {
            "Accounts": [ACCOUNTS, account()],
            "People": [PEOPLE, ("Li Na", "K9", "Liaison", "08-15", "8100 0001")],
        }
        self.imported(**sheets)
        job = self.imported(user=self.officer, **sheets)
        self.assertEqual((job.unchanged_count, job.row_count), (2, 2))
        self.assertEqual(len(self.file_of("Li Na")), 1)
        self.assertEqual(len(self.file_of("Li Na").device_ids), 1)
        sheets["People"][1] = ("Li Na", "K9", "Influencer", "08-16", "81000001; 7")
        job = self.imported(user=self.officer, **sheets)
        lina = self.file_of("Li Na")
        self.assertEqual(job.person_changed_count, 1)
        self.assertEqual(lina.partner_id.key_person_role, "influencer")
        self.assertEqual(lina.anniversary_ids.day, 16)
        self.assertEqual(lina.device_ids.mapped("number"), ["7", "8100 0001"])

    def test_a_reference_finds_what_was_renamed_and_a_name_gets_its_reference(self):
        self.imported(
            Accounts=[("Reference", "Name"), ("K1", "Jinniu Grand Hotel")],
            user=self.officer,
        )
        self.assertEqual(self.account.name, "Jinniu Grand Hotel")
        self.imported(
            People=[
                ("Reference", "Name", "Account Reference", "Job"),
                ("P1", "Wang Fang", "K1", "Director"),
            ],
            user=self.officer,
        )
        self.assertEqual((self.contact.ref, self.contact.function), ("P1", "Director"))

    def test_a_blank_cell_leaves_things_as_they_are(self):
        file = self.file_of("Jinniu Hotel")
        file.write({"equipment": "Head end", "organisation_size": "large"})
        self.imported(
            user=self.officer,
            Accounts=[
                ("Reference", "Name", "Equipment", "Size"),
                ("K1", "Jinniu Hotel", " ", "small"),
            ],
        )
        self.assertEqual(
            (file.equipment, file.organisation_size), ("Head end", "small")
        )

    def test_an_ordinary_contact_becomes_a_key_account_by_its_reference(self):
        mill = self.env["res.partner"].create(
            {"name": "Mill", "ref": "K8", "is_company": True}
        )
        self.imported(Accounts=[ACCOUNTS, account("K8", "Mill")])
        self.assertEqual(mill.key_account_kind, "group")
        self.assertEqual(self.file_of("Mill").partner_id, mill)

    def test_a_contact_of_the_same_name_is_not_doubled_unasked(self):
        self.env["res.partner"].create({"name": "Mill"})
        job = self.tried(Accounts=[ACCOUNTS, account(None, "Mill")])
        self.assert_wrong(job, 2, "B", "is no key account")
        job = self.tried(Accounts=[ACCOUNTS, account("K8", "Mill")])
        self.assertEqual(job.state, "checked")
        self.assertIn("adds another one", job.finding_ids.text)

    def test_the_tier_is_taken_once(self):
        self.imported(Accounts=[ACCOUNTS, account()])
        job = self.imported(Accounts=[ACCOUNTS, account(tier="C")])
        self.assertIn("only by a proposal", job.finding_ids.text)
        harbour = self.env["res.partner"].search([("ref", "=", "K9")])
        self.assertEqual(harbour.key_account_tier_id, self.ref("tier_a"))

    def test_two_rows_about_the_same(self):
        job = self.tried(Accounts=[ACCOUNTS, account(), account(name="Port")])
        self.assert_wrong(job, 3, "", "Row 2")
        job = self.tried(
            user=self.officer,
            People=[
                ("Name", "Account Reference", "Account Name"),
                ("Wang Fang", "K1", None),
                ("Wang Fang", None, "Jinniu Hotel"),
            ],
        )
        self.assert_wrong(job, 3, "", "Row 2")

    def test_a_person_of_another_account_is_not_moved(self):
        self.account.key_account_manager_id = self.stranger
        self.contact.ref = "P1"
        job = self.tried(
            user=self.stranger,
            People=[
                ("Reference", "Name", "Account Reference"),
                ("P1", "Wang Fang", "K2"),
            ],
        )
        self.assert_wrong(job, 2, "C", "stands under another account")


class TestRights(ExcelCase):
    REFUSAL = "None of the accounts that you may change fits this row"

    def test_a_foreign_account_and_an_unknown_one_get_the_same_answer(self):
        heads = ("Reference", "Name", "Equipment")
        answers = set()
        for row in (("K2", "Shu Bank", "x"), ("K77", "Nobody", "x")):
            job = self.tried(user=self.officer, Accounts=[heads, row])
            answers.add(tuple(self.errors(job)))
        self.assertEqual(len(answers), 1)
        self.assertIn(self.REFUSAL, answers.pop()[0][2])

    def test_a_foreign_person_and_an_unknown_one_get_the_same_answer(self):
        heads = ("Name", "Account Reference", "Preferences")
        answers = set()
        for row in (
            ("Secret of the bank", "K2", "x"),
            ("Nobody", "K2", "x"),
            ("Nobody", "K77", "x"),
        ):
            job = self.tried(user=self.officer, People=[heads, row])
            answers.add(tuple(self.errors(job)))
        self.assertEqual(len(answers), 1)
        self.assertIn(self.REFUSAL, answers.pop()[0][2])

    def test_a_superior_reads_but_does_not_change_what_others_serve(self):
        job = self.tried(
            Accounts=[("Reference", "Name", "Equipment"), ("K1", "Jinniu Hotel", "x")]
        )
        self.assert_wrong(job, 2, "", "You may read this file but not change it")
        job = self.tried(People=[("Name", "Account Reference"), ("Somebody New", "K1")])
        self.assert_wrong(job, 2, "", "You may read this file but not change it")

    def test_a_supervisor_hands_over_own_accounts_only(self):
        heads = ("Reference", "Name", "Account Manager (Login)")
        self.imported(Accounts=[heads, ("K1", "Jinniu Hotel", "KAS-Supervisor")])
        self.assertEqual(self.account.key_account_manager_id, self.supervisor)
        job = self.tried(
            user=self.officer,
            Accounts=[heads, ("K1", "Jinniu Hotel", "kas-officer")],
        )
        self.assertEqual(job.state, "refused")
        job = self.tried(Accounts=[heads, ("K2", "Shu Bank", "kas-officer")])
        self.assert_wrong(job, 2, "", self.REFUSAL)

    def test_nobody_gives_a_new_account_to_a_foreign_team(self):
        job = self.tried(Accounts=[ACCOUNTS, account(login="kas-stranger")])
        self.assert_wrong(job, 2, "", "only to a team that you lead")

    def test_an_officer_adds_no_account(self):
        job = self.tried(user=self.officer, Accounts=[ACCOUNTS, account()])
        self.assert_wrong(job, 2, "", self.REFUSAL)

    def test_without_the_right_to_change_contacts_the_file_can_be_changed(self):
        self.officer.group_ids -= self.env.ref("base.group_partner_manager")
        heads = ("Reference", "Name", "Phone", "Equipment")
        self.imported(
            user=self.officer,
            Accounts=[heads, ("K1", "Jinniu Hotel", None, "Head end")],
        )
        self.assertEqual(self.file_of("Jinniu Hotel").equipment, "Head end")
        job = self.tried(
            user=self.officer, Accounts=[heads, ("K1", "Jinniu Hotel", "028", None)]
        )
        self.assert_wrong(job, 2, "C", "You may not change contacts")
        job = self.tried(
            user=self.officer, People=[("Name", "Account Reference"), ("New", "K1")]
        )
        self.assert_wrong(job, 2, "A", "You may not add contacts")

    def test_the_rights_are_those_of_the_moment_of_the_import(self):
        job = self.tried(
            user=self.officer,
            Accounts=[("Reference", "Name", "Equipment"), ("K1", "Jinniu Hotel", "x")],
        )
        self.account.write(
            {
                "key_account_manager_id": self.deputy.id,
                "key_account_deputy_id": False,
            }
        )
        job.action_import()
        self.work(job)
        self.assert_wrong(job, 2, "", self.REFUSAL)

    def test_clerks_and_auditors_import_nothing(self):
        for user in (self.clerk, self.auditor):
            with self.assertRaises(AccessError):
                self.Job.with_user(user).create({})

    def test_imports_are_seen_by_their_maker_only(self):
        job = self.tried(Accounts=[ACCOUNTS, account()])
        for user in (self.officer, self.head, self.manager):
            for records in (job, job.column_ids, job.progress_ids):
                self.assertFalse(records.with_user(user).has_access("read"))


class TestSecrecy(ExcelCase):
    ID = "510105196208150013"

    def test_the_workbook_goes_and_is_never_an_attachment(self):
        job = self.imported(Accounts=[ACCOUNTS, account()])
        self.assertFalse(job.workbook)
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=like", "key.account.file.%"), ("res_field", "!=", False)]
        )
        self.assertFalse(attachments)

    def test_a_forgotten_workbook_goes_after_a_day(self):
        job = self.tried(Accounts=[ACCOUNTS, account()])
        self.Job._gc_workbooks()
        self.assertTrue(job.workbook)
        with self.at(Datetime.now() + timedelta(hours=25)):
            self.Job._gc_workbooks()
        self.assertEqual((job.workbook, job.state), (False, "draft"))

    def test_no_finding_repeats_a_cell(self):
        heads = ("Name", "Account Reference", "Sex", "Birthday", "E-mail", "ID Number")
        job = self.tried(
            user=self.officer,
            People=[
                heads,
                (self.ID, "K1", self.ID, self.ID, self.ID, float(self.ID)),
                (None, "K1", None, None, None, self.ID),
                (self.ID, "K2", None, None, None, self.ID),
            ],
        )
        self.assertGreater(job.error_count, 4)
        said = " ".join(job.finding_ids.mapped("text"))
        self.assertNotIn(self.ID[:6], said)

    def test_a_sentence_of_others_loses_its_numbers(self):
        text = self.Job._explain("text", text=f"Bad number {self.ID} (5101 0519 6208)")
        self.assertEqual(text, "Bad number … (…)")

    def test_what_breaks_is_told_and_stops_nothing(self):
        job = self.tried(Accounts=[ACCOUNTS, account()])
        job.action_import()
        self.patch(
            type(self.Job), "_plan", lambda *args: exec("raise RuntimeError('x')")
        )
        with self.assertLogs("odoo.addons.key_account_service", "ERROR"):
            job.with_env(self.env)._run_safely()
        self.assert_wrong(job, 0, "", "Something unexpected happened")

"""FILE-1 to FILE-7, SEC-3: the account file on paper, read back."""

from test_account_file import PARTS
from test_reports import FormCase

from odoo.exceptions import AccessError

from common import NOON

FILE = "key_account_service.action_report_account_file"


class TestFileReport(FormCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        files = cls.env["key.account.file"]
        cls.file = files.search([("partner_id", "=", cls.account.id)])
        cls.contact.write({"phone": "028 5550 1102", "key_person_role": "liaison"})
        cls.person = files.create(
            {
                "partner_id": cls.contact.id,
                "sex": "female",
                "department": "后勤保障科",
                "mobile": "139 0808 1234",
                "home_street": "Fuqin West Road 21",
                "preferred_channel": "mobile",
                "preferred_from": 9.5,
                "preferred_to": 11.75,
                "influence": "high",
                "attitude": "supporter",
                "preferences": "Tea, never coffee.",
            }
        )
        for model, values in PARTS.items():
            cls.env[model].create({"file_id": cls.person.id, **values})
        cls.env["key.account.anniversary"].create(
            {
                "file_id": cls.person.id,
                "calendar": "lunar",
                "month": 8,
                "day": 15,
                "year": 1976,
            }
        )
        cls.file.write(
            {"equipment": "HFC to the building", "organisation_size": "large"}
        )

    def test_the_file_of_a_person(self):
        with self.at(NOON):
            page = "".join(self.print(FILE, self.person))
        self.assert_text(
            page,
            "Account File",
            "Confidential",
            "Li Qiang",
            "2026-03-02 20:00",
            self.contact.name,
            self.account.name,
            "Female",
            "后勤保障科",
            "139 0808 1234",
            "028 5550 1102",
            "Fuqin West Road 21",
            "09:30",
            "11:45",
            "Supporter",
            "Tea, never coffee.",
            "Li Na",
            "8100 0001",
            "Other Cable",
            "lunar month 8, day 15",
            "2026-09-25",
        )
        self.assert_no_text(page, "Organisation", "Equipment")

    def test_the_file_of_a_group_names_its_key_persons(self):
        (page,) = self.print(FILE, self.file)
        self.assert_text(
            page,
            self.account.name,
            "HFC to the building",
            "Large",
            "Key Persons",
            self.contact.name,
            "Liaison",
        )
        self.assert_no_text(page, "Fuqin", "8100", "Background")

    def test_in_chinese_for_a_reader_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.officer.lang = "zh_CN"
        page = "".join(self.print(FILE, self.person))
        self.assert_text(page, "农历八月十五")

    def test_several_files_each_begin_on_a_page(self):
        pages = self.print(FILE, self.file | self.person)
        self.assert_text(pages[0], "Key Persons", "1 / 1")
        self.assert_no_text(pages[0], "Fuqin")
        self.assert_text(pages[1], "Fuqin", f"1 / {len(pages) - 1}")

    def test_those_who_may_read_print_and_nobody_else(self):
        for user in (self.officer, self.supervisor, self.auditor):
            self.assertIn("Fuqin", self.render(FILE, self.person, user))
        for user in (self.stranger, self.clerk):
            for docs in (self.person, self.file | self.person):
                with self.assertRaises(AccessError):
                    self.render(FILE, docs, user)

    def test_every_printing_stands_in_the_log(self):
        files = self.file | self.person
        self.render(FILE, files, self.officer)
        log = self.env["key.account.file.disclosure"].search(
            [("file_id", "in", files.ids)]
        )
        self.assertEqual(log.file_id, files)
        self.assertEqual(set(log.mapped("way")), {"printed"})
        self.assertEqual(log.user_id, self.officer)

    def test_thirty_key_persons_go_on_to_the_next_page(self):
        people = self.env["res.partner"].create(
            [
                {"name": f"Person {number:02} end", "parent_id": self.account.id}
                for number in range(30)
            ]
        )
        self.file.create([{"partner_id": person.id} for person in people])
        pages = self.print(FILE, self.file)
        self.assertGreater(len(pages), 1)
        for number in range(30):
            self.assertEqual("".join(pages).count(f"Person{number:02}end"), 1)

    def test_an_empty_file_is_a_form_to_fill_in(self):
        (page,) = self.print(FILE, self.file.create({"partner_id": self.new().id}))
        self.assert_text(page, "Background", "Preferences")
        self.assert_no_text(page, "False", "Devices")

    def new(self):
        return self.env["res.partner"].create(
            {"name": "New", "parent_id": self.account.id}
        )

"""FILE-1 to FILE-12, each in short, as a user meets it; the depths are elsewhere."""

from datetime import date, timedelta

from accounts_in_excel import ACCOUNTS, PEOPLE, ExcelCase, account
from test_account_file import FileCase
from visits import VisitMixin

from odoo.exceptions import AccessError
from odoo.tests import Form

from common import HOUR, NOON


class TestFileRequirements(VisitMixin, FileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls.person.with_user(cls.officer)

    def add(self, model, file=None, **values):
        lines = self.env[model].with_user(self.officer)
        return lines.create({"file_id": (file or self.person).id, **values})

    def test_file_01_background(self):
        """Name, sex, ID-card number, age, employer, department, job."""
        self.contact.function = "Head of Procurement"
        values = {"sex": "female", "employer": "Hotel", "department": "Procurement"}
        self.mine.write(values)
        self.mine._set_id_number("510104198001010014")
        birthday = {"kind": "birthday", "year": 1980, "month": 1, "day": 1}
        self.person.anniversary_ids.unlink()
        self.add("key.account.anniversary", **birthday)
        with self.at(NOON):
            self.env.invalidate_all()
            self.assertEqual(self.mine.age, 46)
        self.assertEqual(self.mine.partner_id.name, "Wang Fang")
        self.assertEqual(self.mine.function, "Head of Procurement")
        self.assertTrue(self.mine.id_number_mask.endswith("14"))
        self.assertEqual(
            self.mine.read(list(values))[0] | values, {"id": self.mine.id, **values}
        )

    def test_file_02_contact(self):
        """Mobile, phone, address, postcode, fax, e-mail, channel and times."""
        self.contact.write({"phone": "028 5550 1102", "street": "Shuhan Road 5"})
        self.contact.zip = "610036"
        with Form(self.mine) as form:
            form.mobile = "139 0808 1234"
            form.fax = "028 5550 1103"
            form.home_zip = "610031"
            form.preferred_channel = "mobile"
            form.preferred_from, form.preferred_to = 9, 11.5
        self.assertEqual(self.mine.phone, "028 5550 1102")
        self.assertEqual(self.mine.email, "Wang.Fang@Hotel.Example")
        self.assertIn("Shuhan Road 5", self.mine.contact_address)
        self.assertIn("610036", self.mine.contact_address)
        self.assertEqual(self.person.preferred_to, 11.5)
        self.assertEqual(self.person.fax, "028 5550 1103")

    def test_file_03_status(self):
        """Tier, smart-card number, device number."""
        self.add("key.account.device", kind="smart_card", number="8100 7777")
        box = self.add("key.account.device", kind="set_top_box", number="SN-42")
        self.assertEqual(self.mine.key_account_tier_id, self.ref("tier_a"))
        numbers = self.mine.device_ids.mapped("number")
        self.assertTrue({"8100 7777", "SN-42"} <= set(numbers))
        self.assertEqual(box.name_search("sn42")[0][0], box.id)

    def test_file_04_occasions_and_relatives(self):
        """Birthday, anniversaries, solar or lunar, important relatives."""
        child = self.add("key.account.relative", name="Li Lei", relation="child")
        days = [
            {"kind": "birthday", "relative_id": child.id, "month": 2, "day": 29},
            {"kind": "wedding", "calendar": "lunar", "month": 8, "day": 15},
        ]
        solar, lunar = (self.add("key.account.anniversary", **day) for day in days)
        with self.at(NOON):
            self.env.invalidate_all()
            self.assertEqual(lunar.next_date, date(2026, 9, 25))
            self.assertEqual(solar.next_date.year, 2027)
        self.assertIn("Li Lei", solar.title)

    def test_file_05_services(self):
        """Paid services opened, their periods; and what is over."""
        days = (-400, -30, None), (-60, 0, True), (-60, None, False), (1, None, True)
        services = self.env["key.account.service"]
        with self.at(NOON):
            for start, end, paid in days:
                today = NOON.date()
                until = end is not None and today + timedelta(end)
                services |= self.add(
                    services._name,
                    name=f"Service {start}",
                    is_paid=paid,
                    date_from=today + timedelta(start),
                    date_until=until,
                )
            states = ["ended", "open", "open", "coming"]
            self.assertEqual(services.mapped("state"), states)
            for state in set(states):
                found = services.search(
                    [("state", "=", state), ("id", "in", services.ids)]
                )
                self.assertEqual(set(found.mapped("state")), {state})
                self.assertEqual(len(found), states.count(state))
        self.assertTrue(services <= self.mine.service_ids)
        self.assertEqual(services.filtered("is_paid"), services[1] | services[3])

    def test_file_06_service_record(self):
        """Spending, and each contact with way, number, time, needs, handling."""
        self.make_case(user=self.officer)
        record = {
            "way": "phone",
            "place": "028 5550 1102",
            "visited_at": NOON,
            "content": "We spoke about the bill.",
            "needs": "A monthly statement",
            "handling_state": "in_progress",
            "handling": "Accounting sends it.",
        }
        visit = self.make_visit(**record)
        visit.action_done()
        self.env.invalidate_all()
        self.assertEqual((self.mine.visit_count, self.mine.ticket_count), (1, 1))
        self.assertEqual(
            self.mine.visit_ids.read(list(record))[0], {"id": visit.id, **record}
        )
        self.officer.group_ids += self.env.ref("account.group_account_readonly")
        self.assertEqual(self.account.with_user(self.officer).key_account_spending, 0)

    def test_file_07_group(self):
        """Key persons, industry, size, equipment, competitors, credit, family."""
        self.account.industry_id = self.env["res.partner.industry"].create(
            {"name": "Hotels"}
        )
        group = self.file.with_user(self.officer)
        group.write({"organisation_size": "large", "equipment": "HFC, 40 rooms"})
        self.officer.group_ids |= self.env.ref("base.group_partner_manager")
        group.preferences = "Works from eleven to three"
        self.env["key.account.key.person"].with_user(self.officer).create(
            {"file_id": group.id, "name": "Chen", "key_person_role": "decision_maker"}
        ).action_add()
        chen = group.person_ids.filtered(lambda file: file.partner_id.name == "Chen")
        self.assertEqual(chen.key_person_role, "decision_maker")
        self.add(
            "key.account.competitor.presence", group, competitor="Shu Net", share=30
        )
        self.add("key.account.relative", name="Li Na", partner_id=self.contact.id)
        self.assertEqual(group.competitor_ids.share, 30)
        self.assertEqual(group.industry_id.name, "Hotels")
        credit = {"key_account_credit_limit", "key_account_overdue"}
        self.assertTrue(credit <= self.account._fields.keys())

    def test_file_08_kept_current(self):
        """Every change on record, "last verified on", reminders, completeness."""
        with self.at(NOON):
            self.mine.attitude = "supporter"
            self.mine.action_verify()
        self.env.flush_all()
        change = self.env["key.account.file.change"].search(
            [("file_id", "=", self.person.id), ("field_name", "=", "attitude")]
        )
        self.assertEqual((change.user_id, change.at), (self.officer, NOON))
        self.assertEqual(self.person.verified_on, NOON.date())
        late = NOON + timedelta(days=400)
        with self.at(late):
            self.env.invalidate_all()
            self.assertTrue(self.mine.is_stale)
            stale = self.mine.search([("is_stale", "=", True)])
            self.assertIn(self.person, stale)
            reminders = self.env["key.account.upkeep.reminder"]
            reminders._plan()
            self.assertIn(self.officer, reminders.search([]).user_id)
        self.assertTrue(0 < self.mine.completeness < 100)
        self.assertTrue(self.mine.missing_ids)

    def test_file_10_one_page(self):
        """Tier, team, cases, deadlines, visits, history over all channels."""
        with self.at(NOON):
            case = self.make_case(user=self.officer)
            self.make_visit(planned_at=NOON - HOUR, visited_at=NOON).action_done()
            page = self.account.with_user(self.officer)
            self.assertEqual(page.key_account_tier_id, self.ref("tier_a"))
            self.assertIn("24", page.key_account_promise)
            self.assertEqual(page.key_account_supervisor_id, self.supervisor)
            self.assertEqual(page.key_account_case_ids, case)
            self.assertEqual(page.key_account_due_at, NOON + 5 * HOUR)
            channels = {line["model"] for line in page.key_account_contacts}
            self.assertEqual(channels, {"key.account.visit", "helpdesk.ticket"})

    def test_file_11_members(self):
        """The people of a group, whose customers they are, coverage, conversion."""
        group = self.file.with_user(self.officer)
        people = (
            {"name": "Ours"},
            {"name": "Won", "competitor": "Shu Net", "converted_on": "2026-01-05"},
            {"name": "Theirs", "standing": "competitor", "competitor": "Shu Net"},
        )
        for values in people:
            self.add("key.account.member", group, **values)
        self.env.invalidate_all()
        self.assertEqual(group.member_count, 3)
        self.assertAlmostEqual(group.member_coverage, 2 / 3)
        self.assertAlmostEqual(group.member_conversion, 1 / 2)

    def test_file_12_significant_changes(self):
        """Those concerned hear of it at once, and nobody else reads it."""
        changes = self.env["key.account.significant.change"]
        what = {"kind": "management", "what": "A new general manager"}
        change = changes.with_user(self.officer).create(
            {"file_id": self.file.id, **what}
        )
        told = change.notice_ids.user_id
        self.assertEqual(told, self.deputy | self.supervisor)
        change.with_user(self.supervisor).action_acknowledge()
        self.assertEqual(change.open_count, 1)
        with self.assertRaises(AccessError):
            change.with_user(self.stranger).read(["what"])


class TestExcelRequirement(ExcelCase):
    def test_file_09_excel(self):
        """Tried, imported, imported again without doubles, exported; all or nothing."""
        sheets = {"Accounts": [ACCOUNTS, account()], "People": [PEOPLE]}
        before = self.File.search_count([])
        self.tried(**sheets)
        self.assertEqual(self.File.search_count([]), before, "a trial keeps nothing")
        self.imported(**sheets)
        again = [ACCOUNTS, account(name="Harbour Hotel")]
        self.imported(Accounts=again)
        self.assertEqual(self.File.search_count([]), before + 1)
        harbour = self.file_of("Harbour Hotel")
        self.assertEqual(harbour.account_id.ref, "K9")
        wrong = [ACCOUNTS, account("K7", "Mill"), account("K8", kind="gruop")]
        self.assert_wrong(self.tried(Accounts=wrong), 3, "C", "Choose one of")
        self.assertFalse(self.file_of("Mill"))
        rows = self.export(self.supervisor, harbour)[0]["Accounts"]
        self.assertEqual([row["Account Name"] for row in rows], ["Harbour Hotel"])
        with self.assertRaises(AccessError):
            self.export(self.stranger, harbour)

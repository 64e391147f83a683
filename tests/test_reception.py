"""CASE-1: the reception log holds who called or came, and stays as it was."""

from test_intake_join import IntakeCase
from visits import VisitMixin

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user

from common import HOUR, MODULE, NOON

ANSWERED = {"name": "Parental code", "case_kind": "enquiry", "answer": "Told how."}


class TestByItself(IntakeCase):
    def test_a_case_is_in_the_log(self):
        with self.at(NOON):
            form = self.form(name="No picture", case_kind="complaint")
        with self.at(NOON + HOUR / 20):
            action = form.save().action_create_case()
        entry = self.log()
        self.assertEqual(entry.outcome, "case")
        self.assertEqual(entry.ticket_id.id, action["res_id"])
        self.assertEqual(entry.user_id, self.officer)
        self.assertEqual(entry.received_at, NOON)
        self.assertEqual(entry.minutes, 3)
        self.assertEqual(entry.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(entry.team_id, self.team)
        self.assertIn("No picture", entry.ticket_id.description)

    def test_the_tier_of_the_day_stays(self):
        self.form(**ANSWERED).save().action_answered()
        entry = self.log()
        self.account.key_account_tier_id = self.ref("tier_d")
        self.assertEqual(entry.key_account_tier_id, self.ref("tier_a"))

    def test_answered_at_once_needs_no_case(self):
        before = self.cases()
        action = self.form(**ANSWERED).save().action_answered()
        self.assertEqual(action["type"], "ir.actions.act_window_close")
        self.assertEqual(self.cases(), before)
        entry = self.log()
        self.assertEqual((entry.outcome, entry.answer), ("answered", "Told how."))

    def test_a_complaint_is_always_a_case(self):
        form = self.form(name="No picture", case_kind="complaint")
        intake = form.save()
        intake.answer = "Sorry."
        with self.assertRaisesRegex(UserError, "always recorded as a case"):
            intake.action_answered()

    def test_an_answer_without_words_is_none(self):
        with self.assertRaisesRegex(UserError, "what was answered"):
            self.form(name="Code", case_kind="enquiry").save().action_answered()

    def test_a_caller_whom_nobody_knows(self):
        nobody = self.env["res.partner"]
        self.form(
            partner_id=nobody,
            partner_name="Ms Feng",
            partner_phone="138 0000 0123",
            name="No picture",
            case_kind="complaint",
        ).save().action_create_case()
        entry = self.log()
        self.assertFalse(entry.partner_id or entry.key_account_id)
        self.assertEqual(entry.caller, "Ms Feng")
        self.assertIn("138 0000 0123", entry.ticket_id.description)
        self.assertEqual(entry.ticket_id.partner_name, "Ms Feng")

    def test_a_case_without_kind_or_summary_is_refused(self):
        Intake = self.env["helpdesk.ticket.intake"].with_user(self.officer)
        for values in ({"name": "x"}, {"case_kind": "enquiry"}):
            with self.assertRaisesRegex(UserError, "kind of the case"):
                Intake.create(values).action_create_case()

    def test_every_way_in_ends_in_the_same_pipeline(self):
        for name, matter in {
            "counter": "No picture",
            "visit": "Six English channels",
            "chat": "发票金额不对",
            "sms": "Box hums",
            "fax": "电视黑屏",
        }.items():
            channel = self.channel(name)
            action = (
                self.form(
                    name=matter,
                    case_kind="complaint",
                    channel_id=channel,
                )
                .save()
                .action_create_case()
            )
            case = self.env["helpdesk.ticket"].browse(action["res_id"])
            self.assertEqual(case.channel_id, channel)
            self.assertEqual(case.key_account_tier_id, self.ref("tier_a"))
            self.assertTrue(case.resolve_by)
            self.assertEqual(case.first_contact_user_id, self.officer)
            self.assertFalse(case.first_response_at)


class TestByHand(IntakeCase):
    def entry(self, user=None, **values):
        Entry = self.env["key.account.reception"].with_user(user or self.officer)
        return Entry.create({"matter": "Code", "answer": "Told how.", **values})

    def test_what_one_answered_oneself(self):
        entry = self.entry(partner_id=self.contact.id)
        self.assertEqual(entry.user_id, self.officer)
        self.assertEqual(entry.outcome, "answered")
        self.assertEqual(entry.channel_id, self.channel("counter"))
        self.assertEqual(entry.key_account_id, self.account)

    def test_the_form_asks_for_the_answer(self):
        form = Form(self.env["key.account.reception"].with_user(self.officer))
        form.matter = "Code"
        with self.assertRaises(AssertionError):
            form.save()

    def test_nobody_claims_more(self):
        case, visit = self.make_case(), VisitMixin.make_visit(self)
        forged = (
            {"ticket_id": case.id},
            {"outcome": "case"},
            {"user_id": self.deputy.id},
            {"visit_id": visit.id},
        )
        for values in forged:
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.entry(**values)
            defaults = {f"default_{name}": value for name, value in values.items()}
            Entry = self.env["key.account.reception"].with_user(self.manager)
            with self.subTest(defaults=defaults), self.assertRaises(AccessError):
                Entry.with_context(**defaults).create({"matter": "x"})

    def test_only_the_words_can_be_put_right(self):
        entry = self.entry(partner_id=self.contact.id)
        entry.write({"matter": "Parental code", "answer": "Told.", "minutes": 5})
        for user in (self.officer, self.manager):
            for name, value in (
                ("received_at", NOON),
                ("outcome", "case"),
                ("user_id", self.deputy.id),
                ("partner_id", False),
                ("company_id", self.company.id),
                ("channel_id", self.channel("sms").id),
            ):
                with self.subTest(name=name), self.assertRaises(AccessError):
                    entry.with_user(user).write({name: value})
        for user in (self.deputy, self.supervisor, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                entry.with_user(user).write({"matter": "Forged"})
        for user in (self.officer, self.supervisor, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                entry.with_user(user).unlink()

    def test_nobody_was_received_in_the_future(self):
        with self.at(NOON), self.assertRaises(ValidationError):
            self.entry(received_at=NOON + HOUR)

    def test_the_answer_did_not_suffice(self):
        entry = self.entry(partner_id=self.contact.id)
        action = entry.action_make_case()
        Intake = self.env["helpdesk.ticket.intake"].with_user(self.officer)
        form = Form(Intake.with_context(**action["context"]))
        form.case_kind = "enquiry"
        self.assertEqual(form.partner_id, self.contact)
        self.assertEqual(form.name, "Code")
        form.save().action_create_case()
        self.assertEqual(self.log().received_at, entry.received_at)


class TestWhoReads(IntakeCase):
    def readers(self, entry):
        people = "officer deputy stranger supervisor head manager auditor clerk".split()
        return {
            name
            for name in people
            if entry.with_user(getattr(self, name)).has_access("read")
        }

    def test_of_a_key_account(self):
        self.form(user=self.stranger, **ANSWERED).save().action_answered()
        expected = {"officer", "deputy", "stranger", "supervisor", "head"}
        self.assertEqual(self.readers(self.log()), expected | {"manager", "auditor"})

    def test_of_somebody_else(self):
        nobody = self.env["res.partner"]
        self.form(
            user=self.deputy, partner_id=nobody, **ANSWERED
        ).save().action_answered()
        expected = {"deputy", "supervisor", "head", "manager", "auditor"}
        self.assertEqual(self.readers(self.log()), expected)

    def test_of_another_company(self):
        self.form(**ANSWERED).save().action_answered()
        branch = self.env["res.company"].create({"name": "Branch Abroad"})
        abroad = new_test_user(
            self.env,
            "kas-far",
            groups=f"{MODULE}.group_key_account_manager",
            company_id=branch.id,
        )
        self.assertFalse(self.log().with_user(abroad).has_access("read"))

    def test_the_filters_of_the_list(self):
        view = self.ref("key_account_reception_view_search")
        Entry = self.env["key.account.reception"].with_user(self.officer)
        arch = Entry.get_view(view.id, "search")["arch"]
        for name in ("today", "mine", "key_accounts", "answered", "group_channel"):
            self.assertIn(f'name="{name}"', arch)

    def test_its_customer_is_erased_from_it(self):
        self.form(**ANSWERED).save().action_answered()
        entry = self.log()
        self.contact._erase_personal_data()
        self.assertNotIn("code", entry.matter)
        self.assertFalse(entry.answer)
        self.assertEqual(entry.outcome, "answered")

    def test_it_is_a_contact_on_the_page_of_the_account(self):
        self.form(**ANSWERED).save().action_answered()
        lines = self.account.with_user(self.officer).key_account_contacts
        self.assertIn("key.account.reception", [line["model"] for line in lines])


class TestVisit(VisitMixin, IntakeCase):
    def test_what_is_asked_for_on_a_visit_becomes_a_case(self):
        visit = self.make_visit(needs="Six English channels", visited_at=NOON)
        action = visit.action_make_case()
        Intake = self.env["helpdesk.ticket.intake"].with_user(self.officer)
        form = Form(Intake.with_context(**action["context"]))
        form.case_kind, form.name = "business", "Six channels"
        self.assertEqual(form.channel_id, self.channel("visit"))
        self.assertEqual(form.description, "Six English channels")
        case = self.env["helpdesk.ticket"].browse(
            form.save().action_create_case()["res_id"]
        )
        self.assertEqual(case.partner_id, visit.partner_id)
        self.assertEqual(case.received_at, NOON)
        self.assertEqual(visit.reception_ids.ticket_id, case)
        self.assertFalse(visit.ticket_id, "the visit was not about it")

    def test_nothing_was_said_on_a_cancelled_visit(self):
        visit = self.make_visit()
        visit.sudo().state = "cancelled"
        with self.assertRaisesRegex(UserError, "cancelled"):
            visit.action_make_case()

    def test_who_may_not_read_the_visit_takes_nothing_from_it(self):
        visit = self.make_visit(content="Secret")
        with self.assertRaises(AccessError):
            visit.with_user(self.stranger).action_make_case()
        intakes = self.env["helpdesk.ticket.intake"].with_user(self.stranger)
        with self.assertRaises(AccessError):
            intakes.create({**ANSWERED, "visit_id": visit.id})


class TestPrinted(IntakeCase):
    def sheets(self, entries, user=None):
        report = self.env["report.key_account_service.report_reception"]
        report = report.with_user(user or self.officer)
        return report._get_report_values(entries.ids)["forms"]

    def setUp(self):
        super().setUp()
        self.officer.tz = "Asia/Shanghai"
        # 23:30 of the 2nd, and 00:30 of the 3rd, in Shanghai.
        for hours in (3.5, 4.5):
            with self.at(NOON + hours * HOUR):
                self.form(**ANSWERED).save().action_answered()
        Entry = self.env["key.account.reception"]
        self.entries = Entry.search([], order="id desc", limit=2)

    def test_a_sheet_a_day_of_the_reader(self):
        sheets = self.sheets(self.entries)
        self.assertEqual(len(sheets), 2)
        self.assertEqual([len(sheet["rows"]) for sheet in sheets], [1, 1])
        self.assertEqual(sheets[0]["rows"][0]["time"], "23:30")
        self.assertEqual(sheets[1]["rows"][0]["time"], "00:30")

    def test_a_line_tells_who_what_and_what_became_of_it(self):
        [row] = self.sheets(self.entries[0])[0]["rows"]
        self.assertIn("Wang Fang · Jinniu Hotel", row["who"])
        self.assertEqual(row["matter"], "Parental code")
        self.assertEqual(row["answer"], "Told how.")
        self.assertEqual(row["outcome"], "Answered at once")
        self.assertEqual(row["clerk"], self.officer.name)

    def test_the_page_is_made(self):
        report = self.env["ir.actions.report"].with_user(self.officer)
        name = f"{MODULE}.action_report_reception"
        page, _kind = report._render_qweb_html(name, self.entries.ids)
        self.assertEqual(page.count(b"Parental code"), 2)

    def test_nobody_prints_what_one_may_not_read(self):
        for user in (self.stranger, self.clerk):
            with self.assertRaises(AccessError):
                self.sheets(self.entries, user)

"""APP-7: regular days on premises, each request traced to its result and receipt."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

from psycopg2.errors import CheckViolation
from site_days import SiteMixin

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from common import NOON, KeyAccountCase

TODAY = NOON.date()


class TestPlan(SiteMixin, KeyAccountCase):
    def make_plan(self, user=None, **values):
        self.company.partner_id.tz = "Asia/Shanghai"
        return (
            self.env["key.account.site.plan"]
            .with_user(user or self.officer)
            .create(
                {
                    "account_id": self.account.id,
                    "date_first": TODAY + timedelta(days=7),
                    "unit": "weeks",
                    "every": 2,
                    "ahead_days": 30,
                    "hour_from": 9.5,
                    "hour_until": 11,
                    "place": "Canteen",
                    **values,
                }
            )
            .with_env(self.env)
        )

    def make_due(self, moment=NOON):
        with self.at(moment):
            done = self.env["key.account.site.plan"]._make_due()
        self.env.invalidate_all()
        return done

    def dates(self, plan):
        return sorted(plan.day_ids.mapped("date"))

    def test_days_are_made_ahead_once(self):
        plan = self.make_plan()
        self.make_due()
        expected = [TODAY + timedelta(days=7), TODAY + timedelta(days=21)]
        self.assertEqual(self.dates(plan), expected)
        for _again in range(3):
            self.make_due()
        self.assertEqual(self.dates(plan), expected)
        self.assertEqual(plan.next_date, TODAY + timedelta(days=35))
        self.make_due(NOON + timedelta(days=5))
        self.assertEqual(len(plan.day_ids), 3)

    def test_a_day_has_the_hours_of_the_company(self):
        plan = self.make_plan()
        self.make_due()
        day = plan.day_ids.sorted("date")[0]
        self.assertEqual(day.starts_at, datetime(2026, 3, 9, 1, 30))
        self.assertEqual(day.ends_at, datetime(2026, 3, 9, 3, 0))
        self.assertEqual((day.user_id, day.place), (self.officer, "Canteen"))
        self.assertTrue(day.name.startswith("KD"))

    def test_after_a_standstill_nothing_is_made_for_days_that_are_over(self):
        plan = self.make_plan(date_first=date(2026, 1, 5), every=1)
        self.make_due()
        self.assertGreaterEqual(min(self.dates(plan)), TODAY)

    def test_it_ends(self):
        plan = self.make_plan(date_last=TODAY + timedelta(days=8))
        self.make_due(NOON + timedelta(days=1))
        self.assertEqual(len(plan.day_ids), 1)
        self.assertFalse(plan.next_date)
        archived = self.make_plan()
        archived.active = False
        self.make_due()
        self.assertFalse(archived.day_ids)

    def test_a_broken_plan_stops_no_other_and_is_tried_again(self):
        broken, whole = self.make_plan(), self.make_plan()
        plans = type(broken)
        real = plans._make_days

        def make(plan, days):
            if plan == broken:
                raise UserError("Broken")
            return real(plan, days)

        with (
            patch.object(plans, "_make_days", make),
            mute_logger("odoo.addons.key_account_service.models.clock"),
        ):
            self.make_due()
        self.assertEqual((broken.error, len(broken.day_ids)), ("Broken", 0))
        self.assertEqual(len(whole.day_ids), 2)
        self.make_due(NOON + timedelta(minutes=14))
        self.assertFalse(broken.day_ids)
        self.make_due(NOON + timedelta(minutes=15))
        self.assertEqual((broken.error, len(broken.day_ids)), (False, 2))

    def test_only_groups_that_one_serves(self):
        with self.assertRaises(AccessError):
            self.make_plan(user=self.stranger)
        single = self.env["res.partner"].create(
            {
                "name": "Zhang Wei",
                "key_account_kind": "leadership",
                "key_account_manager_id": self.officer.id,
            }
        )
        with self.assertRaisesRegex(ValidationError, "no group customer"):
            self.make_plan(account_id=single.id)


class TestDay(SiteMixin, KeyAccountCase):
    def test_whoever_is_assigned_is_told_its_number(self):
        self.env = self.env(context={"tracking_disable": False})
        day = self.make_day(self.manager, user_id=self.officer.id)
        told = self.env["mail.message"].search(
            [
                ("model", "=", day._name),
                ("res_id", "=", day.id),
                ("partner_ids", "in", self.officer.partner_id.ids),
            ]
        )
        self.assertIn(day.name, " ".join(told.mapped("body")))

    def test_a_day_from_the_first_request_to_the_end(self):
        day = self.make_day()
        settled = self.ask(day, result="Two cards sold.")
        settled.action_settle()
        case = self.ask(day, kind="fault", what="No picture in room 8")
        case.action_make_case()
        application = self.ask(day, kind="service", what="4K in 20 rooms")
        application.action_make_application()
        declined = self.ask(day, what="A discount")
        with self.assertRaisesRegex(UserError, "why not"):
            declined.action_decline()
        declined.result = "Nobody may grant it."
        declined.action_decline()
        day.action_held()
        self.assertEqual((day.state, day.request_count, day.open_count), ("held", 4, 0))
        states = ["settled", "case", "application", "declined"]
        self.assertEqual(day.request_ids.sorted("id").mapped("state"), states)

    def test_a_case_has_its_promises_and_its_owner(self):
        request = self.ask(self.make_day(), kind="fault", what="No picture")
        action = request.action_make_case()
        case = request.ticket_id
        self.assertEqual((action["res_model"], action["res_id"]), (case._name, case.id))
        self.assertEqual(case.case_kind, "maintenance")
        self.assertEqual(case.key_account_id, self.account)
        self.assertEqual(case.first_contact_user_id, self.officer)
        self.assertTrue(case.deadline_ids)
        self.assertIn(case.number, request.outcome)
        case.stage_id = self.stage("in_progress")
        self.assertIn(case.stage_id.name, request.outcome, "traced to its result")

    def test_an_application_is_traced_as_well(self):
        request = self.ask(self.make_day(), kind="service", partner_id=self.contact.id)
        request.action_make_application()
        application = request.application_id
        self.assertEqual(application.partner_id, self.account)
        self.assertIn("Two more cards", application.reason)
        self.assertEqual(request.outcome, f"{application.name}: Draft")

    def test_nothing_is_handled_twice(self):
        request = self.ask(self.make_day())
        request.action_make_case()
        for method in ("action_make_case", "action_make_application", "action_settle"):
            with self.subTest(method), self.assertRaisesRegex(UserError, "already"):
                getattr(request, method)()
        with self.assertRaisesRegex(UserError, "already"):
            request.what = "Something else"
        with self.assertRaisesRegex(UserError, "stays on record"):
            request.unlink()

    def test_the_desk_is_not_over_while_somebody_waits(self):
        day = self.make_day()
        self.ask(day)
        with self.assertRaisesRegex(UserError, "Mr. He"):
            day.action_held()
        day.request_ids.write({"result": "Sold."})
        day.request_ids.action_settle()
        receipt = self.make_receipt(day)
        with self.assertRaisesRegex(UserError, "still drafts"):
            day.action_held()
        self.issue(receipt)
        day.action_held()
        with self.assertRaisesRegex(UserError, "stays as it was"):
            day.place = "Elsewhere"
        day.note = "Bring change next time."

    def test_calling_off_says_why(self):
        day = self.make_day()
        with self.assertRaisesRegex(UserError, "Say why"):
            day.action_cancel()
        day.cancel_reason = "The hotel has a fair."
        day.action_cancel()
        self.assertEqual(day.state, "cancelled")
        day.action_plan_again()
        self.assertEqual((day.state, day.cancel_reason), ("planned", False))
        self.ask(day)
        day.cancel_reason = "Again"
        with self.assertRaisesRegex(UserError, "took place"):
            day.action_cancel()

    def test_only_contacts_of_the_customer(self):
        other = self.env["res.partner"].create({"name": "Other"})
        with self.assertRaisesRegex(ValidationError, "no contact of"):
            self.ask(self.make_day(), partner_id=other.id)

    def test_a_handover_moves_what_is_planned(self):
        day = self.make_day()
        over = self.make_day(starts_at=NOON - timedelta(days=3))
        over.action_held()
        handover = self.env["key.account.handover"].create(
            {
                "giver_id": self.officer.id,
                "taker_id": self.deputy.id,
                "account_ids": self.account.ids,
            }
        )
        works = [work for work in handover._open_work() if work._name == day._name]
        self.assertEqual(works, [day.with_env(self.env)])

    def test_erasing_a_person_leaves_counts_only(self):
        day = self.make_day()
        request = self.ask(day, partner_id=self.contact.id, phone="1", result="Sold.")
        request.action_settle()
        self.contact._erase_personal_data()
        words = request.person, request.what, request.phone, request.result
        self.assertEqual(words, ("Erased", "Erased", False, False))
        self.assertEqual(day.request_count, 1)


class TestReceipt(SiteMixin, KeyAccountCase):
    def test_it_gets_number_signature_and_seal(self):
        receipt = self.make_receipt(self.make_day())
        self.assertEqual((receipt.name, receipt.state), ("Draft", "draft"))
        with self.at(NOON):
            self.issue(receipt)
        self.assertTrue(receipt.name.startswith("KM"))
        self.assertEqual((receipt.state, receipt.issued_at), ("issued", NOON))
        people = receipt.signed_by, receipt.user_id
        self.assertEqual(people, ("He Jun", self.officer))
        self.assertEqual((receipt.amount_in, receipt.amount_out), (60, 0))
        self.assertTrue(receipt.is_intact)

    def test_numbers_have_no_gap(self):
        day = self.make_day()
        first = self.issue(self.make_receipt(day))
        self.make_receipt(day).unlink()
        failing = self.make_receipt(day, line_ids=False)
        with self.assertRaisesRegex(UserError, "Write down the money"):
            self.issue(failing)
        second = self.issue(self.make_receipt(day))
        numbers = [int(one.name.lstrip("KM")) for one in (first, second)]
        self.assertEqual(numbers[1] - numbers[0], 1)

    def test_what_was_issued_stays(self):
        receipt = self.issue(self.make_receipt(self.make_day()))
        line = receipt.line_ids[0]
        for change in (
            lambda: receipt.write({"person": "Somebody"}),
            lambda: line.write({"amount": 6}),
            line.unlink,
            lambda: line.copy({"receipt_id": receipt.id}),
            lambda: receipt.write({"line_ids": [(5,)]}),
        ):
            with self.assertRaisesRegex(UserError, "stays as it is"):
                change()
        with self.assertRaisesRegex(UserError, "never deleted"):
            receipt.unlink()
        with self.assertRaisesRegex(UserError, "cannot be done any more"):
            self.issue(receipt)

    def test_a_change_behind_the_lock_breaks_the_seal(self):
        receipt = self.issue(self.make_receipt(self.make_day()))
        receipt.sudo().line_ids[0].amount = 6
        self.env.invalidate_all()
        self.assertFalse(receipt.is_intact)

    def test_without_a_signature_there_is_a_reason(self):
        receipt = self.make_receipt(self.make_day())
        with self.assertRaisesRegex(UserError, "Let the customer sign"):
            self.issue(receipt, signature=False)
        with self.assertRaisesRegex(UserError, "name of who signs"):
            self.issue(receipt, signed_by=" ")
        self.issue(receipt, signature=False, no_signature_reason="On paper")
        self.assertEqual((receipt.signed_by, receipt.state), (False, "issued"))

    def test_a_wrong_one_is_void_with_the_reason(self):
        receipt = self.issue(self.make_receipt(self.make_day()))
        number = receipt.name
        with self.assertRaisesRegex(UserError, "what is wrong"):
            receipt.action_void()
        receipt.void_reason = "Wrong amount"
        receipt.action_void()
        self.assertEqual((receipt.state, receipt.name), ("void", number))
        self.assertEqual(receipt.voided_by_id, self.officer)
        self.assertTrue(receipt.is_intact, "what was signed stays what was signed")

    @mute_logger("odoo.sql_db")
    def test_lines_make_sense(self):
        day = self.make_day()
        for line in (
            {"amount": 0, "pay_way": "cash"},
            {"amount": 5},
            {"what": "device"},
            {
                "what": "device",
                "device_kind": "modem",
                "number": "1",
                "quantity": 2,
            },
        ):
            with self.subTest(line=line), self.assertRaises(CheckViolation):
                self.make_receipt(day, line_ids=[(0, 0, {"name": "x", **line})])

    def test_it_is_of_the_day_of_its_request(self):
        day = self.make_day()
        request = self.ask(self.make_day())
        with self.assertRaisesRegex(UserError, "another on-premises day"):
            self.make_receipt(day, request_id=request.id)

    def test_the_printed_receipt(self):
        request = self.ask(self.make_day(place="Canteen"))
        action = request.action_receipt()
        self.assertEqual(action["context"]["default_request_id"], request.id)
        receipt = self.issue(self.make_receipt(request.day_id, request_id=request.id))
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.officer)
            ._render_qweb_html("key_account_service.report_receipt", receipt.ids)
        )
        for word in (receipt.name, "Two cards", "8001", "60.00", "He Jun", "Canteen"):
            self.assertIn(word, html.decode())
        with self.assertRaises(AccessError):
            self.env["ir.actions.report"].with_user(self.stranger)._render_qweb_html(
                "key_account_service.report_receipt", receipt.ids
            )

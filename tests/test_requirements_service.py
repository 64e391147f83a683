"""APP-1 to APP-7, APP-9, CASE-9 on site, each in short; depths elsewhere."""

from datetime import date, datetime, timedelta

from announcements import AnnouncementMixin
from applications import ApplicationMixin
from openings import DAY, MIDNIGHT, OpeningMixin
from repairs import APPOINTMENT
from services import ServiceMixin, days
from site_days import SiteMixin

from odoo.exceptions import UserError
from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase


class TestApplicationRequirement(ApplicationMixin, KeyAccountCase):
    def vip(self, **values):
        """What a department applies for: a new VIP who is not on our network."""
        department = self.env["key.account.department"].create({"name": "Counter"})
        return self.apply(
            kind="new",
            department_id=department.id,
            partner_id=self.stranger_to_us().id,
            customer_kind="leadership",
            manager_id=self.officer.id,
            is_network_customer="no",
            contribution="Lets us use the roofs of the district.",
            reason="Wants television in every office.",
            contact="Secretary He",
            phone="028 5551",
            street="People's Road 1",
            line_ids=[self.line(self.leased_line, period_months=24, quantity=2)],
            equipment_ids=[Command.create({"kind": "modem", "model": "DX-1"})],
            **values,
        )

    def html(self, application):
        report = self.env["ir.actions.report"].with_user(self.officer)
        name = "key_account_service.action_report_application"
        return report._render_qweb_html(name, application.ids)[0].decode()

    def test_app_01_form(self):
        """What superiors need to know is on one form, printed for signature."""
        application = self.submit(self.vip())
        html = self.html(application)
        for words in (
            "Counter",
            "Director Sun",
            "roofs of the district",
            "television in every office",
            "Secretary He",
            "DX-1",
            "Leased line",
            "24",
            "144,000.00",
            "Signature of the customer",
        ):
            self.assertIn(words, html)

    def test_app_01_nothing_is_left_out(self):
        """Network customer, contribution, reason and services have to be said."""
        for name in ("is_network_customer", "contribution", "reason", "line_ids"):
            application = self.vip()
            application.write(
                {name: [Command.clear()] if name == "line_ids" else False}
            )
            with self.subTest(name), self.assertRaises(UserError):
                self.submit(application)

    def test_app_01_approved_by_kind_amount_and_period(self):
        """By the leaders that the approval standard names, in their order."""
        small = self.submit(self.apply())
        dear = self.apply(line_ids=[self.line(self.leased_line, period_months=12)])
        long = self.apply(line_ids=[self.line(self.offer("4K", 5), period_months=24)])
        vip = self.submit(self.vip())
        line = (self.supervisor, self.head, self.manager)
        for application, leaders in (
            (small, line[:1]),
            (self.submit(dear), line[:2]),
            (self.submit(long), line[:2]),
            (vip, line),
        ):
            with self.subTest(application.name):
                for leader in leaders:
                    self.assertEqual(application.state, "submitted")
                    self.assertIn(leader, application.waits_for_ids)
                    self.approve(application, leader)
                self.assertEqual(application.state, "approved")

    def test_app_01_rejected_returned_and_applied_for_again(self):
        """By every route; what was decided stays on record."""
        application = self.submit(self.apply())
        self.decide(application, self.supervisor, "return_tier")
        self.assertEqual(application.state, "returned")
        application.with_user(self.officer).reason = "For 40 rooms."
        self.decide(self.submit(application), self.supervisor, "reject_tier")
        self.assertEqual(application.state, "rejected")
        action = application.with_user(self.officer).action_apply_again()
        again = application.browse(action["res_id"])
        self.approve(self.submit(again))
        self.assertEqual((again.state, again.former_id), ("approved", application))
        statuses = application.past_review_ids.mapped("status")
        self.assertEqual(statuses, ["returned"])


class TestOpeningRequirements(OpeningMixin, ApplicationMixin, KeyAccountCase):
    def test_app_02_from_the_approval_to_the_filing(self):
        """Equipment, services, appointment, installer, reaction, call, report."""
        application = self.apply(
            approve=False,
            reason="A new building",
            is_network_customer="no",
            equipment=[{"kind": "set_top_box"}],
        )
        self.approve(self.submit(application))
        mine = application.with_user(self.officer)
        self.look_out(application.equipment_ids)
        with self.at(NOON):
            mine.action_services_ready()
        order = self.arrange(application)
        self.assertEqual(
            self.done(application), ["equipment", "services", "appointment"]
        )
        with self.at(APPOINTMENT):
            order.with_user(self.worker).install_manager_present = True
        self.go(order)
        self.tick(order)
        with self.assertRaises(UserError):
            self.finish(order)  # Nobody has verified that it works.
        self.verify(order)
        self.finish(order)
        self.assertEqual((application.state, order.repair_rating), ("opened", 5))
        self.assertEqual(order.install_reaction, "satisfied")
        self.assertEqual(application.line_ids.service_id.date_from, date(2026, 3, 3))
        self.call(application)
        self.report(application)
        self.assertEqual(application.reported_to_ids, self.head)
        mine.action_file()
        self.assertEqual(application.state, "filed")
        self.assertTrue(all(application.step_ids.mapped("done_at")))

    def test_app_03_time_limits(self):
        """Promptly; the same day; 3 days; 5 days: from the moment agreed on."""
        prompt = self.apply(kind="more")
        self.assertEqual(self.promised(prompt), NOON + 2 * HOUR)
        # The day of the appointment is the 3rd of March in Chengdu.
        for condition, count in (("two_way", 0), ("one_way", 3), ("off_network", 5)):
            application = self.apply()
            self.arrange(application, network_condition=condition)
            with self.subTest(condition):
                due = MIDNIGHT + (1 + count) * DAY
                self.assertEqual(self.promised(application), due)
                self.sweep(due - timedelta(seconds=1))
                self.assertFalse(self.deadline(application, "install").missed_at)
                self.sweep(due)
                self.assertTrue(self.deadline(application, "install").missed_at)

    def promised(self, application):
        return self.deadline(application, "install").due_at

    def test_case_09_on_site(self):
        """The crew's work receipt with the customer's signature, for installations."""
        application = self.apply(equipment=[{"kind": "set_top_box"}])
        self.look_out(application.equipment_ids, "8100-0042")
        order = self.arrange(application)
        self.install(order)
        self.assertTrue(order.repair_is_intact)
        report = self.env["ir.actions.report"].with_user(self.officer)
        html = report._render_qweb_html("key_account_service.report_repair", order.ids)[
            0
        ].decode()
        for words in (application.name, "8100-0042", "Replaced the splitter.", "Wang"):
            self.assertIn(words, html)


class TestServiceRequirements(ServiceMixin, KeyAccountCase):
    def test_app_04_screened_every_week(self):
        """An expiring service enters the approval flow one week before its end."""
        cron = self.ref("ir_cron_screen_services")
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "weeks"))
        near, far = self.make_service(days(7)), self.make_service(days(30))
        self.screen()
        with self.at(NOON + timedelta(minutes=10)):
            self.env["key.account.application"]._submit_due()
        self.env.invalidate_all()
        renewal = self.renewals(near)
        self.assertEqual(
            (renewal.state, renewal.line_ids.service_id), ("submitted", near)
        )
        self.assertFalse(self.renewals(far))
        self.screen()
        self.assertEqual(self.renewals(near), renewal)

    def test_app_04_nothing_lapses_unnoticed(self):
        """Nobody decides: up the line, before the service ends and after."""
        service = self.make_service(days(7))
        self.screen()
        for count in (6, 7, 8, 11):
            self.sweep(NOON + count * DAY)
        told = {login for _mark, login in self.told(service.term_ids)}
        line = {f"kas-{name}" for name in ("officer", "supervisor", "head", "manager")}
        self.assertEqual(told, line)
        self.assertEqual(service.term_ids.deadline_state, "missed")

    def test_app_05_told_in_steps(self):
        """By e-mail, by SMS or by a call; in good time, once a step, until decided."""
        service = self.make_service(days(30))
        mail = self.remind()
        self.assertEqual((mail.channel, mail.state), ("email", "told"))
        self.file.write({"preferred_channel": "sms", "mobile": "+86 138 0013 8000"})
        sms = self.remind(NOON + 23 * DAY) - mail
        self.assertEqual((sms.channel, sms.days_before), ("sms", 7))
        self.file.preferred_channel = "phone"
        call = self.remind(NOON + 29 * DAY) - mail - sms
        self.assertEqual((call.state, call.days_before), ("to_call", 1))
        service.term_ids._decide("renewed")
        self.assertEqual(call.state, "void")
        self.assertEqual(len(self.remind(NOON + 30 * DAY)), 3)


class TestOfferRequirements(AnnouncementMixin, SiteMixin, KeyAccountCase):
    def test_app_06_key_accounts_hear_first(self):
        """Tier by tier; who wants no offers gets none; who was told when is listed."""
        bank, deaf = self.make_bank(), self.make_bank(name="Deaf Bank")
        deaf._refuse_offers("spoken", self.officer)
        announcement = self.start(self.make_announcement())
        self.announce()
        ours = self.account | bank | deaf
        self.assertEqual(announcement.recipient_ids.account_id & ours, self.account)
        self.announce(NOON + 7 * DAY)
        told = announcement.recipient_ids.filtered(
            lambda one: one.told_at and one.account_id in ours
        )
        self.assertEqual(
            {one.account_id: one.told_at for one in told},
            {self.account: NOON, bank: NOON + 7 * DAY},
        )
        self.assertEqual(self.recipient(deaf).state, "refused")

    def test_app_06_free_trial(self):
        """With a start, an end and a result, which leads to an application."""
        product = self.env["product.product"].create(
            {
                "name": "4K",
                "key_account_service_ok": True,
                "key_account_trial_days": 30,
            }
        )
        applications = self.env["key.account.application"].with_user(self.officer)
        line = {"product_id": product.id, "is_free": True}
        with self.at(NOON):
            application = applications.create(
                {
                    "partner_id": self.account.id,
                    "kind": "trial",
                    "reason": "Guests ask for it",
                    "line_ids": [Command.create(line)],
                }
            )
            application.line_ids.sudo()._open_services(NOON.date())
        trial = self.env["key.account.trial"].search(
            [("application_id", "=", application.id)]
        )
        self.assertEqual(trial.date_from, date(2026, 3, 2))
        self.assertEqual(trial.date_until, date(2026, 3, 31))
        with self.at(NOON + DAY):
            trial.with_user(self.officer).action_convert()
        self.assertEqual((trial.state, trial.conversion_id.kind), ("converted", "more"))

    def test_app_07_business_on_premises(self):
        """A regular day; each request has a result, money and devices a receipt."""
        plan = self.env["key.account.site.plan"].with_user(self.officer)
        with self.at(NOON):
            plan = plan.create(
                {"account_id": self.account.id, "date_first": date(2026, 3, 5)}
            )
            self.env["key.account.site.plan"]._make_due()
        day = plan.day_ids
        day.invalidate_recordset()
        cards = self.ask(day, kind="device")
        fault = self.ask(day, kind="fault", what="No picture on floor 3")
        receipt = self.issue(self.make_receipt(day, request_id=cards.id))
        self.assertEqual((receipt.amount_in, receipt.state), (60, "issued"))
        self.assertTrue(receipt.is_intact)
        cards.result = "Two cards handed over."
        cards.action_settle()
        fault.action_make_case()
        self.assertIn(fault.ticket_id.sudo().number, fault.outcome)
        day.action_held()
        self.assertEqual(day.state, "held")

    def test_app_09_preventive_maintenance(self):
        """Planned by contract, made a case in time, watched until it is done."""
        plans = self.env["key.account.maintenance.plan"]
        self.company.partner_id.tz = "Asia/Shanghai"
        with self.at(NOON):
            plan = plans.with_user(self.officer).create(
                {
                    "name": "Head end",
                    "account_id": self.account.id,
                    "contract": "S-2026-7",
                    "task": "Measure the level.",
                    "date_first": date(2026, 3, 9),
                    "every": 3,
                }
            )
            plans._make_due()
        visit = plan.visit_ids
        self.assertEqual(
            (visit.date, plan.next_date), (date(2026, 3, 9), date(2026, 6, 9))
        )
        promise = self.deadline(visit.sudo(), "maintain")
        self.assertEqual(promise.due_at, datetime(2026, 3, 12, 16))
        visit.action_make_case()
        visit.result = "All levels are good."
        visit.ticket_id.sudo().stage_id = self.stage("cancelled")
        visit.action_done()
        self.assertEqual(promise.state, "met")

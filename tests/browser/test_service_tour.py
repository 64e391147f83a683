"""APP-1 to APP-5: a service from its application to its renewal, in two languages.

Every step is done in a browser by whose work it is, and pressed twice.
"""

import io
from datetime import timedelta

from applications import ApplicationMixin
from customer import PortalCase
from pypdf import PdfReader
from repairs import RepairMixin
from test_reports import plain
from tours import DAY, PHONE, TourCase

from odoo import fields


class ServiceTour(RepairMixin, ApplicationMixin, TourCase, PortalCase):
    """A crew and the hotel's contact besides, and what the hotel may order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker.write({"name": "张伟", "tz": "Asia/Shanghai"})
        cls.mate.name = "刘洋"
        cls.crew_team.name = "金牛施工队"
        cls.channels.write({"name": "宾馆频道包", "list_price": 2000})
        cls.broadband = cls.offer("宽带", 500)

    def speakers(self):
        return [*super().speakers(), self.worker, self.portal_contact]

    def applications(self, kind):
        return self.env["key.account.application"].search(
            [("partner_id", "=", self.account.id), ("kind", "=", kind)], order="id"
        )


class TestServiceTour(ServiceTour):
    def test_from_application_to_renewal_in_english(self):
        self.speak("en_US")
        self.whole_way()

    def test_from_application_to_renewal_in_chinese(self):
        self.speak("zh_CN")
        self.whole_way()

    def whole_way(self):
        self.apply_and_approve()
        self.open_services()
        self.services_end_soon()
        self.renew()

    def apply_and_approve(self):
        self.tour("apply", self.officer)
        application = self.applications("more")
        self.assertEqual(len(application), 1)
        self.assertEqual(application.attachment_ids.mapped("name"), ["offer.txt"])
        self.assertEqual(application.amount, 12 * 2500)
        self.tour("return", self.supervisor)
        self.assertEqual(application.state, "returned")
        self.tour("change", self.officer)
        self.tour("approve", self.supervisor)
        self.assertEqual(application.state, "submitted", "a large one asks the head")
        self.tour("approve", self.head)
        self.assertEqual(application.state, "approved")
        returned = application.past_review_ids.filtered("comment")
        self.assertEqual(returned.mapped("status"), ["returned"])
        self.assertEqual(set(application.review_ids.mapped("status")), {"approved"})
        self.application = application

    def open_services(self):
        application = self.application
        self.tour("prepare", self.officer)
        order = self.env["fsm.order"].search([("application_id", "=", application.id)])
        self.assertEqual(len(order), 1)
        promised = application.first_due_at
        self.assertLess(promised, application.deadline_due_at)
        self.tour("install", self.worker, PHONE)
        self.assertEqual((order.repair_state, order.repair_rating), ("done", 5))
        self.assertTrue(order.install_manager_present and order.signature)
        self.assertEqual(application.state, "opened")
        self.assert_readable(order, application)
        self.tour("file", self.officer)
        self.assertEqual(application.state, "filed")
        self.assertEqual(application.first_due_at, promised)
        self.assertTrue(application.is_first_kept)
        self.assertEqual(len(application.call_ids), 1)
        self.assertEqual(application.reported_to_ids, self.head)
        self.assertIn("安装机顶盒", application.opening_report)
        self.assertFalse(application.step_ids.filtered(lambda row: not row.done_at))
        self.assertEqual(set(application.deadline_ids.mapped("state")), {"met"})
        device = application.equipment_ids.installed_device_id
        self.assertEqual(device.number, "8100-0001")
        self.assertEqual(device.account_id, self.account)

    def assert_readable(self, order, application):
        """The signed receipt is one page, without rows that nobody filled in."""
        report = self.env["ir.actions.report"].with_user(self.officer)
        self.env.flush_all()
        with self.allow_pdf_render():
            pdf, _kind = report.with_context(
                force_report_rendering=True
            )._render_qweb_pdf("key_account_service.action_report_repair", order.ids)
        (page,) = PdfReader(io.BytesIO(pdf)).pages
        text = plain(page.extract_text())
        for words in (application.name, "金牛宾馆", "安装机顶盒", "8100-0001", "王芳"):
            self.assertIn(words, text)
        # The logo of the company and the signature.
        self.assertEqual(len(page.images), 2)

    def services_end_soon(self):
        """Almost a year later: six days are left."""
        services = self.application.line_ids.service_id
        self.assertEqual(services.mapped("state"), ["open", "open"])
        today = self.company._today_at(fields.Datetime.now())
        self.last_day = today + 6 * DAY
        first = self.last_day + DAY - timedelta(days=365)
        services.write({"date_from": first, "date_until": self.last_day})
        services.term_ids.write({"date_from": first})
        self.services = services
        self.run_action("ir_cron_service_reminders")
        self.assertEqual(services.term_ids.notice_ids.mapped("state"), ["told"] * 2)

    def renew(self):
        self.tour("wish", self.portal_contact, PHONE, "/my")
        asked = self.applications("renewal")
        self.assertEqual(asked.mapped("state"), ["draft"])
        self.tour("renew", self.officer)
        for _time in range(2):
            self.run_action("ir_cron_screen_services")
            self.run_action("ir_cron_submit_renewals")
        both = self.applications("renewal")
        self.assertEqual(both.mapped("state"), ["submitted"] * 2)
        self.assertEqual(both.line_ids.service_id, self.services)
        for _renewal in both:
            self.tour("approve", self.supervisor)
        self.assertEqual(both.mapped("state"), ["filed"] * 2)
        self.assert_no_gap()
        self.tour("renewed", self.portal_contact, PHONE, "/my")
        self.assert_no_more_reminders()

    def assert_no_gap(self):
        for service in self.services:
            old, new = service.term_ids.sorted("date_until")
            self.assertEqual((old.outcome, old.date_until), ("renewed", self.last_day))
            self.assertEqual(new.date_from, self.last_day + DAY)
            self.assertEqual(service.date_until, new.date_until)
            self.assertEqual(set(old.deadline_ids.mapped("state")), {"met"})

    def assert_no_more_reminders(self):
        notices = self.env["key.account.service.notice"]
        before = notices.search_count([])
        with self.at(fields.Datetime.now() + 5 * DAY):
            notices._plan()
        self.assertEqual(notices.search_count([]), before)

"""APP-1: the printed application form, and the form on the screen."""

from ast import literal_eval

from applications import ApplicationMixin
from test_reports import FormCase

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form

from common import KeyAccountCase

REPORT = "key_account_service.action_report_application"


class TestPrinted(ApplicationMixin, FormCase):
    def test_what_stands_on_it(self):
        application = self.apply(
            contact="Mr Ma",
            phone="028 5551",
            contribution="Lets us use its roof.",
            is_network_customer="yes",
            line_ids=[self.line(quantity=2), self.line(price=9, is_free=True)],
            equipment_ids=[Command.create({"kind": "modem", "model": "DX-1"})],
        )
        self.submit(application)
        self.approve(application, self.supervisor)
        (page, *_more) = self.print(REPORT, application)
        self.assert_text(
            page,
            application.name,
            "Jinniu Hotel",
            "Mr Ma",
            "Lets us use its roof.",
            "A second building opens.",
            "Channel pack",
            "DX-1",
            "2,400.00",
            "Free",
        )
        text = "".join(self.print(REPORT, application))
        self.assert_text(
            text,
            self.supervisor.name,
            "2026-03-02 20:00",
            self.head.name,
            "Signature of the customer",
        )

    def test_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.account.lang = "zh_CN"
        values = self.env["report.key_account_service.report_application"]
        forms = values.with_user(self.officer)._get_report_values(self.apply().ids)
        self.assertEqual(forms["forms"][0]["lang"], "zh_CN")

    def test_printed_by_its_readers(self):
        application = self.apply()
        for user in (self.stranger, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.render(REPORT, application, user)
        self.assertIn("Jinniu Hotel", self.render(REPORT, application, self.auditor))


class TestScreen(ApplicationMixin, KeyAccountCase):
    def test_filled_in_and_submitted(self):
        with Form(self.env["key.account.application"].with_user(self.officer)) as form:
            form.partner_id = self.account
            form.kind = "more"
            form.reason = "More rooms."
            with form.line_ids.new() as line:
                line.product_id = self.channels
                self.assertEqual(line.price, 100)
                self.assertEqual(line.period_months, 12)
        application = form.record
        self.assertTrue(application.can_change and application.can_cancel)
        application.action_submit()
        self.env.invalidate_all()
        self.assertFalse(application.can_change)
        self.assertTrue(application.can_withdraw)
        seen = application.with_user(self.supervisor)
        self.assertTrue(seen.can_review and not seen.can_withdraw)

    def test_of_a_contact_who_is_no_key_account_kind_and_manager_are_asked(self):
        with Form(self.env["key.account.application"].with_user(self.officer)) as form:
            form.partner_id = self.stranger_to_us()
            self.assertTrue(form.becomes_account)
            form.customer_kind = "leadership"
            form.manager_id = self.officer
        self.assertEqual(form.record.serving_id, self.officer)

    def test_the_services_on_offer_are_kept_by_the_administrator_of_the_service(self):
        offers = self.env["product.template"].with_user(self.manager)
        action = self.ref("product_template_action_service")
        context = {"default_key_account_service_ok": True, "default_type": "service"}
        view = self.ref("product_template_view_form_service")
        with Form(offers.with_context(**context), view=view) as form:
            form.name = "4K pack"
            form.list_price = 50
        self.assertIn(form.record, offers.search(literal_eval(action.domain)))
        other = self.env["product.template"].create({"name": "Chair"})
        with self.assertRaises(AccessError):
            other.with_user(self.manager).name = "Table"
        with self.assertRaises(AccessError):
            form.record.with_user(self.supervisor).list_price = 1

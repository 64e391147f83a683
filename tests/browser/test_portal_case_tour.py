"""What a customer does on the page of a case, in a real browser."""

from unittest.mock import patch

from portal_cases import AnsweringCase

from odoo import fields

from odoo.addons.key_account_service.models.case.helpdesk_ticket_form import (
    HelpdeskTicket as Form,
)

from common import HOUR


class TestPortalCaseTour(AnsweringCase):
    def setUp(self):
        super().setUp()
        self.case.name = "Another matter"
        self.company.key_account_portal_sign = True
        self.case = self.make_case(moment=fields.Datetime.now() - HOUR)
        printed = patch.object(Form, "_print_signed", return_value=b"")
        printed.start()
        self.addCleanup(printed.stop)

    def tell_solved(self):
        self.case.stage_id = self.stage("solved")
        self.case.with_user(self.officer)._record_contact(
            fields.Datetime.now(), way="phone", we_said="Said among us"
        )

    def tour(self, name):
        self.start_tour("/my/tickets", name, login="portal-contact")
        self.env.invalidate_all()

    def test_no_and_later_yes_with_a_rating_and_a_signature(self):
        self.tell_solved()
        self.tour("key_account_portal_denies")
        self.assertEqual(self.case.reopen_count, 1)
        self.assertFalse(self.case.confirmed_at)
        self.assertIn("dark.txt", self.case.message_ids.attachment_ids.mapped("name"))
        self.tell_solved()
        self.tour("key_account_portal_agrees")
        self.assertEqual(self.case.confirmed_by, "portal")
        rating = self.ratings().filtered("consumed")
        self.assertEqual((rating.rating, rating.feedback), (5, "Thank you"))
        self.assertEqual(self.case.form_ids.signed_by, "Wang Fang")

    def test_on_a_telephone_as_well(self):
        self.browser_size, self.touch_enabled = "390x844", True
        self.tell_solved()
        self.tour("key_account_portal_agrees")
        self.assertEqual(self.case.confirmed_by, "portal")
        self.assertTrue(self.case.form_ids)

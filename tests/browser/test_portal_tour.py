"""What a customer sees and does on the portal, and an officer at the counter."""

from customer import PortalCase

from odoo import fields

from common import MODULE


class TestPortalTour(PortalCase):
    def test_the_customer_follows_a_case_and_opens_another(self):
        self.tour()

    def test_on_a_telephone_as_well(self):
        self.browser_size, self.touch_enabled = "390x844", True
        self.tour()

    def tour(self):
        self.make_case(moment=fields.Datetime.now())
        self.start_tour("/my/tickets", "key_account_portal", login="portal-contact")
        self.env.invalidate_all()
        case = self.env["helpdesk.ticket"].search(
            [("name", "=", "The invoice is wrong")]
        )
        self.assertEqual(case.case_kind, "complaint")
        self.assertEqual(case.first_contact_user_id, self.officer)
        self.assertEqual(case.stage_id, self.stage("cancelled"))


class TestCounterTour(PortalCase):
    def test_the_officer_takes_a_call(self):
        self.contact.phone = "+86 28 8765 4321"
        self.start_tour("/odoo/cases", "key_account_intake", login="kas-deputy")
        self.env.invalidate_all()
        case = self.env["helpdesk.ticket"].search([("name", "=", "No picture again")])
        self.assertEqual(case.first_contact_user_id, self.deputy)
        self.assertEqual(case.key_account_manager_id, self.officer)
        self.assertTrue(case.resolve_by)

    def test_my_deadlines_still_come_first(self):
        menu = self.ref("key_account_service_menu_root")
        self.assertEqual(menu.action, self.ref("key_account_deadline_action_my"))
        desk = menu.child_id.sorted("sequence")[0]
        first = desk.child_id.sorted("sequence")[0]
        self.assertEqual(first, self.env.ref(f"{MODULE}.helpdesk_ticket_intake_menu"))

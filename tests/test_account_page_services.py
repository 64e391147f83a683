"""FILE-10, APP-4: the page of an account shows its services, and which end soon."""

from account_pages import PageCase, page_of
from services import SERVICE, ServiceMixin, days

from odoo.exceptions import AccessError

from common import NOON


class TestServicesOfAccount(ServiceMixin, PageCase):
    def page(self, user=None):
        return self.account_as(user or self.officer)

    def test_what_runs_is_there_what_ends_first_comes_first(self):
        endless = self.make_service()
        later = self.make_service(days(90))
        soon = self.make_service(days(5))
        with self.at(NOON):
            page = self.page()
            self.assertEqual(page.key_account_service_count, 3)
            self.assertEqual(
                page.key_account_service_ids.ids, (soon + later + endless).ids
            )
            self.assertEqual(page.key_account_expiring_count, 1)

    def test_the_worst_state_of_what_is_to_be_decided(self):
        soon, later = self.make_service(days(2)), self.make_service(days(6))
        self.screen()
        with self.at(NOON):
            self.assertEqual(self.page().key_account_expiring_count, 2)
            worst = min(
                (soon | later).term_id,
                key=lambda term: term.deadline_due_at or NOON.max,
            )
            self.assertEqual(
                self.page().key_account_expiring_state, worst.deadline_state
            )
        with self.at(NOON.replace(year=NOON.year + 1)):
            self.assertEqual(self.page().key_account_expiring_state, "missed")

    def test_what_lapsed_stays_until_somebody_decides(self):
        service = self.make_service(days(2))
        self.screen()
        with self.at(NOON.replace(month=NOON.month + 2)):
            page = self.page()
            self.assertEqual(page.key_account_service_ids, service)
            self.assertEqual(page.key_account_expiring_count, 1)
            service.with_user(self.officer)._let_end("The customer moves away.")
            self.env.invalidate_all()
            page = self.page()
            self.assertFalse(page.key_account_service_ids)
            self.assertFalse(page.key_account_expiring_count)
            self.assertEqual(page.key_account_expiring_state, "none")

    def test_who_may_not_read_the_file_sees_no_services(self):
        self.make_service(days(5))
        with self.at(NOON):
            page = self.page(self.stranger)
            self.assertFalse(page.key_account_service_count)
            self.assertFalse(page.key_account_service_ids)
            self.assertFalse(page.key_account_expiring_count)
        with self.assertRaises(AccessError):
            self.page(self.clerk).read(["key_account_service_count"])

    def test_the_buttons_lead_to_what_they_count(self):
        self.make_service(days(90))
        self.make_service(days(5))
        with self.at(NOON):
            page = self.page()
            for action, count in (
                (page.action_view_key_account_services(), 2),
                (page.action_view_key_account_expiring(), 1),
            ):
                records = self.env[action["res_model"]].with_user(self.officer)
                self.assertEqual(records.search_count(action["domain"]), count)

    def test_a_renewal_is_applied_for_on_the_page(self):
        service = self.make_service(days(5))
        with self.at(NOON):
            shown = self.page().key_account_service_ids
            action = shown.action_apply_for_renewal()
        application = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(application.line_ids.service_id, service)

    def test_more_services_cost_no_more_queries(self):
        account = self.account.with_user(self.officer)
        fields = {
            name: inner
            for name, inner in page_of(account).items()
            if "key_account_service" in name or "key_account_expiring" in name
        }
        self.assertIn("fields", fields["key_account_service_ids"])
        needed = []
        for count in (1, 10):
            for day in range(count):
                self.make_service(days(4 + 30 * day))
            self.screen()
            with self.at(NOON):
                needed.append(self.queries(account, fields))
        self.assertLessEqual(needed[1], needed[0] + 1, needed)
        self.assertLessEqual(needed[1], 25)

    def test_the_figures_of_many_accounts_cost_no_more_queries(self):
        accounts = self.account
        for n in range(20):
            accounts |= self.account.copy(
                {"name": f"A {n}", "key_account_kind": "group"}
            )
        accounts = accounts.with_user(self.supervisor)
        fields = {
            "key_account_service_count": {},
            "key_account_expiring_count": {},
            "key_account_expiring_state": {},
        }
        self.make_service(days(5))
        with self.at(NOON):
            needed = [self.queries(accounts[:n], fields) for n in (1, 20)]
        self.assertLessEqual(needed[1], needed[0] + 2, needed)

    def queries(self, contacts, fields):
        contacts.web_read(fields)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        contacts.web_read(fields)
        return self.env.cr.sql_log_count - before

    def test_the_price_of_a_service_by_hand_is_that_of_its_term(self):
        service = self.make_service(days(5), price=0)
        service.with_user(self.officer).write({"price": 70, "quantity": 2})
        self.assertEqual(service.term_id.price, 140)
        with self.at(NOON):
            service.with_user(self.officer)._let_end("Too dear.")
        service.sudo().price = 10
        self.assertEqual(service.term_id.price, 140, "decided upon as it was then")
        self.assertEqual(service._name, SERVICE)

"""APP-2, APP-4: what an approved application makes of a customer's services."""

from datetime import date

from services import APPLICATION, ServiceCase, days

from odoo.exceptions import UserError

from common import NOON


class TestOpening(ServiceCase):
    def test_each_line_becomes_a_service(self):
        application = self.apply(
            lines=[{"quantity": 3, "period_months": 6}, {"is_free": True}]
        )
        services = self.open_on(application, date(2026, 3, 15))
        self.assertEqual(services.file_id, self.file)
        self.assertEqual(services.mapped("name"), ["Channel pack", "Channel pack"])
        self.assertEqual(services.mapped("is_paid"), [True, False])
        self.assertEqual(services.mapped("quantity"), [3, 1])
        self.assertEqual(services.mapped("price"), [100, 100])
        self.assertEqual(services[0].date_until, date(2026, 9, 14))
        self.assertEqual(services[1].date_until, date(2027, 3, 14))
        self.assertEqual(services.term_ids.application_line_id, application.line_ids)
        self.assertEqual(services[0].term_ids.price, 300)

    def test_a_second_time_changes_nothing(self):
        application = self.apply(lines=[{}, {}])
        services = self.open_on(application)
        self.assertEqual(self.open_on(application, days(9)), services)
        self.assertEqual(len(self.file.service_ids), 2)

    def test_not_before_the_day_the_customer_wishes(self):
        service = self.open_on(self.apply(lines=[{"date_from": days(10)}]))
        self.assertEqual(service.date_from, days(10))
        late = self.open_on(self.apply(lines=[{"date_from": days(-10)}]))
        self.assertEqual(late.date_from, days(0))

    def test_a_trial_is_one(self):
        service = self.open_on(self.apply("trial", [{"is_free": True}]))
        self.assertTrue(service.is_trial)
        self.assertTrue(service.term_ids.is_trial)

    def test_a_contact_without_a_file_has_that_of_the_account(self):
        application = self.apply(partner_id=self.contact.id)
        self.assertEqual(self.open_on(application).file_id, self.file)
        own = self.env["key.account.file"].create({"partner_id": self.contact.id})
        application = self.apply(partner_id=self.contact.id)
        self.assertEqual(self.open_on(application).file_id, own)

    def test_who_is_no_key_account_has_no_file(self):
        nobody = self.env["res.partner"].create({"name": "Nobody"})
        application = self.apply(partner_id=nobody.id)
        with self.assertRaisesRegex(UserError, "no key account"):
            self.open_on(application)


class TestRenewing(ServiceCase):
    def renew(self, service, day, **line):
        application = self.apply("renewal", [{"service_id": service.id, **line}])
        self.open_on(application, day)
        return application

    def test_without_a_gap(self):
        service = self.make_service(days(5))
        application = self.renew(service, days(0), period_months=12, price=95)
        last, new = service.term_ids.sorted("date_until")
        self.assertEqual((last.decision, new.date_from), ("renewed", days(6)))
        self.assertEqual(service.date_until, new.date_until)
        self.assertEqual(new.date_until, days(5).replace(year=days(5).year + 1))
        self.assertEqual(service.price, 95)
        self.assertEqual(new.application_line_id, application.line_ids)
        self.assertFalse(new.decision or new.asked_at)

    def test_what_was_over_begins_anew(self):
        service = self.make_service(days(5))
        self.renew(service, days(20), period_months=1)
        new = service.term_ids.sorted("date_until")[-1]
        self.assertEqual(new.date_from, days(20))

    def test_twice_renews_once(self):
        service = self.make_service(days(5))
        application = self.renew(service, days(0))
        until = service.date_until
        self.open_on(application, days(1))
        self.assertEqual((service.date_until, len(service.term_ids)), (until, 2))

    def test_who_changed_their_mind_are_renewed_all_the_same(self):
        service = self.make_service(days(5))
        with self.at(NOON):
            service.with_user(self.officer)._let_end("Too dear")
        self.renew(service, days(3))
        self.assertEqual(
            service.term_ids.sorted("date_until").mapped("decision"),
            ["renewed", False],
        )
        self.assertFalse(service.end_reason)

    def test_what_never_ends_goes_on(self):
        service = self.make_service()
        self.renew(service, days(0))
        self.assertFalse(service.date_until or service.term_ids)


class TestStopping(ServiceCase):
    def test_it_ends_on_the_day(self):
        service = self.make_service(days(100))
        self.open_on(
            self.apply("stop", [{"service_id": service.id}], reason="Moves"), days(2)
        )
        self.assertEqual((service.date_until, service.end_reason), (days(2), "Moves"))
        self.assertEqual(service.term_ids.decision, "ended")

    def test_also_by_the_name_the_opening_uses(self):
        service = self.make_service(days(100))
        application = self.apply("stop", [{"service_id": service.id}])
        with self.at(NOON):
            application.line_ids._end_services(days(1))
        self.assertEqual(service.term_ids.decision, "ended")

    def test_what_is_over_stays_as_it_was(self):
        service = self.make_service(days(1))
        self.open_on(self.apply("stop", [{"service_id": service.id}]), days(9))
        self.assertEqual(service.date_until, days(1))
        self.assertEqual(service.term_ids.decision, "ended")

    def test_what_would_have_renewed_it_is_called_off(self):
        service = self.make_service(days(5))
        self.screen()
        renewal = self.renewals(service)
        self.assertEqual(renewal.state, "draft")
        with self.at(NOON):
            service.with_user(self.officer)._let_end("The hotel closes")
        self.assertEqual(renewal.state, "cancelled")
        with self.at(NOON):
            self.assertEqual(self.env[APPLICATION]._submit_due(), 0)

    def test_not_what_renews_others_as_well(self):
        services = self.make_service(days(5)) | self.make_service(days(5))
        self.screen()
        renewal = self.renewals(services[0])
        self.assertEqual(renewal, self.renewals(services[1]))
        with self.at(NOON):
            services[0].with_user(self.officer)._let_end("Not used")
        self.assertEqual(renewal.state, "draft")

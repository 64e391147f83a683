"""FILE-5: a service is suspended, goes on, and ends, each with a reason on record."""

from datetime import timedelta

from services import SERVICE, TODAY, ServiceCase, days

from odoo.exceptions import AccessError, UserError

from common import NOON

STEP = "key.account.service.step"


class StepCase(ServiceCase):
    def step(self, service, name, user=None, **values):
        """Press a button and fill in its form, as a person does."""
        user = user or self.officer
        with self.at(NOON):
            action = getattr(service.with_user(user), f"action_{name}")()
            form = self.env[STEP].with_user(user).with_context(**action["context"])
            form.create({"reason": "As agreed", **values}).action_apply()
        self.env.invalidate_all()

    def history(self, service):
        return [
            (change.field_name, change.old_value or "", change.new_value or "")
            for change in self.env["key.account.file.change"].search(
                [("res_model", "=", SERVICE), ("res_id", "=", service.id)], order="id"
            )
            if change.kind == "changed"
        ]

    def state(self, service, moment=NOON):
        with self.at(moment):
            service.invalidate_recordset()
            return service.state


class TestStates(StepCase):
    def test_states_follow_the_days(self):
        for first, until, state in (
            (days(1), days(9), "coming"),
            (TODAY, TODAY, "open"),
            (days(-9), None, "open"),
            (days(-9), days(-1), "ended"),
        ):
            with self.subTest(first=first, until=until):
                service = self.make_service(date_from=first, date_until=until)
                self.assertEqual(self.state(service), state)
                with self.at(NOON):
                    found = service.search([("state", "=", state)])
                self.assertIn(service, found)

    def test_each_service_has_a_number_of_its_own(self):
        services = self.make_service() | self.make_service()
        self.assertEqual(len(set(services.mapped("number"))), 2)
        self.assertTrue(services[0].number.startswith("KS"))
        with self.assertRaises(AccessError):
            services[0].with_user(self.officer).number = "KS000001"

    def test_suspended_and_resumed(self):
        service = self.make_service(days(90))
        self.step(service, "suspend")
        self.assertEqual(self.state(service), "suspended")
        self.assertEqual(
            (service.suspended_on, service.suspend_reason), (TODAY, "As agreed")
        )
        with self.at(NOON):
            found = service.search([("state", "=", "suspended")])
        self.assertEqual(found, service)
        self.step(service, "resume", reason="Paid")
        self.assertEqual(self.state(service), "open")
        self.assertFalse(service.suspended_on or service.suspend_reason)

    def test_why_stands_in_the_history(self):
        service = self.make_service(days(90))
        self.step(service, "suspend")
        self.step(service, "resume", reason="Paid")
        self.assertEqual(
            [change for change in self.history(service) if "reason" in change[0]],
            [
                ("suspend_reason", "", "As agreed"),
                ("suspend_reason", "As agreed", "Paid"),
                ("suspend_reason", "Paid", ""),
            ],
        )
        action = service.with_user(self.supervisor).action_view_changes()
        self.assertIn(("res_id", "in", service.ids), action["domain"])

    def test_ended_before_its_time(self):
        service = self.make_service(days(90))
        self.step(service, "end", day=days(3))
        self.assertEqual(
            (service.date_until, service.end_reason), (days(3), "As agreed")
        )
        term = service.term_ids
        self.assertEqual((term.date_until, term.decision), (days(3), "ended"))
        self.assertEqual((term.decided_by_id, term.reason), (self.officer, "As agreed"))
        self.assertEqual(self.state(service, NOON.replace(day=6)), "ended")

    def test_without_an_end_it_can_be_ended(self):
        service = self.make_service()
        self.assertFalse(service.term_ids)
        self.step(service, "end", day=days(3))
        self.assertEqual(service.term_ids.decision, "ended")

    def test_what_has_not_begun_ends_on_its_first_day(self):
        service = self.make_service(date_from=days(5), date_until=days(50))
        self.step(service, "end", day=TODAY)
        self.assertEqual(service.date_until, days(5))

    def test_not_renewed_keeps_its_days(self):
        service = self.make_service(days(5))
        self.step(service, "let_end", reason="The hotel closes")
        self.assertEqual(service.date_until, days(5))
        self.assertEqual(service.term_ids.outcome, "ended")
        with self.assertRaisesRegex(UserError, "decided already"):
            self.step(service, "let_end")

    def test_steps_that_make_no_sense_are_refused(self):
        running = self.make_service(days(9))
        over = self.make_service(days(-9))
        for service, name, values, words in (
            (running, "resume", {}, "not be done|cannot be done"),
            (over, "suspend", {}, "cannot be done"),
            (over, "end", {}, "cannot be done"),
            (running, "end", {"day": days(10)}, "anyway"),
            (running, "end", {"day": days(-1)}, "today or later"),
            (running, "suspend", {"reason": "  "}, "Say why"),
        ):
            with self.subTest(name=name), self.assertRaisesRegex(UserError, words):
                self.step(service, name, **values)

    def test_two_who_press_at_once(self):
        service = self.make_service(days(9)).with_user(self.officer)
        with self.at(NOON):
            service._suspend("First")
            with self.assertRaisesRegex(UserError, "Suspended"):
                service._suspend("Second")
        self.assertEqual(service.suspend_reason, "First")

    def test_only_who_serves_the_account(self):
        service = self.make_service(days(9))
        others = self.supervisor | self.manager | self.auditor | self.stranger
        for user in others | self.clerk:
            for name in ("suspend", "end", "let_end", "apply_for_renewal"):
                with (
                    self.subTest(user=user.login, name=name),
                    self.assertRaises(AccessError),
                ):
                    self.step(service, name, user)
        self.step(service, "suspend", self.deputy)

    def test_the_form_of_another_service_is_no_way_round(self):
        service = self.make_service(days(9))
        form = self.env[STEP].with_user(self.stranger)
        with self.at(NOON), self.assertRaises(AccessError):
            form.create(
                {"service_id": service.id, "step": "suspend", "reason": "x"}
            ).action_apply()

    def test_facts_are_nobodys_to_write(self):
        service = self.make_service(days(9)).with_user(self.officer)
        for name, value in (
            ("suspended_on", TODAY),
            ("suspend_reason", "x"),
            ("end_reason", "x"),
            ("is_trial", True),
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                service[name] = value


class TestApproved(StepCase):
    def test_what_was_approved_is_not_changed_by_hand(self):
        service = self.open_on(self.apply()).with_user(self.officer)
        for name, value in (
            ("date_until", days(9999)),
            ("price", 1),
            ("product_id", False),
            ("is_paid", False),
        ):
            with self.subTest(name=name), self.assertRaisesRegex(UserError, "approved"):
                service[name] = value
        service.note = "Ask for Mr. He"
        with self.assertRaisesRegex(UserError, "came of an application"):
            service.unlink()

    def test_what_was_entered_by_hand_is(self):
        service = self.make_service(days(200)).with_user(self.officer)
        service.write({"date_until": days(300), "price": 80})
        self.assertEqual(service.sudo().term_ids.date_until, days(300))
        service.unlink()
        self.assertFalse(service.exists())


class TestTerms(ServiceCase):
    def spans(self, service):
        return [
            (term.date_from, term.date_until, term.decision or "")
            for term in service.term_ids.sorted("date_until")
        ]

    def test_a_term_follows_its_service(self):
        service = self.make_service(days(200))
        first = service.date_from
        self.assertEqual(self.spans(service), [(first, days(200), "")])
        with self.at(NOON):
            service.write({"date_from": TODAY, "date_until": days(100)})
            self.assertEqual(self.spans(service), [(TODAY, days(100), "")])
            service.date_until = False
            self.assertEqual(self.spans(service), [])
            service.date_until = days(50)
            self.assertEqual(self.spans(service), [(TODAY, days(50), "")])

    def test_a_later_end_by_hand_renews_what_was_asked(self):
        service = self.make_service(days(5))
        self.screen()
        service.with_user(self.officer).date_until = days(400)
        self.assertEqual(
            self.spans(service),
            [(service.date_from, days(5), "renewed"), (days(6), days(400), "")],
        )

    def test_a_renewal_is_taken_back_by_an_earlier_end(self):
        service = self.make_service(days(5))
        self.screen()
        service.date_until = days(400)
        with self.at(NOON):
            service.with_user(self.officer)._end(days(2), "Moves away")
        self.assertEqual(
            self.spans(service)[-1], (service.date_from, days(2), "renewed")
        )
        self.assertEqual(len(service.term_ids), 1)

    def test_what_was_over_when_it_was_entered_is_past(self):
        service = self.make_service(days(-1))
        self.assertEqual(service.term_ids.decision, "ended")
        self.assertEqual(self.screen(), 0)

    def test_a_trial_that_is_over_has_not_lapsed(self):
        term = self.make_service(days(3)).term_ids
        term.service_id.is_trial = True
        terms = term.search([("id", "=", term.id)])
        with self.at(NOON + timedelta(days=9)):
            term.invalidate_recordset()
            self.assertEqual(term.outcome, "ended")
            mine = [("id", "=", term.id)]
            for outcome, found in (("ended", terms), ("lapsed", terms.browse())):
                domain = [*mine, ("outcome", "=", outcome)]
                self.assertEqual(term.search(domain), found)
            groups = term._read_group(mine, ["outcome"], ["__count"])
        self.assertEqual(groups, [("ended", 1)])

    def test_by_month_and_outcome(self):
        for until in (days(5), days(6), days(40)):
            self.make_service(until)
        renewed = self.make_service(days(3))
        renewed.term_ids._decide("renewed")
        self.screen()
        with self.at(NOON):
            groups = self.env["key.account.service.term"]._read_group(
                [("file_id", "=", self.file.id)],
                ["date_until:month", "outcome"],
                ["__count"],
            )
        self.assertEqual(
            {(month.month, outcome): count for month, outcome, count in groups},
            {(3, "undecided"): 2, (3, "renewed"): 1, (4, "running"): 1},
        )
        later = NOON.replace(day=20)
        with self.at(later):
            lapsed = self.env["key.account.service.term"].search(
                [("outcome", "=", "lapsed"), ("file_id", "=", self.file.id)]
            )
            self.assertEqual(lapsed.mapped("outcome"), ["lapsed", "lapsed"])

    def test_expiring_until_somebody_decides(self):
        near, far = self.make_service(days(30)), self.make_service(days(31))
        with self.at(NOON):
            self.assertTrue(near.is_expiring)
            self.assertFalse(far.is_expiring)
            found = self.env[SERVICE].search([("is_expiring", "=", True)])
            self.assertEqual(found & (near | far), near)
            self.assertIn(far, self.env[SERVICE].search([("is_expiring", "=", False)]))
            near.term_ids._decide("ended")
            self.assertFalse(near.is_expiring)

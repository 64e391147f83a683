"""APP-1: applications are approved by whom the steps name, and by nobody else."""

from applications import ApplicationMixin

from odoo.exceptions import AccessError, UserError

from common import HOUR, NOON, KeyAccountCase


class TestSteps(ApplicationMixin, KeyAccountCase):
    def steps(self, **values):
        """Who has to approve an application, in order."""
        application = self.submit(self.apply(**values))
        return [review.reviewer_ids.login for review in application.review_ids]

    def test_the_supervisor_approves_every_application(self):
        self.assertEqual(self.steps(), [self.supervisor.login])

    def test_who_is_asked_is_said_in_our_words(self):
        application = self.submit(self.apply())
        said = " ".join(application.message_ids.mapped("body"))
        self.assertIn(f"Waits for the approval of {self.supervisor.name}", said)
        self.assertNotIn("Review pending", said)

    def test_the_department_head_what_is_large_long_or_free(self):
        both = [self.supervisor.login, self.head.login]
        for values in (
            {"line_ids": [self.line(self.leased_line)]},
            {"line_ids": [self.line(period_months=24)]},
            {"line_ids": [self.line(is_free=True)], "contribution": "Its roof."},
            {"contribution": "Lets us use its roof."},
        ):
            with self.subTest(**values), self.env.cr.savepoint() as point:
                self.assertEqual(self.steps(**values), both)
                point.rollback()
                self.env.invalidate_all()

    def test_the_figures_are_data(self):
        step = self.ref("tier_definition_application_department_head")
        step.definition_domain = "[('amount', '>', 1000)]"
        self.assertEqual(self.steps(), [self.supervisor.login, self.head.login])

    def test_a_department_can_have_steps_of_its_own(self):
        department = self.env["key.account.department"].create({"name": "Sales"})
        step = self.ref("tier_definition_application_department_head")
        step.definition_domain = f"[('department_id', '=', {department.id})]"
        steps = self.steps(department_id=department.id)
        self.assertEqual(steps, [self.supervisor.login, self.head.login])

    def test_the_head_of_the_company_a_new_vip_of_the_leadership(self):
        steps = self.steps(
            partner_id=self.stranger_to_us().id,
            kind="new",
            customer_kind="leadership",
            is_network_customer="yes",
            manager_id=self.officer.id,
        )
        self.assertEqual(steps, [self.supervisor.login, self.manager.login])

    def test_the_supervisor_alone_a_renewal_as_before(self):
        service = self.service_of()
        for months, price, names in (
            (12, 100, [self.supervisor.login]),
            (12, 99, [self.supervisor.login]),
            (24, 99, [self.supervisor.login, self.head.login]),
            (24, 100, [self.supervisor.login]),
        ):
            line = self.line(service_id=service.id, period_months=months, price=price)
            with self.subTest(months=months, price=price):
                with self.env.cr.savepoint() as point:
                    found = self.steps(kind="renewal", line_ids=[line])
                    self.assertEqual(found, names)
                    point.rollback()
                    self.env.invalidate_all()

    def renewal(self, service, **values):
        line = {"service_id": service.id, "period_months": 24, **values}
        return self.apply(kind="renewal", line_ids=[self.line(**line)])

    def test_what_was_approved_before_is_the_measure(self):
        service = self.service_of()
        first = self.submit(self.renewal(service, price=80))
        self.approve(first, self.supervisor, self.head)
        first.sudo()._write_facts({"state": "filed"})
        self.assertTrue(self.renewal(service, price=80).is_unchanged)
        self.assertFalse(self.renewal(service, price=79).is_unchanged)
        self.assertFalse(self.renewal(service, price=80, quantity=2).is_unchanged)
        self.assertFalse(self.renewal(service, price=80, period_months=25).is_unchanged)
        self.assertFalse(self.renewal(service, price=80, is_free=True).is_unchanged)

    def test_a_stop_is_for_the_supervisor(self):
        service = self.service_of()
        line = self.line(self.leased_line, service_id=service.id)
        self.assertEqual(
            self.steps(kind="stop", line_ids=[line]), [self.supervisor.login]
        )

    def test_without_a_step_nothing_is_submitted(self):
        self.env["tier.definition"].search(
            [("model", "=", "key.account.application")]
        ).active = False
        with self.assertRaisesRegex(UserError, "Application Approvals"):
            self.submit(self.apply())

    def test_an_administrator_of_the_service_edits_the_steps(self):
        steps = self.env["tier.definition"].with_user(self.manager)
        model = self.env["ir.model"]._get("key.account.application")
        step = steps.with_context(default_model_id=model.id).create(
            {"name": "Head", "key_account_approver": "company_head", "sequence": 5}
        )
        self.assertEqual(step.sudo().reviewer_field_id.model, "key.account.application")
        self.assertEqual(self.steps(), [self.supervisor.login, self.manager.login])


class TestDecision(ApplicationMixin, KeyAccountCase):
    def large(self):
        line = self.line(self.leased_line)
        return self.submit(self.apply(line_ids=[line]))

    def test_approved_step_by_step(self):
        application = self.large()
        self.approve(application, self.supervisor)
        self.assertEqual(application.state, "submitted")
        self.approve(application, self.head, moment=NOON + HOUR)
        self.assertEqual(application.state, "approved")
        self.assertEqual(application.approved_at, NOON + HOUR)
        self.assertEqual(application.decided_by_id, self.head)

    def test_the_head_does_not_go_first(self):
        with self.assertRaises(AccessError):
            self.approve(self.large(), self.head)

    def test_nobody_else_decides(self):
        application = self.submit(self.apply())
        for user in (self.officer, self.deputy, self.head, self.manager, self.clerk):
            for method in ("validate_tier", "reject_tier", "return_tier"):
                with self.subTest(user=user.login, method=method):
                    with self.assertRaises(UserError):
                        getattr(application.with_user(user), method)()
        self.assertEqual(application.state, "submitted")

    def test_whoever_wrote_it_is_passed_over(self):
        application = self.apply(self.supervisor)
        self.submit(application, self.supervisor)
        self.assertEqual(application.review_ids.reviewer_ids, self.head)

    def test_a_second_click_approves_nothing_twice(self):
        application = self.large()
        self.approve(application, self.supervisor)
        with self.assertRaisesRegex(AccessError, "decided already"):
            self.approve(application, self.supervisor)

    def test_what_was_submitted_is_locked(self):
        application = self.submit(self.apply())
        for user in (self.officer, self.deputy):
            with self.subTest(user=user.login):
                with self.assertRaises(UserError):
                    application.with_user(user).reason = "x"
                with self.assertRaisesRegex(UserError, "was submitted"):
                    application.line_ids.with_user(user).price = 1
                with self.assertRaisesRegex(UserError, "was submitted"):
                    application.line_ids.with_user(user).unlink()
        self.approve(application)
        with self.assertRaisesRegex(UserError, "was submitted"):
            application.with_user(self.officer).reason = "x"

    def test_returned_changed_and_submitted_again(self):
        application = self.large()
        self.approve(application, self.supervisor)
        self.decide(application, self.head, "return_tier", "How many rooms?")
        self.assertEqual(application.state, "returned")
        past = application.past_review_ids
        self.assertEqual(past.mapped("status"), ["approved", "returned"])
        self.assertEqual(past[1].comment, "How many rooms?")
        self.assertEqual(application.activity_ids.user_id, self.officer)
        application.with_user(self.officer).reason = "For 40 rooms."
        self.submit(application)
        self.assertFalse(application.activity_ids)
        self.assertEqual(
            application.review_ids.mapped("status"), ["pending", "waiting"]
        )
        self.approve(application, self.supervisor, self.head)
        self.assertEqual(application.state, "approved")
        self.assertEqual(application.past_review_ids, past)

    def test_who_decided_before_goes_on_reading(self):
        step = self.ref("tier_definition_application_supervisor")
        step.write({"review_type": "individual", "reviewer_id": self.stranger.id})
        application = self.submit(self.apply())
        self.decide(application, self.stranger, "return_tier")
        step.reviewer_id = self.manager
        self.submit(application)
        self.assertTrue(application.with_user(self.stranger).reason)

    def test_rejected_it_is_over_and_can_be_applied_for_again(self):
        application = self.large()
        self.decide(application, self.supervisor, "reject_tier", "Too dear.")
        self.assertEqual(application.state, "rejected")
        self.assertEqual(
            application.review_ids.mapped("status"), ["rejected", "cancel"]
        )
        self.assertEqual(application.review_ids[0].comment, "Too dear.")
        with self.assertRaises(AccessError):
            self.approve(application, self.head)
        with self.assertRaisesRegex(UserError, "Rejected"):
            self.submit(application)
        action = application.with_user(self.officer).action_apply_again()
        again = application.browse(action["res_id"])
        self.assertEqual(again.former_id, application)
        self.assertEqual(again.line_ids.product_id, self.leased_line)
        self.approve(self.submit(again), self.supervisor, self.head)
        self.assertEqual(again.state, "approved")

    def test_withdrawn_it_is_changed_and_submitted_again(self):
        application = self.submit(self.apply())
        application.with_user(self.deputy).action_withdraw()
        self.assertEqual(application.state, "withdrawn")
        self.assertEqual(application.past_review_ids.mapped("status"), ["cancel"])
        with self.assertRaises(AccessError):
            self.approve(application)
        application.with_user(self.officer).action_revise()
        application.with_user(self.officer).reason = "x"
        self.submit(application)
        self.approve(application)
        self.assertEqual(application.state, "approved")

    def test_withdrawing_is_for_those_who_wrote_it(self):
        application = self.submit(self.apply())
        for user in (self.stranger, self.supervisor, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                application.with_user(user).action_withdraw()

    def test_what_is_not_decided_is_cancelled_by_those_who_wrote_it(self):
        draft = self.apply()
        for user in (self.stranger, self.supervisor, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                draft.with_user(user).action_cancel()
        draft.with_user(self.officer).action_cancel()
        self.assertEqual(draft.state, "cancelled")
        application = self.approve(self.submit(self.apply()))
        with self.assertRaisesRegex(UserError, "Approved"):
            application.with_user(self.officer).action_cancel()

    def test_a_second_submission_is_refused(self):
        application = self.submit(self.apply())
        with self.assertRaisesRegex(UserError, "Under approval"):
            self.submit(application)

    def test_whoever_comes_to_lead_the_team_is_asked(self):
        application = self.submit(self.apply())
        self.team.with_user(self.manager).leader_id = self.stranger
        self.env.invalidate_all()
        self.assertEqual(application.review_ids.reviewer_ids, self.stranger)
        self.approve(application, self.stranger)
        self.assertEqual(application.state, "approved")

    def test_the_applicant_is_told_by_number_and_link(self):
        self.officer.notification_type = "inbox"
        application = self.submit(self.apply(reason="Secret reason"))
        self.decide(application, self.supervisor, "return_tier", "Secret comment")
        self.submit(application)
        self.approve(application)
        notices = self.env["mail.message"].search(
            [("partner_ids", "in", self.officer.partner_id.ids)]
        )
        bodies = " ".join(notices.mapped("body"))
        for word in ("returned for change", "is approved", application.name):
            self.assertIn(word, bodies)
        self.assertNotIn("Secret", bodies)


class TestForward(ApplicationMixin, KeyAccountCase):
    def test_whoever_gets_it_reads_and_decides(self):
        application = self.submit(self.apply())
        with self.assertRaises(AccessError):
            application.with_user(self.stranger).read(["reason"])
        self.forward(application, self.supervisor, self.stranger)
        self.assertEqual(application.state, "submitted")
        self.assertEqual(application.waits_for_ids, self.stranger)
        statuses = application.review_ids.mapped("status")
        self.assertEqual(sorted(statuses), ["forwarded", "pending"])
        self.assertTrue(application.with_user(self.stranger).reason)
        with self.assertRaises(AccessError):
            self.approve(application, self.supervisor)
        self.approve(application, self.stranger)
        self.assertEqual(application.state, "approved")
        self.assertEqual(application.decided_by_id, self.stranger)

    def test_the_next_step_comes_after_it(self):
        application = self.submit(self.apply(line_ids=[self.line(self.leased_line)]))
        self.forward(application, self.supervisor, self.stranger)
        with self.assertRaises(AccessError):
            self.approve(application, self.head)
        self.approve(application, self.stranger, self.head)
        self.assertEqual(application.state, "approved")

    def test_never_to_an_author_nor_to_who_changes_nothing(self):
        application = self.submit(self.apply())
        archived = self.stranger
        archived.active = False
        people = (self.officer, self.clerk, self.supervisor, self.auditor, archived)
        for user in people:
            with self.subTest(user=user.login):
                with self.assertRaisesRegex(UserError, "cannot decide"):
                    self.forward(application, self.supervisor, user)
        self.assertEqual(application.review_ids.mapped("status"), ["pending"])

    def test_offered_are_those_who_could_decide(self):
        application = self.submit(self.apply())
        action = application.with_user(self.supervisor).action_forward()
        form = self.env[action["res_model"]].with_user(self.supervisor)
        found = form.with_context(**action["context"]).new({}).candidate_ids._origin
        self.assertIn(self.stranger, found)
        for user in (self.officer, self.clerk, self.supervisor, self.auditor):
            self.assertNotIn(user, found)

    def test_only_the_own_step_where_the_step_allows_it(self):
        application = self.submit(self.apply())
        self.assertTrue(application.with_user(self.supervisor).can_forward)
        self.assertFalse(application.with_user(self.head).can_forward)
        with self.assertRaises(AccessError):
            self.forward(application, self.head, self.stranger)
        self.ref("tier_definition_application_supervisor").has_forward = False
        self.env.invalidate_all()
        self.assertFalse(application.with_user(self.supervisor).can_forward)
        with self.assertRaisesRegex(UserError, "decided by those it names"):
            self.forward(application, self.supervisor, self.stranger)

"""APP-2: from the approval over the checklist to the filing."""

from openings import DAY, OpeningMixin
from repairs import APPOINTMENT, FLAT

from odoo.exceptions import AccessError, UserError

from common import HOUR, NOON, KeyAccountCase

BOX = {"kind": "set_top_box", "movement": "deliver"}


class OpeningCase(OpeningMixin, KeyAccountCase):
    pass


class TestStart(OpeningCase):
    def test_a_draft_has_no_steps_and_promises_nothing(self):
        application = self.apply(approve=False)
        self.assertFalse(application.step_ids)
        self.assertFalse(application.deadline_ids)

    def test_the_manager_is_told_by_number_and_link(self):
        application = self.apply()
        told = (
            self.env["mail.notification"]
            .search(
                [("res_partner_id", "=", self.officer.partner_id.id)], order="id desc"
            )[:1]
            .mail_message_id
        )
        self.assertIn(application.name, told.subject)
        for secret in (FLAT, "Canary", "Jinniu"):
            self.assertNotIn(secret, str(told.body) + told.subject)

    def test_the_checklist_follows_from_what_has_to_be_done(self):
        afterwards = ["call_back", "report", "file"]
        visit = ["services", "appointment", "visit", *afterwards]
        for values, steps in (
            ({}, visit),
            ({"equipment": [BOX]}, ["equipment", *visit]),
            ({"kind": "more"}, ["services", "told", *afterwards]),
            ({"is_network_customer": "yes"}, ["services", "told", *afterwards]),
        ):
            with self.subTest(values):
                application = self.apply(**values)
                self.assertEqual(application.step_ids.mapped("step"), steps)
                self.assertEqual(application.next_step, steps[0])
                self.assertEqual(application.state, "approved")

    def test_who_neither_serves_nor_leads_the_account_opens_nothing(self):
        application = self.apply(kind="more")
        application.sudo().author_ids |= self.stranger
        for user in (self.stranger, self.auditor, self.clerk, self.worker):
            mine = application.with_user(user)
            for action in (
                "action_services_ready",
                "action_told",
                "action_send_crew",
                "action_equipment_there",
            ):
                with self.subTest(user.login, a=action), self.assertRaises(AccessError):
                    getattr(mine, action)()
        self.assertFalse(self.done(application))

    def test_the_deputy_and_superiors_in_charge_open_as_well(self):
        for user in (self.deputy, self.supervisor, self.head, self.manager):
            with self.subTest(user.login):
                application = self.apply(kind="more")
                application.with_user(user).action_services_ready()
                row = application.step_ids[:1]
                self.assertEqual(row.done_by_id, user)


class TestWithoutVisit(OpeningCase):
    def setUp(self):
        super().setUp()
        self.application = self.apply(kind="more")
        self.mine = self.application.with_user(self.officer)

    def test_from_the_approval_to_the_filing(self):
        with self.at(NOON + HOUR):
            self.mine.action_services_ready()
            self.assertEqual(self.application.state, "opening")
            self.mine.action_told()
        self.assertEqual(self.application.state, "opened")
        self.assertEqual(self.application.opened_at, NOON + HOUR)
        service = self.application.line_ids.service_id
        self.assertEqual(service.file_id.partner_id, self.account)
        self.assertEqual(service.date_from, (NOON + HOUR).date())
        self.call(self.application)
        form = self.report(self.application)
        self.assertIn("All is well", form.text)
        with self.at(NOON + DAY):
            self.mine.action_file()
        self.assertEqual(self.application.state, "filed")
        self.assertEqual(self.application.filed_at, NOON + DAY)
        self.assertEqual(
            self.done(self.application), self.application.step_ids.mapped("step")
        )

    def test_services_are_set_up_before_the_customer_is_told(self):
        with self.assertRaises(UserError):
            self.mine.action_told()
        self.assertEqual(self.application.state, "approved")

    def test_a_step_is_taken_once(self):
        with self.at(NOON + HOUR):
            self.mine.action_services_ready()
        with self.at(NOON + 2 * HOUR):
            self.mine.action_services_ready()
        row = self.application.step_ids[:1]
        self.assertEqual(row.done_at, NOON + HOUR)
        with self.assertRaises(UserError):
            row.with_user(self.officer).action_do()

    def test_it_is_opened_once(self):
        self.mine.action_services_ready()
        self.mine.action_told()
        with self.assertRaises(UserError):
            self.mine.action_told()
        services = self.application.line_ids.service_id
        self.assertEqual(len(services), 1)

    def test_the_row_of_the_checklist_takes_the_step(self):
        for step in ("services", "told"):
            row = self.application.step_ids.filtered(lambda r, s=step: r.step == s)
            self.assertTrue(row.is_next)
            row.with_user(self.officer).action_do()
        self.assertEqual(self.application.state, "opened")


class TestRenewalAndStop(OpeningCase):
    def setUp(self):
        super().setUp()
        self.service = self.env["key.account.service"].create(
            {
                "file_id": self.env["key.account.file"]
                .search([("partner_id", "=", self.account.id)])
                .id,
                "name": "Films",
                "date_from": "2025-03-01",
                "date_until": "2026-03-31",
            }
        )
        self.line = {"service_id": self.service.id}

    def test_a_renewal_is_opened_and_filed_at_once(self):
        application = self.apply(kind="renewal", lines=[self.line])
        self.assertEqual(application.state, "filed")
        self.assertEqual(application.opened_at, NOON)
        self.assertEqual(str(self.service.date_until), "2027-03-31")
        self.assertFalse(application.deadline_ids.filtered(lambda d: d.due_at))

    def test_a_stop_ends_the_service_on_the_day(self):
        application = self.apply(kind="stop", lines=[self.line])
        application.with_user(self.officer).action_services_ready()
        with self.at(NOON + DAY):
            application.with_user(self.officer).action_told()
        self.assertEqual(self.service.date_until, (NOON + DAY).date())

    def test_a_service_that_has_ended_is_not_made_longer_by_a_stop(self):
        self.service.date_until = "2026-02-01"
        application = self.apply(kind="stop", lines=[self.line])
        application.with_user(self.officer).action_services_ready()
        application.with_user(self.officer).action_told()
        self.assertEqual(str(self.service.date_until), "2026-02-01")


class TestWithVisit(OpeningCase):
    def setUp(self):
        super().setUp()
        self.application = self.apply()
        self.application.with_user(self.officer).action_services_ready()
        self.order = self.arrange(self.application)

    def test_the_crew_gets_an_order_of_its_own(self):
        self.assertEqual(self.order.application_id, self.application)
        self.assertTrue(self.order.is_install)
        self.assertEqual(self.order.repair_state, "planned")
        self.assertEqual(self.order.repair_flat, FLAT)
        self.assertEqual(self.order.repair_task, "Film channels × 1")
        self.assertEqual(self.order.case_number, self.application.name)
        self.assertEqual(self.order.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(self.application.order_count, 1)
        self.assertEqual(self.done(self.application), ["services", "appointment"])
        found = self.env["fsm.order"].search(
            [("is_install", "=", True), ("key_account_tier_id.code", "=", "A")]
        )
        self.assertIn(self.order, found)

    def test_the_promise_of_the_appointment_is_the_crews(self):
        promise = self.deadline(self.order, "appointment")
        self.assertEqual(promise.responsible_id, self.officer)
        self.assertEqual(promise.partner_id, self.account)

    def test_a_second_crew_waits_for_the_end_of_the_first(self):
        with self.assertRaises(UserError):
            self.arrange(self.application)

    def test_the_receipt_opens_the_services(self):
        self.install(self.order, rating="4")
        self.assertEqual(self.application.state, "opened")
        self.assertEqual(self.application.opened_at, APPOINTMENT + HOUR)
        self.assertEqual(self.order.install_reaction, "satisfied")
        self.assertTrue(self.order.repair_is_intact)
        step = self.application.step_ids.filtered(lambda row: row.step == "visit")
        self.assertEqual(step.done_by_id, self.worker)
        service = self.application.line_ids.service_id
        self.assertEqual(str(service.date_from), "2026-03-03", "midnight is past there")
        self.assertIn(self.order.name, self.application.message_ids[:1].body)

    def test_nothing_is_signed_before_it_is_verified(self):
        self.go(self.order)
        worker = self.order.with_user(self.worker)
        worker.repair_work_done = "Installed."
        for values in (
            {},
            {"install_is_normal": True},
            {"install_is_normal": False, "install_reaction": "satisfied"},
        ):
            worker.write(values)
            with self.subTest(values), self.assertRaises(UserError):
                worker.action_finish()
        self.assertEqual(self.application.state, "opening")

    def test_what_was_seen_there_belongs_to_what_is_signed(self):
        self.install(self.order)
        self.order.sudo().install_manager_present = True
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.order.repair_is_intact)

    def test_the_receipt_prints_what_was_installed(self):
        self.install(self.order)
        facts = self.order._form_repair()
        self.assertTrue(facts["is_normal"])
        self.assertEqual(facts["reaction"], "Satisfied")
        report = self.env["ir.actions.report"].with_user(self.officer)
        html = report._render_qweb_html(
            "key_account_service.report_repair", self.order.ids
        )[0]
        self.assertIn(self.application.name, html.decode())
        self.assertIn("Jinniu Hotel", html.decode())

    def test_after_a_failed_visit_a_new_appointment_is_next(self):
        self.fail_visit(self.order)
        self.assertEqual(self.application.state, "opening")
        self.assertEqual(self.application.next_step, "appointment")
        self.assertEqual(self.deadline(self.application, "install").state, "running")
        again = self.arrange(
            self.application,
            moment=APPOINTMENT + HOUR,
            date_from=APPOINTMENT + DAY,
            date_until=APPOINTMENT + DAY + HOUR,
            reason="Nobody was at home",
        )
        self.install(again, APPOINTMENT + DAY)
        self.assertEqual(self.application.state, "opened")

    def test_a_visit_that_is_called_off_needs_another_appointment(self):
        self.order.with_user(self.officer).action_cancel()
        self.assertEqual(self.application.next_step, "appointment")
        with self.assertRaises(AccessError):
            self.arrange(self.application, user=self.stranger)

    def test_only_who_serves_the_account_calls_a_visit_off(self):
        for user in (self.worker, self.stranger, self.auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.order.with_user(user).action_cancel()

    def test_an_application_that_is_cancelled_calls_its_crew_off(self):
        self.application._write_facts({"state": "cancelled"})
        self.assertEqual(self.order.repair_state, "cancelled")
        self.assertEqual(self.deadline(self.application, "install").state, "cancelled")

    def test_it_is_not_cancelled_while_the_crew_is_there(self):
        self.go(self.order)
        with self.assertRaises(UserError):
            self.application._write_facts({"state": "cancelled"})

    def test_nobody_opens_it_without_the_crew(self):
        with self.assertRaises(UserError):
            self.application.with_user(self.officer).action_told()
        with self.assertRaises(UserError):
            self.application.with_user(self.officer).action_equipment_there()


class TestEnd(OpeningCase):
    def setUp(self):
        super().setUp()
        self.application = self.apply(kind="more")
        self.mine = self.application.with_user(self.officer)
        with self.at(NOON + HOUR):
            self.mine.action_services_ready()
            self.mine.action_told()

    def test_it_is_filed_after_call_back_and_report_only(self):
        with self.assertRaises(UserError):
            self.mine.action_file()
        with self.assertRaises(UserError):
            self.report(self.application, text="All went well.")
        self.call(self.application)
        with self.assertRaises(UserError):
            self.mine.action_file()
        self.report(self.application)
        self.mine.action_file()
        with self.assertRaises(UserError):
            self.mine.action_file()

    def test_who_is_not_satisfied_is_called_again(self):
        with self.assertRaises(UserError):
            self.call(self.application, "not_satisfied", said=" ")
        self.call(self.application, "not_satisfied", said="No sound")
        self.assertNotIn("call_back", self.done(self.application))
        self.call(self.application, moment=NOON + DAY)
        self.assertIn("call_back", self.done(self.application))
        # The customer was asked in time all the same.
        self.assertEqual(self.application.called_back_at, NOON + 2 * HOUR)
        self.assertEqual(len(self.application.call_ids), 2)

    def test_who_changes_the_mind_takes_the_word_back(self):
        self.call(self.application)
        self.call(self.application, "not_satisfied", said="No", moment=NOON + DAY)
        self.assertEqual(self.application.next_step, "call_back")

    def test_a_crew_may_put_right_what_is_wrong(self):
        order = self.arrange(self.application, moment=NOON + HOUR)
        self.assertFalse(self.application.arranged_at, "the promise itself is over")
        self.call(self.application)
        self.report(self.application, text="It is well.")
        with self.assertRaises(UserError):
            self.mine.action_file()
        self.install(order)
        self.assertEqual(self.application.opened_at, NOON + HOUR)
        self.mine.action_file()

    def test_a_call_lies_between_the_opening_and_now(self):
        for moment in (NOON, NOON + DAY):
            with self.subTest(moment), self.assertRaises(UserError):
                self.call(self.application, called_at=moment)

    def test_a_customer_whom_nobody_reaches_is_filed_by_a_superior(self):
        self.company.key_account_call_attempts = 2
        self.call(self.application, "not_reached", said="")
        with self.assertRaises(UserError):
            self.application.with_user(self.supervisor).action_file()
        self.call(self.application, "not_reached", said="", moment=NOON + DAY)
        with self.assertRaises(UserError):
            self.mine.action_file()
        self.application.with_user(self.supervisor).action_file()
        self.assertEqual(self.application.state, "filed")

    def test_the_head_is_told_and_reads_the_report(self):
        self.call(self.application, said="Canary words of the customer")
        self.report(self.application)
        self.assertEqual(self.application.reported_to_ids, self.head)
        read = self.application.with_user(self.head)
        self.assertIn("Canary words", read.opening_report)
        told = (
            self.env["mail.notification"]
            .search(
                [("res_partner_id", "=", self.head.partner_id.id)], order="id desc"
            )[:1]
            .mail_message_id
        )
        self.assertIn(self.application.name, told.subject)
        self.assertNotIn("Canary", str(told.body))

    def test_a_call_is_never_altered(self):
        self.call(self.application)
        call = self.application.call_ids
        for user in (self.officer, self.manager):
            with self.assertRaises(AccessError):
                call.with_user(user).outcome = "not_satisfied"

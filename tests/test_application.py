"""APP-1: what an application says, who writes it, and what has to be said in it."""

from applications import ApplicationMixin
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from common import NOON, KeyAccountCase


class TestApplication(ApplicationMixin, KeyAccountCase):
    def test_an_application_knows_customer_amount_and_period(self):
        application = self.apply(
            line_ids=[
                self.line(quantity=2),
                self.line(self.leased_line, period_months=6),
                self.line(price=50, is_free=True),
            ]
        )
        self.assertRegex(application.name, r"^KA\d+")
        self.assertEqual(application.state, "draft")
        self.assertEqual(application.applicant_id, self.officer)
        self.assertEqual(application.author_ids, self.officer)
        self.assertEqual(application.key_account_id, self.account)
        self.assertEqual(application.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(application.customer_kind, "group")
        self.assertEqual(application.amount, 2 * 100 * 12 + 3000 * 6)
        self.assertEqual(application.months, 12)
        self.assertTrue(application.has_free)

    def test_who_serves_or_leads_the_account_reads_it(self):
        application = self.apply()
        for user in (self.officer, self.deputy, self.supervisor, self.head):
            with self.subTest(user=user.login):
                self.assertTrue(application.with_user(user).reason)
        for user in (self.manager, self.auditor):
            self.assertTrue(application.with_user(user).reason)
        for user in (self.stranger, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                application.with_user(user).read(["reason"])

    def test_any_account_manager_applies_and_keeps_reading_what_he_wrote(self):
        application = self.apply(self.stranger)
        self.assertEqual(application.author_ids, self.stranger)
        application.with_user(self.stranger).reason = "More rooms."
        self.assertEqual(application.with_user(self.officer).reason, "More rooms.")
        other = self.apply(self.officer)
        self.assertNotIn(other, other.with_user(self.stranger).search([]))

    def test_superiors_read_and_do_not_write(self):
        application = self.apply()
        for user in (self.supervisor, self.head, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                application.with_user(user).reason = "x"
        with self.assertRaises(AccessError):
            self.apply(self.clerk)
        with self.assertRaises(AccessError):
            self.apply(self.auditor)

    def test_whoever_changes_it_becomes_an_author(self):
        application = self.apply()
        application.with_user(self.deputy).reason = "x"
        self.assertEqual(application.author_ids, self.officer | self.deputy)

    def test_a_line_is_changed_by_the_same_people(self):
        application = self.apply()
        with self.assertRaises(AccessError):
            application.line_ids.with_user(self.stranger).quantity = 9
        with self.assertRaises(AccessError):
            self.env["key.account.application.line"].with_user(self.stranger).create(
                {"application_id": application.id, "product_id": self.channels.id}
            )
        application.line_ids.with_user(self.deputy).quantity = 9
        self.assertEqual(application.amount, 9 * 100 * 12)

    def test_documents_are_read_by_the_readers_of_the_application(self):
        files = self.env["ir.attachment"].with_user(self.officer)
        paper = files.create({"name": "Form", "raw": b"Secret"})
        application = self.apply(attachment_ids=[Command.link(paper.id)])
        self.assertEqual(paper.res_id, application.id)
        self.assertEqual(paper.with_user(self.supervisor).raw, b"Secret")
        with self.assertRaises(AccessError):
            paper.with_user(self.stranger).read(["raw"])

    def test_a_document_of_something_else_is_not_taken_along(self):
        other = self.apply()
        place = {"res_model": other._name, "res_id": other.id}
        files = self.env["ir.attachment"].with_user(self.officer)
        paper = files.create({"name": "Letter", "raw": b"Secret", **place})
        with self.assertRaisesRegex(UserError, "Upload it here"):
            self.apply(attachment_ids=[Command.link(paper.id)])

    def test_a_draft_goes_and_what_was_submitted_stays(self):
        draft = self.apply()
        draft.with_user(self.officer).unlink()
        self.assertFalse(draft.exists())
        application = self.submit(self.apply())
        application.with_user(self.officer).action_withdraw()
        application.with_user(self.officer).action_revise()
        with self.assertRaisesRegex(UserError, "is kept"):
            application.with_user(self.officer).unlink()

    def test_a_copy_is_a_draft_of_whoever_copies(self):
        application = self.approve(self.submit(self.apply(contact="Mr Ma")))
        application.equipment_ids = [Command.create({"kind": "modem", "number": "M1"})]
        copy = application.with_user(self.deputy).copy()
        self.assertEqual((copy.state, copy.author_ids), ("draft", self.deputy))
        self.assertEqual(copy.applicant_id, self.deputy)
        self.assertEqual(copy.line_ids.product_id, self.channels)
        self.assertEqual(copy.contact, "Mr Ma")
        self.assertEqual(copy.equipment_ids.mapped("number"), [False])
        self.assertFalse(copy.review_ids or copy.submitted_at or copy.approved_at)

    def test_the_page_of_the_account_shows_what_is_under_way(self):
        application = self.submit(self.apply())
        account = self.account.with_user(self.officer)
        self.assertEqual(account.key_account_application_count, 1)
        self.assertEqual(account.key_account_application_ids, application)
        action = account.action_view_key_account_applications()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, application)
        other = self.contact.with_user(self.stranger)
        self.assertEqual(other.key_account_application_count, 0)


class TestChecks(ApplicationMixin, KeyAccountCase):
    def refused(self, words, user=None, **values):
        application = self.apply(user, **values)
        with self.assertRaisesRegex(UserError, words):
            self.submit(application, user)
        self.assertEqual(application.state, "draft")

    def test_something_has_to_be_applied_for(self):
        self.refused("at least one service", line_ids=[])

    def test_why_has_to_be_said(self):
        self.refused("Fill in: Reason", reason=" ")

    def test_a_new_service_says_whether_the_customer_is_on_our_network(self):
        self.refused("Customer of Our Network", kind="new")
        self.submit(self.apply(kind="new", is_network_customer="yes"))

    def test_free_services_need_their_contribution(self):
        free = [self.line(is_free=True)]
        self.refused("Special Contribution", line_ids=free)
        self.submit(self.apply(line_ids=free, contribution="Lets us use its roof."))

    def test_what_was_given_free_before_is_renewed_without_a_word(self):
        service = self.service_of()
        line = self.line(service_id=service.id, is_free=True)
        self.refused("Special Contribution", kind="renewal", line_ids=[line])
        first = self.apply(kind="renewal", line_ids=[line], contribution="Its roof.")
        first.sudo()._write_facts({"state": "filed"})
        self.submit(self.apply(kind="renewal", line_ids=[line]))

    def test_a_trial_is_free_and_needs_none(self):
        trial = self.apply(kind="trial", line_ids=[self.line(is_free=True)])
        self.assertFalse(trial._needs_contribution())

    def test_a_vip_off_our_network_needs_a_contribution(self):
        values = {
            "partner_id": self.stranger_to_us().id,
            "kind": "new",
            "customer_kind": "business_partner",
            "manager_id": self.officer.id,
        }
        self.refused("Special Contribution", is_network_customer="no", **values)
        self.submit(self.apply(is_network_customer="yes", **values))

    def test_a_day_that_is_over_is_not_wished(self):
        self.refused("day that is over", line_ids=[self.line(date_from="2026-03-01")])
        self.submit(self.apply(line_ids=[self.line(date_from="2026-03-02")]))

    def test_the_day_is_that_of_the_company(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        late = NOON.replace(hour=17)
        application = self.apply(line_ids=[self.line(date_from="2026-03-02")])
        with self.assertRaisesRegex(UserError, "day that is over"):
            self.submit(application, moment=late)

    def test_the_tier_has_to_allow_it(self):
        self.leased_line.key_account_tier_ids = self.ref("tier_b") | self.ref("tier_c")
        self.refused("is for tier", line_ids=[self.line(self.leased_line)])
        self.leased_line.key_account_tier_ids |= self.ref("tier_a")
        self.submit(self.apply(line_ids=[self.line(self.leased_line)]))

    def test_an_account_without_tier_gets_what_is_for_all(self):
        contact = self.stranger_to_us()
        values = {
            "partner_id": contact.id,
            "kind": "new",
            "is_network_customer": "yes",
            "customer_kind": "group",
            "manager_id": self.officer.id,
        }
        self.leased_line.key_account_tier_ids = self.ref("tier_b")
        self.refused("of no tier yet", line_ids=[self.line(self.leased_line)], **values)
        self.submit(self.apply(**values))

    def test_the_same_is_not_applied_for_twice(self):
        first = self.submit(self.apply())
        self.refused(first.name, self.deputy)
        self.refused(first.name, self.stranger, partner_id=self.contact.id)
        first.with_user(self.officer).action_withdraw()
        self.submit(self.apply(self.deputy), self.deputy)
        self.submit(self.apply(line_ids=[self.line(self.leased_line)]))

    def test_what_lapsed_while_nobody_decided_can_still_be_renewed(self):
        lapsed = self.service_of(date_until="2026-01-31")
        asked = {"asked_at": "2026-01-24 09:00:00", "decision": False}
        lapsed.term_ids.sudo().write(asked)
        line = [self.line(service_id=lapsed.id)]
        self.submit(self.apply(kind="renewal", line_ids=line))
        self.refused("which service of the customer", kind="stop", line_ids=line)

    def test_a_renewal_and_a_stop_say_of_which_running_service(self):
        service = self.service_of()
        ended = self.service_of(date_until="2026-01-31")
        for kind in ("renewal", "stop"):
            with self.subTest(kind=kind):
                self.refused("which service of the customer", kind=kind)
                self.refused(
                    "which service of the customer",
                    kind=kind,
                    line_ids=[self.line(service_id=ended.id)],
                )
        self.refused(
            "names a running service", line_ids=[self.line(service_id=service.id)]
        )
        renewal = {"kind": "renewal", "line_ids": [self.line(service_id=service.id)]}
        first = self.submit(self.apply(reason=False, **renewal))
        self.refused(first.name, self.deputy, **renewal)
        self.refused(first.name, **{**renewal, "kind": "stop"})

    def test_services_of_others_are_not_chosen(self):
        school = self.env["res.partner"].create(
            {"name": "School", "key_account_kind": "group"}
        )
        service = self.service_of(school)
        device = self.env["key.account.device"].create(
            {"file_id": service.file_id.id, "number": "Secret"}
        )
        for values in (
            {"kind": "renewal", "line_ids": [self.line(service_id=service.id)]},
            {"equipment_ids": [Command.create({"device_id": device.id})]},
        ):
            with self.assertRaisesRegex(ValidationError, "of this customer"):
                self.apply(**values)

    def test_what_stands_in_a_file_is_chosen_by_its_readers(self):
        service = self.service_of()
        values = {"kind": "renewal", "line_ids": [self.line(service_id=service.id)]}
        with self.assertRaisesRegex(ValidationError, "of this customer"):
            self.apply(self.stranger, **values)
        self.assertEqual(self.apply(**values).line_ids.service_id, service)

    def test_a_period_is_sane(self):
        for values in ({"period_months": 121}, {"quantity": 0}, {"price": -1}):
            with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
                with self.env.cr.savepoint():
                    self.apply(line_ids=[self.line(**values)])


class TestNewAccount(ApplicationMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.sun = self.stranger_to_us()

    def ask(self, user=None, **values):
        return self.apply(
            user,
            **{
                "partner_id": self.sun.id,
                "kind": "new",
                "customer_kind": "business_partner",
                "is_network_customer": "yes",
                "manager_id": self.officer.id,
                **values,
            },
        )

    def test_kind_and_manager_have_to_be_named(self):
        for missing in ("customer_kind", "manager_id"):
            with self.assertRaisesRegex(UserError, "becomes one"):
                self.submit(self.ask(**{missing: False}))

    def test_the_manager_has_to_be_one(self):
        for user in (self.clerk, self.auditor):
            with self.assertRaisesRegex(UserError, "cannot serve"):
                self.submit(self.ask(manager_id=user.id))

    def test_approval_makes_the_customer_a_key_account_with_its_file(self):
        application = self.submit(self.ask())
        self.assertFalse(self.sun.key_account_kind)
        self.assertTrue(application.becomes_account)
        self.approve(application)
        self.assertEqual(self.sun.key_account_kind, "business_partner")
        self.assertEqual(self.sun.key_account_manager_id, self.officer)
        self.assertEqual(self.sun.key_account_team_id, self.team)
        self.assertEqual(self.sun.key_account_company_id, self.company)
        self.assertEqual(application.key_account_id, self.sun)
        files = self.env["key.account.file"].with_user(self.officer)
        self.assertTrue(files.search([("partner_id", "=", self.sun.id)]))

    def test_the_line_is_that_of_the_manager_to_be(self):
        application = self.submit(self.ask(self.stranger), self.stranger)
        self.assertEqual(application.review_ids.reviewer_ids, self.supervisor)

    def test_without_a_team_the_head_of_the_company_decides(self):
        application = self.submit(
            self.ask(self.stranger, manager_id=self.stranger.id), self.stranger
        )
        self.assertEqual(application.review_ids.reviewer_ids, self.manager)

    def test_a_group_becomes_one_as_a_whole(self):
        company = self.stranger_to_us(name="Clinic", is_company=True)
        self.sun.parent_id = company
        self.approve(self.submit(self.ask(customer_kind="group")))
        self.assertEqual(company.key_account_kind, "group")
        self.assertFalse(self.sun.key_account_kind)
        self.assertEqual(self.sun.key_account_id, company)

    def test_rejected_it_stays_as_it_was(self):
        application = self.submit(self.ask())
        self.decide(application, self.supervisor, "reject_tier")
        self.assertFalse(self.sun.key_account_kind)

    def test_a_customer_of_another_company_is_applied_for_there(self):
        other = self.env["res.company"].create({"name": "Other Branch"})
        self.sun.write(
            {"key_account_kind": "leadership", "key_account_company_id": other.id}
        )
        with self.assertRaisesRegex(UserError, "another company"):
            self.submit(self.ask())

    def test_whoever_became_one_meanwhile_is_taken_as_it_is(self):
        application = self.submit(self.ask())
        self.sun.with_user(self.manager).write(
            {"key_account_kind": "leadership", "key_account_manager_id": self.deputy.id}
        )
        self.approve(application)
        self.assertEqual(self.sun.key_account_manager_id, self.deputy)
        self.assertEqual(application.key_account_id, self.sun)


class TestToldAtOnce(ApplicationMixin, KeyAccountCase):
    def test_all_that_is_missing_is_said_at_once(self):
        application = self.apply(kind="new", reason=False, line_ids=[])
        with self.assertRaises(UserError) as told:
            self.submit(application)
        for word in ("Reason", "Customer of Our Network", "at least one service"):
            self.assertIn(word, str(told.exception))

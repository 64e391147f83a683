"""CASE-1, TEAM-2: the counter and the portal run the same pipeline as the e-mail."""

from datetime import timedelta

from customer import PortalCase

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from common import HOUR, NOON, KeyAccountCase


class TestCounter(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.contact.write({"phone": "+86 28-8765 4321", "tz": "Asia/Shanghai"})

    def intake(self, user=None, **values):
        """The form of the counter, filled in by ``user``."""
        form = Form(self.env["helpdesk.ticket.intake"].with_user(user or self.deputy))
        values = {
            "partner_id": self.contact,
            "case_kind": "complaint",
            "name": "No picture",
            "description": "None of <40> rooms has a picture.",
            **values,
        }
        for name, value in values.items():
            form[name] = value
        return form

    def record(self, form):
        action = form.save().action_create_case()
        return self.env["helpdesk.ticket"].browse(action["res_id"])

    def test_the_case_is_that_of_every_intake(self):
        counter = self.ref("helpdesk_ticket_channel_counter")
        with self.at(NOON):
            case = self.record(self.intake(channel_id=counter))
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.key_account_id, self.account)
        self.assertEqual(case.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(case.key_account_manager_id, self.officer)
        self.assertEqual(case.first_contact_user_id, self.deputy)
        self.assertEqual(case.complaint_level_id, self.ref("complaint_level_1"))
        self.assertEqual(case.channel_id, counter)
        self.assertEqual(case.received_at, NOON)
        self.assertEqual(case.resolve_by, NOON + 5 * HOUR)
        self.assertIn("&lt;40&gt; rooms", case.description)

    def test_whoever_serves_another_account_takes_the_call_and_keeps_access(self):
        with self.at(NOON):
            case = self.record(self.intake(user=self.stranger))
        self.assertEqual(case.first_contact_user_id, self.stranger)
        self.assertTrue(case.with_user(self.stranger).has_access("read"))
        self.assertEqual(case.key_account_manager_id, self.officer)

    def test_the_form_shows_whom_one_speaks_to(self):
        known = self.make_case()
        self.make_case(case_kind="enquiry").stage_id = self.stage("done")
        form = self.intake()
        self.assertEqual(form.key_account_id, self.account)
        self.assertEqual(form.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(form.key_account_manager_id, self.officer)
        self.assertEqual(form.open_case_count, 1)
        self.assertEqual(form.open_case_ids.ids, known.ids)

    def test_the_form_shows_no_case_that_one_may_not_read(self):
        self.make_case()
        self.assertEqual(self.intake(user=self.stranger).open_case_count, 0)

    def test_the_level_explains_itself(self):
        form = self.intake()
        self.assertEqual(form.complaint_level_id, self.ref("complaint_level_1"))
        self.assertIn("own authority", form.level_guidance)
        form.case_kind = "enquiry"
        self.assertFalse(form.complaint_level_id)

    def test_the_promise_to_read_out_is_the_one_that_is_given(self):
        with self.at(NOON):
            form = self.intake()
            self.assertIn("01:00 (Asia/Shanghai)", form.promise)
            form.complaint_level_id = self.ref("complaint_level_2")
            form.department_ids.add(self.ref("department_technical"))
            form.received_at = NOON - HOUR
            self.assertIn("solved by Tue, Mar 3, 2026, 03:00", form.promise)
            self.assertIn("an answer by Tue, Mar 3, 2026, 19:00", form.promise)
            case = self.record(form)
        self.assertEqual(case.resolve_by, NOON + 7 * HOUR)
        self.assertEqual(case.respond_by, NOON + 23 * HOUR)

    def test_today_the_hour_is_enough(self):
        with self.at(NOON - 8 * HOUR):
            self.assertIn("solved by 17:00 (Asia/Shanghai).", self.intake().promise)

    def test_what_is_promised_follows_the_policy(self):
        form = self.intake(case_kind="suggestion")
        self.assertIn("an answer by", form.promise)
        self.assertNotIn("solved", form.promise)
        self.account.key_account_tier_id = self.ref("tier_d")
        self.assertFalse(self.intake(case_kind="suggestion").promise)

    def test_a_promise_that_is_past_is_not_read_out(self):
        with self.at(NOON):
            form = self.intake(received_at=NOON - 6 * HOUR)
            self.assertIn("We owed you this by", form.promise)

    def test_it_cannot_have_been_received_in_the_future(self):
        with self.at(NOON), self.assertRaises(ValidationError):
            self.record(self.intake(received_at=NOON + HOUR))

    def test_a_caller_whom_nobody_knows_is_a_case_as_well(self):
        case = self.record(self.intake(partner_id=self.env["res.partner"]))
        self.assertFalse(case.key_account_id)
        self.assertEqual(case.first_contact_user_id, self.deputy)
        self.assertTrue(case.resolve_by)

    def test_the_form_is_for_officers(self):
        for user in (self.clerk, self.auditor):
            with self.assertRaises(AccessError):
                self.env["helpdesk.ticket.intake"].with_user(user).create({})

    def found(self, text, **context):
        Partner = self.env["res.partner"].with_user(self.officer)
        return [id_ for id_, _name in Partner.with_context(**context).name_search(text)]

    def test_customers_are_found_by_telephone_name_and_address(self):
        asked = {"key_account_search_phone": True}
        for text in ("02887654321"[1:], "8765-4321", "+86 28 8765", "Wang Fang"):
            self.assertIn(self.contact.id, self.found(text, **asked), text)
        self.assertIn(self.contact.id, self.found("wang.fang@hotel", **asked))
        self.assertNotIn(self.contact.id, self.found("432", **asked))
        self.assertNotIn(self.contact.id, self.found("87654321"))


class TestPortal(PortalCase):
    def submit(self, user=None, **values):
        """Send the form of a new case; return the case, if there is one."""
        self.login(user or self.portal_contact)
        before = self.env["helpdesk.ticket"].search([])
        values = {
            "subject": "No picture",
            "description": "None of <b>40</b> rooms has a picture.",
            "case_kind": "complaint",
            **values,
        }
        self.response = self.post("/submitted/ticket", **values)
        return self.env["helpdesk.ticket"].search([]) - before

    def test_the_case_is_that_of_every_intake(self):
        before = fields.Datetime.now().replace(microsecond=0)
        case = self.submit()
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.key_account_id, self.account)
        self.assertEqual(case.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(case.key_account_manager_id, self.officer)
        self.assertEqual(case.first_contact_user_id, self.officer)
        self.assertEqual(case.case_kind, "complaint")
        self.assertEqual(case.complaint_level_id, self.ref("complaint_level_1"))
        web = self.ref("helpdesk_mgmt.helpdesk_ticket_channel_web")
        self.assertEqual(case.channel_id, web)
        self.assertLessEqual(before, case.received_at)
        self.assertLessEqual(case.received_at, fields.Datetime.now())
        self.assertEqual(case.resolve_by, case.received_at + 5 * HOUR)
        self.assertIn("&lt;b&gt;40", case.description)
        self.assertIn(f"/my/ticket/{case.id}", self.response.url)

    def test_a_customer_who_is_no_key_account_has_an_owner_too(self):
        case = self.submit(self.portal_other)
        self.assertFalse(case.key_account_id)
        self.assertTrue(case.first_contact_user_id)
        self.assertFalse(case.first_contact_user_id.share)
        self.assertTrue(case.resolve_by)

    def test_the_customer_chooses_the_kind(self):
        for kind in ("enquiry", "business", "maintenance", "suggestion"):
            case = self.submit(case_kind=kind)
            self.assertEqual(case.case_kind, kind)
            self.assertFalse(case.complaint_level_id)
        for kind in ("", "x"):
            self.assertEqual(self.submit(case_kind=kind).case_kind, "enquiry")

    def test_nothing_else_can_be_set(self):
        other = self.env["res.company"].create({"name": "Other branch"})
        closed = self.stage("done")
        foreign = self.env["helpdesk.ticket.category"].create(
            {"name": "Theirs", "company_id": other.id}
        )
        case = self.submit(
            received_at="2020-01-01 00:00:00",
            partner_id=self.other.id,
            user_id=self.portal_contact.id,
            first_contact_user_id=self.portal_contact.id,
            key_account_id=self.other.id,
            key_account_tier_id=self.ref("tier_d").id,
            key_account_manager_id=self.stranger.id,
            complaint_level_id=self.ref("complaint_level_3").id,
            first_response_at="2020-01-01 00:00:00",
            customer_informed_at="2020-01-01 00:00:00",
            resolve_by="2030-01-01 00:00:00",
            channel_id=self.ref("helpdesk_mgmt.helpdesk_ticket_channel_phone").id,
            stage_id=closed.id,
            team=self.desk.id,
            category=foreign.id,
            company_id=other.id,
            number="X1",
            active="",
            priority="3",
        )
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.company_id, self.company)
        self.assertEqual(case.first_contact_user_id, self.officer)
        self.assertEqual(case.key_account_manager_id, self.officer)
        self.assertEqual(case.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(case.complaint_level_id, self.ref("complaint_level_1"))
        self.assertFalse(case.user_id or case.team_id or case.category_id)
        self.assertFalse(case.first_response_at or case.customer_informed_at)
        self.assertLess(fields.Datetime.now() - case.received_at, timedelta(minutes=1))
        self.assertEqual(case.resolve_by, case.received_at + 5 * HOUR)
        self.assertNotEqual(case.stage_id, closed)
        self.assertNotEqual(case.number, "X1")
        self.assertEqual(case.priority, "1")

    def test_nonsense_is_no_error_and_no_case(self):
        for values in ({"subject": " "}, {"description": ""}):
            self.assertFalse(self.submit(**values))
            self.assertEqual(self.response.status_code, 200)
            self.assertIn("Please write a title", self.response.text)
        self.assertTrue(self.submit(category="x", team="-1"))

    def test_a_link_or_a_form_of_another_site_makes_no_case(self):
        self.login(self.portal_contact)
        before = self.env["helpdesk.ticket"].search_count([])
        values = {"subject": "x", "description": "x", "case_kind": "complaint"}
        self.get("/submitted/ticket?subject=x&description=x&case_kind=complaint")
        self.url_open("/submitted/ticket", data=values)
        self.env.invalidate_all()
        self.assertEqual(self.env["helpdesk.ticket"].search_count([]), before)

    def test_over_rpc_the_customer_makes_and_changes_no_case(self):
        case = self.make_case()
        self.login(self.portal_contact)
        values = {"name": "x", "description": "x"}
        self.assert_refused("helpdesk.ticket", "create", [values])
        self.assert_refused("helpdesk.ticket", "write", case.ids, values)
        self.assert_refused("helpdesk.ticket", "unlink", case.ids)
        self.assert_refused("helpdesk.ticket.intake", "create", [values])


class TestPortalDesk(PortalCase):
    def test_the_customer_may_choose_a_desk_that_is_on_offer(self):
        self.company.helpdesk_mgmt_portal_select_team = True
        self.desk.show_in_portal = True
        hidden = self.env["helpdesk.ticket.team"].create(
            {"name": "Hidden", "show_in_portal": False}
        )
        self.desk.user_ids = [Command.link(self.officer.id)]
        self.login(self.portal_contact)
        for team, expected in ((self.desk, self.desk), (hidden, hidden.browse())):
            values = {"subject": "x", "description": "x", "team": team.id}
            before = self.env["helpdesk.ticket"].search([])
            self.post("/submitted/ticket", **values)
            case = self.env["helpdesk.ticket"].search([]) - before
            self.assertEqual(case.team_id, expected)
            self.assertEqual(case.first_contact_user_id, self.officer)

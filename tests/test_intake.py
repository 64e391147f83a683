"""CASE-1, TEAM-2: the counter and the portal run the same pipeline as the e-mail."""

from datetime import timedelta

from common import HOUR, NOON, KeyAccountCase
from customer import PortalCase

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form


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
            self.assertIn("due already", form.promise)

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
            self.assertTrue(self.response.url.endswith("/new/ticket"))
            self.assertEqual(self.response.status_code, 200)
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


class TestCustomerView(PortalCase):
    def page(self, case):
        response = self.get(f"/my/ticket/{case.id}")
        response.raise_for_status()
        return response.text

    def test_number_state_and_promises_in_the_customers_zone(self):
        case = self.make_case()
        self.login(self.portal_contact)
        with self.at(NOON):
            pages = self.page(case), self.get("/my/tickets").text
        for text in pages:
            self.assertIn(case.number, text)
            self.assertIn("Received", text)
            self.assertIn("We answer by: Tue, Mar 3, 2026, 20:00 (Asia/Shanghai)", text)
            self.assertIn("We solve it by: Tue, Mar 3, 2026, 01:00", text)

    def test_nothing_internal_is_shown(self):
        self.case_note = "Difficult customer"
        case = self.make_case(complaint_level_id=self.ref("complaint_level_3").id)
        file = {"name": "assessment.txt", "raw": b"x", "res_model": case._name}
        note = self.env["ir.attachment"].create({**file, "res_id": case.id})
        case.with_user(self.officer).message_post(
            body=self.case_note,
            subtype_xmlid="mail.mt_note",
            attachment_ids=note.ids,
        )
        self.sweep(NOON + 6 * HOUR)
        self.login(self.portal_contact)
        for text in (self.page(case), self.get("/my/tickets").text):
            for internal in (
                "Core",
                "Level 3",
                self.case_note,
                "assessment.txt",
                "Deadline",
                "Escalat",
                self.supervisor.name,
            ):
                self.assertNotIn(internal, text)

    def test_what_is_sent_to_the_customer_is_shown(self):
        case = self.make_case()
        file = {"name": "receipt.txt", "raw": b"x", "res_model": case._name}
        sent = self.env["ir.attachment"].create({**file, "res_id": case.id})
        case.with_user(self.officer).message_post(
            body="Here you are",
            partner_ids=self.contact.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachment_ids=sent.ids,
        )
        self.login(self.portal_contact)
        text = self.page(case)
        self.assertIn("receipt.txt", text)
        self.assertIn("We answered:", text)
        self.assertIn("In progress", text)

    def test_the_state_in_words_for_the_customer(self):
        case = self.make_case()
        for stage, state in (
            ("new", "received"),
            ("in_progress", "in_progress"),
            ("awaiting", "on_hold"),
            ("solved", "solved"),
            ("cancelled", "cancelled"),
            ("rejected", "cancelled"),
        ):
            case.stage_id = self.stage(stage)
            self.assertEqual(case.customer_state, state)
        case.stage_id = self.stage("solved")
        case._note_contact(NOON)
        case.stage_id = self.stage("done")
        self.assertEqual(case.customer_state, "closed")

    def test_a_late_promise_is_admitted(self):
        case = self.make_case()
        self.login(self.portal_contact)
        text = self.page(case)
        self.assertIn("We owe you a solution since: Tue, Mar 3, 2026, 01:00", text)

    def test_what_is_cancelled_promises_nothing(self):
        case = self.make_case()
        case.stage_id = self.stage("cancelled")
        self.assertEqual(case._customer_promises(), [])

    def test_every_route_with_foreign_ids(self):
        case = self.make_case(name="Secret of the hotel")
        values = {"name": "x", "raw": b"x", "res_model": case._name, "res_id": case.id}
        file = self.env["ir.attachment"].create(values)
        self.login(self.portal_other)
        for url in (
            f"/my/ticket/{case.id}",
            f"/my/ticket/{case.id}/wrong-token",
            f"/my/ticket/{case.id}?access_token=wrong",
            "/my/ticket/99999999",
            f"/my/tickets?search={case.number}&search_in=number",
            "/my/tickets?sortby=x&groupby=x&filterby=x&search_in=x",
            f"/my/tickets?filterby={case.stage_id.id}&groupby=stage&sortby=stage",
            f"/ticket/close?ticket_id={case.id}",
            f"/web/content/{file.id}",
        ):
            response = self.get(url)
            self.assertNotIn("Secret of the hotel", response.text, url)
            self.assertNotEqual(response.status_code, 500, url)
            self.assertNotIn(f"/my/ticket/{case.id}", response.url, url)

    def test_every_order_and_group_of_the_list_opens(self):
        self.make_case()
        self.login(self.portal_contact)
        for sort in ("date", "name", "stage", "update"):
            for group in ("none", "category", "stage"):
                url = f"/my/tickets?sortby={sort}&groupby={group}"
                self.get(url).raise_for_status()

    def test_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        case = self.make_case()
        words = case.with_context(lang="zh_CN")._in_words(NOON)
        self.assertEqual(words, "2026年3月2日周一 20:00 (Asia/Shanghai)")

    def test_a_link_with_token_shows_the_case_and_closes_nothing(self):
        case = self.make_case()
        token = case._portal_ensure_token()
        self.env.flush_all()
        self.authenticate(None, None)
        text = self.get(f"/my/ticket/{case.id}/{token}").text
        self.assertIn("We owe you an answer since", text)
        self.assertNotIn("/ticket/close", text)


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

"""SEC-4: the link of a mail shows the one case, for a while, and opens nothing else."""

from datetime import timedelta

from freezegun import freeze_time
from portal_cases import AnsweringCase

from odoo import fields
from odoo.tests import JsonRpcException

SECRET = "Secret of the hotel"


class TestLink(AnsweringCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(name=SECRET)
        self.file = self.env["ir.attachment"].create(
            {
                "name": "receipt.txt",
                "raw": b"words of staff",
                "res_model": self.case._name,
                "res_id": self.case.id,
            }
        )
        self.case.with_user(self.officer).message_post(
            body="Word to the customer",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachment_ids=self.file.ids,
            partner_ids=self.contact.ids,
        )
        self.token = self.case.sudo()._portal_ensure_token()
        self.authenticate(None, None)

    def shows(self, token=None, case=None, form="/my/ticket/%s?access_token=%s"):
        self.env.flush_all()
        response = self.get(form % ((case or self.case).id, token or self.token))
        shown = SECRET in response.text
        self.assertEqual(response.status_code, 200 if shown else 404)
        self.assertEqual("This link opens nothing any more" in response.text, not shown)
        return shown

    def test_it_shows_the_case_to_whoever_is_not_logged_in(self):
        self.assertTrue(self.shows())
        self.assertTrue(self.shows(form="/my/ticket/%s/%s"))
        text = self.get(f"/my/ticket/{self.case.id}/{self.token}").text
        self.assertIn("You read this case by the link of a mail", text)
        for hidden in ("receipt.txt", "o_portal_chatter", "Wang.Fang@"):
            self.assertNotIn(hidden, text)

    def test_another_key_opens_nothing(self):
        foreign = self.make_case(partner_id=self.other.id)
        for token in ("False", "None", "0", foreign.sudo()._portal_ensure_token()):
            self.assertFalse(self.shows(token))
            self.assertFalse(self.shows(token, form="/my/ticket/%s/%s"))
        self.assertFalse(self.shows(case=foreign))

    def test_it_ends_some_days_after_the_case(self):
        self.case.stage_id = self.stage("cancelled")
        self.assertTrue(self.shows())
        self.case.closed_date = fields.Datetime.now() - timedelta(days=29)
        self.assertTrue(self.shows())
        self.case.closed_date = fields.Datetime.now() - timedelta(days=31)
        self.assertFalse(self.shows())
        self.company.key_account_link_days = 60
        self.assertTrue(self.shows())
        self.case.stage_id = self.stage("in_progress")
        self.company.key_account_link_days = 0
        self.assertTrue(self.shows())

    def test_it_ends_with_the_customer_and_with_the_archive(self):
        self.case.active = False
        self.assertFalse(self.shows())
        self.case.active = True
        self.assertTrue(self.shows())
        self.case.partner_id = self.colleague
        self.assertFalse(self.shows())

    def test_the_customer_reads_the_own_old_case_without_a_link(self):
        self.case.stage_id = self.stage("cancelled")
        self.company.key_account_link_days = 0
        self.login(self.portal_contact)
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.assertTrue(self.shows("wrong"))

    def test_it_opens_no_conversation(self):
        proofs = {
            "pid": self.contact.id,
            "hash": self.case._sign_token(self.contact.id),
        }
        for proof in ({"token": self.token}, proofs):
            self.refused("/mail/message/post", post_data={"body": "x"}, **proof)
            self.refused("/mail/chatter_fetch", **proof)
            found = self.rpc("/portal/chatter_init", **proof)
            self.assertNotIn("Word to the customer", str(found))
            self.assertNotIn("hasReadAccess': True", str(found))
        self.assertEqual(
            len(self.case.message_ids.filtered("author_id.partner_share")), 0
        )

    def test_it_opens_no_file_and_takes_none(self):
        for file in (
            f"/web/content/{self.file.id}",
            f"/web/image/{self.file.id}/50x40",
        ):
            content = self.get(f"{file}?access_token={self.token}").content
            self.assertNotIn(b"words of staff", content)
        response = self.post(
            "/mail/attachment/upload",
            thread_model=self.case._name,
            thread_id=self.case.id,
            token=self.token,
        )
        self.assertGreaterEqual(response.status_code, 400)

    def test_it_answers_closes_and_signs_nothing(self):
        before = self.case.stage_id
        self.post(
            f"/my/ticket/{self.case.id}/answer", solved="yes", access_token=self.token
        )
        self.post(
            "/ticket/close",
            ticket_id=self.case.id,
            stage_id=self.stage("cancelled").id,
            access_token=self.token,
        )
        self.refused(f"/my/ticket/{self.case.id}/sign?access_token={self.token}")
        self.assertEqual(self.case.stage_id, before)
        self.assertFalse(self.case.confirmed_at)

    def rpc(self, url, **params):
        params = {"thread_model": self.case._name, "thread_id": self.case.id, **params}
        try:
            return self.make_jsonrpc_request(url, params)
        finally:
            self.env.invalidate_all()

    def refused(self, url, **params):
        try:
            result = self.rpc(url, **params)
        except JsonRpcException:
            return
        self.assertNotIn("Word to the customer", str(result))
        self.assertFalse((result or {}).get("messages"))


class TestKey(AnsweringCase):
    def test_nobody_reads_or_searches_the_key(self):
        self.case.sudo()._portal_ensure_token()
        for user in (self.portal_contact, self.officer, self.supervisor):
            self.authenticate(user.login, user.login.ljust(8, "x"))
            for method, args in (
                ("read", (self.case.ids, ["access_token"])),
                ("search", ([("access_token", "=like", "%")],)),
            ):
                self.assert_refused("helpdesk.ticket", method, *args)

    def test_the_page_has_no_key_for_those_who_log_in(self):
        token = self.case.sudo()._portal_ensure_token()
        self.login(self.portal_contact)
        page = self.get(f"/my/ticket/{self.case.id}").text
        self.assertNotIn(token, page)
        self.assertIn("o_portal_chatter", page)

    def test_the_mail_to_the_customer_has_the_link_and_others_have_none(self):
        self.case.message_subscribe(self.colleague.ids)
        token = self.case.sudo()._portal_ensure_token()
        self.case.with_user(self.officer).message_post(
            body="Hello",
            subtype_xmlid="mail.mt_comment",
            partner_ids=(self.contact | self.colleague).ids,
        )
        mails = self.env["mail.mail"].sudo().search([("res_id", "=", self.case.id)])
        for mail in mails:
            if token in (mail.body_html or ""):
                self.assertEqual(mail.recipient_ids, self.contact)

"""SEC-3: no route of the web client, chatter or printer tells of a foreign case.

Each is called as the web client calls it, by those who may not read the case.
"""

import json

import hidden
import hidden_reception  # noqa: F401 - it registers its maker
from watched import Watched

from odoo import http

from wire import MODULE, Refused, WireCase

OUTSIDERS = "stranger outsider clerk abroad portal_bank portal_colleague".split()
WORD = "Secret"
THREAD = ["activities", "attachments", "contact_fields", "display_name", "followers"]
THREAD += ["scheduledMessages", "suggestedRecipients"]


class RouteCase(Watched, WireCase):
    def setUp(self):
        super().setUp()
        follower = self.env["res.partner"].create(
            {"name": "Secret Follower", "email": "secret@follower.example"}
        )
        self.case.write({"description": "<p>Secret</p>"})
        self.case.message_subscribe(follower.ids)
        self.file = self.env["ir.attachment"].create(
            {
                "name": "Secret.txt",
                "raw": b"Secret",
                "res_model": "helpdesk.ticket",
                "res_id": self.case.id,
            }
        )
        self.said = self.case.message_post(
            body="Secret", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.case.activity_schedule(
            "mail.mail_activity_data_todo", summary="Secret", user_id=self.officer.id
        )
        self.follower = self.env["mail.followers"].search(
            [("res_model", "=", self.case._name), ("res_id", "=", self.case.id)]
        )
        self.thread = {"thread_model": self.case._name, "thread_id": self.case.id}
        self.env.flush_all()

    def ask(self, user, url, params):
        """A call by JSON; what the server says as text."""
        self.env.flush_all()
        self.login(user)
        return self.url_open(url, json={"params": params}).text

    def calls(self):
        """Routes of the chatter with what names the case: pairs of url and params."""
        case, record = self.case, {"res_model": self.case._name, "res_id": self.case.id}
        post = {"body": "Forged", "message_type": "comment"}
        fetch = ["mail.thread", {**self.thread, "request_list": THREAD}]
        data = {"body": "Forged", "attachment_ids": []}
        yield "/mail/data", {"fetch_params": [fetch]}
        yield "/mail/action", {"fetch_params": [fetch]}
        yield "/mail/thread/messages", self.thread
        yield (
            "/mail/thread/messages",
            {**self.thread, "fetch_params": {"search_term": "Secret"}},
        )
        yield "/mail/thread/recipients", self.thread
        yield "/mail/thread/recipients", {**self.thread, "message_id": self.said.id}
        yield "/mail/thread/recipients/get_suggested_recipients", self.thread
        bank, clerk = self.portal_bank.partner_id, self.clerk.partner_id
        for partners in ([], bank.ids, clerk.ids):
            yield "/mail/thread/subscribe", {**record, "partner_ids": partners}
            yield "/mail/thread/unsubscribe", {**record, "partner_ids": partners}
        yield "/mail/read_subscription_data", {"follower_id": self.follower[:1].id}
        yield "/mail/message/post", {**self.thread, "post_data": post}
        own = {"attachment_ids": self.file.ids, "attachment_tokens": [None]}
        foreign = {"thread_model": "res.partner", "thread_id": self.bank.id}
        yield "/mail/message/post", {**foreign, "post_data": {**post, **own}}
        yield (
            "/mail/message/update_content",
            {"message_id": self.said.id, "update_data": data},
        )
        yield (
            "/mail/message/reaction",
            {"message_id": self.said.id, "content": "x", "action": "add"},
        )
        yield "/mail/attachment/delete", {"attachment_id": self.file.id}
        yield "/mail/update_is_internal", {"message_id": self.said.id, "is_internal": 1}
        yield "/mail/chatter_fetch", self.thread
        yield "/portal/chatter_init", self.thread
        yield "/mail/link_preview", {"message_id": self.said.id}
        yield "/web/dataset/resequence", {"model": case._name, "ids": case.ids}
        yield (
            "/web/action/run",
            {"action_id": self.action_id(), "context": {"active_ids": case.ids}},
        )

    def action_id(self):
        return self.env.ref(f"{MODULE}.action_report_complaint_form").id


class TestChatter(RouteCase):
    def test_no_route_of_the_chatter_tells_or_changes_anything(self):
        done = set()
        for url, params in self.calls():
            for role in OUTSIDERS:
                user = self.roles[role]
                told = []
                changed, added = self.changed_by(
                    lambda u=user, r=url, p=params, t=told: t.append(self.ask(u, r, p))
                )
                if changed or added:
                    done.add((url, role, *sorted(changed | added)))
                if WORD in told[0]:
                    done.add((url, role))
        self.assertEqual(done, set())

    def test_the_routes_are_alive(self):
        """Else the test above would pass because nobody is told anything."""
        told = {
            url for url, p in self.calls() if WORD in self.ask(self.officer, url, p)
        }
        for url in ("/mail/data", "/mail/thread/messages", "/mail/thread/subscribe"):
            self.assertIn(url, told)


class TestFiles(RouteCase):
    def test_no_file_of_a_case_is_fetched(self):
        for role in OUTSIDERS:
            self.login(self.roles[role])
            for url in (
                f"/web/content/{self.file.id}",
                f"/web/image/{self.file.id}",
                f"/web/content/helpdesk.ticket/{self.case.id}/description",
                f"/web/content?model=helpdesk.ticket&id={self.case.id}&field=description",
                f"/mail/view?model=helpdesk.ticket&res_id={self.case.id}",
                f"/mail/view?message_id={self.said.id}",
                f"/odoo/helpdesk.ticket/{self.case.id}",
            ):
                with self.subTest(role=role, url=url):
                    self.assertNotIn(WORD, self.url_open(url).text)

    def test_no_zip_of_files_is_fetched(self):
        for role in OUTSIDERS:
            self.login(self.roles[role])
            data = {"file_ids": str(self.file.id), "zip_name": "x.zip"}
            data["csrf_token"] = http.Request.csrf_token(self)
            response = self.url_open("/mail/attachment/zip", data=data)
            self.assertNotIn(b"Secret", response.content)

    def test_nobody_puts_a_file_to_a_foreign_case(self):
        for role in (*OUTSIDERS, "auditor"):
            values = {
                "name": "Forged.txt",
                "raw": "Rm9yZ2Vk",
                "res_model": "helpdesk.ticket",
                "res_id": self.case.id,
            }
            with self.subTest(role=role):
                user = self.roles[role]
                self.assert_refused(user, "ir.attachment", "create", [values])
                mine = {**values, "res_model": False, "res_id": False}
                if not user.share:
                    (made,) = self.rpc(user, "ir.attachment", "create", [mine])
                    moved = {"res_model": "helpdesk.ticket", "res_id": self.case.id}
                    self.assert_refused(user, "ir.attachment", "write", [made], moved)
                for method, args in (("unlink", []), ("write", [{"name": "x"}])):
                    self.assert_refused(
                        user, "ir.attachment", method, self.file.ids, *args
                    )


class TestPrinter(RouteCase):
    def reports(self):
        """Every report of ours, with a hidden record to print."""
        for report in self.env["ir.actions.report"].search([]):
            names = report.report_name, report.model
            if names[0].startswith(f"{MODULE}.") and names[1] in hidden.MAKERS:
                yield report, hidden.make(self, names[1]).sudo()[:1]

    def test_no_report_is_printed_of_a_hidden_record(self):
        reports = list(self.reports())
        self.assertGreater(len(reports), 5)
        printed = set()
        for report, record in reports:
            self.env.flush_all()
            for role in OUTSIDERS:
                self.login(self.roles[role])
                for kind in ("html", "text"):
                    url = f"/report/{kind}/{report.report_name}/{record.id}"
                    text = self.url_open(url).text
                    options = json.dumps({"doc_ids": record.ids, "docids": record.ids})
                    url = f"/report/{kind}/{report.report_name}"
                    params = {"options": options, "context": "{}"}
                    text += self.url_open(url, params=params).text
                    if WORD in text or self.case.number in text:
                        printed.add((report.report_name, role, kind))
        self.assertEqual(printed, set())


class TestOdooDialogs(RouteCase):
    """The dialogs of Odoo that are about any record."""

    def dialogs(self):
        """What an outsider types into each, with the button that he presses."""
        model, ids = self.case._name, self.case.ids
        mine = [(6, 0, self.clerk.partner_id.ids)]
        todo = self.ref("mail.mail_activity_data_todo").id
        template = self.env["mail.template"].search(
            [("model", "=", model), ("body_html", "ilike", "object.")], limit=1
        )
        yield (
            "mail.compose.message",
            {
                "model": model,
                "res_ids": str(ids),
                "body": "Forged",
                "partner_ids": mine,
            },
            "action_send_mail",
        )
        yield (
            "mail.compose.message",
            {"model": model, "res_ids": str(ids), "template_id": template.id},
            "action_send_mail",
        )
        yield (
            "mail.followers.edit",
            {
                "res_model": model,
                "res_ids": str(ids),
                "operation": "add",
                "partner_ids": mine,
            },
            "edit_followers",
        )
        yield (
            "mail.activity.schedule",
            {"res_model": model, "res_ids": str(ids), "activity_type_id": todo},
            "action_schedule_activities",
        )
        yield (
            "portal.share",
            {"res_model": model, "res_id": self.case.id, "partner_ids": mine},
            "action_send_mail",
        )
        yield (
            "mail.template.preview",
            {
                "mail_template_id": template.id,
                "resource_ref": f"{model},{self.case.id}",
            },
            None,
        )
        yield (
            "mail.scheduled.message",
            {
                "model": model,
                "res_id": self.case.id,
                "body": "Forged",
                "scheduled_date": "2036-03-01 12:00:00",
            },
            "post_message",
        )

    def told(self, user, *call, **kwargs):
        try:
            return json.dumps(self.rpc(user, *call, **kwargs), default=str)
        except Refused:
            return ""

    def use(self, user, model, values, button):
        """Fill in, save, read and press; everything that is told."""
        spec = {name: {} for name in self.env[model]._fields}
        told = self.told(user, model, "onchange", [], values, [*values], spec)
        defaults = {f"default_{name}": value for name, value in values.items()}
        told += self.told(user, model, "onchange", [], {}, [], spec, context=defaults)
        made = json.loads(self.told(user, model, "create", [values]) or "[]")
        if made:
            told += self.told(user, model, "read", made)
            told += self.told(user, model, "web_read", made, spec)
            told += button and self.told(user, model, button, made) or ""
        return told

    def test_no_dialog_of_odoo_tells_or_changes_anything(self):
        done = set()
        for model, values, button in self.dialogs():
            for role in (*OUTSIDERS, "auditor"):
                user, told = self.roles[role], []
                changed, added = self.changed_by(
                    lambda u=user, m=model, v=values, b=button, t=told: t.append(
                        self.use(u, m, v, b)
                    )
                )
                if changed or added:
                    done.add((model, role, *sorted(changed | added)))
                if role != "auditor" and WORD in told[0]:
                    done.add((model, role))
        self.assertEqual(done, set())

    def test_they_are_alive(self):
        told = {
            model
            for model, values, button in self.dialogs()
            if self.use(self.officer, model, values, button)
        }
        for model in ("mail.compose.message", "mail.followers.edit"):
            self.assertIn(model, told)

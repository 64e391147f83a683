"""CASE-4, CASE-9: what was said in a case stays, in the name of whoever said it."""

from wire import NOON, Refused, WireCase

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}


class TestWords(WireCase):
    def setUp(self):
        super().setUp()
        self.case.message_subscribe(self.contact.ids)
        self.said = self.case.message_post(
            body="We complain.", author_id=self.contact.id, **COMMENT
        )
        self.answer = self.case.with_user(self.officer).message_post(
            body="We come at noon.", partner_ids=self.contact.ids, **COMMENT
        )
        self.note = self.case.with_user(self.officer).message_post(
            body="Call them.", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        self.env.flush_all()

    def words(self):
        """All that stands in the conversation of the case."""
        self.env.invalidate_all()
        messages = self.case.message_ids.sudo().sorted("id")
        names = ["body", "author_id", "date", "subtype_id", "is_internal", "subject"]
        return messages.read(names)

    def assert_said(self, call):
        before = self.words()
        try:
            call()
        except Refused:
            pass
        self.assertEqual(self.words(), before)

    def post(self, user, url, params):
        """A call to a route of the web client; its answer as text."""
        self.env.flush_all()
        self.login(user)
        return self.url_open(url, json={"params": params}).text

    def test_no_word_is_altered_or_deleted_by_hand(self):
        internal = self.ref("mail.mt_note")
        changes = (
            {"body": "All is well."},
            {"subject": "Forged"},
            {"author_id": self.officer.partner_id.id},
            {"date": "2026-03-01 12:00:00"},
            {"subtype_id": internal.id},
            {"is_internal": True},
        )
        for user in (self.officer, self.manager, self.portal, self.clerk):
            for message in (self.said, self.answer):
                for values in changes:
                    with self.subTest(user=user.login, values=values):
                        call = ("mail.message", "write", message.ids, values)
                        self.assert_said(lambda u=user, c=call: self.rpc(u, *c))
                call = ("mail.message", "unlink", message.ids)
                self.assert_said(lambda u=user, c=call: self.rpc(u, *c))

    def test_nor_by_the_pencil_of_the_chatter(self):
        for user, message in ((self.officer, self.answer), (self.portal, self.said)):
            for body in ("", "All is well."):
                params = {
                    "message_id": message.id,
                    "update_data": {"body": body, "attachment_ids": []},
                }
                self.assert_said(
                    lambda u=user, p=params: self.post(
                        u, "/mail/message/update_content", p
                    )
                )
        params = {"message_id": self.answer.id, "is_internal": True}
        self.assert_said(
            lambda: self.post(self.officer, "/mail/update_is_internal", params)
        )

    def test_whoever_wrote_a_note_among_colleagues_may_correct_it(self):
        data = {"body": "Call her.", "attachment_ids": []}
        params = {"message_id": self.note.id, "update_data": data}
        self.post(self.officer, "/mail/message/update_content", params)
        self.env.invalidate_all()
        self.assertIn("Call her.", self.note.body)

    def test_nobody_speaks_in_the_name_of_another(self):
        others = self.contact | self.deputy.partner_id | self.supervisor.partner_id
        for user in (self.officer, self.portal):
            for author in others - user.partner_id:
                values = {
                    "model": "helpdesk.ticket",
                    "res_id": self.case.id,
                    "body": "All is well.",
                    "message_type": "comment",
                    "subtype_id": self.ref("mail.mt_comment").id,
                    "author_id": author.id,
                }
                count = len(author.env["mail.message"].search(self.by(author)))
                self.outcome(user, "mail.message", "create", [values])
                self.outcome(
                    user,
                    "helpdesk.ticket",
                    "message_post",
                    [self.case.id],
                    body="All is well.",
                    author_id=author.id,
                    **COMMENT,
                )
                with self.subTest(user=user.login, author=author.name):
                    found = self.env["mail.message"].search(self.by(author))
                    self.assertEqual(len(found), count)

    def by(self, author):
        return [
            ("model", "=", "helpdesk.ticket"),
            ("res_id", "=", self.case.id),
            ("author_id", "=", author.id),
        ]

    def test_nobody_says_something_at_another_time(self):
        past = "2026-03-01 12:00:00"
        values = {
            "model": "helpdesk.ticket",
            "res_id": self.case.id,
            "body": "x",
            "message_type": "comment",
            "date": past,
        }
        self.outcome(self.officer, "mail.message", "create", [values])
        self.outcome(
            self.officer,
            "helpdesk.ticket",
            "message_post",
            [self.case.id],
            body="x",
            date=past,
            **COMMENT,
        )
        data = {"body": "x", "date": past, **COMMENT}
        params = {
            "thread_model": "helpdesk.ticket",
            "thread_id": self.case.id,
            "post_data": data,
            "context": {"default_date": past},
        }
        self.post(self.officer, "/mail/message/post", params)
        self.env.invalidate_all()
        dates = self.case.message_ids.mapped("date")
        self.assertGreater(min(dates), NOON.replace(day=2))


class TestFiles(WireCase):
    def setUp(self):
        super().setUp()
        values = {
            "name": "screen.txt",
            "raw": b"No picture",
            "res_model": "helpdesk.ticket",
            "res_id": self.case.id,
        }
        files = self.env["ir.attachment"]
        self.sent = files.with_user(self.portal).sudo().create(values)
        self.own = files.with_user(self.officer).sudo().create(values)
        self.env.flush_all()

    def test_what_the_customer_sent_stays(self):
        names = ["name", "raw", "res_model", "res_id", "public"]
        changes = (
            {"name": "Forged.txt"},
            {"raw": "Rm9yZ2Vk"},
            {"res_id": self.foreign.id},
            {"public": True},
        )
        for user in (self.officer, self.supervisor, self.manager, self.clerk):
            for values in changes:
                with self.subTest(user=user.login, values=values):
                    self.assert_kept(
                        self.sent,
                        names,
                        lambda u=user, v=values: self.rpc(
                            u, "ir.attachment", "write", self.sent.ids, v
                        ),
                    )
            self.outcome(user, "ir.attachment", "unlink", self.sent.ids)
            self.login(user)
            params = {"attachment_id": self.sent.id}
            self.url_open("/mail/attachment/delete", json={"params": params})
            self.env.invalidate_all()
            self.assertTrue(self.sent.exists())

    def test_whoever_put_a_file_there_by_mistake_takes_it_away(self):
        self.rpc(self.officer, "ir.attachment", "unlink", self.own.ids)
        self.assertFalse(self.own.exists())

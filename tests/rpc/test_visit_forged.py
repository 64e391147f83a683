"""VISIT-1 to VISIT-6, SEC-3: those who pay visits help their own records along."""

import base64
import json
from datetime import date, timedelta

import hidden
import hidden_meetings  # noqa: F401 - it registers its makers
import hidden_visit_plans  # noqa: F401 - it registers its makers
import hidden_weekly  # noqa: F401 - it registers its makers
from visit_records import RecordMixin

from odoo import fields

from wire import DENIED, WireCase

VISIT, FILE, MESSAGE = "key.account.visit", "ir.attachment", "mail.message"
EVENT = "calendar.event"
DAY = timedelta(days=1)
SEALED = [
    "state",
    "content",
    "partner_id",
    "key_account_id",
    "user_id",
    "promise_ids",
    "photo_ids",
    "addendum_ids",
    "signed_hash",
    "signed_pdf_hash",
    "is_intact",
    "is_pdf_intact",
]


class ForgedVisit(RecordMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.soon = fields.Datetime.now() + 3 * DAY
        self.later = fields.Datetime.to_string(self.soon + 9 * DAY)

    def own_default(self, user, model, field, value):
        """A default that a user has set for himself, as the debug menu offers it."""
        found = self.env["ir.model.fields"]._get(model, field)
        values = {"field_id": found.id, "json_value": json.dumps(value)}
        return self.rpc(user, "ir.default", "create", [{**values, "user_id": user.id}])

    def signed(self):
        visit = self.make_visit()
        self.promise(visit, due_on=date.today() + 9 * DAY)
        visit.photo_ids = self.make_photo(visit)
        visits = self.env.registry[VISIT]
        self.patch(visits, "_print_signed", lambda visit: b"%PDF-1.4 secret")
        self.sign(visit)
        self.env.flush_all()
        return visit


class TestDefaults(ForgedVisit):
    """Nobody's own defaults make facts."""

    FACTS = {
        "state": "signed",
        "signed_by": "Forged",
        "signed_at": "2020-01-01 00:00:00",
        "signed_hash": "0" * 64,
        "planned_since": "2036-01-01 00:00:00",
        "report_mail_state": "sent",
        "name": "KV99999",
    }

    def assert_plain(self, visit, state):
        self.assertEqual(visit.state, state)
        self.assertNotEqual(visit.name, "KV99999")
        self.assertFalse(visit.signed_by or visit.signed_hash or visit.signed_at)
        self.assertFalse(visit.report_mail_state)

    def test_own_defaults_make_no_signed_visit(self):
        other = self.make_visit(self.stranger, partner_id=self.bank.id)
        for name, value in {**self.FACTS, "event_id": other.event_id.id}.items():
            self.own_default(self.officer, VISIT, name, value)
        plain = {"partner_id": self.contact.id, "content": "x"}
        [made] = self.rpc(self.officer, VISIT, "create", [plain])
        visit = self.env[VISIT].browse(made)
        self.assert_plain(visit, "planned")
        self.assertNotEqual(visit.event_id, other.event_id)

    def test_no_context_forges_what_is_logged(self):
        other = self.make_visit(self.stranger, partner_id=self.bank.id)
        facts = {**self.FACTS, "event_id": other.event_id.id}
        context = {f"default_{name}": value for name, value in facts.items()}
        dialog = "key.account.visit.log"
        values = {"partner_id": self.contact.id, "content": "Talked"}
        [made] = self.rpc(self.officer, dialog, "create", [values])
        self.rpc(self.officer, dialog, "action_log", [made], context=context)
        visit = self.env[VISIT].search([("content", "=", "Talked")])
        self.assert_plain(visit, "done")
        self.assertFalse(visit.event_id)

    def test_nobody_chooses_who_moved_a_visit(self):
        visit = self.make_visit(planned_at=self.soon)
        context = {
            "default_user_id": self.deputy.id,
            "default_at": "2020-01-01 00:00:00",
            "default_was_late": False,
        }
        values = {"planned_at": self.later}
        self.rpc(self.officer, VISIT, "write", visit.ids, values, context=context)
        self.assertEqual(visit.move_ids.user_id, self.officer)
        self.assertGreater(visit.move_ids.at, self.soon - 4 * DAY)


class TestSealedFiles(ForgedVisit):
    """The PDF of a signed report stays, as its photos do."""

    def changes(self):
        other = base64.b64encode(b"%PDF-1.4 forged").decode()
        yield "write", [{"raw": "forged"}]
        yield "write", [{"datas": other}]
        yield "write", [{"res_field": False}]
        yield "write", [{"res_id": self.make_visit().id}]
        yield "write", [{"res_model": "res.partner", "res_id": self.contact.id}]
        yield "write", [{"public": True}]
        yield "write", [{"mimetype": "text/html"}]
        yield "generate_access_token", []
        yield "unlink", []

    def test_nobody_alters_the_kept_file(self):
        visit = self.signed()
        file = visit._pdf_attachment()
        self.assertTrue(visit.is_pdf_intact)
        for user in (self.officer, self.deputy, self.supervisor, self.manager):
            for method, args in self.changes():
                with self.subTest(user=user.login, method=method, args=args):
                    self.assert_refused(
                        user, FILE, method, file.ids, *args, why=(DENIED,)
                    )
        self.assertTrue(visit.is_pdf_intact)

    def test_nobody_puts_another_file_beside_it(self):
        visit = self.signed()
        forged = {
            "name": "x",
            "raw": "forged",
            "res_model": VISIT,
            "res_id": visit.id,
            "res_field": "signed_pdf",
        }
        for user in (self.officer, self.supervisor, self.manager):
            self.outcome(user, FILE, "create", [forged])
        self.env.invalidate_all()
        self.assertTrue(visit.is_pdf_intact)
        self.assertNotIn(b"forged", base64.b64decode(visit.signed_pdf))

    def test_no_other_file_is_moved_there(self):
        visit = self.signed()
        values = {"name": "x", "raw": "forged", "res_model": VISIT}
        values["res_id"] = visit.id
        [made] = self.rpc(self.officer, FILE, "create", [values])
        self.outcome(self.officer, FILE, "write", [made], {"res_field": "signed_pdf"})
        self.env.invalidate_all()
        self.assertTrue(visit.is_pdf_intact)
        self.assertNotIn(b"forged", base64.b64decode(visit.signed_pdf))


class TestSignedParts(ForgedVisit):
    """Nothing of a signed visit goes elsewhere, and nothing comes into it."""

    def test_parts_of_others_are_not_moved(self):
        visit, other = self.signed(), self.make_visit()
        loose = self.promise(other, due_on=date.today() + 9 * DAY)
        loose_photo = self.make_photo(other)
        self.env.flush_all()
        promise, photo = visit.promise_ids, visit.photo_ids
        before = visit.read(SEALED)
        users = (self.officer, self.deputy, self.supervisor, self.manager)
        for user in users:
            for model, record, vals in (
                ("key.account.visit.promise", promise, {"visit_id": other.id}),
                ("key.account.visit.promise", loose, {"visit_id": visit.id}),
                ("key.account.visit.promise", promise, {"name": "x"}),
                ("key.account.visit.promise", promise, {"due_on": "2036-01-01"}),
                (FILE, photo, {"res_id": other.id}),
                (VISIT, other, {"photo_ids": [[4, photo.id]]}),
                (VISIT, visit, {"photo_ids": [[4, loose_photo.id]]}),
                (VISIT, visit, {"photo_ids": [[3, photo.id]]}),
                (VISIT, other, {"promise_ids": [[4, promise.id]]}),
                (VISIT, visit, {"promise_ids": [[4, loose.id]]}),
                (VISIT, visit, {"promise_ids": [[2, promise.id]]}),
                (VISIT, visit, {"need_ids": [[5]]}),
                (VISIT, visit, {"duration": 9}),
                (VISIT, visit, {"user_id": self.supervisor.id}),
                (VISIT, visit, {"company_id": self.env.company.id}),
            ):
                with self.subTest(user=user.login, model=model, vals=vals):
                    self.assert_refused(user, model, "write", record.ids, vals)
            self.assert_refused(
                user, "key.account.visit.promise", "unlink", promise.ids
            )
        self.env.invalidate_all()
        self.assertEqual(visit.read(SEALED), before)
        self.assertTrue(visit.is_intact)

    def test_a_contact_that_changes_its_account_breaks_no_seal(self):
        visit = self.signed()
        account = visit.key_account_id
        self.contact.sudo().parent_id = self.bank
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(visit.key_account_id, account)
        self.assertTrue(visit.is_intact)

    def test_its_calendar_entry_changes_nothing_any_more(self):
        visit = self.make_visit(planned_at=self.soon)
        event = visit.event_id
        self.sign(visit)
        self.env.flush_all()
        before = visit.read([*SEALED, "planned_at", "participant_ids"])
        for args in (
            ("write", event.ids, {"start": self.later, "stop": self.later}),
            ("write", event.ids, {"partner_ids": [[4, self.clerk.partner_id.id]]}),
            ("write", event.ids, {"user_id": self.supervisor.id}),
            ("action_archive", event.ids),
            ("unlink", event.ids),
        ):
            self.outcome(self.officer, EVENT, *args)
        self.env.invalidate_all()
        self.assertEqual(visit.read([*SEALED, "planned_at", "participant_ids"]), before)


class TestSaid(ForgedVisit):
    """What was said about a visit, a plan or a need stays as it was said."""

    MODELS = (
        VISIT,
        "key.account.meeting",
        "key.account.need",
        "key.account.visit.plan",
        "key.account.weekly.action",
    )

    def test_nobody_alters_or_deletes_what_others_said(self):
        for model in self.MODELS:
            record = hidden.make(self, model).sudo()
            author = self.manager.partner_id
            message = record.message_post(body="Not so", author_id=author.id)
            self.env.flush_all()
            for user in (self.officer, self.deputy, self.supervisor):
                for method, args in (
                    ("write", [{"body": "Fine"}]),
                    ("write", [{"res_id": 0}]),
                    ("unlink", []),
                ):
                    with self.subTest(model=model, user=user.login, method=method):
                        self.assert_refused(
                            user, MESSAGE, method, message.ids, *args, why=(DENIED,)
                        )

    def test_nobody_speaks_in_the_name_of_another(self):
        for model in self.MODELS:
            record = hidden.make(self, model)
            values = {
                "model": model,
                "res_id": record.id,
                "body": "Approved",
                "author_id": self.head.partner_id.id,
                "message_type": "comment",
            }
            with self.subTest(model=model):
                self.assert_refused(
                    self.officer, MESSAGE, "create", [values], why=(DENIED,)
                )

    def test_the_chatter_still_works(self):
        for model in self.MODELS:
            record = hidden.make(self, model)
            with self.subTest(model=model):
                self.rpc(
                    self.officer, model, "message_post", record.ids, body="Well done"
                )

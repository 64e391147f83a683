"""VISIT-3, VISIT-4, SEC-3: photos, promises and addenda attacked over the wire."""

import base64
from datetime import date, timedelta

from visit_records import RecordMixin
from visits import drawing

from odoo.tests import JsonRpcException

from wire import DENIED, WireCase

VISIT = "key.account.visit"
PROMISE = "key.account.visit.promise"
ADDENDUM = "key.account.visit.addendum"
PHOTO = "ir.attachment"
LATER = str(date.today() + timedelta(days=30))
#: Who has nothing to do with the hotel.
OUTSIDE = "stranger outsider clerk abroad portal portal_colleague portal_bank".split()


class TestRecordWire(RecordMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.visit = self.make_visit()
        self.made = self.promise(
            self.visit, name="Secret promise", due_on=date.today() + timedelta(days=9)
        )
        self.photo = self.make_photo(self.visit)
        self.visit.photo_ids = self.photo
        self.sign(self.visit)
        self.addendum = (
            self.env[ADDENDUM]
            .with_user(self.officer)
            .create({"visit_id": self.visit.id, "words": "Secret addendum"})
        )
        self.env.flush_all()

    def served(self, user, url):
        """What a user, or nobody, gets at an address."""
        self.env.flush_all()
        self.login(user)
        answer = self.url_open(url)
        self.env.invalidate_all()
        return answer.content

    def test_nobody_touches_a_sealed_photo(self):
        forged = {"datas": drawing().decode()}
        for user in (self.officer, self.supervisor, self.manager):
            for method, args in (
                ("write", [forged]),
                ("write", [{"res_id": 0}]),
                ("write", [{"name": "x.png"}]),
                ("write", [{"res_model": "res.partner"}]),
                ("unlink", []),
            ):
                with self.subTest(user=user.login, method=method):
                    self.assert_refused(
                        user, PHOTO, method, [self.photo.id], *args, why=(DENIED,)
                    )
        self.assertTrue(self.visit.is_intact)

    def test_whoever_uploaded_a_photo_does_not_delete_it_after_signing(self):
        token = self.photo.sudo()._get_ownership_token()
        self.env.flush_all()
        self.login(self.officer)
        with self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request(
                "/mail/attachment/delete",
                {"attachment_id": self.photo.id, "access_token": token},
            )
        self.env.invalidate_all()
        self.assertTrue(self.photo.exists())

    def test_photos_and_file_are_served_to_readers_only(self):
        picture = base64.b64decode(drawing())
        urls = (
            f"/web/image/{self.photo.id}",
            f"/web/content/{self.photo.id}",
        )
        for url in urls:
            self.assertEqual(self.served(self.officer, url), picture)
            for role in [*OUTSIDE, None]:
                with self.subTest(url=url, role=role):
                    user = role and self.roles[role]
                    self.assertNotEqual(self.served(user, url), picture)

    def test_the_kept_file_is_served_to_readers_only(self):
        content = b"%PDF-1.4 secret"
        self.visit.sudo().signed_pdf = base64.b64encode(content)
        url = f"/web/content/{VISIT}/{self.visit.id}/signed_pdf"
        self.assertEqual(self.served(self.officer, url), content)
        self.assertEqual(self.served(self.auditor, url), content)
        for role in [*OUTSIDE, None]:
            with self.subTest(role=role):
                user = role and self.roles[role]
                self.assertNotIn(b"secret", self.served(user, url))

    def test_outsiders_learn_nothing_of_promises_and_addenda(self):
        for model, record, field in (
            (PROMISE, self.made, "name"),
            (ADDENDUM, self.addendum, "words"),
        ):
            for role in OUTSIDE:
                user = self.roles[role]
                with self.subTest(model=model, role=role):
                    self.assert_refused(user, model, "read", [record.id], [field])
                    outcome = self.outcome(
                        user, model, "search", [(field, "ilike", "Secret")]
                    )
                    if not outcome:
                        found = self.rpc(
                            user, model, "search", [(field, "ilike", "Secret")]
                        )
                        self.assertEqual(found, [])

    def test_promises_are_not_counted_out_by_groups(self):
        groups = self.rpc(
            self.stranger, PROMISE, "formatted_read_group", [], ["name"], ["__count"]
        )
        self.assertEqual(groups, [])

    def test_signed_promises_are_fixed(self):
        for user in (self.officer, self.manager):
            for values in (
                {"name": "Forged"},
                {"due_on": LATER},
                {"visit_id": self.make_visit().id},
            ):
                self.assert_refused(user, PROMISE, "write", [self.made.id], values)
            self.assert_refused(user, PROMISE, "unlink", [self.made.id])
            self.assert_refused(
                user,
                PROMISE,
                "create",
                [{"visit_id": self.visit.id, "name": "x", "due_on": LATER}],
            )
            command = [[2, self.made.id]]
            self.assert_refused(
                user, VISIT, "write", [self.visit.id], {"promise_ids": command}
            )
        self.assertTrue(self.visit.is_intact)

    def test_facts_of_a_promise_are_nobodys_to_write(self):
        for name, value in (
            ("state", "done"),
            ("promised_at", "2020-01-01 00:00:00"),
            ("done_at", "2020-01-01 00:00:00"),
            ("done_by_id", self.deputy.id),
            ("ticket_id", self.case.id),
            ("deadline_ids", [[5]]),
            ("deadline_due_at", "2036-01-01 00:00:00"),
            ("company_id", self.abroad.company_id.id),
        ):
            for user in (self.officer, self.manager):
                with self.subTest(field=name, user=user.login):
                    self.assert_refused(
                        user, PROMISE, "write", [self.made.id], {name: value}
                    )
        self.assertEqual(self.made.state, "open")

    def test_no_promise_is_born_kept(self):
        visit = self.make_visit()
        plain = {"visit_id": visit.id, "name": "x", "due_on": LATER}
        for forged in (
            {"state": "done"},
            {"promised_at": "2020-01-01 00:00:00"},
            {"ticket_id": self.foreign.id},
        ):
            self.assert_refused(
                self.officer, PROMISE, "create", [{**plain, **forged}], why=(DENIED,)
            )
        context = {"default_state": "done", "default_done_by_id": self.deputy.id}
        [made] = self.rpc(self.officer, PROMISE, "create", [plain], context=context)
        self.assertEqual(self.env[PROMISE].browse(made).state, "open")

    def test_nobody_promises_in_the_name_of_a_visit_he_does_not_serve(self):
        visit = self.make_visit()
        plain = {"visit_id": visit.id, "name": "x", "due_on": LATER}
        for role in [*OUTSIDE, "auditor"]:
            user = self.roles[role]
            with self.subTest(role=role):
                self.assert_refused(
                    user, PROMISE, "create", [{**plain, "user_id": user.id}]
                )

    def test_addenda_are_append_only_over_the_wire(self):
        for user in (self.officer, self.manager, self.auditor):
            for method, args in (("write", [{"words": "x"}]), ("unlink", [])):
                self.assert_refused(
                    user, ADDENDUM, method, [self.addendum.id], *args, why=(DENIED,)
                )
        forged = {"visit_id": self.visit.id, "words": "x"}
        for name, value in (("user_id", self.deputy.id), ("at", "2020-01-01 00:00:00")):
            self.assert_refused(
                self.officer, ADDENDUM, "create", [{**forged, name: value}]
            )
        for role in [*OUTSIDE, "auditor"]:
            self.assert_refused(self.roles[role], ADDENDUM, "create", [forged])

    def test_a_dialog_tells_nothing_of_a_foreign_visit(self):
        values = {"visit_id": self.visit.id, "words": "x"}
        for model in ("key.account.visit.add", ADDENDUM):
            self.assert_refused(self.stranger, model, "create", [values])

    def test_a_promise_of_somebody_else_is_no_way_into_a_case(self):
        intake = {"promise_id": self.made.id, "name": "x", "description": "x"}
        self.assert_refused(self.stranger, "helpdesk.ticket.intake", "create", [intake])

    def test_photos_of_others_are_not_taken_into_a_visit(self):
        visit = self.make_visit()
        for photo in (self.photo.id, self.make_photo(self.make_visit()).id):
            self.assert_refused(
                self.officer, VISIT, "write", [visit.id], {"photo_ids": [[4, photo]]}
            )

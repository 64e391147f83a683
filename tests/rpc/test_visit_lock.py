"""VISIT-4, SEC-3: a signed visit attacked over the wire."""

import base64

from visits import VisitMixin, drawing

from wire import DENIED, WireCase

CONTENT = {
    "content": "Forged",
    "needs": "Forged",
    "handling": "Forged",
    "handling_state": "done",
    "competitor_info": "Forged",
    "place": "Forged",
    "way": "phone",
    "planned_at": "2020-01-01 00:00:00",
    "visited_at": "2020-01-01 00:00:00",
    "participant_ids": [[5]],
    "ticket_id": False,
    "photo_ids": [[5]],
    "promise_ids": [[0, 0, {"name": "Forged", "due_on": "2036-01-01"}]],
}
FACTS = {
    "name": "KV99999",
    "state": "planned",
    "signature": False,
    "signed_by": "Forged",
    "signed_at": "2020-01-01 00:00:00",
    "signed_hash": "0" * 64,
    "signed_handling_state": "done",
    "signed_pdf": "Rm9yZ2Vk",
    "signed_pdf_hash": "0" * 64,
    "report_mail_state": "sent",
    "report_sent_at": "2020-01-01 00:00:00",
    "report_sent_to": "forged@example.com",
    "report_mail_error": "Forged",
    "addendum_ids": [[0, 0, {"words": "Forged"}]],
    "key_account_id": False,
    "key_account_tier_id": False,
}
MODEL = "key.account.visit"


class TestVisitLock(VisitMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.open = self.make_visit()
        self.visit = self.sign(self.make_visit(ticket_id=self.case.id))
        self.env.flush_all()

    def test_nobody_changes_what_is_signed(self):
        values = {**CONTENT, **FACTS, "user_id": self.manager.id}
        values["partner_id"] = self.account.id
        for user in (self.officer, self.deputy, self.supervisor, self.manager):
            for name, value in values.items():
                with self.subTest(user=user.login, field=name):
                    self.assert_refused(
                        user, MODEL, "write", [self.visit.id], {name: value}
                    )
            self.assert_refused(
                user, MODEL, "web_save", [self.visit.id], CONTENT, specification={}
            )
        self.assertTrue(self.visit.is_intact)

    def test_the_refusal_tells_what_to_do(self):
        self.assert_refused(
            self.officer,
            MODEL,
            "write",
            [self.visit.id],
            {"content": "x"},
            why=("UserError",),
        )

    def test_a_locked_visit_hides_behind_no_open_one(self):
        for ids in ([self.open.id, self.visit.id], [self.visit.id, self.open.id]):
            self.assert_refused(self.officer, MODEL, "write", ids, {"content": "x"})

    def test_facts_of_an_open_visit_are_nobodys_to_write(self):
        for user in (self.officer, self.manager):
            for name, value in FACTS.items():
                with self.subTest(user=user.login, field=name):
                    self.assert_refused(
                        user,
                        MODEL,
                        "write",
                        [self.open.id],
                        {name: value},
                        why=(DENIED,),
                    )

    def test_no_visit_is_born_signed(self):
        plain = {"partner_id": self.contact.id, "content": "x"}
        for name, value in FACTS.items():
            self.assert_refused(
                self.officer, MODEL, "create", [{**plain, name: value}], why=(DENIED,)
            )
        context = {f"default_{name}": value for name, value in FACTS.items()}
        context["default_state"] = "signed"
        [made] = self.rpc(self.officer, MODEL, "create", [plain], context=context)
        visit = self.env[MODEL].browse(made)
        self.assertEqual(visit.state, "planned")
        self.assertEqual(visit.key_account_id, self.account)
        self.assertFalse(visit.signed_by or visit.signed_hash or visit.signature)

    def test_the_signature_is_no_attachment_of_its_own(self):
        found = (
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", MODEL), ("res_field", "=", "signature")])
        )
        self.assertFalse(found)

    def test_it_is_signed_once_and_not_deleted(self):
        wizard = {
            "visit_id": self.visit.id,
            "signature": drawing().decode(),
            "signed_by": "Forged",
        }
        [made] = self.rpc(self.officer, "key.account.visit.sign", "create", [wizard])
        self.assert_refused(
            self.officer, "key.account.visit.sign", "action_sign", [made]
        )
        for method in ("action_done", "action_cancel", "action_plan_again", "unlink"):
            self.assert_refused(self.manager, MODEL, method, [self.visit.id])
        self.assertTrue(self.visit.is_intact)

    def test_private_methods_are_not_called(self):
        args = [drawing().decode(), "Forged"]
        for method in ("_sign", "_file", "_seal"):
            self.assert_refused(self.officer, MODEL, method, [self.open.id], *args)
        self.assertEqual(self.open.state, "planned")

    def test_strangers_neither_read_nor_sign(self):
        for user in (
            self.stranger,
            self.outsider,
            self.clerk,
            self.abroad,
            self.portal,
        ):
            for method, args in (
                ("read", [["content"]]),
                ("write", [{"content": "x"}]),
                ("action_done", []),
                ("message_post", []),
            ):
                with self.subTest(user=user.login, method=method):
                    self.assert_refused(user, MODEL, method, [self.open.id], *args)
        wizard = {
            "visit_id": self.open.id,
            "signature": drawing().decode(),
            "signed_by": "Forged",
        }
        created = self.outcome(
            self.stranger, "key.account.visit.sign", "create", [wizard]
        )
        if not created:
            made = self.env["key.account.visit.sign"].sudo().search([], limit=1)
            self.assert_refused(
                self.stranger, "key.account.visit.sign", "action_sign", made.ids
            )
            self.assert_refused(
                self.stranger, "key.account.visit.sign", "read", made.ids, ["content"]
            )
        self.assertEqual(self.open.state, "planned")

    def test_search_and_groups_show_strangers_nothing(self):
        domain = [("content", "ilike", "set-top")]
        self.assertEqual(self.rpc(self.stranger, MODEL, "search", domain), [])
        groups = self.rpc(
            self.stranger,
            MODEL,
            "formatted_read_group",
            [],
            ["partner_id"],
            ["__count"],
        )
        self.assertEqual(groups, [])

    def test_the_picture_is_shown_to_readers_only(self):
        path = f"/web/image/{MODEL}/{self.visit.id}/signature"
        self.login(self.officer)
        shown = self.url_open(path)
        self.assertEqual(shown.content, base64.b64decode(self.visit.signature))
        self.login(self.stranger)
        self.assertNotEqual(self.url_open(path).content, shown.content)

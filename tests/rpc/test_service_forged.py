"""APP-1 to APP-9, SEC-3: those who serve an account help their own papers along."""

import base64

import hidden
from applications import ApplicationMixin
from site_days import SiteMixin

from odoo.fields import Command

from wire import DENIED, WireCase

APPLICATION = "key.account.application"
LINE = "key.account.application.line"
EQUIPMENT = "key.account.application.equipment"
RECEIPT = "key.account.receipt"
MESSAGE = "mail.message"
FILE = "ir.attachment"


class ForgedWire(SiteMixin, ApplicationMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.application = self.apply(self.officer)
        self.env.flush_all()

    def refused(self, record, vals, user=None, method="write"):
        args = [vals] if method == "write" else []
        self.assert_refused(
            user or self.officer, record._name, method, record.ids, *args
        )


class TestWorkedOut(ForgedWire):
    """What follows from something else is stated by nobody, in no way."""

    def test_an_amount_is_never_stated(self):
        dear = {"product_id": self.leased_line.id, "period_months": 12, "amount": 1}
        self.refused(self.application.line_ids, {"amount": 1})
        self.refused(self.application, {"line_ids": [Command.create(dear)]})
        self.refused(
            self.application,
            {"line_ids": [Command.update(self.application.line_ids.id, {"amount": 1})]},
        )
        [made] = self.rpc(
            self.officer,
            LINE,
            "create",
            [{"application_id": self.application.id, "product_id": dear["product_id"]}],
            context={"default_amount": 1},
        )
        self.assertEqual(self.env[LINE].browse(made).amount, 3000 * 12)
        self.assertEqual(self.application.amount, 1200 + 3000 * 12)

    def test_by_import_neither(self):
        answer = self.rpc(
            self.officer,
            LINE,
            "load",
            ["application_id/.id", "product_id/.id", "amount"],
            [[str(self.application.id), str(self.leased_line.id), "1"]],
        )
        self.assertFalse(answer["ids"])
        self.assertEqual(len(self.application.line_ids), 1)

    def test_the_number_of_equipment_is_what_is_compared(self):
        values = {"application_id": self.application.id, "number": "7001"}
        self.assert_refused(
            self.officer, EQUIPMENT, "create", [{**values, "number_key": "x"}]
        )
        [made] = self.rpc(self.officer, EQUIPMENT, "create", [values])
        self.refused(self.env[EQUIPMENT].browse(made), {"number_key": "x"})

    def test_a_receipt_is_for_the_customer_of_the_day(self):
        day = self.make_day()
        values = {"day_id": day.id, "account_id": self.bank.id}
        self.assert_refused(self.officer, RECEIPT, "create", [values])
        receipt = self.make_receipt(day)
        self.refused(receipt, {"account_id": self.bank.id})
        self.refused(receipt.line_ids[0], {"company_id": False})
        [made] = self.rpc(
            self.officer,
            RECEIPT,
            "create",
            [{"day_id": day.id}],
            context={"default_account_id": self.bank.id},
        )
        self.assertEqual(self.env[RECEIPT].browse(made).account_id, self.account)

    def test_a_request_is_of_the_customer_of_the_day(self):
        day = self.make_day()
        request = self.ask(day)
        self.refused(request, {"account_id": self.bank.id})
        self.refused(day, {"request_ids": [[1, request.id, {"account_id": 1}]]})
        self.assertEqual(request.account_id, self.account)

    def test_what_costs_nothing_is_free(self):
        self.rpc(
            self.officer, LINE, "write", self.application.line_ids.ids, {"price": 0}
        )
        self.assertTrue(self.application.has_free)
        self.refused(self.application, {}, method="action_submit")


class TestOwnPapers(ForgedWire):
    """Nobody approves what he had a hand in."""

    def test_whoever_changes_a_line_does_not_approve_it(self):
        for model, ids, vals in (
            (LINE, self.application.line_ids.ids, {"price": 50}),
            (EQUIPMENT, None, {"application_id": self.application.id}),
        ):
            self.account.key_account_manager_id = self.supervisor
            self.application.sudo().author_ids = self.officer
            self.env.flush_all()
            if ids:
                self.rpc(self.supervisor, model, "write", ids, vals)
            else:
                self.rpc(self.supervisor, model, "create", [vals])
            with self.subTest(model=model):
                self.assertIn(self.supervisor, self.application.author_ids)

    def test_whoever_removes_a_line_neither(self):
        line = self.env[LINE].create(
            {"application_id": self.application.id, "product_id": self.leased_line.id}
        )
        self.account.key_account_manager_id = self.supervisor
        self.env.flush_all()
        self.rpc(self.supervisor, LINE, "unlink", line.ids)
        self.assertIn(self.supervisor, self.application.author_ids)
        self.submit(self.application)
        self.assert_refused(
            self.supervisor, APPLICATION, "validate_tier", self.application.ids
        )


class TestDocuments(ForgedWire):
    """What superiors have seen is what lies there."""

    def setUp(self):
        super().setUp()
        [document] = self.rpc(
            self.officer,
            FILE,
            "create",
            [{"name": "contract.txt", "datas": base64.b64encode(b"100").decode()}],
        )
        self.document = self.env[FILE].browse(document)
        self.rpc(
            self.officer,
            APPLICATION,
            "write",
            self.application.ids,
            {"attachment_ids": [[4, document]]},
        )

    def changes(self):
        other = base64.b64encode(b"999").decode()
        yield "write", [{"datas": other}]
        yield "write", [{"name": "x"}]
        yield "write", [{"res_id": 0, "res_model": False}]
        yield "write", [{"res_id": self.case.id, "res_model": "helpdesk.ticket"}]
        yield "unlink", []

    def test_while_it_is_a_draft_its_author_corrects_it(self):
        self.rpc(self.officer, FILE, "write", self.document.ids, {"name": "b.txt"})
        self.assertEqual(self.document.name, "b.txt")

    def test_afterwards_it_stays(self):
        self.submit(self.application)
        for user in (self.officer, self.deputy, self.supervisor, self.manager):
            for method, args in self.changes():
                with self.subTest(user=user.login, method=method, args=args):
                    self.assert_refused(
                        user, FILE, method, self.document.ids, *args, why=(DENIED,)
                    )
        self.assertEqual(self.document.raw, b"100")

    def test_it_is_taken_back_with_the_application(self):
        self.submit(self.application)
        self.rpc(self.officer, APPLICATION, "action_withdraw", self.application.ids)
        self.rpc(self.officer, APPLICATION, "action_revise", self.application.ids)
        self.rpc(self.officer, FILE, "write", self.document.ids, {"name": "b.txt"})


class TestWords(ForgedWire):
    """What was said about papers of a customer stays as it was said."""

    MODELS = (
        APPLICATION,
        RECEIPT,
        "key.account.announcement.recipient",
        "key.account.maintenance.visit",
        "key.account.site.day",
        "key.account.trial",
    )

    def said(self, model):
        record = hidden.make(self, model)
        message = record.with_user(self.supervisor).message_post(body="Not like this")
        self.env.flush_all()
        return record, message

    def test_nobody_alters_or_deletes_what_others_said(self):
        for model in self.MODELS:
            record, message = self.said(model)
            for user in (self.officer, self.deputy, self.supervisor, self.manager):
                for method, args in (
                    ("write", [{"body": "Fine"}]),
                    ("write", [{"res_id": 0}]),
                    ("unlink", []),
                ):
                    with self.subTest(model=model, user=user.login, method=method):
                        self.assert_refused(
                            user, MESSAGE, method, message.ids, *args, why=(DENIED,)
                        )
            commands = {"message_ids": [[2, message.id]]}
            self.outcome(self.officer, model, "write", record.ids, commands)
            self.assertTrue(message.exists())

    def test_nobody_speaks_for_others(self):
        for model in self.MODELS:
            record, _message = self.said(model)
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


class TestResults(ForgedWire):
    """What came of something stays, once it is known."""

    def test_what_was_done_at_a_maintenance(self):
        visit = hidden.make(self, "key.account.maintenance.visit")
        self.rpc(self.officer, visit._name, "write", visit.ids, {"result": "x"})
        self.rpc(self.officer, visit._name, "action_done", visit.ids)
        self.refused(visit, {"result": "All new"})

    def test_what_the_customer_said_of_a_trial(self):
        trial = hidden.make(self, "key.account.trial")
        self.rpc(self.officer, trial._name, "action_not_wanted", trial.ids)
        self.refused(trial, {"opinion": "Liked it"})
        self.rpc(self.officer, trial._name, "action_reopen", trial.ids)
        self.rpc(self.officer, trial._name, "write", trial.ids, {"opinion": "x"})

    def test_the_words_of_an_announcement_in_another_language(self):
        announcement = hidden.make(self, "key.account.announcement")
        announcement.state = "running"
        self.env.flush_all()
        terms = {"Sharper than ever.": "Dearer than ever."}
        for name, words in (("name", "x"), ("body", terms), ("sms_text", "x")):
            for user in (self.supervisor, self.manager):
                with self.subTest(name=name, user=user.login):
                    self.assert_refused(
                        user,
                        announcement._name,
                        "update_field_translations",
                        announcement.ids,
                        name,
                        {"en_US": words},
                    )
        self.assertEqual(announcement.name, "4K in your rooms")
        self.assertIn("Sharper", announcement.body)

    def test_an_approved_service_stays_with_its_customer(self):
        self.bank.key_account_manager_id = self.officer
        application = self.apply(self.officer)
        application._write_facts({"state": "approved"})
        service = application.line_ids._open_services(self.application._today())
        files = self.env["key.account.file"]
        other = files.search([("partner_id", "=", self.bank.id)])
        self.env.flush_all()
        self.refused(service, {"file_id": other.id})
        self.assertEqual(service.account_id, self.account)

    def test_who_serves_leaves_out_nothing_that_a_contract_promises(self):
        plan = hidden.make(self, "key.account.maintenance.visit").plan_id
        self.rpc(self.officer, plan._name, "write", plan.ids, {"every": 2})
        plan.sudo().made_until = plan.date_first
        for vals in (
            {"active": False},
            {"every": 12},
            {"date_first": "2036-01-01"},
            {"date_last": "2026-01-01"},
        ):
            with self.subTest(vals=vals):
                self.refused(plan, vals)
        self.outcome(self.officer, plan._name, "action_archive", plan.ids)
        self.assertTrue(plan.active)
        self.rpc(self.officer, plan._name, "write", plan.ids, {"contract": "9/2026"})
        self.rpc(self.supervisor, plan._name, "write", plan.ids, {"every": 4})

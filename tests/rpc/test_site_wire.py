"""APP-7, APP-9: who reads and writes desks, receipts, trials and maintenance."""

import hidden
from site_days import SiteMixin
from test_offers_wire import READERS
from visits import drawing

from wire import DENIED, WireCase

#: Each with a word of its own that nobody else may read or write.
WORDS = {
    "key.account.site.day": "place",
    "key.account.site.plan": "place",
    "key.account.site.request": "result",
    "key.account.receipt": "person",
    "key.account.trial": "opinion",
    "key.account.maintenance.visit": "result",
}
WRITERS = {"officer", "deputy", "supervisor", "head", "manager"}


class TestSiteWire(SiteMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.records = {model: hidden.make(self, model) for model in WORDS}
        self.env.flush_all()

    def reads(self, role, record):
        found = self.outcome(self.roles[role], record._name, "read", record.ids)
        if found:
            self.assertEqual(found, DENIED)
            return False
        domain = [("id", "=", record.id)]
        count = self.rpc(self.roles[role], record._name, "search_count", domain)
        self.assertEqual(count, 1)
        return True

    def test_only_who_has_to_do_with_the_hotel_reads_them(self):
        for model, record in self.records.items():
            for role, (expected, _bank) in READERS.items():
                with self.subTest(model=model, role=role):
                    self.assertEqual(self.reads(role, record), expected)

    def test_only_who_serves_it_or_is_in_charge_writes_them(self):
        for model, name in WORDS.items():
            record = self.records[model]
            for role in READERS:
                vals = {name: f"By {role}"}
                user = self.roles[role]
                with self.subTest(model=model, role=role):
                    answer = self.outcome(user, model, "write", record.ids, vals)
                    self.assertEqual(answer, "" if role in WRITERS else DENIED)

    def test_nobody_plants_something_at_another_account(self):
        day = self.records["key.account.site.day"]
        made = {
            "key.account.site.day": {"account_id": self.account.id},
            "key.account.site.plan": {"account_id": self.account.id},
            "key.account.site.request": {
                "day_id": day.id,
                "person": "x",
                "what": "x",
            },
            "key.account.receipt": {"day_id": day.id},
            "key.account.receipt.line": {
                "receipt_id": self.records["key.account.receipt"].id,
                "name": "x",
                "amount": 1,
                "pay_way": "cash",
            },
            "key.account.maintenance.plan": {
                "account_id": self.account.id,
                "name": "x",
                "task": "x",
            },
        }
        for model, vals in made.items():
            for role in ("stranger", "outsider", "auditor", "clerk", "portal"):
                with self.subTest(model=model, role=role):
                    self.assert_refused(
                        self.roles[role], model, "create", [vals], why=DENIED
                    )

    def test_nobody_moves_a_request_to_the_day_of_others(self):
        own = self.make_day(user=self.stranger, account_id=self.bank.id)
        request = self.ask(own)
        self.env.flush_all()
        self.assert_refused(
            self.stranger,
            request._name,
            "write",
            request.ids,
            {"day_id": self.records["key.account.site.day"].id},
            why=DENIED,
        )

    def test_nobody_forges_a_receipt(self):
        receipt = self.records["key.account.receipt"]
        for vals in (
            {"state": "issued"},
            {"name": "KM000001"},
            {"signature": drawing().decode()},
            {"signed_hash": "x"},
            {"user_id": self.deputy.id},
            {"issued_at": "2026-03-02 12:00:00"},
        ):
            for role in READERS:
                with self.subTest(role=role, vals=list(vals)):
                    self.assert_refused(
                        self.roles[role], receipt._name, "write", receipt.ids, vals
                    )

    def test_the_wizard_of_another_signs_nothing(self):
        wizard = hidden.make(self, "key.account.receipt.sign")
        for role in set(READERS) - {"officer"}:
            with self.subTest(role=role):
                self.assert_refused(
                    self.roles[role], wizard._name, "action_issue", wizard.ids
                )
        forged = {
            "receipt_id": self.records["key.account.receipt"].id,
            "signature": drawing().decode(),
            "signed_by": "x",
        }
        answer = self.outcome(
            self.stranger, wizard._name, "create", [forged]
        ) or self.outcome(
            self.stranger,
            wizard._name,
            "action_issue",
            self.env[wizard._name].search([], order="id desc", limit=1).ids,
        )
        self.assertEqual(answer, DENIED)

    def test_whoever_holds_the_desk_for_a_colleague_may_work_on_it(self):
        day = self.records["key.account.site.day"]
        day.sudo().user_id = self.stranger
        self.env.flush_all()
        vals = {"day_id": day.id, "person": "x", "what": "x"}
        self.assertFalse(
            self.outcome(self.stranger, "key.account.site.request", "create", [vals])
        )

    def test_configuration_is_not_for_officers(self):
        product = self.env["product.product"].create({"name": "x"})
        self.assert_refused(
            self.officer,
            "product.template",
            "write",
            product.product_tmpl_id.ids,
            {"key_account_trial_days": 300},
            why=DENIED,
        )

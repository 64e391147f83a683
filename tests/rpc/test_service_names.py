"""SEC-3: a made-up link in a form tells nothing of what stands in hidden papers."""

import json

import hidden
import hidden_meetings  # noqa: F401 - it registers its makers
import hidden_visit_calendar  # noqa: F401 - it registers its makers
import hidden_visit_plans  # noqa: F401 - it registers its makers
import hidden_weekly  # noqa: F401 - it registers its makers
from applications import ApplicationMixin

from wire import Refused, WireCase

FAMILIES = (
    "key.account.announcement",
    "key.account.application",
    "key.account.maintenance",
    "key.account.meeting",
    "key.account.need",
    "key.account.opt",
    "key.account.receipt",
    "key.account.service",
    "key.account.site",
    "key.account.trial",
    "key.account.visit",
    "key.account.weekly",
)
#: What is filled in, and may name a record of these families.
FORMS = ("helpdesk.ticket.intake", "key.account.reception", "key.account.handover")
#: Officers of others, who have forms to type into.
STRANGERS = ("stranger", "outsider")
HOTEL = "Secret Hotel"


class TestNames(ApplicationMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.account.name = HOTEL
        self.env.flush_all()

    def models(self):
        return sorted(
            name
            for name, model in self.env.registry.items()
            if name.startswith((*FAMILIES, *FORMS)) and not model._abstract
        )

    def links(self, name):
        """Fields that can name a hidden record of these families."""
        for field in self.env[name]._fields.values():
            known = field.comodel_name in hidden.MAKERS
            if field.type == "many2one" and known:
                if field.comodel_name.startswith(FAMILIES):
                    yield field.name, hidden.make(self, field.comodel_name)[:1].id

    def told(self, user, name, field, number):
        spec = {field: {"fields": {"display_name": {}}}}
        for args in ([[], {field: number}, [field], spec], [[], {}, [], spec]):
            context = {f"default_{field}": number}
            try:
                answer = self.rpc(user, name, "onchange", *args, context=context)
            except Refused:
                continue
            yield json.dumps(answer)

    def test_no_form_tells_the_name_of_a_hidden_record(self):
        found = set()
        for name in self.models():
            for field, number in self.links(name):
                for role in STRANGERS:
                    for answer in self.told(self.roles[role], name, field, number):
                        if "Secret" in answer:
                            found.add((name, field))
        self.assertEqual(found, set())


class TestPrices(ApplicationMixin, WireCase):
    """Nobody finds out what others pay by trying prices."""

    def tried(self, user, service, price):
        line = {"service_id": service.id, "product_id": self.channels.id}
        line |= {"price": price, "quantity": 1, "period_months": 12}
        answer = self.rpc(
            user,
            "key.account.application",
            "onchange",
            [],
            {"kind": "renewal", "line_ids": [[0, 0, line]]},
            ["kind", "line_ids"],
            {"kind": {}, "is_unchanged": {}, "line_ids": {"fields": {"price": {}}}},
        )
        return answer["value"].get("is_unchanged")

    def test_a_renewal_of_others_is_never_unchanged(self):
        application = self.apply(self.officer, line_ids=[self.line(price=73)])
        application._write_facts({"state": "approved"})
        service = application.line_ids._open_services(application._today())
        self.env.flush_all()
        self.assertTrue(self.tried(self.officer, service, 73))
        self.assertFalse(self.tried(self.officer, service, 72))
        for price in (72, 73, 1000):
            self.assertFalse(self.tried(self.stranger, service, price))


class TestPrinted(ApplicationMixin, WireCase):
    """A printed form is for those who read what stands on it."""

    REPORTS = {
        "report_application": "key.account.application",
        "report_receipt": "key.account.receipt",
    }

    def test_nobody_prints_papers_of_others(self):
        for report, model in self.REPORTS.items():
            record = hidden.make(self, model)
            self.env.flush_all()
            url = f"/report/html/key_account_service.{report}/{record.id}"
            self.login(self.officer)
            self.assertIn("Secret", self.url_open(url).text)
            for role in ("stranger", "outsider", "clerk", "abroad", "portal_bank"):
                self.login(self.roles[role])
                with self.subTest(report=report, role=role):
                    self.assertNotIn("Secret", self.url_open(url).text)
            self.login(None)
            self.assertNotIn("Secret", self.url_open(url).text)

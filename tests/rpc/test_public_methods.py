"""SEC-3: every method that the module offers over the wire is known and harmless."""

import json

import hidden
import hidden_reception  # noqa: F401
import service_methods
from hidden import ID_NUMBER
from private_methods import PRIVATE as PRIVATE_METHODS
from private_methods import WATCHED as WATCHED_FACTS
from public_methods import PUBLIC as PUBLIC_METHODS
from public_methods import WITHOUT_RECORD

from odoo.tools import SQL

from wire import Refused, WireCase

ADDON = "odoo.addons.key_account_service"
#: Offered by Odoo for every model; secured by access rights and tested elsewhere.
ORM = {"create", "write", "unlink", "copy", "copy_data", "default_get", "init"}
#: Odoo's entrance of mails, on everything that has messages: whoever uses it over RPC
#: is no mail server and does what the user may; see test_mail_wire. And what forms ask
#: while they are filled in; see test_case_link_wire.
ORM |= {"message_process", "onchange"}
PUBLIC = PUBLIC_METHODS | service_methods.PUBLIC
PRIVATE = PRIVATE_METHODS + service_methods.PRIVATE
WATCHED = WATCHED_FACTS | service_methods.WATCHED


class TestPublicMethods(WireCase):
    def offered(self):
        """Methods defined by the module that a session can call."""
        return {
            (name, attribute)
            for name in self.env.registry
            for base in type(self.env[name]).mro()
            if base.__module__.startswith(ADDON)
            for attribute, value in vars(base).items()
            if callable(value)
            and not attribute.startswith("_")
            and attribute not in ORM
            and not getattr(value, "_api_private", False)
            and not self.env[name]._abstract
        }

    def state(self):
        """All that a hostile call could change: a digest of each table."""
        self.env.invalidate_all()
        events = self.env["key.account.deadline.event"].search_count([])
        tables = [self.digest(model, names) for model, names in WATCHED.items()]
        return events, self.env.execute_query(SQL(" UNION ALL ").join(tables))

    def digest(self, model, names):
        """A query for the name of a model, and what the watched fields hold."""
        fields = [self.env[model]._fields[name] for name in ("id", *names)]
        columns = [SQL.identifier(field.name) for field in fields if field.column_type]
        parts = [self.text(self.env[model]._table, SQL(", ").join(columns))]
        for field in fields:
            if field.type == "many2many":
                link = SQL.identifier(field.column1), SQL.identifier(field.column2)
                parts.append(self.text(field.relation, SQL(", ").join(link)))
        return SQL("SELECT %s, md5(%s)", model, SQL(" || ").join(parts))

    def text(self, table, columns):
        return SQL(
            "COALESCE((SELECT string_agg(ROW(%s)::text, ',' ORDER BY %s) FROM %s), '')",
            columns,
            columns,
            SQL.identifier(table),
        )

    def test_what_is_watched_is_seen_to_change(self):
        before = self.state()
        hidden.make(self, "key.account.file").sudo().department = "Elsewhere"
        changed = self.state()
        self.assertNotEqual(changed, before)
        self.account.key_account_deputy_id = self.stranger
        self.env.flush_all()
        self.assertNotEqual(self.state(), changed, "who served is on record")

    def test_no_method_is_offered_unseen(self):
        self.assertEqual(self.offered(), PUBLIC)

    def test_every_model_with_a_method_has_a_record_to_attack(self):
        models = {model for model, _method in PUBLIC - WITHOUT_RECORD}
        self.assertEqual(models - set(hidden.MAKERS), set())

    def test_no_method_tells_or_changes_anything_for_outsiders(self):
        for model, method in sorted(PUBLIC - WITHOUT_RECORD):
            record = hidden.make(self, model).sudo()
            before = self.state()
            for role in ("stranger", "clerk", "auditor", "abroad", "portal_bank"):
                with self.subTest(model=model, method=method, role=role):
                    answer = ""
                    try:
                        answer = self.rpc(self.roles[role], model, method, record.ids)
                    except Refused as refusal:
                        self.assertIn(str(refusal), ("AccessError", "UserError"))
                    told = json.dumps(answer)
                    self.assertNotIn(self.case.number, told)
                    self.assertNotIn("Secret", told)
                    self.assertNotIn(ID_NUMBER, told)
            with self.subTest(model=model, method=method):
                self.assertEqual(self.state(), before)

    def test_an_auditor_sends_no_alarm_again(self):
        alarm = hidden.make(self, "key.account.alarm")
        alarm.state = "failed"
        for user in (self.auditor, self.officer, self.supervisor, self.abroad):
            self.assert_refused(
                user,
                "key.account.alarm",
                "action_retry",
                alarm.ids,
                why=("AccessError",),
            )
        self.assertEqual(alarm.state, "failed")

    def test_the_work_of_an_alarm_is_opened_by_those_who_see_the_alarm(self):
        alarm = hidden.make(self, "key.account.alarm")
        for role in ("stranger", "clerk", "portal", "abroad"):
            self.assert_refused(
                self.roles[role], "key.account.alarm", "action_open_work", alarm.ids
            )
        action = self.rpc(
            self.officer, "key.account.alarm", "action_open_work", alarm.ids
        )
        self.assertEqual(action["res_id"], self.case.id)

    def test_a_case_is_not_opened_by_a_forged_mail_of_outsiders(self):
        message = {"subject": "Forged", "body": "x", "from": "x@example.com"}
        for role in ("clerk", "auditor", "portal", "portal_bank"):
            self.assert_refused(
                self.roles[role], "helpdesk.ticket", "message_new", message
            )

    def test_the_engine_is_out_of_reach(self):
        for model, method, args in PRIVATE:
            ids = self.env[model].search([], limit=1).ids
            before = self.state()
            for user in (self.officer, self.manager, self.auditor, self.portal):
                with self.subTest(model=model, method=method, user=user.login):
                    refusal = self.outcome(user, model, method, ids, *args)
                    self.assertEqual(refusal, "AccessError")
            with self.subTest(model=model, method=method):
                self.assertEqual(self.state(), before)

    def test_duplicating_and_taking_foreign_cases_is_refused(self):
        context = {"active_ids": self.case.ids, "active_model": "helpdesk.ticket"}
        for role in ("stranger", "clerk", "auditor", "portal_bank"):
            for method in ("action_duplicate_tickets", "assign_to_me"):
                with self.subTest(role=role, method=method):
                    self.assert_refused(
                        self.roles[role],
                        "helpdesk.ticket",
                        method,
                        self.case.ids,
                        context=context,
                        why=("AccessError",),
                    )

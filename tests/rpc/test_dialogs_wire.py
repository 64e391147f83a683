"""SEC-3: no dialog tells anybody of a record that he may not read, nor changes it.

Odoo asks who may read a record when it fetches it, and only then: what a dialog works
out with all rights, or finds in memory, is told to whoever names a number. The dialogs
and their links are found by themselves; outsiders fill them in with hidden records.
"""

import json

import hidden
import hidden_reception  # noqa: F401 - it registers its maker
from hidden import ID_NUMBER, MAKERS
from test_public_methods import PUBLIC
from watched import Watched

from odoo.fields import Command
from odoo.models import MAGIC_COLUMNS as MAGIC

from wire import Refused, WireCase

ADDON = "odoo.addons.key_account_service"
#: Who may read neither the case nor anything that belongs to it.
OUTSIDERS = "stranger outsider clerk abroad portal_bank".split()
#: Words that stand in hidden records and nowhere else.
SECRETS = ("Secret", ID_NUMBER)
LINKS = ("many2one", "many2many", "reference")


class DialogCase(Watched, WireCase):
    def setUp(self):
        super().setUp()
        self.case.write(
            {
                "description": "<p>Secret</p>",
                "cause_id": self.ref("cause_network_node").id,
                "cause_analysis": "Secret",
                "complaint_level_id": self.ref("complaint_level_2").id,
                "special_reason": "Secret",
            }
        )
        self.names, self.made = {}, {}
        self.env.flush_all()

    def dialogs(self):
        """The names of all dialogs that are ours, or that we changed."""
        return sorted(
            name
            for name, model in self.env.registry.items()
            if model._transient
            and not model._abstract
            and any(base.__module__.startswith(ADDON) for base in model.mro())
        )

    def hidden(self, model):
        """One hidden record of a model."""
        if model not in self.made:
            self.made[model] = hidden.make(self, model).sudo()[:1]
            self.env.flush_all()
        return self.made[model]

    def links(self, model, user=None):
        """What a dialog points at: dict of field to what names a hidden record.

        :param user: who may read none of these
        """
        found = {}
        for name, field in self.env[model]._fields.items():
            if field.type == "reference" and field.store:
                found[name] = f"helpdesk.ticket,{self.case.id}"
            elif field.type in LINKS and field.comodel_name in MAKERS:
                record = self.hidden(field.comodel_name)
                if user and record.with_user(user).has_access("read"):
                    continue
                one = field.type == "many2one"
                found[name] = record.id if one else [Command.set(record.ids)]
        if {"res_model", "res_id"} <= self.env[model]._fields.keys():
            found |= {"res_model": self.case._name, "res_id": self.case.id}
        return found

    def typed(self, record):
        """What somebody typed into a dialog, without the words."""
        values = {}
        for name, field in record._fields.items():
            if not field.store or field.related or field.groups or name in MAGIC:
                continue
            value = record[name]
            if field.type in ("char", "text", "html"):
                value = value and "typed"
            elif field.type == "one2many":
                value = [Command.create(self.typed(line)) for line in value]
            elif field.type == "many2many":
                value = [Command.set(value.ids)]
            elif field.type == "binary":
                value = value and value.decode()
            elif field.type in ("date", "datetime"):
                value = value and str(value)
            elif field.type == "many2one":
                value = value.id
            elif field.type == "reference":
                value = value and f"{value._name},{value.id}"
            if value:
                values[name] = value
        return values

    def filled(self, model):
        """All that an outsider puts into a dialog."""
        values = {}
        if model in MAKERS:
            values = self.typed(self.hidden(model).with_context(bin_size=False))
        return {**values, **self.links(model)}

    def fields_of(self, user, model):
        """The fields of a model that a user is offered: dict of name to comodel."""
        key = (user.id, model)
        if key not in self.names:
            try:
                fields = self.rpc(user, model, "fields_get", [], ["type", "relation"])
            except Refused:
                fields = {}
            self.names[key] = {n: f.get("relation") for n, f in fields.items()}
        return self.names[key]

    def specs(self, user, model):
        """What the web client asks of a dialog: links by name, and all behind them."""
        mine = self.fields_of(user, model)
        for deep in (False, True):
            yield {
                name: self.below(user, relation, deep) if relation else {}
                for name, relation in mine.items()
            }

    def below(self, user, relation, deep):
        names = self.fields_of(user, relation) if deep else ("display_name",)
        return {"fields": dict.fromkeys(names, {})} if names else {}

    def told(self, user, model, method, *args, **kwargs):
        """Everything the server says, as text; nothing if it refuses."""
        try:
            answer = self.rpc(user, model, method, *args, **kwargs)
        except Refused:
            return ""
        return json.dumps(answer, default=str, ensure_ascii=False)

    def made_by(self, user, model):
        """The dialogs that the server lets an outsider save, each filled otherwise."""
        filled, links = self.filled(model), self.links(model)
        plain = {n: v for n, v in filled.items() if n not in links}
        for values in (filled, *({**plain, n: v} for n, v in links.items())):
            try:
                yield self.rpc(user, model, "create", [values])
            except Refused:
                continue


class TestDialogs(DialogCase):
    def test_the_dialogs_are_found_and_point_at_something(self):
        dialogs = self.dialogs()
        for model in ("helpdesk.ticket.sign", "fsm.order.fail"):
            self.assertIn(model, dialogs)
            self.assertTrue(self.links(model))

    def questions(self, user, model):
        """Calls by which a dialog could tell: method, arguments, context."""
        filled, links = self.filled(model), self.links(model)
        for spec in self.specs(user, model):
            alone = [{name: value} for name, value in links.items()]
            for values in (filled, links, *alone):
                yield "onchange", [[], values, [*values], spec], {}
                defaults = {f"default_{n}": value for n, value in values.items()}
                yield "onchange", [[], {}, [], spec], defaults
        defaults = {f"default_{name}": value for name, value in filled.items()}
        yield "default_get", [[*self.fields_of(user, model)]], defaults

    def test_no_dialog_that_is_filled_in_tells_of_a_hidden_record(self):
        told = set()
        for model in self.dialogs():
            for role in OUTSIDERS:
                user = self.roles[role]
                if not self.env[model].with_user(user).has_access("create"):
                    continue
                for method, args, context in self.questions(user, model):
                    answer = self.told(user, model, method, *args, context=context)
                    for secret in SECRETS:
                        if secret in answer:
                            told.add((model, role, method))
        self.assertEqual(told, set())

    def test_no_dialog_that_is_saved_tells_of_a_hidden_record(self):
        told = set()
        for model in self.dialogs():
            for role in OUTSIDERS:
                user = self.roles[role]
                for ids in self.made_by(user, model):
                    answer = self.told(user, model, "read", ids)
                    for spec in self.specs(user, model):
                        answer += self.told(user, model, "web_read", ids, spec)
                    for secret in SECRETS:
                        if secret in answer:
                            told.add((model, role))
        self.assertEqual(told, set())

    def test_no_dialog_says_something_else_of_a_hidden_record_than_of_none(self):
        """Also a date, a number or a level is told."""
        told = set()
        for model in self.dialogs():
            for role in OUTSIDERS:
                user = self.roles[role]
                links = self.links(model, user)
                if not self.env[model].with_user(user).has_access("create"):
                    continue
                spec = next(self.specs(user, model))
                for name, value in links.items():
                    answers = []
                    for given in ({name: value}, {name: False}):
                        answer = self.told(
                            user, model, "onchange", [], given, [name], spec
                        )
                        answer = json.loads(answer or "{}").get("value") or {}
                        answer.pop(name, None)
                        answers.append(answer)
                    if answers[0] and answers[0] != answers[1]:
                        other = {
                            key
                            for key, val in answers[0].items()
                            if answers[1].get(key) != val
                        }
                        told.add((model, name, role, *sorted(other)))
        self.assertEqual(told, set())


class TestButtons(DialogCase):
    def buttons(self):
        """What is pressed in the dialogs: pairs of model and method."""
        dialogs = self.dialogs()
        return sorted((model, name) for model, name in PUBLIC if model in dialogs)

    def press(self, user, model, ids, button):
        try:
            self.rpc(user, model, button, ids)
        except Refused:
            pass

    #: Anybody takes a call for a customer of others, plans duty or visits of the own
    #: team, or exports what he may read: something new, and nothing that was there is
    #: altered.
    OWN = {
        ("helpdesk.ticket.intake", "action_create_case"),
        ("key.account.duty.rota", "action_plan"),
        ("key.account.file.excel", "action_export"),
        ("key.account.visit.plan.all", "action_draft"),
    }

    def test_no_button_does_anything_to_a_hidden_record(self):
        done = set()
        for model, button in self.buttons():
            for role in (*OUTSIDERS, "auditor"):
                user = self.roles[role]
                for ids in self.made_by(user, model):
                    changed, added = self.changed_by(
                        lambda u=user, i=ids, m=model, b=button: self.press(u, m, i, b)
                    )
                    if (model, button) in self.OWN:
                        added = set()
                    if changed or added:
                        done.add((model, button, role, *sorted(changed | added)))
        self.assertEqual(done, set())

"""SEC-1, SEC-3: nobody else learns of an account file, by whatever way into the server.

Models and methods are found by the tests; one that is added is attacked from that day.
"""

import inspect
import json

import protected
from hidden import ID_NUMBER
from protected import CANARIES, FILE
from transports import Transports

from odoo.exceptions import AccessError
from odoo.service.model import get_public_method
from odoo.tools import SQL

from wire import Refused, WireCase

#: Who must not learn of the file of Wang Fang, who is a customer with a portal herself.
OUTSIDERS = "stranger outsider clerk abroad portal portal_bank".split()

#: Who may, at least one of them: the tests are alive only if somebody sees the record.
INSIDERS = "officer supervisor manager".split()

#: Ways to learn of a record that a domain names; grouped by the link to its file.
WAYS = {
    "search": lambda call, ids, _by: call("search", [("id", "in", ids)]),
    "search_count": lambda call, ids, _by: call("search_count", [("id", "in", ids)]),
    "search_read": lambda call, ids, _by: call("search_read", [("id", "in", ids)]),
    "web_search_read": lambda call, ids, _by: call(
        "web_search_read", [("id", "in", ids)], {"id": {}, "display_name": {}}
    )["records"],
    "name_search": lambda call, ids, _by: call("name_search", "", [("id", "in", ids)]),
    "formatted_read_group": lambda call, ids, by: call(
        "formatted_read_group", [("id", "in", ids)], [by], ["__count"]
    ),
    "web_read_group": lambda call, ids, by: call(
        "web_read_group", [("id", "in", ids)], [by], ["__count"]
    )["groups"],
    "read_group": lambda call, ids, by: call(
        "read_group", [("id", "in", ids)], [], [by]
    ),
    "read": lambda call, ids, _by: call("read", ids),
    "web_read": lambda call, ids, _by: call("web_read", ids, {"display_name": {}}),
    "export_data": lambda call, ids, _by: call("export_data", ids, ["display_name"])[
        "datas"
    ],
}

#: Calls with which an outsider would change something, if the server let him.
CHANGES = {
    "write": [{"active": False}],
    "unlink": [],
    "copy": [],
    "action_archive": [],
    "web_save": [{}, {"display_name": {}}],
}


class SecretCase(Transports, WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_allow_export").user_ids |= cls.env["res.users"].browse(
            [user.id for user in cls.roles.values() if not user.share]
        )

    def setUp(self):
        super().setUp()
        self.models = protected.protected(self.env)
        self.records = {model: protected.make(self, model) for model in self.models}
        self.file = self.records[FILE]
        self.env.flush_all()

    def told(self, user, model, method, *args, **kwargs):
        """Everything the server says, as text; nothing if it refuses."""
        try:
            answer = self.rpc(user, model, method, *args, **kwargs)
            return json.dumps(answer, default=str, ensure_ascii=False)
        except Refused:
            return ""

    def assert_silent(self, text, *more):
        """No value of a file stands in a text."""
        for secret in (*CANARIES, ID_NUMBER, *more):
            self.assertNotIn(secret, text)


class TestModels(SecretCase):
    def test_the_models_are_found(self):
        for model in (FILE, "key.account.relative", "key.account.file.disclosure"):
            self.assertIn(model, self.models)
        for model, record in self.records.items():
            with self.subTest(model=model):
                words = record.sudo().read()[0]
                full = any(canary in str(words) for canary in CANARIES)
                self.assertTrue(full or not self.has_words(model), words)

    def has_words(self, model):
        fields = self.env[model]._fields.values()
        return any(
            field.type in protected.WORDS
            and protected.is_given(self.env[model], field)
            and field.name not in protected.VALUES.get(model, ())
            for field in fields
        )

    def test_a_file_is_no_thread_and_plans_no_activity(self):
        """Followers, chatter and activities tell what stands in a record."""
        for model in self.models:
            for mixin in ("mail.thread", "mail.activity.mixin", "portal.mixin"):
                if mixin in self.env:
                    parent = self.env.registry[mixin]
                    self.assertFalse(issubclass(self.env.registry[model], parent))

    def test_every_model_keeps_companies_apart(self):
        for model in self.models:
            rules = self.env["ir.rule"].sudo().search([("model_id.model", "=", model)])
            domains = str(rules.filtered("global").mapped("domain_force"))
            with self.subTest(model=model):
                self.assertRegex(domains, "company_id|create_uid")

    def seen(self, way, transport, user, record):
        """Whether a user learns of a record."""
        model = record._name
        by = "partner_id" if model == FILE else "file_id"

        def call(method, *args):
            return self.by[transport](user, model, method, *args)

        try:
            answer = WAYS[way](call, record.ids, by)
        except Refused:
            return False
        if way in ("formatted_read_group", "web_read_group"):
            return any(group["__count"] for group in answer)
        return bool(answer)

    def leaks(self, transport, ways, roles):
        return [
            (transport, way, role, model)
            for role in roles
            for model, record in self.records.items()
            for way in ways
            if self.seen(way, transport, self.roles[role], record)
        ]

    def test_no_outsider_sees_a_record_in_any_way_of_the_web_client(self):
        self.assertEqual(self.leaks("web", WAYS, OUTSIDERS), [])

    def test_no_outsider_sees_a_record_over_xmlrpc(self):
        ways = ("search", "search_read", "name_search", "read", "export_data")
        self.assertEqual(self.leaks("xmlrpc", ways, OUTSIDERS), [])

    def test_no_outsider_sees_a_record_over_jsonrpc(self):
        ways = ("search", "search_read", "formatted_read_group", "read")
        self.assertEqual(self.leaks("jsonrpc", ways, OUTSIDERS), [])

    def test_no_outsider_sees_a_record_over_json2(self):
        ways = ("search", "search_read", "web_search_read", "read", "export_data")
        self.assertEqual(self.leaks("json2", ways, OUTSIDERS), [])

    def test_insiders_do_in_every_way(self):
        """Else the tests above would pass because nobody sees anything."""
        for transport in self.by:
            for way in WAYS if transport == "web" else ("search_read", "read"):
                unseen = dict(self.records)
                for role in INSIDERS:
                    for model, record in list(unseen.items()):
                        if self.seen(way, transport, self.roles[role], record):
                            del unseen[model]
                with self.subTest(transport=transport, way=way):
                    self.assertEqual(list(unseen), [])

    def row(self, record):
        """What the table says of a record, which is faster than to read it."""
        query = SQL(
            "SELECT record::text FROM %s AS record WHERE id = %s",
            SQL.identifier(record._table),
            record.id,
        )
        return self.env.execute_query(query)

    def test_no_outsider_changes_a_record(self):
        for model, record in self.records.items():
            before, row = record.sudo().read(), self.row(record)
            for role in (*OUTSIDERS, "auditor"):
                for method, args in CHANGES.items():
                    with self.subTest(model=model, role=role, method=method):
                        self.outcome(self.roles[role], model, method, record.ids, *args)
                        self.assertEqual(self.row(record), row)
            self.assertEqual(record.sudo().read(), before)

    def test_no_outsider_adds_to_a_file(self):
        for model, record in self.records.items():
            if self.env[model]._transient or model == FILE:
                continue
            count = record.sudo().search_count([])
            given = protected.values(self, self.env[model], required=True)
            given.update(protected.VALUES.get(model, {}))
            for role in (*OUTSIDERS, "auditor"):
                with self.subTest(model=model, role=role):
                    given["file_id"] = self.file.id
                    given = json.loads(json.dumps(given, default=str))
                    self.outcome(self.roles[role], model, "create", [given])
                    self.assertEqual(record.sudo().search_count([]), count)


class TestMethods(SecretCase):
    #: What is passed for a parameter of this name; others get their default or nothing.
    ARGUMENTS = {
        "domain": lambda test, record: [("id", "in", record.ids)],
        "args": lambda test, record: [("id", "in", record.ids)],
        "search_domain": lambda test, record: [("id", "in", record.ids)],
        "fields": lambda test, record: test.names(record),
        "field_names": lambda test, record: test.names(record),
        "fields_to_export": lambda test, record: test.names(record),
        "import_compat": lambda test, record: False,
        "specification": lambda test, record: dict.fromkeys(test.names(record), {}),
        "fields_spec": lambda test, record: dict.fromkeys(test.names(record), {}),
        "unfold_read_specification": lambda test, record: dict.fromkeys(
            test.names(record), {}
        ),
        "groupby": lambda test, record: test.names(record)[:1],
        "grouping_sets": lambda test, record: [test.names(record)[:1]],
        "group_by": lambda test, record: test.names(record)[0],
        "aggregates": lambda test, record: ["__count"],
        "vals": lambda test, record: {},
        "values": lambda test, record: {},
        "vals_list": lambda test, record: [{}],
        "name": lambda test, record: "",
        "field_name": lambda test, record: test.names(record)[0],
        "views": lambda test, record: [(False, "form"), (False, "list")],
        "view_type": lambda test, record: "form",
        "progress_bar": lambda test, record: {
            "field": test.names(record)[0],
            "colors": {},
        },
        "operation": lambda test, record: "read",
    }

    def names(self, record):
        """Fields of a record whose words are secret."""
        words = [
            field.name
            for field in record._fields.values()
            if field.type in protected.WORDS
            and field.store
            and not field.groups
            and protected.is_given(record, field)
        ]
        return words or ["display_name"]

    def methods(self, model):
        """Every method that the server lets a session call."""
        names = dir(type(self.env[model]))
        return [name for name in names if self.is_offered(model, name)]

    def is_offered(self, model, name):
        if not inspect.isroutine(getattr(type(self.env[model]), name, None)):
            return False
        try:
            return bool(get_public_method(self.env[model], name))
        except AccessError:
            return False

    def call(self, record, name):
        """Arguments with which the method would do or tell something."""
        function = getattr(type(record), name)
        parameters = list(inspect.signature(function).parameters.values())
        if isinstance(inspect.getattr_static(type(record), name), classmethod):
            return [], {}
        model_method = getattr(function, "_api_model", False)
        given = {
            parameter.name: self.ARGUMENTS[parameter.name](self, record)
            for parameter in parameters
            if parameter.name in self.ARGUMENTS
        }
        return [] if model_method else [record.ids], given

    def test_the_methods_are_found(self):
        found = self.methods(FILE)
        for name in ("read", "web_read_group", "export_data", "copy", "onchange"):
            self.assertIn(name, found)
        self.assertNotIn("_set_id_number", found)
        self.assertIn("action_show", self.methods("key.account.file.reveal"))

    def test_no_public_method_tells_or_changes_anything_for_outsiders(self):
        for model, record in self.records.items():
            before = self.everything()
            for name in self.methods(model):
                args, kwargs = self.call(record, name)
                for role in self.attackers(model, name):
                    with self.subTest(model=model, method=name, role=role):
                        user = self.roles[role]
                        text = self.told(user, model, name, *args, **kwargs)
                        self.assert_silent(text)
            self.assertEqual(self.everything(), before)

    def attackers(self, model, name):
        """Our own methods are for everybody to try."""
        module = getattr(type(self.env[model]), name).__module__
        if module.startswith("odoo.addons.key_account_service"):
            return OUTSIDERS
        return ("stranger", "clerk")

    def everything(self):
        """All that stands in the protected tables."""
        self.env.invalidate_all()
        return {
            model: self.env[model].sudo().search([], order="id").read()
            for model in self.models
            if not self.env[model]._transient
        }


class TestForms(SecretCase):
    """What is typed into a form names records that the user need not read."""

    def links(self):
        """Fields of any of our models that point at a protected record."""
        for name in self.env.registry:
            Model = self.env[name]
            if Model._abstract or not name.startswith(("key.account", "helpdesk")):
                continue
            for field in Model._fields.values():
                if field.comodel_name in self.records:
                    yield name, field

    def test_a_form_tells_nothing_of_the_records_it_names(self):
        for name, field in self.links():
            for role in ("stranger", "clerk", "abroad"):
                with self.subTest(model=name, field=field.name, role=role):
                    self.assert_silent(self.filled(self.roles[role], name, field))

    def filled(self, user, model, field):
        """All that a form says in which a link was typed, or set by default."""
        record = self.records[field.comodel_name]
        everything = [key for key in record._fields if not record._fields[key].groups]
        given = record.id if field.type == "many2one" else [(6, 0, record.ids)]
        context = {f"default_{field.name}": given}
        told = ""
        for names in ([], ["display_name"], everything):
            spec = {field.name: {"fields": dict.fromkeys(names, {})} if names else {}}
            typed = [[], {field.name: given}, [field.name], spec]
            told += self.told(user, model, "onchange", *typed)
            empty = [[], {}, [], spec]
            told += self.told(user, model, "onchange", *empty, context=context)
        return told

    def test_the_name_of_a_hidden_record_is_not_told(self):
        relative = self.records["key.account.relative"]
        for user in (self.stranger, self.clerk, self.abroad):
            name = relative.with_user(user).sudo().display_name
            self.assertEqual(name, "Confidential")
        self.assertIn(CANARIES[0], relative.with_user(self.officer).display_name)

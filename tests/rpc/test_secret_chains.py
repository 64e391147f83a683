"""SEC-3: no chain of records leads from what others may read into an account file."""

import protected
from protected import FILE, WORDS
from test_secret_models import SecretCase

from odoo.tools import mute_logger

#: Records that many may read, from which an insider would begin.
STARTS = ("res.partner", "res.users", "res.company", "helpdesk.ticket")
#: Links from a start to the record in which a chain enters the file, at the most.
LINKS = 2
#: Who reads contacts and cases, but not this file.
ROLES = ("stranger", "clerk", "abroad", "portal")


class TestChains(SecretCase):
    def doors(self):
        """Fields of models outside the file that lead into it."""
        return {
            (name, field.name): field
            for name in self.env.registry
            if name not in self.models and not self.env[name]._abstract
            for field in self.env[name]._fields.values()
            if field.comodel_name in self.models
        }

    def chains(self):
        """Paths from a start to a field of a protected record that holds words."""
        for start in STARTS:
            for path, model in self.paths(start):
                for field in self.env[model]._fields.values():
                    if field.comodel_name in self.models:
                        yield start, f"{path}{field.name}", field.comodel_name

    def paths(self, start):
        """Every model within reach of a start, by the first path that leads there."""
        reached, edge = {start: ""}, [start]
        for _link in range(LINKS):
            new = []
            for name in edge:
                for field in self.env[name]._fields.values():
                    target = field.comodel_name
                    if self.is_walked(field) and target not in reached:
                        reached[target] = f"{reached[name]}{field.name}."
                        new.append(target)
            edge = new
        return [(path, name) for name, path in reached.items()]

    def is_walked(self, field):
        return (
            field.relational
            and (field.store or field.search)
            and field.comodel_name in self.env
            and field.comodel_name not in self.models
        )

    def words(self, model):
        fields = self.env[model]._fields.values()
        return [field.name for field in fields if field.type in WORDS and field.store]

    def test_no_chain_finds_or_groups_by_a_hidden_value(self):
        for start, path, model in self.chains():
            for word in self.words(model):
                for role in ROLES:
                    with self.subTest(start=start, path=f"{path}.{word}", role=role):
                        user = self.roles[role]
                        domain = [(f"{path}.{word}", "!=", False)]
                        domain += [(path, "in", self.records[model].ids)]
                        found = self.told(user, start, "search_count", domain)
                        self.assertIn(found, ("", "0"))

    def test_the_protected_models_find_only_their_own(self):
        """Chains within the file: an own part does not lead to the file of another."""
        own = self.env[FILE].search([("partner_id", "=", self.bank.id)])
        self.env["key.account.relative"].create({"file_id": own.id, "name": "Own"})
        self.env.flush_all()
        for name in self.models:
            for field in self.env[name]._fields.values():
                if field.comodel_name not in self.models:
                    continue
                for word in self.words(field.comodel_name):
                    domain = [(f"{field.name}.{word}", "ilike", protected.CANARY)]
                    with self.subTest(model=name, path=f"{field.name}.{word}"):
                        found = self.told(self.stranger, name, "search_count", domain)
                        self.assertIn(found, ("", "0"))

    def test_a_door_shows_nothing_to_those_outside(self):
        for (model, name), field in self.doors().items():
            if not self.env[model]._auto or self.env[model]._transient:
                continue
            hidden = set(self.records[field.comodel_name].ids)
            for role in ("stranger", "clerk", "abroad"):
                with self.subTest(model=model, field=name, role=role):
                    seen = self.seen_by(self.roles[role], model, name)
                    self.assertFalse(hidden & seen)

    def seen_by(self, user, model, name):
        """Ids that a user reads in a field of all records of a model."""
        Model = self.env[model].with_user(user)
        if not Model.has_access("read") or not Model._has_field_access(
            Model._fields[name], "read"
        ):
            return set()
        with mute_logger("odoo.models"):
            return set(Model.search([]).mapped(name).ids)


class TestDependencies(SecretCase):
    """Odoo works out related and stored fields with all rights: they would leak."""

    #: Fields outside the file that depend on it, each with the reason why it may.
    ALLOWED = {
        # The form of the administrator who fills it in, and of nobody else.
        ("key.account.file.erase", "preview"),
        ("key.account.file.erase", "obstacles"),
        # How many files the user of the form may read.
        ("key.account.file.excel", "file_count"),
        # Compares what was applied for now and before; of the service only the link.
        ("key.account.application", "is_unchanged"),
        # The block of the page of an account, which Odoo delegates to what is a contact
        # as well; worked out with the rights of whoever reads it.
        ("fsm.location", "key_account_service_ids"),
        ("fsm.person", "key_account_service_ids"),
        ("res.users", "key_account_service_ids"),
        # Read by those only who may read the release.
        ("key.account.release.use", "display_name"),
    }

    def depending(self):
        """Fields of models outside the file whose dependencies lead through it."""
        registry = self.env.registry
        for name in registry:
            if name in self.models or self.env[name]._abstract:
                continue
            for field in self.env[name]._fields.values():
                paths = [path.split(".") for path in registry.field_depends[field]]
                if field.related:
                    paths.append(field.related.split("."))
                if any(self.leads_inside(name, path) for path in paths):
                    yield name, field.name

    def leads_inside(self, model, path):
        for name in path:
            field = self.env[model]._fields.get(name)
            if field is None or not field.relational:
                return False
            model = field.comodel_name
            if model in self.models:
                return True
        return False

    def test_a_path_through_a_file_is_noticed(self):
        self.assertTrue(
            self.leads_inside("key.account.relative", ["file_id", "employer"])
        )
        self.assertTrue(self.leads_inside(FILE, ["person_ids"]))
        self.assertFalse(self.leads_inside("res.partner", ["parent_id", "name"]))

    def test_no_field_outside_carries_a_value_of_a_file(self):
        self.assertEqual(set(self.depending()) - self.ALLOWED, set())

    def test_what_odoo_delegates_asks_for_the_rights_of_the_reader(self):
        for model in ("fsm.location", "fsm.person", "res.users", "res.partner"):
            field = self.env[model]._fields["key_account_service_ids"]
            self.assertFalse(field.compute_sudo)
            self.assertIn("group_key_account_officer", field.groups)

    def test_no_field_passes_the_rights_of_a_file_by(self):
        """Odoo would search over such a field without asking who may read."""
        for name in self.env.registry:
            for field in self.env[name]._fields.values():
                if field.comodel_name in self.models:
                    self.assertFalse(getattr(field, "bypass_search_access", False))

    def test_what_others_see_of_a_contact_is_whom_to_call(self):
        """SEC-1: that it is a key account, and who serves it; nothing of the file."""
        shown = self.told(self.clerk, "res.partner", "read", self.contact.ids)
        self.assert_silent(shown, "key.account.file")
        seen = self.rpc(
            self.clerk,
            "res.partner",
            "read",
            self.contact.ids,
            ["key_account_id", "key_account_manager_id", "key_account_deputy_id"],
        )[0]
        self.assertEqual(seen["key_account_id"][0], self.account.id)
        self.assertEqual(seen["key_account_manager_id"][0], self.officer.id)
        self.assertEqual(seen["key_account_deputy_id"][0], self.deputy.id)
        action = self.told(
            self.clerk, "res.partner", "action_open_key_account_file", self.contact.ids
        )
        self.assertEqual(action, "")

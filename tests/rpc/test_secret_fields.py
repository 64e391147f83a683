"""SEC-3: what nobody reads of a file, nobody finds, groups or exports by it."""

from protected import FILE
from test_secret_models import INSIDERS, OUTSIDERS, SecretCase


class TestHiddenFields(SecretCase):
    """Fields of nobody: not even those who read the file may ask for them."""

    def hidden(self):
        return [
            (model, field.name)
            for model in self.models
            for field in self.env[model]._fields.values()
            if field.groups == "."
        ]

    def test_there_are_such_fields(self):
        self.assertIn((FILE, "id_number_hash"), self.hidden())
        self.assertIn((FILE, "id_number_sealed"), self.hidden())

    def test_nobody_asks_for_them_in_any_way(self):
        for model, name in self.hidden():
            ids = self.records[model].ids
            true = self.records[model].sudo()[name]
            calls = {
                "read": [ids, [name]],
                "web_read": [ids, {name: {}}],
                "export_data": [ids, [name]],
                "search": [[(name, "=", true)]],
                "search_count": [[(name, "!=", False)]],
                "search_read": [[("id", "in", ids)], [name]],
                "formatted_read_group": [[], [name], ["__count"]],
                "read_group": [[], [name], [name]],
                "onchange": [ids, {}, [name], {name: {}}],
                "write": [ids, {name: "Forged"}],
            }
            for role in (*OUTSIDERS, *INSIDERS, "auditor"):
                for method, args in calls.items():
                    with self.subTest(model=model, field=name, role=role, way=method):
                        text = self.told(self.roles[role], model, method, *args)
                        if method == "onchange":
                            self.assertNotIn(str(true), text)
                        else:
                            self.assertEqual(text, "")
                order = self.outcome(
                    self.roles[role], model, "search", [], 0, None, f"{name} ASC"
                )
                self.assertTrue(order)

    def test_nobody_asks_for_them_over_another_model(self):
        """A path ends at the hash: whoever may search it guesses numbers."""
        for model, name in self.hidden():
            for other in self.models:
                for field in self.env[other]._fields.values():
                    if field.comodel_name != model:
                        continue
                    path = f"{field.name}.{name}"
                    for role in ("officer", "supervisor", "manager", "auditor"):
                        with self.subTest(model=other, path=path, role=role):
                            user = self.roles[role]
                            domain = [(path, "!=", False)]
                            told = self.told(user, other, "search", domain)
                            self.assertEqual(told, "")

    def test_a_number_is_not_guessed_by_the_log_or_the_mask(self):
        """What is found differs for nobody who may not read the file."""
        for role in OUTSIDERS:
            for words in ("********14", "*"):
                domain = [("id_number_mask", "ilike", words)]
                told = self.told(self.roles[role], FILE, "search", domain)
                self.assertIn(told, ("", "[]"))

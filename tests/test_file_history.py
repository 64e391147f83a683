"""FILE-8: what of a file was changed stays on record, and nobody alters the record."""

from psycopg2.errors import RaiseException
from test_account_file import FileCase

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from common import NOON

CHANGE = "key.account.file.change"


class TestHistory(FileCase):
    def changes(self, file=None, **values):
        """What is on record since the test began."""
        self.env.flush_all()
        self.env.invalidate_all()
        found = self.env[CHANGE].search(
            [("file_id", "=", (file or self.person).id), ("id", ">", self.last.id)],
            order="id",
        )
        return found

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        self.last = self.env[CHANGE].search([], limit=1)

    def told(self, changes):
        return [(c.kind, c.field_name, c.old_text, c.new_text) for c in changes]

    def test_a_changed_field_with_what_stood_there_by_whom_and_when(self):
        with self.at(NOON):
            self.person.with_user(self.officer).write(
                {"attitude": "neutral", "employer": "123"}
            )
            self.person.with_user(self.deputy).write(
                {"attitude": "advocate", "employer": "123"}
            )
        changes = self.changes()
        self.assertEqual(
            self.told(changes),
            [
                ("changed", "attitude", False, "Neutral"),
                ("changed", "employer", False, "123"),
                ("changed", "attitude", "Neutral", "Advocate"),
            ],
        )
        self.assertEqual(changes.user_id, self.officer | self.deputy)
        self.assertEqual(set(changes.mapped("at")), {NOON})
        self.assertEqual(changes[0].field_label, "Attitude")

    def test_lines_added_changed_and_removed(self):
        relative = self.env["key.account.relative"].create(
            {"file_id": self.person.id, "name": "Li Lei", "relation": "child"}
        )
        relative.note = "1"
        relative.unlink()
        found = self.told(self.changes())
        self.assertIn(("added", "name", False, "Li Lei"), found)
        self.assertIn(("added", "relation", False, "Child"), found)
        self.assertIn(("changed", "note", False, "1"), found)
        self.assertIn(("removed", "note", "1", False), found)
        self.assertIn(("removed", "name", "Li Lei", False), found)
        self.assertEqual(set(self.changes().mapped("part_name")), {"Li Lei"})

    def test_every_kind_of_line_has_a_history(self):
        for part in self.parts:
            with self.subTest(model=part._name):
                self.assertIn("key.account.history.mixin", self.lineage(part))

    def lineage(self, record):
        return {getattr(base, "_name", None) for base in type(record).mro()}

    def test_every_part_of_a_file_has_a_history(self):
        parts = [
            model
            for model in self.env.values()
            if "key.account.file.part.mixin" in self.lineage(model)
            and not model._abstract
        ]
        self.assertGreaterEqual(len(parts), 4)
        for part in parts:
            self.assertIn("key.account.history.mixin", self.lineage(part))

    def test_what_does_not_change_is_not_put_down(self):
        self.person.employer = "123"
        before = len(self.changes())
        self.person.employer = "123"
        self.person.invalidate_recordset()
        self.person._work_out_upkeep_now()
        self.assertEqual(len(self.changes()), before)

    def test_verification_stands_in_the_history(self):
        with self.at(NOON):
            self.person.with_user(self.officer).action_verify()
        changes = self.changes()
        self.assertEqual(changes.user_id, self.officer)
        self.assertEqual(
            set(changes.mapped("field_name")), {"verified_on", "verified_by_id"}
        )

    def test_a_protected_field_says_only_that_it_changed(self):
        protected = "odoo.addons.key_account_service.models.account"
        self.patch(
            type(self.person),
            "_history_protected",
            lambda self, name: name == "employer",
        )
        self.assertTrue(protected)
        self.person.employer = "110101199003070000"
        change = self.changes()
        self.assertTrue(change.is_protected)
        self.assertFalse(change.old_value or change.new_value)
        self.assertEqual(change.new_text, "(not shown)")

    def test_numbers_of_identity_are_protected_by_name(self):
        for name in self.person._fields:
            if "id_number" in name:
                self.assertTrue(self.person._history_protected(name), name)

    def test_read_by_whoever_reads_the_file(self):
        self.person.employer = "123"
        changes = self.changes()
        readers = self.officer | self.deputy | self.supervisor | self.head
        readers |= self.manager | self.auditor
        for user in readers | self.stranger:
            with self.subTest(user=user.login):
                self.assertEqual(self.sees(user, changes), user in readers)
        with self.assertRaises(AccessError):
            changes.with_user(self.clerk).read(["new_value"])

    def test_nobody_writes_it(self):
        self.person.employer = "123"
        change = self.changes()
        for user in self.officer | self.manager | self.auditor:
            change = change.with_user(user)
            with self.assertRaises(AccessError):
                change.write({"new_value": "forged"})
            with self.assertRaises(AccessError):
                change.unlink()
            with self.assertRaises(AccessError):
                change.create(
                    {
                        "file_id": self.person.id,
                        "kind": "changed",
                        "res_model": "key.account.file",
                        "res_id": self.person.id,
                        "field_name": "employer",
                    }
                )

    def test_the_database_lets_nobody_alter_it(self):
        self.person.employer = "123"
        change = self.changes()
        for statement in (
            "UPDATE key_account_file_change SET new_value = 'forged' WHERE id = %s",
            "UPDATE key_account_file_change SET user_id = 1 WHERE id = %s",
            "UPDATE key_account_file_change SET new_value = NULL, at = now(),"
            " old_value = NULL, part_name = NULL WHERE id = %s",
            "DELETE FROM key_account_file_change WHERE id = %s",
        ):
            with (
                self.subTest(statement=statement),
                mute_logger("odoo.sql_db"),
                self.assertRaises(RaiseException),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, (change.id,))

    def test_what_it_said_can_be_forgotten(self):
        self.person.employer = "123"
        change = self.changes()
        self.env[CHANGE]._empty_words([("id", "=", change.id)])
        self.assertFalse(change.new_value)
        self.assertEqual(change.field_name, "employer")

    def test_defaults_of_a_user_forge_nothing(self):
        forged = {"default_user_id": self.supervisor.id, "default_at": "2020-01-01"}
        person = self.person.with_user(self.officer).with_context(**forged)
        with self.at(NOON):
            person.employer = "9"
        self.assertEqual(self.changes().user_id, self.officer)
        self.assertEqual(self.changes().at, NOON)

    def test_many_lines_cost_a_constant_number_of_queries(self):
        counts = []
        for size in (10, 100):
            vals = [
                {"file_id": self.person.id, "name": f"R{n}", "note": "1"}
                for n in range(size)
            ]
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            relatives = self.env["key.account.relative"].create(vals)
            relatives.write({"note": "2"})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_merged_files_keep_the_history_of_both(self):
        double = self.contact.copy({"name": "Wang Fang again"})
        other = self.person.create({"partner_id": double.id, "employer": "Elsewhere"})
        purpose = self.ref("consent_purpose_care").id
        for file in self.person | other:
            self.env["key.account.consent"].create(
                {"file_id": file.id, "purpose_id": purpose}
            )
        other.with_user(self.officer).action_verify()
        self.env.flush_all()
        before = self.env[CHANGE].search([("file_id", "=", other.id)])
        self.assertTrue(before)
        merge = self.env["base.partner.merge.automatic.wizard"]
        merge._merge((self.contact | double).ids, self.contact)
        self.assertEqual(before.file_id, self.person)
        self.assertEqual(self.person.employer, "Elsewhere")
        self.assertEqual(len(self.person.consent_ids), 1)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(RaiseException),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("UPDATE key_account_file_change SET file_id = file_id")

"""SEC-2: the key of the ID numbers outside the database, its change and its loss."""

from id_numbers import NUMBER, IdNumberCase, resident

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from odoo.addons.key_account_service.lib.secret import new_key
from odoo.addons.key_account_service.models.account import key_account_file_keyring
from odoo.addons.key_account_service.models.account.key_account_file_id_number import (
    IdNumberTaken,
)

KEYRING = "odoo.addons.key_account_service.models.account.key_account_file_keyring"


class TestKeys(IdNumberCase):
    def renew(self):
        with self.enter_registry_test_mode():
            self.ref("ir_cron_renew_seals").method_direct_trigger()
        self.env.invalidate_all()

    def test_the_first_number_makes_the_key_file(self):
        self.assertFalse(self.key_path.exists())
        self.person._set_id_number(NUMBER)
        self.assertEqual(self.key_path.stat().st_mode & 0o777, 0o600)

    def test_a_lost_key_is_not_replaced_in_silence(self):
        self.person._set_id_number(NUMBER)
        self.key_path.unlink()
        for call in (
            lambda: self.person._show_id_number("Test"),
            lambda: self.foreign._set_id_number(resident(2)),
            lambda: self.person._find_by_id_number(NUMBER, self.company),
        ):
            with (
                mute_logger(KEYRING),
                self.assertRaisesRegex(UserError, "server's log"),
            ):
                call()
        self.assertFalse(self.key_path.exists())
        self.assertEqual(self.person.id_number_mask, "********14")

    def test_a_key_file_that_was_chosen_must_be_there(self):
        chosen = (self.key_path, True)
        self.patch(type(self.person), "_key_path", lambda _self: chosen)
        with mute_logger(KEYRING), self.assertRaises(UserError):
            self.person._set_id_number(NUMBER)
        self.assertFalse(self.key_path.exists())

    def test_a_key_file_that_others_may_read_is_refused(self):
        self.person._set_id_number(NUMBER)
        self.key_path.chmod(0o644)
        with mute_logger(KEYRING), self.assertRaises(UserError):
            self.person._show_id_number("Test")

    def test_with_the_key_lost_for_good_the_number_is_entered_again(self):
        self.person._set_id_number(NUMBER)
        self.write_keys(new_key())
        with self.assertRaisesRegex(UserError, "key that is lost"):
            self.person._show_id_number("Test")
        self.person._set_id_number(NUMBER)
        self.assertEqual(self.person._show_id_number("Test"), NUMBER)

    def test_a_new_key_takes_over_step_by_step(self):
        self.person._set_id_number(NUMBER)
        sealed, mark = self.column("id_number_sealed"), self.column("id_number_hash")
        self.change_key()
        self.assertEqual(self.person._show_id_number("Test"), NUMBER)
        found = self.person._find_by_id_number(NUMBER, self.company)
        self.assertEqual(found, self.person)
        with self.assertRaises(IdNumberTaken):
            self.foreign._set_id_number(NUMBER)
        self.renew()
        self.assertNotEqual(self.column("id_number_sealed"), sealed)
        self.assertNotEqual(self.column("id_number_hash"), mark)
        self.write_keys(self.key_path.read_text().split()[0])
        self.assertEqual(self.person._show_id_number("Test"), NUMBER)
        found = self.person._find_by_id_number(NUMBER, self.company)
        self.assertEqual(found, self.person)

    def changes(self):
        return self.env["key.account.file.change"].search(
            [("file_id", "=", self.person.id)]
        )

    def test_what_the_machine_seals_anew_is_no_change_of_the_file(self):
        self.person._set_id_number(NUMBER)
        before = self.changes()
        self.change_key()
        self.renew()
        self.assertEqual(self.changes(), before)

    def test_the_history_names_the_number_in_words(self):
        before = self.changes()
        self.person._set_id_number(NUMBER)
        labels = (self.changes() - before).mapped("display_name")
        self.assertIn("ID Number", labels)
        self.assertFalse([label for label in labels if "_" in label or "Id N" in label])

    def test_renewing_takes_batches_and_leaves_what_no_key_opens(self):
        self.patch(key_account_file_keyring, "BATCH", 1)
        self.foreign._set_id_number(resident(3))
        lost = self.column("id_number_sealed", self.foreign)
        self.write_keys(new_key())
        (self.person | self.file)._set_id_numbers(
            [(NUMBER, "resident"), (resident(2), "resident")]
        )
        self.change_key()
        with self.assertLogs(KEYRING, "ERROR") as logged:
            self.renew()
        self.assertIn("1 ID numbers", str(logged.output))
        self.assertEqual(self.column("id_number_sealed", self.foreign), lost)
        self.write_keys(self.key_path.read_text().split()[0])
        self.assertEqual(self.person._show_id_number("Test"), NUMBER)
        self.assertEqual(self.file._show_id_number("Test"), resident(2))

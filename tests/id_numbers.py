"""ID numbers for tests, and a key file of their own."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from stdnum.cn import ric
from test_account_file import FileCase

from odoo.addons.key_account_service.lib.secret import new_key


def resident(order=1, birth="19800101", place="510104"):
    """A good resident ID number."""
    number = f"{place}{birth}{order:03}0"
    return number[:-1] + ric.calc_check_digit(number)


class KeyFileMixin:
    """Tests that may lose and change keys without harm to others."""

    def setUp(self):
        super().setUp()
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.key_path = Path(folder.name) / "keys" / "id_number.key"
        Files = self.env["key.account.file"]
        # Numbers of the demo were sealed with a key that stands elsewhere.
        sealed = Files.search([("id_number_key", "!=", False)])
        sealed.write(Files._id_number_values(None, False, False))
        path = patch.object(
            type(Files), "_key_path", lambda _self: (self.key_path, False)
        )
        path.start()
        self.addCleanup(path.stop)

    def write_keys(self, *keys):
        self.key_path.parent.mkdir(exist_ok=True)
        self.key_path.touch(0o600)
        self.key_path.write_text("\n".join(keys))

    def change_key(self):
        """Put a new key before those there are."""
        self.write_keys(new_key(), self.key_path.read_text())


NUMBER = resident()
LOG = "key.account.file.disclosure"
ENTER = "key.account.file.identify"


class IdNumberCase(KeyFileMixin, FileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": cls.stranger.id,
            }
        )
        cls.foreign = cls.file.search([("partner_id", "=", cls.bank.id)])

    def column(self, name, file=None):
        self.env.flush_all()
        self.env.cr.execute(
            f"SELECT {name} FROM key_account_file WHERE id = %s",
            [(file or self.person).id],
        )
        return self.env.cr.fetchone()[0]

    def log(self, file=None):
        logged = self.env[LOG].search([("file_id", "=", (file or self.person).id)])
        return [(row.way, row.user_id, row.reason) for row in logged.sorted("id")]

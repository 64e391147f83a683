# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import os
from pathlib import Path

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import config

from ...lib.key_file import make_keys, read_keys
from ...lib.secret import Unreadable
from .key_account_history_mixin import Gathered

_logger = logging.getLogger(__name__)

#: Names the file with the keys; else the option of this name in Odoo's configuration.
VARIABLE, OPTION = "KEY_ACCOUNT_KEY_FILE", "key_account_key_file"
#: Numbers that are sealed anew in one transaction.
BATCH = 500


class KeyAccountFile(models.Model):
    """The keys of the ID numbers, and their change (SEC-2)."""

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _key_path(self):
        """The file with the keys, and whether somebody chose it."""
        chosen = os.environ.get(VARIABLE) or config.get(OPTION)
        if chosen:
            return Path(chosen), True
        return Path(config["data_dir"]) / "key_account_service" / "id_number.key", False

    @api.model
    def _keyring(self):
        """The keys, read anew each time: a change holds at once, in every process.

        A file of our own is made when the first number is kept. Never afterwards: a
        new key in place of a lost one would hide the loss until it cannot be mended.

        :raises UserError: if they cannot be read
        """
        path, chosen = self._key_path()
        try:
            if path.exists() or chosen or self._any_sealed():
                return read_keys(path)
            return make_keys(path)
        except (OSError, ValueError):
            _logger.exception("The keys of the ID numbers cannot be read: %s", path)
            raise UserError(
                self.env._(
                    "The key of the ID numbers cannot be read. Tell the administrator "
                    "of the server, who finds the cause in the server's log."
                )
            ) from None

    @api.model
    def _any_sealed(self):
        files = self.sudo().with_context(active_test=False)
        return bool(files.search([("id_number_key", "!=", False)], limit=1))

    @api.model
    def _cron_renew_seals(self):
        """Seal with the key in use what was sealed with an older one, in batches.

        Numbers that no key opens are left and reported in the log.
        """
        ring, after, lost = self._keyring(), 0, 0
        while files := self._sealed_otherwise(ring, after):
            after = max(files.ids)
            # Rows that somebody holds are taken at the next run.
            lost += files.try_lock_for_update()._renew_seals(ring)
            left = len(files) if len(files) == BATCH else 0
            if not self.env["ir.cron"]._commit_progress(len(files), remaining=left):
                break
        if lost:
            _logger.error("%s ID numbers were sealed with a key that is lost.", lost)

    @api.model
    def _sealed_otherwise(self, ring, after=0):
        """The next files whose number was not sealed with the key in use."""
        domain = Domain("id_number_key", "!=", False)
        domain &= Domain("id_number_key", "!=", ring.name) & Domain("id", ">", after)
        files = self.sudo().with_context(active_test=False)
        return files.search(domain, limit=BATCH, order="id")

    def _renew_seals(self, ring):
        """Seal anew; the count of those that no key opens.

        The number stays what it is, so nothing of it stands in the history.
        """
        lost = 0
        for file in self.with_context(history_gathered=Gathered()):
            try:
                number = ring.open(file.id_number_sealed)
            except Unreadable:
                lost += 1
                continue
            file.write(self._id_number_values(ring, number, file.id_number_kind))
        return lost

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountFile(models.Model):
    """What printing a file has to do with its secrets (SEC-2, SEC-3)."""

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    def _log_printed(self):
        """Put on record that the current user prints these files."""
        self._disclosed("printed")

    def _printed_identity(self):
        """The ID number as it may stand on paper: masked."""
        return self.id_number_mask or ""

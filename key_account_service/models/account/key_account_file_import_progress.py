# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL


class KeyAccountFileImportProgress(models.Model):
    """How far an import is.

    In a table of its own and written by a transaction of its own: the import shows
    nothing of its work before all of it is done, and holds a lock on its own row.
    """

    _name = "key.account.file.import.progress"
    _description = "Progress of an Import"

    import_id = fields.Many2one(
        "key.account.file.import", required=True, index=True, ondelete="cascade"
    )
    done = fields.Integer(readonly=True)
    total = fields.Integer(readonly=True)

    def _tell(self, done, total):
        """Show at once that ``done`` of ``total`` rows are dealt with."""
        if not self:
            return
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    "UPDATE key_account_file_import_progress"
                    " SET done = %s, total = %s WHERE id IN %s",
                    done,
                    total,
                    self._ids,
                )
            )

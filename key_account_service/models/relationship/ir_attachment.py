# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

VISIT = "key.account.visit"
#: What a file holds.
CONTENT = {"datas", "db_datas", "raw", "store_fname"}


class IrAttachment(models.Model):
    """Photos and the kept report of a signed visit stay as they are (VISIT-4).

    The report is a file of a field. Odoo lets whoever may change the visit alter or
    delete such a file, and put another one in its place.
    """

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or operation not in ("write", "unlink") or not any(self._ids):
            return result
        kept = self._sealed_files()
        if not kept:
            return result
        return kept | (result[0] if result else kept), self._sealed_file_error

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        files._check_no_report()
        return files

    def write(self, vals):
        if CONTENT & vals.keys():
            self._photographed()._part_changed()
        result = super().write(vals)
        if {"res_model", "res_field"} & vals.keys():
            self._check_no_report()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        """Odoo also deletes with all rights, for whoever once uploaded the file."""
        if self._sealed_files():
            raise self._sealed_file_error()
        self._photographed()._part_changed()

    def _photographed(self):
        """The visits of which these files are photos."""
        visits = self.env[VISIT].sudo()
        return visits.search([("photo_ids", "in", self.ids)]) if self.ids else visits

    def _check_no_report(self):
        """:raises AccessError: for a file that would pass for that of a field"""
        if self.env.su:
            return
        if any(file.res_field and file.res_model == VISIT for file in self.sudo()):
            raise self._sealed_file_error()

    def _sealed_files(self):
        """Those among the files that are photos or the report of signed visits."""
        self.env[VISIT].flush_model(["signed_hash", "photo_ids"])
        self.flush_model(["res_model", "res_field", "res_id"])
        # An erasure takes the seal away first.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT photo.attachment_id FROM key_account_visit_photo_rel photo
                JOIN key_account_visit visit ON visit.id = photo.visit_id
                WHERE photo.attachment_id IN %(ids)s AND visit.signed_hash IS NOT NULL
                UNION
                SELECT file.id FROM ir_attachment file
                JOIN key_account_visit visit ON visit.id = file.res_id
                WHERE file.id IN %(ids)s AND file.res_model = %(model)s
                    AND file.res_field IS NOT NULL AND visit.signed_hash IS NOT NULL
                """,
                ids=tuple(filter(None, self._ids)) or (0,),
                model=VISIT,
            )
        )
        return self.browse(row[0] for row in rows)

    def _sealed_file_error(self):
        return AccessError(
            self.env._(
                "The report and the photos of a signed visit stay as the customer "
                "signed them. Put another photo into a new visit."
            )
        )

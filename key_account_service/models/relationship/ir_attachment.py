# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class IrAttachment(models.Model):
    """Photos of a signed visit are sealed with it: nobody alters them (VISIT-4)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or operation not in ("write", "unlink") or not any(self._ids):
            return result
        kept = self._sealed_photos()
        if not kept:
            return result
        return kept | (result[0] if result else kept), self._sealed_photo_error

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        """Odoo also deletes with all rights, for whoever once uploaded the file."""
        if self._sealed_photos():
            raise self._sealed_photo_error()

    def _sealed_photos(self):
        """Those among the files that are photos of signed visits."""
        self.env["key.account.visit"].flush_model(["signed_hash", "photo_ids"])
        rows = self.env.execute_query(
            SQL(
                "SELECT photo.attachment_id FROM key_account_visit_photo_rel AS photo"
                " JOIN key_account_visit AS visit ON visit.id = photo.visit_id"
                # An erasure takes the seal away first.
                " WHERE visit.signed_hash IS NOT NULL AND photo.attachment_id IN %s",
                tuple(filter(None, self._ids)) or (0,),
            )
        )
        return self.browse(row[0] for row in rows)

    def _sealed_photo_error(self):
        return AccessError(
            self.env._(
                "The photos of a signed visit stay as the customer signed them. Put "
                "another photo into a new visit."
            )
        )

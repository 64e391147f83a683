# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import AccessError

from .key_account_application import EDITABLE

APPLICATION = "key.account.application"


class IrAttachment(models.Model):
    """A document that superiors look at, or have decided by, stays as it is (APP-1)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation not in ("write", "unlink"):
            return result
        kept = self._submitted_documents()
        if not kept:
            return result
        return kept | (result[0] if result else kept), self._submitted_error

    def _submitted_documents(self):
        """Those of these files by which it is, or was, decided."""
        files = self.sudo().filtered(lambda file: file.res_model == APPLICATION)
        if not files:
            return self.browse()
        # Whoever may not read an application must not alter its documents either.
        applications = self.env[APPLICATION].sudo()
        submitted = applications.search(
            [("attachment_ids", "in", files.ids), ("state", "not in", EDITABLE)]
        )
        return self & submitted.attachment_ids.with_env(self.env)

    def _submitted_error(self):
        return AccessError(
            self.env._(
                "Superiors were shown this document: it stays as it is. Withdraw the "
                "application to change it."
            )
        )

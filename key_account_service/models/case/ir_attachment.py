# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import AccessError


class IrAttachment(models.Model):
    """A file in a case is altered or deleted by nobody but who put it there (CASE-9).

    Odoo lets whoever may change the case do so, also with what the customer sent.
    """

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation not in ("write", "unlink"):
            return result
        kept = self._proof_of_others()
        if not kept:
            return result
        return kept | (result[0] if result else kept), self._proof_error

    def _proof_of_others(self):
        models_ = self.env["mail.message"]._proof_models()
        return self.filtered(
            lambda file: (
                file.sudo().res_model in models_
                and file.sudo().create_uid != self.env.user
            )
        )

    def _proof_error(self):
        return AccessError(
            self.env._("This file stays as it is; only who put it there takes it away.")
        )

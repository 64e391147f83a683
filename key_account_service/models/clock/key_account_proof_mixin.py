# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class KeyAccountProofMixin(models.AbstractModel):
    """Facts whose defaults nobody chooses (CASE-5).

    Odoo lets every user set own defaults of every model, and reads them with the rights
    of the engine as well: who acts could choose who is said to have acted, and when.
    """

    _name = "key.account.proof.mixin"
    _description = "Proof"

    @api.model
    def default_get(self, fields):  # pylint: disable=method-required-super
        """Only the defaults of the model itself."""
        known = (self._fields[name] for name in fields if name in self._fields)
        return {
            field.name: field.convert_to_write(field.default(self), self)
            for field in known
            if field.default
        }

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class KeyAccountWorkedOutMixin(models.AbstractModel):
    """Records whose worked-out fields nobody states (SEC-1, SEC-3).

    Odoo takes a value for a stored computed field from whoever may write the record: a
    file whose account somebody states would be read by whom he likes.
    """

    _name = "key.account.worked.out.mixin"
    _inherit = "key.account.fact.mixin"
    _description = "Worked-Out Fields Nobody States"

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            field.name
            for field in self._fields.values()
            if field.store and field.compute and field.readonly
        }

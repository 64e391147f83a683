# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError


class KeyAccountFactsMixin(models.AbstractModel):
    """Records with fields that only the record's own actions set, never a user.

    Neither by a value nor by a default of the context or of the user.
    """

    _name = "key.account.facts.mixin"
    _description = "With Facts That Nobody States"

    @api.model
    def _facts(self):
        """Hook: the fields that only actions of the record set."""
        return set()

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_noted(vals)
                # Given, so that no default of anybody gives them.
                vals.update(dict.fromkeys(self._facts(), False))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_noted(vals)
        return super().write(vals)

    @api.model
    def _check_noted(self, vals):
        for name in sorted(self._facts()):
            if name in vals and (self or vals[name]):
                raise AccessError(
                    self.env._(
                        "“%(field)s” is noted by the buttons of the form only.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )

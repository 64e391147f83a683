# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError


class KeyAccountFactMixin(models.AbstractModel):
    """Fields that follow from what happened, and that nobody sets by hand (TIER-7)."""

    _name = "key.account.fact.mixin"
    _description = "Facts Nobody Writes"

    @api.model
    def _fact_fields(self):
        """Hook: names of the fields that only the add-on itself writes."""
        return set()

    @api.model
    def default_get(self, fields):
        """Defaults of a context or of a user count for everything but the facts."""
        facts = self._fact_fields()
        values = super().default_get([name for name in fields if name not in facts])
        for name in facts & set(fields):
            field = self._fields[name]
            if field.default:
                values[name] = field.convert_to_write(field.default(self), self)
        return values

    @api.model_create_multi
    def create(self, vals_list):
        self._check_facts({name for vals in vals_list for name in vals})
        # Numbers are those of the company of the record.
        return super().create(
            [
                {**vals, **self.with_company(vals.get("company_id"))._first_facts()}
                for vals in vals_list
            ]
        )

    @api.model
    def _first_facts(self):
        """Hook: what a record has from the beginning, such as its number."""
        return {}

    def write(self, vals):
        self._check_facts(vals.keys())
        return super().write(vals)

    @api.model
    def _check_facts(self, names):
        """:raises AccessError: for everybody who writes a fact over the wire"""
        forged = self._fact_fields() & set(names)
        if self.env.su or not forged:
            return
        labels = [self._fields[name]._description_string(self.env) for name in forged]
        raise AccessError(
            self.env._(
                "%(fields)s follow from what happens and cannot be set by hand.",
                fields=", ".join(sorted(labels)),
            )
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ...lib.numbering import next_name, stem


class KeyAccountCopiedMixin(models.AbstractModel):
    """A setting of which no two have the same name, or code: a copy gets its own.

    Without it *Duplicate* could only complain that there is one already.
    """

    _name = "key.account.copied.mixin"
    _description = "Setting That Is Duplicated"

    #: The field in which two of them must differ.
    _told_apart_by = "name"

    def copy_data(self, default=None):
        copies = super().copy_data(default)
        name = self._told_apart_by
        if name in (default or {}):
            return copies
        taken = self._names_like_these()
        for values in copies:
            if values.get(name):
                values[name] = next_name(values[name], taken)
                taken.add(values[name])
        return copies

    @api.private
    def copy_translations(self, new, excluded=()):
        """The new name stands in all languages: translated it would be the old one."""
        return super().copy_translations(new, [*excluded, self._told_apart_by])

    @api.model
    def _begins_with(self, words):
        escaped = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        return Domain(self._told_apart_by, "=like", f"{escaped}%")

    def _names_like_these(self):
        """The names that copies of these could get and that are taken."""
        name = self._told_apart_by
        stems = {stem(record[name]) for record in self if record[name]}
        alike = Domain.OR(self._begins_with(words) for words in stems)
        everything = self.sudo().with_context(active_test=False)
        return set(everything.search(alike).mapped(name))

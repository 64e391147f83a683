# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountDialogMixin(models.AbstractModel):
    """A dialog names only records that its user may read (SEC-3).

    Odoo asks for the right when it fetches a record, and only then. What a dialog works
    out with all rights or finds in memory, and the names of its links, it would tell to
    whoever makes up a number. So it is asked where the numbers come in: when a dialog
    is typed, saved, or opened with defaults.
    """

    _name = "key.account.dialog.mixin"
    _description = "Dialog about Records of Its User"

    is_done = fields.Boolean(string="Done", readonly=True, copy=False)

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        self._check_named(defaults)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_named(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_named(vals)
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        """As Odoo's, for records that the user may read."""
        self._check_named(values)
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _check_named(self, vals):
        """:raises AccessError: for whoever may not read what ``vals`` point at"""
        if self.env.su:
            return
        links = {
            name: value
            for name, value in vals.items()
            if value and name in self._fields and self._is_link(name)
        }
        form = self.new(links)
        for name in links:
            self._check_readable(form[name]._origin)

    @api.model
    def _check_readable(self, records):
        """Hook: :raises AccessError: in words that help whoever may not read them"""
        records.check_access("read")

    @api.model
    def _is_link(self, name):
        field = self._fields[name]
        return field.relational or field.type == "reference"

    def _once(self):
        """Whatever follows is done once, however often the button is pressed or sent.

        :raises UserError: the second time
        """
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update()
        self.invalidate_recordset(["is_done"])
        if self.is_done:
            raise UserError(
                self.env._(
                    "This is done already. Close the form to see what came of it."
                )
            )
        self.is_done = True

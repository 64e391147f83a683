# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

CASE = "helpdesk.ticket"


class KeyAccountCaseLinkMixin(models.AbstractModel):
    """A form that names a case: whoever fills it in may read the case (SEC-3).

    Odoo gives the name of a record that another one points at without asking, so a
    made-up link would tell the title of any case.
    """

    _name = "key.account.case.link.mixin"
    _description = "Names a Case"

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        self._check_case_links([defaults])
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        self._check_case_links(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_case_links([vals])
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        self._check_case_links([values])
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _check_case_links(self, vals_list):
        """:raises AccessError: for a case that the user may not read"""
        if self.env.su:
            return
        links = [name for name, field in self._fields.items() if _leads_to_case(field)]
        # A line of a form that is open names its case by what is typed there.
        found = {
            vals[name]
            for vals in vals_list
            for name in links
            if vals.get(name) and isinstance(vals[name], int)
        }
        self.env[CASE].browse(found).check_access("read")


def _leads_to_case(field):
    return field.type == "many2one" and field.comodel_name == CASE

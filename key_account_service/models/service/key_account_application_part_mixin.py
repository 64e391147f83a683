# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .key_account_application import EDITABLE


class KeyAccountApplicationPartMixin(models.AbstractModel):
    """A part of an application: read with it, written until it is submitted (APP-1)."""

    _name = "key.account.application.part.mixin"
    _inherit = ["key.account.derived.access.mixin", "key.account.fact.mixin"]
    _description = "Part of an Application"

    @api.model
    def _derived_access_domain(self):
        applications = self.env["key.account.application"]
        return Domain("application_id", "in", applications._search([]))

    @api.model
    def _derived_change_domain(self):
        applications = self.env["key.account.application"]
        changed = applications._search(applications._derived_change_domain())
        return Domain("application_id", "in", changed)

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_editable()
        return parts

    def write(self, vals):
        self._check_editable()
        result = super().write(vals)
        if not self.env.su and "application_id" in vals:
            # Nobody moves a line into the application of somebody else.
            self.check_access("write")
            self._check_editable()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        self._check_editable()

    def _check_editable(self):
        """:raises UserError: for what superiors look at, or have decided about"""
        if self.env.su:
            return
        for application in self.application_id:
            if application.state not in EDITABLE:
                raise UserError(
                    self.env._(
                        "%(application)s was submitted: what superiors look at stays "
                        "as it is. Withdraw it to change it.",
                        application=application.name,
                    )
                )

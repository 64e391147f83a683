# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class KeyAccountApplicationPartMixin(models.AbstractModel):
    """A part of an application: read with it, written until it is submitted (APP-1)."""

    _name = "key.account.application.part.mixin"
    _inherit = ["key.account.derived.access.mixin", "key.account.worked.out.mixin"]
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
        parts._check_of_customer()
        parts._note_authors()
        return parts

    def write(self, vals):
        self._check_editable()
        result = super().write(vals)
        if not self.env.su and "application_id" in vals:
            # Nobody moves a line into the application of somebody else.
            self.check_access("write")
            self._check_editable()
        if {"application_id", *self._file_fields()} & vals.keys():
            self._check_of_customer()
        self._note_authors()
        return result

    @api.model
    def _file_fields(self):
        """Hook: fields that point into the file of the customer."""
        return set()

    def _check_of_customer(self):
        """What stands in the customer's file is chosen by whoever may read that.

        :raises ValidationError: for what is another customer's, or hidden from the user
        """
        for name in self._file_fields():
            # Numbers and names of other files must not be learnt by choosing them.
            chosen = self[name]
            hidden = chosen - chosen._filtered_access("read")
            for part in self.filtered(name):
                account = part.application_id.key_account_id
                of_file = part[name].sudo().account_id
                if part[name] in hidden or not account or of_file != account:
                    raise ValidationError(
                        self.env._(
                            "Choose a service or device out of the file of this "
                            "customer."
                        )
                    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        self._check_editable()
        self._note_authors()

    def _note_authors(self):
        """Whoever changes what is applied for does not approve it afterwards."""
        if not self.env.su:
            self.application_id._note_authors()

    def _check_editable(self):
        """:raises UserError: for what superiors look at, or have decided about"""
        if not self.env.su:
            self.application_id._check_editable()

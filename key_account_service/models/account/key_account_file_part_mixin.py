# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountFilePartMixin(models.AbstractModel):
    """A line of an account file: read and changed by whoever may do so with the file.

    (SEC-1, SEC-2)
    """

    _name = "key.account.file.part.mixin"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.editable.mixin",
        "key.account.secret.name.mixin",
        "key.account.telephone.mixin",
        "key.account.worked.out.mixin",
    ]
    _description = "Part of an Account File"

    #: What somebody must be allowed to do with the file to add a line.
    _right_to_add = "write"

    file_id = fields.Many2one(
        "key.account.file",
        string="Account File",
        required=True,
        index=True,
        ondelete="cascade",
    )
    account_id = fields.Many2one(related="file_id.account_id", store=True, index=True)
    company_id = fields.Many2one(related="file_id.company_id", store=True)

    @api.model
    def _derived_access_domain(self):
        files = self.env["key.account.file"].with_context(active_test=False)
        return Domain("file_id", "in", files._search([]))

    @api.model
    def _derived_change_domain(self):
        files = self.env["key.account.file"].with_context(active_test=False)
        return Domain("file_id", "in", files._search(files._derived_change_domain()))

    @api.model_create_multi
    def create(self, vals_list):
        # Before it is written: what must be unique must not tell outsiders that it is.
        files = [vals.get("file_id") for vals in vals_list]
        self.env["key.account.file"].browse(filter(None, files)).check_access(
            self._right_to_add
        )
        return super().create(vals_list)

    def write(self, vals):
        result = super().write(vals)
        if "file_id" in vals:
            # Nobody moves a line into the file of another account.
            self.check_access("write")
        return result

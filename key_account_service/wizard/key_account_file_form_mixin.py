# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountFileFormMixin(models.AbstractModel):
    """A small form about one account file that the user may read."""

    _name = "key.account.file.form.mixin"
    _inherit = "key.account.dialog.mixin"
    _description = "Form about an Account File"

    file_id = fields.Many2one(
        "key.account.file", string="Account File", required=True, ondelete="cascade"
    )

    @api.constrains("file_id")
    def _check_file_id(self):
        # Odoo checks with all rights; what counts is who fills the form in.
        self.file_id.sudo(False).check_access("read")

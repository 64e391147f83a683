# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountFileErase(models.TransientModel):
    """Erase the personal data of files, after a look at what that means."""

    _name = "key.account.file.erase"
    _inherit = "key.account.dialog.mixin"
    _description = "Erase Personal Data"

    file_ids = fields.Many2many(
        "key.account.file",
        string="Files",
        required=True,
        default=lambda self: self._default_file_ids(),
        context={"active_test": False},
    )
    cause = fields.Selection(
        [
            ("request", "On request of the person"),
            ("retention", "Retention time over"),
            ("consent", "Consent withdrawn"),
        ],
        required=True,
        default="request",
    )
    reason = fields.Char(
        string="Reference",
        required=True,
        help="Such as the number of the letter. It stays on record: write nothing "
        "about the person.",
    )
    obstacles = fields.Text(compute="_compute_preview")
    preview = fields.Text(string="What Will Be Erased", compute="_compute_preview")

    @api.model
    def _default_file_ids(self):
        context = self.env.context
        if context.get("active_model") == "key.account.file":
            return context.get("active_ids", [])
        return []

    @api.depends("file_ids")
    def _compute_preview(self):
        """What stands in the way, and how many lines, cases and visits it concerns."""
        for wizard in self:
            files = wizard.file_ids._origin
            files._check_erasure_right()
            # Counted with all rights, as it will be erased: numbers, nothing else.
            wizard.obstacles = "\n".join(files.sudo()._erasure_obstacles())
            counts = files.sudo()._erasure_counts()
            wizard.preview = "\n".join(f"{label}: {n}" for label, n in counts if n)

    def action_erase(self):
        """Erase; there is no way back.

        :raises AccessError: for everybody but administrators of the service
        :raises UserError: when something stands in the way; then nothing is erased
        """
        self.ensure_one()
        self.file_ids._check_erasure_right()
        self.file_ids._erase(self.cause, self.reason)
        return {"type": "ir.actions.act_window_close"}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountErasure(models.Model):
    """Protocol: that data of a person were erased, by whom, why and how many.

    Never altered; it holds nothing of the person. ``at`` is UTC.
    """

    _name = "key.account.erasure"
    _inherit = ["key.account.log.mixin", "key.account.secret.name.mixin"]
    _description = "Erasure of Personal Data"
    _order = "id desc"
    _rec_name = "file_id"
    _log_access = False

    file_id = fields.Many2one(
        "key.account.file",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    user_id = fields.Many2one(string="By")
    cause = fields.Selection(
        [
            ("request", "On request of the person"),
            ("retention", "Retention time over"),
            ("consent", "Consent withdrawn"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Char(string="Reference", readonly=True)
    counts = fields.Text(string="What Was Erased", readonly=True)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountLogMixin(models.AbstractModel):
    """Append-only logs of what users did: who, and when (SEC-2, SEC-3).

    A model of this kind says ``_log_access = False``. ``at`` is UTC.
    """

    _name = "key.account.log.mixin"
    _inherit = "key.account.append.only.mixin"
    _description = "Log of What Users Did"

    at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Who",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountCallBackAttempt(models.Model):
    """The log: who called the customer when, and what came of it (CASE-7).

    Never altered; what the customer said is emptied when personal data are erased.
    """

    _name = "key.account.call.back.attempt"
    _inherit = ["key.account.derived.access.mixin", "key.account.append.only.mixin"]
    _description = "Attempt at a Call-Back"
    _order = "id"
    _rec_name = "call_back_id"
    _log_access = False
    _may_be_emptied = ("note",)

    call_back_id = fields.Many2one(
        "key.account.call.back",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    outcome = fields.Selection(
        [
            ("satisfied", "Satisfied"),
            ("not_satisfied", "Not satisfied"),
            ("not_reached", "Not reached"),
        ],
        required=True,
        readonly=True,
    )
    note = fields.Text(readonly=True)

    @api.model
    def _derived_access_domain(self):
        calls = self.env["key.account.call.back"]
        return Domain("call_back_id", "in", calls._search([]))

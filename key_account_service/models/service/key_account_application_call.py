# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..case.key_account_case_note import WAYS

OUTCOMES = [
    ("satisfied", "Satisfied"),
    ("not_satisfied", "Not satisfied"),
    ("not_reached", "Not reached"),
]


class KeyAccountApplicationCall(models.Model):
    """A call-back after an opening: who asked the customer, and the answer (APP-2).

    Never altered; what the customer said is emptied when personal data are erased.
    Moments are UTC.
    """

    _name = "key.account.application.call"
    _inherit = ["key.account.derived.access.mixin", "key.account.append.only.mixin"]
    _description = "Call-Back after an Opening"
    _order = "id"
    _rec_name = "application_id"
    _log_access = False
    _may_be_emptied = ("note",)

    application_id = fields.Many2one(
        "key.account.application",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    at = fields.Datetime(string="When", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    way = fields.Selection(WAYS, required=True, readonly=True)
    outcome = fields.Selection(OUTCOMES, required=True, readonly=True)
    note = fields.Text(string="What the Customer Says", readonly=True)

    @api.model
    def _derived_access_domain(self):
        applications = self.env["key.account.application"]
        return Domain("application_id", "in", applications._search([]))

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountVisitMove(models.Model):
    """That a planned visit was moved or called off: by whom, and why (VISIT-2).

    Nobody alters or deletes a row, the database sees to that. When the data of the
    person are erased the reasons are emptied. Moments are UTC.
    """

    _name = "key.account.visit.move"
    _inherit = ["key.account.derived.access.mixin", "key.account.append.only.mixin"]
    _description = "Change of a Planned Visit"
    _order = "id"
    _rec_name = "visit_id"
    _log_access = False
    _may_be_emptied = ("reason",)

    visit_id = fields.Many2one(
        "key.account.visit",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    planned_from = fields.Datetime(string="Was Planned For", readonly=True)
    planned_to = fields.Datetime(
        string="Moved To", readonly=True, help="Empty: the visit was called off."
    )
    was_late = fields.Boolean(
        string="Overdue by Then", readonly=True, help="Its day was over already."
    )
    reason = fields.Char(readonly=True)
    at = fields.Datetime(
        string="Changed On", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Changed By",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )

    @api.model
    def _derived_access_domain(self):
        visits = self.env["key.account.visit"]
        if not visits.has_access("read"):
            return Domain.FALSE
        return Domain("visit_id", "in", visits._search([]))

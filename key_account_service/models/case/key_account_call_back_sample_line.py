# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountCallBackSampleLine(models.Model):
    """A case that could be drawn, as it was on that day (CASE-7).

    What the draw goes by stands in plain numbers and texts, so that it can be repeated
    when the case, its level or its customer have changed. It is read by those who may
    read the case.
    """

    _name = "key.account.call.back.sample.line"
    _inherit = ["key.account.derived.access.mixin", "key.account.proof.mixin"]
    _description = "Case of a Sample"
    _order = "sample_id, is_drawn desc, stratum, id"
    _rec_name = "ticket_id"

    sample_id = fields.Many2one(
        "key.account.call.back.sample",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Case",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    stratum = fields.Char(string="Group", required=True, readonly=True)
    customer = fields.Integer(required=True, readonly=True, aggregator=None)
    complaint_level_id = fields.Many2one(
        "key.account.complaint.level", readonly=True, ondelete="restrict"
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team", string="Desk", readonly=True, ondelete="set null"
    )
    is_drawn = fields.Boolean(string="In the Sample", readonly=True)

    @api.model
    def _derived_access_domain(self):
        cases = self.env["helpdesk.ticket"].with_context(active_test=False)
        return Domain("ticket_id", "in", cases._search([]))

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..choices import same_choices_as


class KeyAccountMeetingKind(models.Model):
    """What a company invites its key accounts to (VISIT-5, VISIT-6).

    The figures are a company's own; shipped ones are a start.
    """

    _name = "key.account.meeting.kind"
    _description = "Kind of Meeting"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    way = fields.Selection(
        selection=same_choices_as("key.account.visit", "way"),
        required=True,
        default="meeting",
        help="The way in which the contact is put on record for each account that "
        "came.",
    )
    approval_above = fields.Monetary(
        help="A meeting planned to cost more than this is approved by a superior of "
        "the organiser; 0: every meeting that costs something.",
    )
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: all companies, each in its own currency.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")

    _limit_positive = models.Constraint(
        "CHECK (COALESCE(approval_above, 0) >= 0)",
        "The limit is an amount of money, or 0.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for kind in self:
            company = kind.company_id or self.env.company
            kind.currency_id = company.currency_id

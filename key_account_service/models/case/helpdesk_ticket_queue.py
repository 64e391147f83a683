# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .res_partner import STAFF

#: The order of every queue: key accounts, then the worst deadline, then the tier.
QUEUE_ORDER = "queue_rank, deadline_due_at, queue_tier_rank, id"


class HelpdeskTicket(models.Model):
    """The green channel: key accounts come first in every queue (CASE-1).

    Two small columns hold what the order needs, so that one index serves the first
    page of a queue of a million cases. Both follow the tier of the day of the case.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    queue_rank = fields.Integer(
        compute="_compute_queue_rank",
        store=True,
        precompute=True,
        aggregator=None,
        groups=STAFF,
        help="0 for a key account, 1 for everybody else: the lower comes first.",
    )
    queue_tier_rank = fields.Integer(
        compute="_compute_queue_tier_rank",
        store=True,
        precompute=True,
        aggregator=None,
        groups=STAFF,
        help="Place of the tier among the tiers: of equal deadlines it decides.",
    )

    _queue_idx = models.Index("(queue_rank, deadline_due_at, queue_tier_rank, id)")

    @api.depends("key_account_tier_id")
    def _compute_queue_rank(self):
        for ticket in self:
            ticket.queue_rank = 0 if ticket.key_account_tier_id else 1

    @api.depends("key_account_tier_id")
    def _compute_queue_tier_rank(self):
        for ticket in self:
            ticket.queue_tier_rank = ticket.key_account_tier_id.sudo().sequence

    @api.model
    def _fields_of_account(self):
        return [*super()._fields_of_account(), "queue_rank", "queue_tier_rank"]

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {"queue_rank", "queue_tier_rank"}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tools.sql import column_exists, create_column


def migrate(cr, version):
    """Where a case stands in the queue: by SQL, not one case after the other."""
    for name in ("queue_rank", "queue_tier_rank"):
        if not column_exists(cr, "helpdesk_ticket", name):
            create_column(cr, "helpdesk_ticket", name, "int4")
    cr.execute(
        """
        UPDATE helpdesk_ticket AS ticket
        SET queue_rank = CASE WHEN tier.id IS NULL THEN 1 ELSE 0 END,
            queue_tier_rank = coalesce(tier.sequence, 0)
        FROM helpdesk_ticket AS same
        LEFT JOIN key_account_tier AS tier ON tier.id = same.key_account_tier_id
        WHERE same.id = ticket.id AND ticket.queue_rank IS NULL
        """
    )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountPauseReason(models.Model):
    """Stages of a desk put the clock on hold for a reason (CASE-4)."""

    _inherit = "key.account.pause.reason"

    customer_text = fields.Char(
        string="Words for the Customer",
        translate=True,
        help="What the customer reads after “On hold”. Empty: only that we wait.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_stage(self):
        stages = self.env["helpdesk.ticket.stage"].with_context(active_test=False)
        stage = stages.search([("pause_reason_id", "in", self.ids)], limit=1)
        if stage:
            raise UserError(
                self.env._(
                    "The stage %(stage)s puts the clock on hold for the reason "
                    "%(reason)s. Give the stage another reason first, or archive this "
                    "one.",
                    stage=stage.name,
                    reason=stage.pause_reason_id.name,
                )
            )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountPauseReason(models.Model):
    """A reason for which the clock of a case may stand still (CASE-4)."""

    _name = "key.account.pause.reason"
    _description = "Pause Reason"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint("UNIQUE (name)", "This reason exists already.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
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

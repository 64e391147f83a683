# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.transition import PAUSE, Status


class KeyAccountPauseReason(models.Model):
    """A reason for which a clock may stand still, and for how long at most (CASE-4)."""

    _name = "key.account.pause.reason"
    _inherit = "key.account.copied.mixin"
    _description = "Pause Reason"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    max_hours = fields.Float(
        string="Longest Hold (Hours)",
        help="How many hours, day and night, this reason may hold one deadline, all "
        "its pauses together. When they are used up, the clock goes on by itself. "
        "0: as long as you like. Pauses that run already keep the hours they began "
        "with.",
    )

    _name_uniq = models.Constraint("UNIQUE (name)", "This reason exists already.")
    _max_hours_sane = models.Constraint(
        "CHECK (COALESCE(max_hours, 0) >= 0)",
        "The longest hold cannot be less than 0 hours; 0 means as long as you like.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_ledger(self):
        ledger = self.env["key.account.deadline.event"].sudo()
        if ledger.search_count([("pause_reason_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Deadlines were on hold for this reason. Archive it instead of "
                    "deleting it."
                )
            )

    def _cap(self):
        """How long this reason may hold one promise altogether; None: for ever."""
        # To the second, as the ledger keeps it.
        return timedelta(seconds=round((self.max_hours or 0) * 3600)) or None

    def _status(self, note=""):
        """What work says that is on hold for this reason.

        :param str note: what is to be known besides, for the ledger
        """
        words = ": ".join(filter(None, (self.name, note)))
        return Status(PAUSE, note=words, reason=self.id, cap=self._cap())

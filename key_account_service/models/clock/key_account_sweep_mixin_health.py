# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class KeyAccountSweepMixin(models.AbstractModel):
    """How far a scheduled action is behind with its rows.

    Each answer costs one look into an index, however many rows there are.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.sweep.mixin"

    @api.model
    def _sweep_ready_domain(self):
        """Hook: the rows that are to be worked off now."""
        return Domain.FALSE

    @api.model
    def _sweep_failed_domain(self):
        """Hook: the rows whose last attempt failed."""
        return Domain.FALSE

    @api.model
    def _sweep_waiting_since(self):
        """Hook: since when (UTC) the row at the head of the queue waits, if any."""
        return False

    @api.model
    def _sweep_next_at(self):
        """Hook: when (UTC) the next row wants to be worked off, if that is known."""
        return False

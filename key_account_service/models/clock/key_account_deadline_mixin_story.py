# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountDeadlineMixin(models.AbstractModel):
    """What work with deadlines says to whoever the promise was given to."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.mixin"

    def _deadline_pause_text(self, event):
        """Hook: why a promise was on hold, in words fit for a customer.

        :param event: the ledger entry of the pause; its note is for colleagues
        :return: text in the reader's language; empty: nothing but that we wait
        """
        return ""

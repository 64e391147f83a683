# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ...lib.transition import PAUSE, RUN, Status


class KeyAccountDeadline(models.Model):
    """What people do to a deadline by hand."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    def _pause(self, reason):
        """Stop the clock by hand.

        :param str reason: why the promise is on hold
        """
        self._follow(dict.fromkeys(self, Status(PAUSE, note=reason)))

    def _resume(self):
        """Let the clock run again, with the time used so far."""
        self._follow(dict.fromkeys(self, Status(RUN)))

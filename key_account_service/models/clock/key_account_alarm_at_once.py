# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from .key_account_deadline_at_once import AT_ONCE


class KeyAccountAlarm(models.Model):
    """An alarm about something that happened: nothing need be near or missed."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.alarm"  # pylint: disable=consider-merging-classes-inherited

    def _message_subject(self):
        if len(self) == 1 and self.mark.startswith(AT_ONCE) and not self.missed:
            return self.env._("%(work)s: needs you at once", work=self.res_name)
        return super()._message_subject()

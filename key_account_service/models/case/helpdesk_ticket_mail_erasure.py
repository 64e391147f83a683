# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """What was kept of the mails of a person goes with the person's data."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _erase_words(self):
        result = super()._erase_words()
        cases = self.sudo()
        cases._forget_proposal()
        cases.env["key.account.mail.reference"].search(
            [("ticket_id", "in", cases.ids), ("sender", "!=", False)]
        ).sender = False
        cases.env["key.account.mail.aside"].search(
            [("ticket_id", "in", cases.ids)]
        )._erase()
        return result

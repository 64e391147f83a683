# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """What departments and colleagues were told of a person's case goes with it."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _erase_words(self):
        """Who was asked, when, and what became of it stays; the words go."""
        result = super()._erase_words()
        erased = self.env._("Erased")
        cases = self.sudo()
        cases.filtered("level_reason").level_reason = erased
        for records, names in (
            (cases.task_ids, ("what", "result", "reason")),
            (cases.offer_ids, ("note", "reason")),
        ):
            for name in names:
                records.filtered(name).write({name: erased})
        return result

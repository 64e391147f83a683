# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """What customers said on being called back goes with their data; the rest stays."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _erase_words(self):
        result = super()._erase_words()
        erased = self.env._("Erased")
        # With all rights, as the erasure itself: these are facts nobody writes by hand.
        calls = self.sudo().call_back_ids
        calls.filtered("customer_said").customer_said = erased
        calls.filtered("release_reason").release_reason = erased
        calls.attempt_ids.filtered("note").note = False
        found = self.sudo().investigation_ids
        found.write({"found": erased, "root": erased, "consequence": erased})
        self.sudo().filtered("special_reason").special_reason = erased
        return result

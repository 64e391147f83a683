# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """What was said and done about a person's case goes when the data are erased."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _erase_words(self):
        """That there were contacts, measures and a signed form, and when, stays."""
        result = super()._erase_words()
        erased = self.env._("Erased")
        # A complaint that is closed keeps its cause, and that it was analysed.
        self.filtered("cause_analysis").write({"cause_analysis": erased})
        for name in ("customer_said", "we_said"):
            self.contact_ids.filtered(name).write({name: erased})
        self.measure_ids.write({"name": erased, "result": erased})
        self.env["res.partner"]._erase_talk_about(self.measure_ids)
        self.form_ids._empty()
        return result

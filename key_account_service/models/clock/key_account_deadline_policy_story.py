# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountDeadlinePolicy(models.Model):
    """Which time counts, in words."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    def _clock_in_words(self):
        """Hook: which time counts, as part of a sentence for colleagues."""
        self.ensure_one()
        if self.clock == "continuous":
            return self.env._("around the clock")
        name = self.sudo().calendar_id.name
        return self.env._("in the working hours “%(calendar)s”", calendar=name)

    def _clock_in_words_for_customer(self):
        """Hook: the same for a customer, who knows no name of ours."""
        self.ensure_one()
        if self.clock == "continuous":
            return self.env._("around the clock")
        return self.env._("in our working hours")

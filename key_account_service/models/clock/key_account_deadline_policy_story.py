# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools.misc import babel_locale_parse, get_lang

from ...lib.moment import span_in_words
from ...lib.promise import END_OF_DAY, UNITS


class KeyAccountDeadlinePolicy(models.Model):
    """How much time is promised, and which time counts, in words."""

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

    def _promise_in_words(self):
        """How much time the promise grants, such as “24 hr”, fit for a customer."""
        self.ensure_one()
        if self.unit == END_OF_DAY:
            return self._end_of_day_in_words()
        locale = babel_locale_parse(get_lang(self.env).code)
        words = span_in_words(
            UNITS[self.unit] * self.amount, locale, days=self.unit == "days"
        )
        if self.clock == "continuous":
            return words
        return self.env._("%(time)s of working time", time=words)

    def _end_of_day_in_words(self):
        if not self.amount:
            return self.env._("the same day")
        if self.clock == "continuous":
            return self.env._("%(count)d days", count=self.amount)
        return self.env._("%(count)d working days", count=self.amount)

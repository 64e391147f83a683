# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...lib import likeness


class KeyAccountComplaintLevel(models.Model):
    """Words of the customer that speak for a level; a person decides (CASE-2)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.complaint.level"

    keywords = fields.Text(
        help="Words that speak for this level, separated by commas, in all languages "
        "in which complaints are written down. The form of a new case proposes the "
        "level when it meets one of them.",
    )

    @api.model
    def _propose(self, text):
        """The most serious level of which a word stands in ``text``, and its words.

        :return: a level, perhaps none, and a list of words
        """
        levels = self.search(
            [("keywords", "!=", False)], order="sequence desc, id desc"
        )
        for level in levels:
            words = likeness.found(likeness.keywords(level.keywords), text)
            if words:
                return level, words
        return self.browse(), []

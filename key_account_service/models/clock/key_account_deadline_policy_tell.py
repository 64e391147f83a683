# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ...lib.ledger import is_acknowledged
from .key_account_deadline_tell import Telling


class KeyAccountDeadlinePolicy(models.Model):
    """Whom the steps of a policy tell of a piece of work (CASE-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    def _tellings(self, work, watch, marks, presence, moment):
        """Whom the steps that bear one of ``marks`` tell of ``work`` at a moment.

        :param watch: the promise, whose ledger says whether somebody acknowledged
        :param presence: who is away and on duty
        :param moment: naive UTC
        :return: list of :class:`Telling`
        """
        seen = is_acknowledged(watch.entries, watch.round)
        result = []
        for mark in marks:
            for step in self.step_ids.filtered(lambda s, m=mark: s.mark == m):
                told = work._deadline_recipients(step, presence, moment)
                if seen and step.unless_acknowledged:
                    told = [None]
                result += [Telling(step, watch.round, to) for to in told]
        return result

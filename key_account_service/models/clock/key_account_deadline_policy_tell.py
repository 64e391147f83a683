# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ...lib.ledger import is_acknowledged
from ...lib.watch import USED_UP
from .key_account_deadline_tell import Telling


class KeyAccountDeadlinePolicy(models.Model):
    """Whom the steps of a policy tell of a piece of work (CASE-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    @api.constrains("company_id")
    def _check_chats(self):
        """No chat of one company learns of the work of others."""
        self.step_ids._check_webhook_company()

    def _tellings(self, work, watch, entries, presence, moment):
        """Whom the steps to which a promise came tell of ``work`` at a moment.

        :param watch: the promise, whose ledger says whether somebody acknowledged
        :param entries: the facts of which somebody must be told
        :param presence: who is away and on duty
        :param moment: naive UTC
        :return: list of :class:`Telling`
        """
        seen = is_acknowledged(watch.entries, watch.round)
        result = []
        for entry in entries:
            for step in self._steps_of(entry.mark):
                addresses = [None]
                if not (seen and step.unless_acknowledged):
                    addresses = step._addresses(work, presence, moment)
                result += [
                    Telling(step, entry.mark, entry.round, address)
                    for address in addresses
                ]
        return result

    def _steps_of(self, mark):
        """Whom a mark concerns: its steps, or the responsible if a hold is used up."""
        if mark.startswith(USED_UP):
            values = {"recipient": "responsible", "by_notification": True}
            return self.env["key.account.escalation.step"].new(values)
        return self.step_ids.filtered(lambda step: step.mark == mark)

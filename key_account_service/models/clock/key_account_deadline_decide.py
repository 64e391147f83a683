# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from ...lib.transition import VOID, Status


class KeyAccountDeadline(models.Model):
    """The decide step: what do the deadlines that are due now mean? (CASE-5)

    It runs nobody's code and touches no work; its cost follows what is due, never what
    is open.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _cron_enforce_due(self):
        """Scheduled action, every minute: decide what every due deadline means."""
        self._sweep_run(self._enforce_due)

    @api.model
    def _enforce_due(self, limit=None):
        """Decide what the deadlines due now mean; never commits.

        :param int limit: at most so many deadlines, 500 if not given
        :return: how many deadlines were looked at
        """
        claimed = self.sudo()._sweep_claim(
            SQL("next_event_at <= %s", fields.Datetime.now()),
            SQL("next_event_at, id"),
            limit,
        )
        claimed = claimed.with_context(lang=self.env.company.partner_id.lang)
        claimed._sweep_guarded(lambda batch: batch._enforce())
        return len(claimed)

    def _enforce(self):
        """Pass the marks of what still runs."""
        now = fields.Datetime.now()
        watches = self._asked(now)
        for watch in watches.values():
            watch.tick(now)
        self._store(watches)

    def _asked(self, now):
        """The promises of these deadlines after their work was asked once more."""
        statuses = self._ask_work()
        watches = self._watches()
        for deadline, watch in watches.items():
            watch.follow(statuses[deadline], now)
        return watches

    def _ask_work(self):
        """What the work of each deadline says now; deleted work says nothing."""
        gone = Status(VOID, note=self.env._("The work was deleted."))
        statuses = {}
        for (model, kind), deadlines in self.grouped(
            lambda deadline: (deadline.res_model, deadline.kind)
        ).items():
            work = self.env[model].browse(deadlines.mapped("res_id")).exists()
            said = work._deadline_statuses(kind)
            for deadline in deadlines:
                statuses[deadline] = said.get(deadline.res_id, gone)
        return statuses

    def _sweep_postpone_values(self, moment):
        return {"next_event_at": moment}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

#: Approvals that are asked for in a transaction.
SUBMITTED_AT_ONCE = 50
UNDECIDED = ("draft", "returned", "submitted")


class KeyAccountApplication(models.Model):
    """A renewal that the screening applied for is submitted by itself (APP-4).

    In shares, afterwards: who approves what is worked out one by one. All moments are
    UTC.
    """

    _name = "key.account.application"
    _inherit = ["key.account.application", "key.account.sweep.mixin"]

    submit_at = fields.Datetime(
        string="Is Submitted by Itself",
        readonly=True,
        copy=False,
        help="The screening made it; the approvals are asked for without anybody. A "
        "later moment after a failure.",
    )

    _submit_idx = models.Index("(submit_at, id) WHERE submit_at IS NOT NULL")

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"submit_at", "error", "error_at"}

    @api.model
    def _cron_submit(self):
        """Scheduled action: ask for the approvals of what the screening made."""
        self._sweep_run(self._submit_due, batch_size=SUBMITTED_AT_ONCE)

    @api.model
    def _submit_due(self, limit=None):
        """Submit what waits, each in a savepoint of its own; never commits.

        :return: how many applications were looked at
        """
        due = SQL("submit_at <= %s", fields.Datetime.now())
        waiting = self.sudo()._sweep_claim(due, SQL("submit_at, id"), limit)
        for application in waiting:
            application._sweep_guarded(lambda record: record._submit_by_itself())
        return len(waiting)

    def _submit_by_itself(self):
        if self.state == "draft":
            self.action_submit()
        self._write_facts({"submit_at": False, "error": False, "error_at": False})

    def _sweep_poison(self, error):
        # Nobody may write it while superiors look at it, but this is no change of it.
        silent = self.with_context(skip_validation_check=True)
        return super(KeyAccountApplication, silent)._sweep_poison(error)

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "submit_at": moment}

    def _call_off_renewals(self):
        """Nobody has to approve any more what would renew services that end now."""
        for application in self.filtered(
            lambda a: a.kind == "renewal" and a.state in UNDECIDED
        ):
            terms = application.line_ids.service_id.term_ids
            if all(term.decision for term in terms):
                application._write_facts({"state": "cancelled", "submit_at": False})
                application._drop_open_reviews()

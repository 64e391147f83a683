# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class KeyAccountDeadline(models.Model):
    """Other terms for a promise that runs: time used stays used (CASE-4)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    moved_by_hand = fields.Boolean(
        readonly=True,
        help="A due time was agreed by hand; terms changed later leave it alone.",
    )

    def _settle(self, watches):
        """Write what the old terms led to, and tell whom they name, before new ones.

        :param watches: dict of deadline to its watch, which goes on afterwards
        """
        for watch in watches.values():
            watch.tick(fields.Datetime.now())
        told = {deadline: watch for deadline, watch in watches.items() if watch.told()}
        self._store(told)
        for watch in told.values():
            watch.new.clear()

    def _promise_by(self, policy):
        """Length of the promise by the terms of a policy, as the work decides it."""
        work = self.env[self.res_model].browse(self.res_id)
        return policy._promise_to(work, self.started_at, self.company_id)

    def _measure_by(self, policy, watch, note):
        """Bind to a policy and measure by its terms as they are now; stores no times.

        :param str note: for the ledger, why
        """
        promise = self._promise_by(policy)
        watch.change(
            policy._terms(promise), fields.Datetime.now(), note, policy._clock()
        )
        self.write(
            {
                "policy_id": policy.id,
                "promise_seconds": watch.terms.promise.total_seconds(),
            }
        )

    # ------------------------------------------------------------------
    # New terms of a policy, for what runs under its earlier ones
    # ------------------------------------------------------------------

    @api.model
    def _outdated_domain(self, revisions):
        """Open deadlines that new terms of their policy would change.

        What was agreed by hand stays as it was agreed.
        """
        return (
            Domain("policy_id", "in", revisions.ids)
            & Domain("state", "in", ("running", "paused"))
            & Domain("moved_by_hand", "=", False)
        )

    def _preview_terms(self):
        """What these deadlines would become under the terms of today; changes nothing.

        :return: dict of deadline to its plan, see :class:`..lib.schedule.Plan`
        """
        now = fields.Datetime.now()
        plans = {}
        for deadline, watch in self._watches().items():
            policy = deadline.policy_id._root()
            promise = deadline._promise_by(policy)
            watch.change(policy._terms(promise), now, clock=policy._clock())
            plans[deadline] = watch.plan(now)
        return plans

    @api.model
    def _apply_terms(self, limit=None):
        """Move deadlines to new terms whose application was asked for; never commits.

        :param int limit: at most so many deadlines, 500 if not given
        :return: how many deadlines were looked at
        """
        revisions = self.env["key.account.deadline.policy"].sudo()._revisions_to_apply()
        if not revisions:
            return 0
        condition = SQL(
            "policy_id IN %s AND state IN ('running', 'paused')"
            " AND moved_by_hand IS NOT TRUE AND error IS NULL",
            tuple(revisions.ids),
        )
        claimed = self.sudo()._sweep_claim(condition, SQL("id"), limit)
        claimed = claimed.with_context(lang=self.env.company.partner_id.lang)
        claimed._sweep_guarded(lambda batch: batch._apply_terms_of_policy())
        revisions._finish_applying()
        return len(claimed)

    def _apply_terms_of_policy(self):
        watches = self._watches()
        self._settle(watches)
        for deadline, watch in watches.items():
            revision = deadline.policy_id
            deadline._measure_by(revision._root(), watch, revision.apply_note)
        self._store(watches)

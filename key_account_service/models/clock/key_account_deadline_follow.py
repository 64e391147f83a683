# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ...lib.transition import MET, VOID, Status


class KeyAccountDeadline(models.Model):
    """Following the work: what it says, by which policy, and who answers for it."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    def _rematch(self, policy, watch, status):
        """Choose the policy anew, because the work is of another kind now.

        :param policy: the one that applies, if any
        :return: what the work says, or that nothing is promised any more
        """
        bound = self.policy_id._root()
        work = self.env[self.res_model].browse(self.res_id)
        if not bound.active and bound._applicable(work):
            return status  # Archived meanwhile: what was promised is promised.
        if not policy:
            note = self.env._("No promise applies any more.")
            return Status(VOID, note=note, lapsed=True)
        kept = self.state == "met" and status.wanted == MET
        if policy != bound and not kept:
            self._change_policy(policy, watch)
        return status

    def _change_policy(self, policy, watch):
        """Measure a promise by another policy from now on."""
        self._settle({self: watch})
        self._measure_by(policy, watch, policy.name)

    def _refresh(self, works):
        """Note who answers for the work now, and under which number it is known."""
        known = set(self.mapped("res_id"))
        values = {
            work.id: work._deadline_values() for work in works if work.id in known
        }
        self._write_changes({deadline: values[deadline.res_id] for deadline in self})

    def _follow(self, statuses):
        """Write the facts that follow from what the work says.

        :param statuses: dict of deadline to :class:`..lib.transition.Status`
        """
        watches = self._lock()._watches()
        for deadline, watch in watches.items():
            watch.follow(statuses[deadline], fields.Datetime.now())
        self._store(watches)

    def _cancel(self, note):
        """Nothing is promised any more; what was missed stays missed."""
        self._follow(dict.fromkeys(self, Status(VOID, note=note)))

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

TASK = "key.account.case.task"


class KeyAccountDeadline(models.Model):
    """The promises of departments stay inside that of their case (CASE-2)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline"

    @api.model
    def _write_changes(self, values):
        moved = self.browse(
            deadline.id
            for deadline, vals in values.items()
            if vals.get("due_at")
            and deadline.kind == "resolve"
            and deadline.due_at != vals["due_at"]
        )
        result = super()._write_changes(values)
        if moved:
            self.env[TASK].sudo()._stay_inside(moved.mapped("res_id"))
        return result

    def _stay_inside(self):
        """Measure these promises anew where their case leaves them less time."""
        watches = self._lock()._watches()
        shorter = {
            deadline: watch
            for deadline, watch in watches.items()
            if deadline._promise_by(deadline.policy_id) < watch.terms.promise
        }
        self._settle(shorter)
        note = self.env._("The case is to be solved earlier.")
        for deadline, watch in shorter.items():
            deadline._measure_by(deadline.policy_id, watch, note)
        self._store(shorter)

    def _check_move(self, watch, due_at, now):
        """:raises UserError: for a department's deadline after that of the case"""
        result = super()._check_move(watch, due_at, now)
        if self.res_model == TASK:
            case = self.env[TASK].browse(self.res_id).sudo().ticket_id
            if case.resolve_by and due_at > case.resolve_by:
                raise UserError(
                    self.env._(
                        "%(case)s is to be solved before that. Move its own due time "
                        "first, or choose an earlier one.",
                        case=case.number,
                    )
                )
        return result

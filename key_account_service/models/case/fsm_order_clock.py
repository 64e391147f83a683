# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...lib.transition import MET, RUN, VOID, Status


class FsmOrder(models.Model):
    """What a repair says to the clock: the crew comes at the agreed time (CASE-5)."""

    _name = "fsm.order"
    _inherit = [
        "fsm.order",
        "key.account.deadline.mixin",
        "key.account.case.link.mixin",
    ]

    repair_agreed_at = fields.Datetime(
        string="Appointment Made",
        readonly=True,
        copy=False,
        help="When the time was agreed on. The promise to come counts from here.",
    )

    @api.model
    def _repair_facts(self):
        return super()._repair_facts() | {
            "repair_agreed_at",
            "deadline_due_at",
            "deadline_warn_at",
            "deadline_ids",
        }

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "appointment"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"repair_state", "ticket_id"}

    def _deadline_received_at(self):
        return self.repair_agreed_at

    def _deadline_statuses(self, kind):
        if kind != "appointment":
            return super()._deadline_statuses(kind)
        return {order.id: order._appointment_status() for order in self}

    def _deadline_length(self, promise, start, clock):
        """An appointment is promised for the agreed time; the policy grants grace."""
        return promise + clock.measure(start, self.scheduled_date_start or start)

    def _appointment_status(self):
        """The promise is kept when the crew arrives, whatever it then finds."""
        if self.date_start and self.repair_state in ("on_site", "done", "failed"):
            return Status(MET, at=self.date_start)
        if self.repair_state in ("planned", "on_the_way"):
            return Status(RUN)
        return Status(VOID, note=self._end_in_words())

    def _end_in_words(self):
        """Why nobody is expected any more, for the ledger; no content of the work."""
        name = "repair_fail_reason" if self.repair_fail_reason else "repair_state"
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(self[name], "")

    def _deadline_company(self):
        return self.company_id

    def _deadline_customer(self):
        return self._served().partner_id

    def _deadline_reference(self):
        return self.name

    def _deadline_role_users(self, role, moment=None):
        # An order that is for nothing of ours promises nothing to anybody.
        served = self._served()
        if not served:
            return super()._deadline_role_users(role, moment)
        return served._deadline_role_users(role, moment)

    def _move_promise(self, reason):
        """The promise follows the appointment that was agreed instead."""
        for order in self:
            deadline = order.deadline_ids.filtered(
                lambda deadline: (
                    deadline.kind == "appointment" and deadline.state == "running"
                )
            )
            if deadline:
                deadline._move(deadline.policy_id._root()._due(order), reason)

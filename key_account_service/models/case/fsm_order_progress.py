# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .fsm_order import OPEN_REPAIR

#: Why a visit did not lead to the repair.
FAIL_REASONS = [
    ("absent", "Customer not at home"),
    ("refused", "Customer put it off"),
    ("no_access", "No access to the building or line"),
    ("department", "Needs another department"),
    ("parts", "Parts are missing"),
    ("other", "Other"),
]


class FsmOrder(models.Model):
    """How far a repair has come: on the way, on site, done or failed (APP-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "fsm.order"  # pylint: disable=consider-merging-classes-inherited

    repair_departed_at = fields.Datetime(string="Left For", readonly=True, copy=False)
    repair_fail_reason = fields.Selection(
        FAIL_REASONS, string="Why It Failed", readonly=True, copy=False
    )
    repair_end_note = fields.Char(string="Note on the End", readonly=True, copy=False)

    @api.model
    def _repair_facts(self):
        return super()._repair_facts() | {
            "repair_departed_at",
            "repair_fail_reason",
            "repair_end_note",
        }

    # ------------------------------------------------------------------
    # Buttons of the crew
    # ------------------------------------------------------------------

    def action_on_the_way(self):
        """The crew has left for the customer."""
        for order in self._repairs_in("planned"):
            now = fields.Datetime.now()
            order._move_repair("on_the_way", repair_departed_at=now)

    def action_arrive(self):
        """The crew stands at the customer's door: the appointment is kept."""
        for order in self._repairs_in("planned", "on_the_way"):
            order._move_repair("on_site", date_start=fields.Datetime.now())

    def action_finish(self):
        """Let the customer sign the work receipt and rate the crew."""
        self.ensure_one()
        self._repairs_in("on_site")
        self._check_receipt()
        return self._repair_dialog("fsm.order.finish", self.env._("Finish and Sign"))

    def action_fail(self):
        """The repair could not be done at this visit: say why."""
        self.ensure_one()
        self._repairs_in(*OPEN_REPAIR)
        return self._repair_dialog("fsm.order.fail", self.env._("Visit Failed"))

    def action_change_appointment(self):
        """The customer wants another time."""
        self.ensure_one()
        self._check_case_right()
        self._repairs_in("planned")
        return self._repair_dialog(
            "fsm.order.appointment", self.env._("Change Appointment")
        )

    def action_complete(self):
        """:raises UserError: for a repair, which ends with a receipt only"""
        if any(order.repair_state for order in self.sudo()):
            raise UserError(self.env._("A repair ends with “Finish and sign”."))
        return super().action_complete()

    def action_cancel(self):
        """Call off the visit; of a repair only who serves the case may."""
        repairs = self.filtered("repair_state")
        if repairs:
            repairs._check_case_right()
            for order in repairs._repairs_in("planned", "on_the_way"):
                order._call_off()
        return super(FsmOrder, self - repairs).action_cancel()

    def _repair_dialog(self, model, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    # ------------------------------------------------------------------
    # What the buttons do
    # ------------------------------------------------------------------

    def _repairs_in(self, *states):
        """These orders, with all rights, after looking whether the user may go on.

        :raises AccessError: for whoever may not change the orders
        :raises UserError: if one is no repair or in another state, as after a second
            click
        """
        self._check_not_ended()
        self.check_access("write")
        orders = self.sudo()
        orders.lock_for_update()
        labels = dict(self._fields["repair_state"]._description_selection(self.env))
        for order in orders:
            if order.repair_state not in states:
                raise UserError(
                    self.env._(
                        "This cannot be done with %(order)s: it is “%(state)s”.",
                        order=order.name,
                        state=labels.get(order.repair_state, order.stage_id.name),
                    )
                )
        return orders

    def _check_not_ended(self):
        """:raises AccessError: for the crew, if a mate has ended the repair meanwhile

        They may not read it any more, and the refusal of the record rules would leave
        them at a customer's door without a word they understand.
        """
        if self.env.su:
            return
        for order in self.sudo():
            ended = order.repair_state and order.repair_state not in OPEN_REPAIR
            if ended and self.env.user in order._crew_users():
                raise AccessError(
                    self.env._(
                        "%(order)s has ended meanwhile: “%(state)s”. What you enter "
                        "here now is no part of it any more. Go back to “My Jobs”.",
                        order=order.name,
                        state=order._selection_word("repair_state"),
                    )
                )

    def _check_case_right(self):
        """:raises AccessError: for whoever may not change the case, such as the crew"""
        for order in self:
            order._check_served_right()

    def _move_repair(self, state, **facts):
        """Put on record how far the repair is; the stage of field service follows."""
        stages = {"done": "completed", "failed": "cancelled", "cancelled": "cancelled"}
        stage = self.env.ref(f"fieldservice.fsm_stage_{stages.get(state, 'new')}")
        self.sudo().with_context(
            bypass_order_completed_stage=True, tracking_disable=True
        ).write({"repair_state": state, "stage_id": stage.id, **facts})

    def _fail(self, reason, note, appointment=None):
        """The visit failed; a new appointment is an order of its own.

        :param appointment: the values of :meth:`_next_visit`, if one is agreed
        :return: the order of the new visit, if any
        """
        orders = self._repairs_in(*OPEN_REPAIR)
        orders._move_repair(
            "failed",
            repair_fail_reason=reason,
            repair_end_note=note,
            date_end=fields.Datetime.now() if orders.date_start else False,
        )
        orders._tell_manager()
        following = orders._next_visit(**appointment) if appointment else self.browse()
        orders._visit_over(following)
        return following

    def _call_off(self):
        """Nobody goes any more."""
        self._move_repair("cancelled")
        self._visit_over()

    def _visit_over(self, following=None):
        """Hook: a visit has ended, in ``repair_state``.

        :param following: the order of the next visit, if one is agreed already
        """

    def _next_visit(self, scheduled_date_start, scheduled_date_end, agreed_with):
        """The same work, by the same crew, at another time (UTC)."""
        self.ensure_one()
        values = {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in self._kept_for_next_visit()
        }
        return self._create_repair(
            {
                **values,
                "person_ids": [fields.Command.set(self.person_ids.ids)],
                "scheduled_date_start": scheduled_date_start,
                "scheduled_date_end": scheduled_date_end,
                "repair_agreed_with": agreed_with,
                "repair_follows_id": self.id,
                "repair_attempt": self.repair_attempt + 1,
            }
        )

    @api.model
    def _create_repair(self, values):
        """A new repair, of which nobody is told by a message."""
        orders = self.sudo().with_context(
            mail_create_nosubscribe=True, mail_create_nolog=True, tracking_disable=True
        )
        order = orders.create(
            {
                "repair_attempt": 1,
                **values,
                "repair_state": "planned",
                "repair_agreed_at": fields.Datetime.now(),
            }
        )
        order._tell_crew()
        return order.with_env(self.env)

    def _change_appointment(self, start, end, agreed_with, reason):
        """Agree on another time; what is promised moves along, with the reason."""
        orders = self._repairs_in("planned")
        orders.with_context(tracking_disable=True).write(
            {
                "scheduled_date_start": start,
                "scheduled_date_end": end,
                "repair_agreed_with": agreed_with,
            }
        )
        orders._move_promise(reason)

    def _repair_closing_action(self):
        """After a step: the crew, who may not read an ended order, goes to its list."""
        if self.has_access("read"):
            return {"type": "ir.actions.act_window_close"}
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.fsm_order_action_crew"
        )
        return {**action, "target": "main"}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.opening import EXISTING
from ..case.fsm_order import OPEN_REPAIR
from ..case.helpdesk_ticket_repair import CREWS
from .fsm_order_install import BY_CUSTOMER
from .key_account_application_open import TO_OPEN

#: While the customer waits, and afterwards, should something have to be put right.
TO_SEND = (*TO_OPEN, "opened")


class KeyAccountApplication(models.Model):
    """The appointment with the customer and the crew that keeps it (APP-2, APP-3)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    fsm_order_ids = fields.One2many(
        "fsm.order", "application_id", string="Crews", readonly=True, groups=CREWS
    )
    order_count = fields.Integer(
        string="Crews Sent", compute="_compute_order_count", groups=CREWS
    )
    arranged_at = fields.Datetime(
        string="Arranged",
        readonly=True,
        copy=False,
        help="When the first appointment was agreed on. The promise is watched from "
        "here on.",
    )
    agreed_at = fields.Datetime(
        string="Appointment",
        readonly=True,
        copy=False,
        help="The time agreed with the customer. By the network condition the services "
        "are open on the same day, or so many days after it.",
    )
    agreed_with = fields.Char(readonly=True, copy=False)
    first_agreed_at = fields.Datetime(
        string="First Appointment", readonly=True, copy=False
    )
    first_due_at = fields.Datetime(
        string="First Promised",
        readonly=True,
        copy=False,
        help="By when the services were to be open by what was promised first. It "
        "stays, whatever is agreed on later.",
    )
    is_first_kept = fields.Boolean(
        string="First Promise Kept", compute="_compute_is_first_kept"
    )

    @api.depends("fsm_order_ids")
    def _compute_order_count(self):
        groups = self.env["fsm.order"]._read_group(
            [("application_id", "in", self.ids)], ["application_id"], ["__count"]
        )
        counts = {application.id: count for application, count in groups}
        for application in self:
            application.order_count = counts.get(application.id, 0)

    @api.depends("first_due_at", "opened_at")
    def _compute_is_first_kept(self):
        for application in self:
            opened, due = application.opened_at, application.first_due_at
            application.is_first_kept = bool(opened and due and opened <= due)

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "fsm_order_ids",
            "arranged_at",
            "agreed_at",
            "agreed_with",
            "first_agreed_at",
            "first_due_at",
        }

    def _running_orders(self):
        orders = self.sudo().fsm_order_ids
        return orders.filtered(lambda order: order.repair_state in OPEN_REPAIR)

    def action_send_crew(self):
        """Open the form in which the appointment is written down and a crew sent."""
        self.ensure_one()
        self._check_sending()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send a Crew"),
            "res_model": "key.account.application.crew",
            "view_mode": "form",
            "target": "new",
            "context": {"default_application_id": self.id},
        }

    def action_view_orders(self):
        """Open the crews that were sent for this application."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.fsm_order_action_repair"
        )
        return {**action, "domain": [("application_id", "=", self.id)], "context": {}}

    def _check_sending(self):
        """Whoever serves the account sends crews, one at a time, until it is filed.

        :raises AccessError: for everybody else
        :raises UserError: while a crew is on its way, or when it is not time for it
        """
        self._openings_in(*TO_SEND)
        if running := self._running_orders():
            raise UserError(
                self.env._(
                    "A crew is to come already: %(orders)s. Change its appointment, or "
                    "call it off first.",
                    orders=", ".join(running.mapped("name")),
                )
            )

    def _arrange(self, condition, start, agreed_with, reason):
        """An appointment was agreed on; the first one gives the promise (APP-3).

        Where nobody was to go there, the services were promised by now or soon: that
        somebody goes after all is explained as well.

        :param condition: the network condition, one that needs a visit
        :param start: the agreed moment (UTC)
        :param reason: why it is not as it was agreed before
        """
        self.ensure_one()
        application = self._openings_in(*TO_SEND)
        if condition == EXISTING:
            raise UserError(
                self.env._("Say what there is at the customer's: a crew is sent there.")
            )
        if application.state == "opened":
            return  # Something is put right; the promise itself is over.
        promised = application._is_promised()
        if promised:
            application._check_reason(condition, start, reason)
        if application.arranged_at:
            application._write_facts({"network_condition": condition})
            if not application._has_failed():
                application._move_appointment(start, agreed_with, reason)
        else:
            application._give_promise(condition, start, agreed_with)
            if promised:
                application._explain_promise(reason)
        application._lay_out_steps()
        application._take_step("appointment")

    def _is_promised(self):
        """Whether it is promised already by when the services are open."""
        self.ensure_one()
        if self.state not in TO_OPEN:
            return False
        return bool(self.arranged_at) or self.network_condition == EXISTING

    def _has_failed(self):
        """Whether we could not do it last time: that lengthens no promise."""
        last = self.sudo().fsm_order_ids.sorted("id")[-1:]
        failed = last.repair_state == "failed"
        return failed and last.repair_fail_reason not in BY_CUSTOMER

    def _check_reason(self, condition, start, reason):
        """:raises UserError: if something else is agreed on without saying why"""
        same = (condition, start) == (self.network_condition, self.agreed_at)
        if not same and not (reason or "").strip():
            raise UserError(
                self.env._(
                    "Something else was promised before. Say why it is changed; the "
                    "first promise stays on record."
                )
            )

    def _give_promise(self, condition, start, agreed_with):
        self._write_facts(
            {
                "network_condition": condition,
                "agreed_at": start,
                "agreed_with": agreed_with,
                "first_agreed_at": start,
                "arranged_at": fields.Datetime.now(),
            }
        )
        self._keep_first_promise()

    def _keep_first_promise(self):
        """By when it was promised first stays on record, whatever comes later."""
        if not self.first_due_at:
            self._write_facts({"first_due_at": self._install_deadline().due_at})

    def _move_appointment(self, start, agreed_with, reason):
        """Another time was agreed on: the promise moves along, with the reason."""
        if self.state not in TO_OPEN or (self.agreed_at == start and not reason):
            return
        self._write_facts({"agreed_at": start, "agreed_with": agreed_with})
        self._explain_promise(reason)

    def _explain_promise(self, reason):
        """The promise follows the appointment; its ledger says why it is another."""
        deadline = self._install_deadline()
        if deadline.state == "running":
            deadline._move(deadline.policy_id._root()._due(self), reason)

    # ------------------------------------------------------------------
    # How a visit ended
    # ------------------------------------------------------------------

    def _visit_done(self, order):
        """The crew has installed it and the customer signed: the services are open.

        That all works was tried there, so what comes before it is done as well.
        """
        self.ensure_one()
        if self.state in TO_OPEN:
            for step in ("equipment", "services", "appointment", "visit"):
                self._take_step(step)
            self._open(order.date_end)

    def _visit_not_done(self, order, following):
        """The way goes on with the next visit, or with a new appointment.

        What the customer put off is promised anew; what we could not do is not.
        """
        self.ensure_one()
        if self.state not in TO_OPEN:
            return
        if following and order.repair_fail_reason in BY_CUSTOMER:
            reason = order._selection_word("repair_fail_reason")
            self._move_appointment(
                following.scheduled_date_start, following.repair_agreed_with, reason
            )
        if not following:
            self.step_ids.filtered(lambda row: row.step == "appointment")._take_back()

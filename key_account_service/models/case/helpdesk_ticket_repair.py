# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .fsm_order import OPEN_REPAIR

#: Who may know that a crew was sent: those with a right to the orders themselves.
CREWS = (
    "key_account_service.group_key_account_officer,"
    "key_account_service.group_key_account_auditor,"
    "fieldservice.group_fsm_user_own"
)


class HelpdeskTicket(models.Model):
    """On-site repairs of a case: crews sent, visits failed, receipts (CASE-9)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    fsm_order_ids = fields.One2many(groups=CREWS)
    # Of field service: neither for the customer nor for whoever follows a case.
    fsm_location_id = fields.Many2one(groups=CREWS)
    resolution = fields.Html(groups="base.group_user")
    repair_count = fields.Integer(
        string="Crews Sent", compute="_compute_repair_count", groups=CREWS
    )
    repair_open_count = fields.Integer(
        string="Crews under Way", compute="_compute_repair_count", groups=CREWS
    )
    repair_failed_count = fields.Integer(
        string="Failed Visits", compute="_compute_repair_count", groups=CREWS
    )

    @api.depends("fsm_order_ids.repair_state")
    def _compute_repair_count(self):
        counts = {ticket.id: {} for ticket in self}
        groups = self.env["fsm.order"]._read_group(
            [("ticket_id", "in", self.ids), ("repair_state", "!=", False)],
            ["ticket_id", "repair_state"],
            ["__count"],
        )
        for ticket, state, count in groups:
            counts[ticket.id][state] = count
        for ticket in self:
            found = counts.get(ticket._origin.id, {})
            ticket.repair_count = sum(found.values())
            ticket.repair_open_count = sum(found.get(s, 0) for s in OPEN_REPAIR)
            ticket.repair_failed_count = found.get("failed", 0)

    def action_send_crew(self):
        """Open the form with which a crew is sent to the customer."""
        self.ensure_one()
        self._check_sending()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send a Crew"),
            "res_model": "helpdesk.ticket.repair",
            "view_mode": "form",
            "target": "new",
            "context": {"default_ticket_id": self.id},
        }

    def action_view_repairs(self):
        """Open the on-site repairs of the case."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.fsm_order_action_repair"
        )
        return {**action, "domain": [("ticket_id", "=", self.id)], "context": {}}

    def _check_sending(self):
        """Whoever serves the case sends crews, while it is open.

        :raises AccessError: for everybody who may not change the case
        :raises UserError: if the case is closed
        """
        self.check_access("write")
        if self.stage_id.closed:
            raise UserError(
                self.env._(
                    "%(case)s is closed. Reopen it before you send a crew.",
                    case=self.number,
                )
            )

    def _open_repairs(self):
        """The repairs that still run; who closes the case need not see them."""
        return self.sudo().fsm_order_ids.filtered(
            lambda order: order.repair_state in OPEN_REPAIR
        )

    def _closing_obstacles(self):
        obstacles = super()._closing_obstacles()
        running = self._open_repairs()
        if running:
            sentence = self.env._(
                "%(case)s cannot be closed yet: a crew is still under way "
                "(%(orders)s). Finish or cancel the repair first.",
                case=self.number,
                orders=", ".join(running.mapped("name")),
            )
            obstacles.insert(0, (sentence, self.action_view_repairs()))
        return obstacles

    @api.constrains("stage_id")
    def _check_solved_repairs(self):
        """A case is not solved while a crew is still to come; void it may be."""
        for ticket in self:
            solved = ticket.clock_role == "solved" and not ticket.stage_id.closed
            running = solved and ticket._open_repairs()
            if running and not ticket._is_closed_by_customer():
                raise UserError(
                    self.env._(
                        "%(case)s is not solved yet: a crew is still under way "
                        "(%(orders)s). Finish or cancel the repair first.",
                        case=ticket.number,
                        orders=", ".join(running.mapped("name")),
                    )
                )

    @api.constrains("stage_id")
    def _validate_stage_fields(self):  # pylint: disable=missing-return
        """Field service's own check, for cases that have orders at all.

        It speaks of orders to whoever may not see them, and looks at case by case.
        """
        closing = self.filtered(lambda ticket: ticket.stage_id.closed)
        others = closing.sudo().filtered("fsm_order_ids") - closing.filtered(
            lambda ticket: ticket._open_repairs()
        )
        super(HelpdeskTicket, others)._validate_stage_fields()

    def _complaint_form_repairs(self):
        """What the handling form prints of repairs, in the order of visits (CASE-9).

        :return: list of dicts of texts and values: ``number``, ``appointment_start``
            and ``appointment_end`` (UTC), ``crew``, ``building``, ``task``, ``state``
            (key) and ``state_label``, ``arrived_at`` and ``finished_at`` (UTC),
            ``work_done``, ``cause``, ``parts``, ``measured``, ``fail_reason``,
            ``signature`` (PNG in base64 or False), ``signed_by``, ``signed_on`` (UTC),
            ``no_signature_reason``, ``rating`` (0–5), ``rating_text``, ``seal``
        """
        self.ensure_one()
        self.check_access("read")
        orders = self.sudo().with_context(bin_size=False).fsm_order_ids
        repairs = orders.filtered("repair_state").sorted("id")
        mine = [order._form_repair() for order in repairs]
        return [*super()._complaint_form_repairs(), *mine]

    def _erase_words(self):
        """The repairs of an erased case lose person, address, words and signature."""
        result = super()._erase_words()
        self.sudo().fsm_order_ids.filtered("repair_state")._erase_repair()
        return result

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import email_normalize
from odoo.tools.mail import email_normalize_all

from .mail_thread import AUTOMATIC_MAIL


class HelpdeskTicket(models.Model):
    """How far a case has come: answered, solved, told, closed, reopened (CASE-4)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    clock_role = fields.Selection(related="stage_id.clock_role")
    pause_reason_id = fields.Many2one(related="stage_id.pause_reason_id")
    first_response_at = fields.Datetime(
        string="First Response",
        readonly=True,
        copy=False,
        help="First message of staff to the customer, or first logged call or meeting.",
    )
    solved_at = fields.Datetime(
        string="Solved", compute="_compute_solved_at", store=True, copy=False
    )
    customer_informed_at = fields.Datetime(
        string="Customer Informed",
        compute="_compute_customer_informed_at",
        store=True,
        copy=False,
        help="When the customer was told of the solution.",
    )
    closed_date = fields.Datetime(
        compute="_compute_closed_date", store=True, readonly=False
    )
    # A copy is a case of its own, which comes to its stage now.
    last_stage_update = fields.Datetime(copy=False)
    reopen_count = fields.Integer(string="Reopened", readonly=True, copy=False)

    @api.depends("stage_id")
    def _compute_solved_at(self):
        for ticket in self:
            solved = ticket.stage_id.clock_role == "solved"
            ticket.solved_at = solved and (ticket.solved_at or fields.Datetime.now())

    @api.depends("stage_id")
    def _compute_closed_date(self):
        """A case that is open again is not closed (helpdesk would keep the date)."""
        for ticket in self:
            closed = ticket.stage_id.closed
            ticket.closed_date = closed and (
                ticket.closed_date or fields.Datetime.now()
            )

    @api.depends("solved_at")
    def _compute_customer_informed_at(self):
        for ticket in self:
            informed = ticket.solved_at and ticket.customer_informed_at
            ticket.customer_informed_at = informed

    def _has_open_solution(self):
        """Whether a solution is promised and not yet delivered."""
        return any(
            deadline.kind == "resolve" and deadline.state in ("running", "paused")
            for deadline in self.sudo().deadline_ids
        )

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {
            "assigned_date",
            "first_response_at",
            "last_stage_update",
            "solved_at",
            "customer_informed_at",
            "closed_date",
            "reopen_count",
            "unattended",
        }

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(self._with_first_stage(vals_list))

    @api.model
    def _with_first_stage(self, vals_list):
        """Values with the stage in which a desk begins, asked for once a desk.

        Helpdesk asks for it once a ticket, which is felt when many arrive at once.
        """
        desks = self.env["helpdesk.ticket.team"].browse(
            {vals["team_id"] for vals in vals_list if vals.get("team_id")}
        )
        first = {desk.id: desk._get_applicable_stages()[:1].id for desk in desks}
        return [
            {"stage_id": first[vals["team_id"]], **vals}
            if vals.get("team_id")
            else vals
            for vals in vals_list
        ]

    @api.depends("team_id")
    def _compute_stage_id(self):  # pylint: disable=missing-return
        """Helpdesk asks once a ticket; those alike are given the same answer."""
        for alike in self.grouped(lambda case: (case.team_id, case.stage_id)).values():
            before, first = alike.stage_id, alike[:1]
            super(HelpdeskTicket, first)._compute_stage_id()
            if first.stage_id != before:
                (alike - first).stage_id = first.stage_id

    def write(self, vals):
        solved_before = self.filtered("solved_at") if "stage_id" in vals else None
        if self._is_solved_by_customer(vals):
            # The customer closes the own case and needs nobody to be told.
            vals = {**vals, "customer_informed_at": fields.Datetime.now()}
        result = super().write(vals)
        if solved_before:
            reopened = solved_before.filtered(lambda ticket: not ticket.solved_at)
            for count, tickets in reopened.sudo().grouped("reopen_count").items():
                tickets.reopen_count = count + 1
        return result

    def _is_solved_by_customer(self, vals):
        if not vals.get("stage_id") or not self.env.su:
            return False
        stage = self.env["helpdesk.ticket.stage"].browse(vals["stage_id"])
        return self.env.user._is_portal() and stage.clock_role == "solved"

    def action_tell_customer(self):
        """Record how the customer was told that the case is solved."""
        return self._contact_action(solved=True)

    def action_log_contact(self):
        """Record a call or a meeting with the customer."""
        return self._contact_action(solved=False)

    def _contact_action(self, solved):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tell Customer")
            if solved
            else self.env._("Log Contact"),
            "res_model": "helpdesk.ticket.contact",
            "view_mode": "form",
            "target": "new",
            "context": {"default_ticket_id": self.id, "default_solved": solved},
        }

    def _note_contact(self, moment):
        """The customer heard from us at ``moment`` (UTC): a promise may be kept."""
        for ticket in self.sudo():
            values = {}
            if not ticket.first_response_at:
                values["first_response_at"] = moment
            if ticket.solved_at and not ticket.customer_informed_at:
                values["customer_informed_at"] = max(moment, ticket.solved_at)
            if values:
                ticket.write(values)

    # ------------------------------------------------------------------
    # What is a word to the customer
    # ------------------------------------------------------------------

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        if self._is_word_to_customer(message.sudo()):
            self._record_message(message.sudo(), self._moment_of(message))
        return result

    @api.model
    def _moment_of(self, message):
        """When a word to the customer was said (UTC): now, whatever its sender claims.

        Only what the system itself records, such as an import, keeps an older date.
        """
        now = fields.Datetime.now()
        by_system = self.env.su and message.message_type == "comment"
        return min(message.date, now) if by_system else now

    def _is_word_to_customer(self, message):
        """Whether a message is a word of staff that reaches the customer.

        Notes, automatic mails and what the customer writes are none (CASE-3).
        """
        if message.message_type not in ("comment", "email_outgoing", "email"):
            return False
        if message.is_internal or message.subtype_id.internal:
            return False
        if self.env.context.get(AUTOMATIC_MAIL):
            return False
        staff = message.author_id.user_ids.filtered(lambda user: not user.share)
        if not staff or message.author_id == self.sudo().partner_id:
            return False
        return self._reaches_customer(message)

    def _reaches_customer(self, message):
        case = self.sudo()
        customer = case.commercial_partner_id
        readers = message.partner_ids | case.message_partner_ids
        reached = readers.filtered(lambda p: p.email or p.user_ids)
        if customer and customer in reached.commercial_partner_id:
            return True
        # To whom a mail went that came in by the gateway, and who is no reader yet.
        incoming = (
            f"{message.incoming_email_to or ''},{message.incoming_email_cc or ''}"
        )
        written = {*email_normalize_all(incoming), *readers.mapped("email_normalized")}
        written.add(email_normalize(message.outgoing_email_to or ""))
        if customer:
            own = {case.partner_id.email_normalized, customer.email_normalized}
        else:
            own = {email_normalize(case.partner_email or "")}
        return bool(own & written - {False, ""})

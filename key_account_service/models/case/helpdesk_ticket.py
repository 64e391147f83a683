# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import email_normalize

from ...lib.transition import MET, PAUSE, RUN, VOID, Status
from .key_account_deadline_policy import CASE_KINDS


class HelpdeskTicket(models.Model):
    """A case of a customer, from its receipt to its close (CASE-1, CASE-4).

    It knows whose key account the customer is, of which tier on that day, who took it
    first and who answers for it, and carries two promises: the first response and the
    solution. All times are UTC.
    """

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "key.account.deadline.mixin"]

    case_kind = fields.Selection(
        CASE_KINDS,
        string="Kind of Case",
        compute="_compute_case_kind",
        store=True,
        readonly=False,
        tracking=True,
    )
    complaint_level_id = fields.Many2one(
        "key.account.complaint.level",
        compute="_compute_complaint_level_id",
        store=True,
        readonly=False,
        tracking=True,
        ondelete="restrict",
        help="A complaint is of the lowest level until somebody sets it.",
    )
    received_at = fields.Datetime(
        string="Received",
        default=fields.Datetime.now,
        copy=False,
        help="When the customer's word reached us. Promises count from here.",
    )
    first_contact_user_id = fields.Many2one(
        "res.users",
        string="First-Contact Owner",
        compute="_compute_first_contact_user_id",
        store=True,
        readonly=False,
        tracking=True,
        copy=False,
        domain=[("share", "=", False)],
        help="Whoever takes a request first owns it until another person accepts it.",
    )
    # The contact may be merged or deleted by people who know nothing of the account.
    key_account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        compute="_compute_key_account_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    key_account_kind = fields.Selection(
        related="key_account_id.key_account_kind", string="Kind of Key Account"
    )
    key_account_tier_id = fields.Many2one(
        "key.account.tier",
        string="Tier",
        compute="_compute_key_account_tier_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The tier on the day of the case; a later change leaves it alone.",
    )
    key_account_manager_id = fields.Many2one(
        "res.users",
        string="Account Manager",
        compute="_compute_key_account_manager_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        index="btree_not_null",
        domain=[("share", "=", False)],
    )
    clock_role = fields.Selection(related="stage_id.clock_role")
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
    reopen_count = fields.Integer(string="Reopened", readonly=True, copy=False)
    respond_by = fields.Datetime(compute="_compute_deadline_times", store=True)
    resolve_by = fields.Datetime(
        string="Solve By", compute="_compute_deadline_times", store=True
    )

    _partner_idx = models.Index("(partner_id)")

    # ------------------------------------------------------------------
    # Whose case, of which kind
    # ------------------------------------------------------------------

    @api.depends("team_id")
    def _compute_case_kind(self):
        for ticket in self:
            kind = ticket.team_id.default_case_kind or "enquiry"
            ticket.case_kind = ticket.case_kind or kind

    @api.depends("case_kind")
    def _compute_complaint_level_id(self):
        lowest = self.env["key.account.complaint.level"]._lowest()
        for ticket in self:
            if ticket.case_kind == "complaint":
                ticket.complaint_level_id = ticket.complaint_level_id or lowest
            else:
                ticket.complaint_level_id = False

    @api.depends("partner_id", "company_id")
    def _compute_key_account_id(self):
        for ticket in self:
            account = ticket.partner_id.sudo().key_account_id
            ours = account.key_account_company_id == ticket.company_id
            ticket.key_account_id = ours and account

    @api.depends("key_account_id")
    def _compute_key_account_tier_id(self):
        for ticket in self:
            account = ticket.key_account_id.sudo()
            ticket.key_account_tier_id = account.key_account_tier_id

    @api.depends("key_account_id")
    def _compute_key_account_manager_id(self):
        for ticket in self:
            account = ticket.key_account_id.sudo()
            ticket.key_account_manager_id = account.key_account_manager_id

    @api.depends("key_account_manager_id", "team_id")
    def _compute_first_contact_user_id(self):
        for ticket in self:
            ticket.first_contact_user_id = (
                ticket.first_contact_user_id or ticket._first_contact()
            )

    def _first_contact(self):
        """Who owns a case that came in by itself; never nobody (TEAM-2)."""
        for role in ("responsible", "supervisor", "department_head", "company_head"):
            users = self._deadline_role_users(role).filtered("active")
            if users:
                return users[:1]
        return self._deadline_last_resort()[:1]

    # ------------------------------------------------------------------
    # From solved to closed
    # ------------------------------------------------------------------

    @api.depends("stage_id")
    def _compute_solved_at(self):
        for ticket in self:
            solved = ticket.stage_id.clock_role == "solved"
            ticket.solved_at = solved and (ticket.solved_at or fields.Datetime.now())

    @api.depends("solved_at")
    def _compute_customer_informed_at(self):
        for ticket in self:
            informed = ticket.solved_at and ticket.customer_informed_at
            ticket.customer_informed_at = informed

    @api.constrains("received_at")
    def _check_received_at(self):
        now = fields.Datetime.now()
        if any(ticket.received_at and ticket.received_at > now for ticket in self):
            raise ValidationError(
                self.env._("A case cannot have been received in the future.")
            )

    @api.constrains("stage_id")
    def _check_customer_informed(self):
        for ticket in self:
            if not ticket.stage_id.closed or ticket.customer_informed_at:
                continue
            if ticket.clock_role == "solved" and ticket._has_open_solution():
                raise ValidationError(
                    self.env._(
                        "%(case)s cannot be closed yet: tell the customer that it is "
                        "solved. Use “Tell customer” on the case.",
                        case=ticket.number,
                    )
                )

    def _has_open_solution(self):
        """Whether a solution is promised and not yet delivered."""
        return any(
            deadline.kind == "resolve" and deadline.state in ("running", "paused")
            for deadline in self.sudo().deadline_ids
        )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.user._is_internal() and not self.env.su:
            for vals in vals_list:
                # Whoever takes a request first owns it (TEAM-2).
                vals.setdefault("first_contact_user_id", self.env.uid)
        return super().create(vals_list)

    def write(self, vals):
        if "received_at" in vals and not self.env.su:
            self._check_received_unchanged(vals["received_at"])
        solved_before = self.filtered("solved_at") if "stage_id" in vals else None
        if vals.get("stage_id") and self.env.user._is_portal():
            # The customer closes the own case and needs nobody to be told.
            vals = {**vals, "customer_informed_at": fields.Datetime.now()}
        result = super().write(vals)
        if solved_before:
            reopened = solved_before.filtered(lambda ticket: not ticket.solved_at)
            for count, tickets in reopened.grouped("reopen_count").items():
                tickets.reopen_count = count + 1
        return result

    def _check_received_unchanged(self, moment):
        moment = fields.Datetime.to_datetime(moment)
        if any(ticket.received_at != moment for ticket in self):
            raise UserError(
                self.env._(
                    "The moment of receipt cannot be changed: the promises to the "
                    "customer count from it."
                )
            )

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
    # Mail
    # ------------------------------------------------------------------

    @api.model
    def message_new(self, msg, custom_values=None):
        """A message that opens a case: recognise the key account (CASE-1)."""
        values = dict(custom_values or {})
        values.setdefault(
            "channel_id", self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_email").id
        )
        team = self.env["helpdesk.ticket.team"].browse(values.get("team_id"))
        company = team.company_id or self.env.company
        contact = self.env["res.partner"]._find_by_address(
            email_normalize(msg.get("from") or ""), company
        )
        if contact:
            values.setdefault("partner_id", contact.id)
        return super().message_new(msg, custom_values=values)

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        if self._is_word_to_customer(message):
            self._note_contact(message.date)
        return result

    def _is_word_to_customer(self, message):
        """Whether a message is a word of staff to the customer.

        Notes, automatic mails and what the customer writes are none (CASE-3).
        """
        if message.message_type not in ("comment", "email_outgoing", "email"):
            return False
        if message.is_internal or message.subtype_id.internal:
            return False
        staff = message.author_id.user_ids.filtered(lambda user: not user.share)
        if not staff or message.author_id == self.partner_id:
            return False
        return self._reaches_customer(message.sudo())

    def _reaches_customer(self, message):
        customer = self.sudo().commercial_partner_id
        readers = message.partner_ids | self.sudo().message_partner_ids
        if customer:
            return customer in readers.commercial_partner_id
        address = email_normalize(self.partner_email or "")
        written = email_normalize(message.outgoing_email_to or "")
        return bool(address) and address in (
            written,
            *readers.mapped("email_normalized"),
        )

    # ------------------------------------------------------------------
    # What the case says to the clock
    # ------------------------------------------------------------------

    @api.depends("deadline_ids.kind")
    def _compute_deadline_times(self):
        result = super()._compute_deadline_times()
        for ticket in self:
            due = {d.kind: d.due_at for d in ticket.deadline_ids}
            ticket.respond_by = due.get("respond", False)
            ticket.resolve_by = due.get("resolve", False)
        return result

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "respond", "resolve"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {
            "stage_id",
            "team_id",
            "user_id",
            "partner_id",
            "company_id",
            "case_kind",
            "complaint_level_id",
            "channel_id",
            "key_account_manager_id",
            "first_contact_user_id",
            "first_response_at",
            "customer_informed_at",
            "duplicate_id",
        }

    def _deadline_received_at(self):
        return self.received_at

    def _deadline_statuses(self, kind):
        answer = {"respond": self._respond_status, "resolve": self._resolve_status}
        return {ticket.id: answer[kind](ticket) for ticket in self}

    @api.model
    def _respond_status(self, ticket):
        if ticket.first_response_at:
            return Status(MET, at=ticket.first_response_at)
        if ticket._is_void() or ticket.closed:
            return Status(VOID, note=ticket.stage_id.name)
        return Status(RUN)

    @api.model
    def _resolve_status(self, ticket):
        if ticket._is_void():
            return Status(VOID, note=ticket.stage_id.name)
        if ticket.customer_informed_at:
            return Status(MET, at=ticket.customer_informed_at)
        if ticket.clock_role == "pause":
            return Status(PAUSE, note=ticket.stage_id.pause_reason_id.name)
        return Status(RUN)

    def _is_void(self):
        return not self.active or self.duplicate_id or self.clock_role == "void"

    def _deadline_company(self):
        return self.company_id

    def _deadline_customer(self):
        return self.partner_id

    def _deadline_reference(self):
        return self.number

    def _deadline_role_users(self, role):
        account = self.key_account_id.sudo()
        team = account.key_account_team_id
        users = {
            "responsible": self.key_account_manager_id
            or self.user_id
            or self.first_contact_user_id,
            "deputy": account.key_account_deputy_id,
            "supervisor": team.leader_id or self.team_id.user_id,
            "department_head": team.parent_id.leader_id
            or self.team_id.parent_id.user_id,
            "company_head": self.company_id.key_account_head_id,
        }
        return users.get(role) or super()._deadline_role_users(role)

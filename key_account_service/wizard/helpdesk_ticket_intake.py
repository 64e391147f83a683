# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ..models.case.key_account_deadline_policy import CASE_KINDS


class HelpdeskTicketIntake(models.TransientModel):
    """A call or a visitor at the counter becomes a case (CASE-1, TEAM-2).

    It decides nothing of its own: what it shows is what a case with these values says
    of itself, and it creates that case as every other intake does.
    """

    _name = "helpdesk.ticket.intake"
    _inherit = "key.account.dialog.mixin"
    _description = "New Case"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        help="Type the telephone number, the name or its pinyin, the e-mail address, "
        "or the whole number of a card or device.",
    )
    partner_name = fields.Char(string="Name of the Caller")
    partner_phone = fields.Char(string="Number to Call Back")
    partner_email = fields.Char(string="E-mail of the Caller")
    channel_id = fields.Many2one(
        "helpdesk.ticket.channel",
        required=True,
        default=lambda self: self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_channel_phone", False
        ),
    )
    received_at = fields.Datetime(
        string="Received",
        required=True,
        default=fields.Datetime.now,
        help="When the customer called or came. Promises count from here.",
    )
    case_kind = fields.Selection(CASE_KINDS, string="Kind of Case")
    complaint_level_id = fields.Many2one(
        "key.account.complaint.level",
        compute="_compute_complaint_level_id",
        store=True,
        readonly=False,
    )
    level_guidance = fields.Text(related="complaint_level_id.guidance")
    name = fields.Char(string="Summary")
    description = fields.Text(
        string="What the Customer Says", help="Empty: what the summary says."
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    key_account_id = fields.Many2one("res.partner", compute="_compute_recognised")
    key_account_tier_id = fields.Many2one(
        "key.account.tier", string="Tier", compute="_compute_recognised"
    )
    key_account_manager_id = fields.Many2one(
        "res.users", string="Account Manager", compute="_compute_recognised"
    )
    promise = fields.Text(
        string="Read Out",
        compute="_compute_promise",
        help="What the customer may rely on, as soon as the case is recorded.",
    )
    open_case_ids = fields.Many2many(
        "helpdesk.ticket", string="Open Cases", compute="_compute_open_case_ids"
    )
    open_case_count = fields.Integer(
        string="Number of Open Cases", compute="_compute_open_case_ids"
    )

    @api.depends("case_kind")
    def _compute_complaint_level_id(self):
        for intake in self:
            intake.complaint_level_id = intake._draft().complaint_level_id

    @api.depends("partner_id", "company_id")
    def _compute_recognised(self):
        for intake in self:
            case = intake._draft()
            intake.key_account_id = case.key_account_id
            intake.key_account_tier_id = case.key_account_tier_id
            intake.key_account_manager_id = case.key_account_manager_id

    @api.depends(
        "partner_id",
        "company_id",
        "channel_id",
        "received_at",
        "case_kind",
        "complaint_level_id",
    )
    def _compute_promise(self):
        for intake in self:
            known = intake.case_kind and intake.received_at
            intake.promise = known and intake._promise_in_words()

    def _promise_in_words(self):
        case = self._draft()
        due = case._deadline_preview()
        return "\n".join(
            words
            for kind in sorted(due, key=due.get)
            if (words := self._due_in_words(case, kind, due[kind]))
        )

    def _due_in_words(self, case, kind, due):
        """The sentence to read out; what is overdue already is owned up to."""
        now = fields.Datetime.now()
        time = case._in_words(due, now)
        if due <= now:
            return self.env._(
                "“We owed you this by %(time)s. We are sorry, and see to it at once.”",
                time=time,
            )
        if kind == "respond":
            return self.env._("“You will have an answer by %(time)s.”", time=time)
        return self.env._("“We will have it solved by %(time)s.”", time=time)

    @api.depends("partner_id", "company_id")
    def _compute_open_case_ids(self):
        for intake in self:
            cases = intake._open_cases(intake.key_account_id or intake.partner_id)
            intake.open_case_ids = cases
            intake.open_case_count = len(cases)

    @api.model
    def _open_cases(self, customer):
        """Open cases of a customer that the user may read, the most urgent first."""
        if not customer:
            return self.env["helpdesk.ticket"]
        ours = Domain("partner_id", "child_of", customer.id)
        return self.env["helpdesk.ticket"].search(
            ours & Domain("closed", "=", False), order="deadline_due_at, id desc"
        )

    def _draft(self):
        """The case as it would be; with all rights, as when it is created."""
        return self.env["helpdesk.ticket"].sudo().new(self._case_values())

    def _case_values(self):
        self.ensure_one()
        values = {
            "name": self.name,
            "description": plaintext2html(self._said()),
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "partner_name": self.partner_id.name or self.partner_name,
            "partner_email": self.partner_id.email or self.partner_email,
            "channel_id": self.channel_id.id,
            "received_at": self.received_at,
            "case_kind": self.case_kind,
        }
        if self.case_kind == "complaint" and self.complaint_level_id:
            values["complaint_level_id"] = self.complaint_level_id.id
        return values

    def _said(self):
        """What the customer says, and where to call back whom nobody knows."""
        said = self.description or self.name or ""
        if self.partner_phone:
            number = self.env._("Number to call back: %s", self.partner_phone)
            said = f"{said}\n{number}"
        return said

    def action_create_case(self):
        """Record the case as its first-contact owner, and open it.

        :raises UserError: for a case without its kind, which would promise nothing
        """
        self.ensure_one()
        if not self.case_kind or not self.name:
            raise UserError(
                self.env._("Choose the kind of the case and sum it up in a few words.")
            )
        self._once()
        self.description = self.description or self.name
        case = self.env["helpdesk.ticket"].create(self._case_values())
        return self._open(case)

    def _open(self, case):
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "res_id": case.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
        }

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

#: What a clerk may put right afterwards; the rest happened as it did.
WORDS = {"caller", "phone", "matter", "answer", "minutes"}


class KeyAccountReception(models.Model):
    """The counter's log: who called or came, about what, what became of it (CASE-1).

    The form of a new case writes it by itself; what is answered at once is written by
    hand as well. Nobody changes when, by whom, and what became of it. Times are UTC.
    """

    _name = "key.account.reception"
    _inherit = [
        "key.account.customer.mixin",
        "key.account.case.link.mixin",
        "key.account.case.open.mixin",
    ]
    _description = "Reception Log"
    _order = "received_at desc, id desc"
    _rec_name = "matter"
    _check_company_auto = True

    received_at = fields.Datetime(
        string="When", required=True, index=True, default=fields.Datetime.now
    )
    minutes = fields.Integer(default=1, help="How long it took, in whole minutes.")
    channel_id = fields.Many2one(
        "helpdesk.ticket.channel",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.ref(
            "key_account_service.helpdesk_ticket_channel_counter", False
        ),
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    caller = fields.Char(
        string="Name of the Caller", help="Whoever called or came, if not the customer."
    )
    phone = fields.Char(string="Number to Call Back")
    matter = fields.Char(required=True, help="What it was about, in a few words.")
    answer = fields.Text(help="What the customer was told.")
    outcome = fields.Selection(
        [
            ("answered", "Answered at once"),
            ("case", "New case"),
            ("joined", "Added to a case"),
        ],
        required=True,
        default="answered",
        readonly=True,
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Case",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    visit_id = fields.Many2one(
        "key.account.visit",
        string="From the Visit",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Taken By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    team_id = fields.Many2one(
        "key.account.team",
        string="Team of the Clerk",
        compute="_compute_team_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="set null",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )

    _minutes_sane = models.Constraint(
        "CHECK (COALESCE(minutes, 0) BETWEEN 0 AND 1440)",
        "A reception takes between 0 minutes and a day. Correct the minutes.",
    )

    @api.depends("user_id", "company_id")
    def _compute_team_id(self):
        Team = self.env["key.account.team"].sudo()
        for (user, company), entries in self.grouped(
            lambda entry: (entry.user_id, entry.company_id)
        ).items():
            entries.team_id = Team._of_user(user, company)

    @api.constrains("received_at")
    def _check_received_at(self):
        now = fields.Datetime.now()
        if any(entry.received_at > now for entry in self):
            raise ValidationError(
                self.env._("Nobody can have been received in the future.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(vals_list)
        if not self.env.su:
            entries._check_by_hand()
        return entries

    def _check_by_hand(self):
        """By hand one logs only what oneself answered at once.

        :raises AccessError: for whoever claims more; also by defaults of the context
        """
        # Whoever logs a customer has to be allowed to see the contact.
        self.partner_id.check_access("read")
        for entry in self.sudo():
            made = entry.ticket_id or entry.visit_id or entry.outcome != "answered"
            if made or entry.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "By hand you log only what you answered at once yourself. Use "
                        "“New Case” for everything else."
                    )
                )

    def write(self, vals):
        if not self.env.su and vals.keys() - WORDS:
            raise AccessError(
                self.env._(
                    "When, who, and what became of it stay in the reception log as "
                    "they were. You can correct the words and the minutes."
                )
            )
        return super().write(vals)

    def action_make_case(self):
        """What was answered needs a case after all: begin it with these words."""
        self.ensure_one()
        self.check_access("read")
        self.env["helpdesk.ticket.intake"].check_access("create")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.helpdesk_ticket_intake_action"
        )
        return {
            **action,
            "context": {
                "dialog_size": "extra-large",
                "default_partner_id": self.partner_id.id,
                "default_partner_name": self.caller,
                "default_partner_phone": self.phone,
                "default_channel_id": self.channel_id.id,
                "default_received_at": fields.Datetime.to_string(self.received_at),
                "default_name": self.matter,
                "default_description": self.answer,
            },
        }

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..account.res_partner import KINDS

#: What somebody can apply for.
APPLICATION_KINDS = [
    ("new", "New service"),
    ("more", "More services"),
    ("renewal", "Renewal"),
    ("trial", "Free trial"),
    ("stop", "Stop a service"),
]
#: Before it is decided about, and may be changed by those who wrote it.
EDITABLE = ("draft", "returned")
#: Approved, and not finished yet.
IN_WORK = ("approved", "opening", "opened")


class KeyAccountApplication(models.Model):
    """A VIP service application, from the first draft until it is filed (APP-1, APP-2).

    A department applies for a customer; the leaders that the steps of approval name
    decide; then the services are opened and the account manager calls back, reports to
    the head and files it. What is asked for stands in its lines and its equipment.
    What may be changed when is in ``key_account_application_change``, what has to be
    said in ``…_check``, how it is decided in ``…_decide``, how it is opened in
    ``…_open``. Moments are UTC, days are those of the company.
    """

    _name = "key.account.application"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.approval.return.mixin",
        "key.account.secret.name.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "VIP Service Application"
    _order = "id desc"
    _check_company_auto = True
    # Approvers are not those who write it, but they may ask back.
    _mail_post_access = "read"

    _state_to = ["approved"]
    _cancel_state = "cancelled"

    name = fields.Char(
        string="Number",
        default=lambda self: self.env._("New"),
        required=True,
        readonly=True,
        copy=False,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("returned", "Returned for change"),
            ("submitted", "Under approval"),
            ("approved", "Approved"),
            ("opening", "Being opened"),
            ("opened", "Opened"),
            ("filed", "Filed"),
            ("rejected", "Rejected"),
            ("withdrawn", "Withdrawn"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
        group_expand=True,
    )
    kind = fields.Selection(
        APPLICATION_KINDS, required=True, default="new", tracking=True, index=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    department_id = fields.Many2one(
        "key.account.department",
        string="Applying Department",
        ondelete="restrict",
        check_company=True,
    )
    applicant_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
        copy=False,
    )
    # Known from the first moment: by it one reads what one has just written.
    author_ids = fields.Many2many(default=lambda self: self.env.user)

    # ------------------------------------------------------------------
    # For whom
    # ------------------------------------------------------------------

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    customer_kind = fields.Selection(
        KINDS,
        string="Kind of Customer",
        compute="_compute_customer_kind",
        store=True,
        readonly=False,
        precompute=True,
        help="What the customer is, or becomes when the application is approved.",
    )
    key_account_id = fields.Many2one(
        "res.partner",
        compute="_compute_key_account_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    key_account_tier_id = fields.Many2one(
        "key.account.tier",
        string="Tier",
        compute="_compute_key_account_tier_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The tier when it was applied for.",
    )
    key_account_manager_id = fields.Many2one(
        related="key_account_id.key_account_manager_id"
    )
    is_network_customer = fields.Selection(
        [("yes", "Yes"), ("no", "No")],
        string="Customer of Our Network",
        help="Whether the customer is on our network already.",
    )
    contribution = fields.Text(
        string="Special Contribution",
        help="What the customer contributes to the company, and why this is special.",
    )
    reason = fields.Text(help="Why the services are applied for.")

    # ------------------------------------------------------------------
    # What and where
    # ------------------------------------------------------------------

    line_ids = fields.One2many(
        "key.account.application.line", "application_id", string="Services", copy=True
    )
    equipment_ids = fields.One2many(
        "key.account.application.equipment",
        "application_id",
        copy=True,
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Documents", copy=False)
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        help="Of all services over their whole periods; the list price of what is "
        "given free is not in it.",
    )
    months = fields.Integer(
        string="Longest Period (Months)", compute="_compute_months", store=True
    )
    contact = fields.Char(string="Person to Ask For")
    phone = fields.Char(string="Phone There")
    street = fields.Char()
    city = fields.Char(string="Town")
    zip = fields.Char()
    flat = fields.Char(string="Flat or Room")

    approved_at = fields.Datetime(string="Approved On", readonly=True, copy=False)
    opened_at = fields.Datetime(string="Opened On", readonly=True, copy=False)
    filed_at = fields.Datetime(string="Filed On", readonly=True, copy=False)

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "name",
            "applicant_id",
            "key_account_id",
            "key_account_tier_id",
            "amount",
            "months",
            "approved_at",
            "opened_at",
            "filed_at",
        }

    # One method a field: giving one of them must not keep the others from following.

    @api.depends("partner_id")
    def _compute_customer_kind(self):
        for application in self:
            known = application.partner_id.sudo().key_account_id.key_account_kind
            application.customer_kind = known or application.customer_kind

    @api.depends("partner_id", "company_id")
    def _compute_key_account_id(self):
        for application in self:
            account = application.partner_id.sudo().key_account_id
            ours = account.key_account_company_id == application.company_id
            application.key_account_id = ours and account

    @api.depends("key_account_id")
    def _compute_key_account_tier_id(self):
        for application in self:
            account = application.key_account_id.sudo()
            application.key_account_tier_id = account.key_account_tier_id

    @api.depends("line_ids.amount")
    def _compute_amount(self):
        for application in self:
            application.amount = sum(application.line_ids.mapped("amount"))

    @api.depends("line_ids.period_months")
    def _compute_months(self):
        for application in self:
            periods = application.line_ids.mapped("period_months")
            application.months = max(periods, default=0)

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for application in self._named_to_reader():
            customer = application.partner_id.name or ""
            application.display_name = f"{application.name} {customer}".strip()

    @api.model
    def _first_facts(self):
        # Nobody but administrators draws numbers; whoever is told is told it by number.
        number = self.env["ir.sequence"].sudo().next_by_code(self._name)
        return super()._first_facts() | {"name": number}

    def _check_submittable(self):
        """Hook: :raises UserError: in a sentence, if it cannot be submitted yet."""

    def _start_opening(self):
        """Hook: it is approved, what is to be opened can be opened."""

    # ------------------------------------------------------------------
    # Who reads, who writes
    # ------------------------------------------------------------------

    @api.model
    def _derived_access_domain(self):
        """Of accounts one serves or leads, those one wrote, and those one approves."""
        reach = self.env["res.partner"]._key_account_reach_domain("key_account_id")
        if reach == Domain.TRUE:
            return reach
        return reach | self._own_domain() | self._reviewed_domain()

    @api.model
    def _derived_change_domain(self):
        """Changed by those who wrote it and by whoever serves the account."""
        accounts = self.env["res.partner"].sudo()
        served = accounts._search(accounts._key_account_serving_domain(self.env.user))
        return self._own_domain() | Domain("key_account_id", "in", served)

    @api.model
    def _own_domain(self):
        """What one wrote, or took over from whoever applied."""
        user_id = self.env.uid
        return Domain("author_ids", "in", user_id) | Domain(
            "applicant_id", "=", user_id
        )

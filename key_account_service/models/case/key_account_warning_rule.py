# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .key_account_deadline_policy import CASE_KINDS

CRON = "key_account_service.ir_cron_early_warning"
SUBJECTS = [
    ("account", "Account"),
    ("cause", "Cause"),
    ("area", "Area"),
    ("device", "Device or card"),
]


class KeyAccountWarningRule(models.Model):
    """When repeated cases raise an early warning, and who is told (CASE-8)."""

    _name = "key.account.warning.rule"
    _description = "Early-Warning Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: for each company by itself.",
    )
    subject = fields.Selection(
        SUBJECTS,
        string="Repeats By",
        required=True,
        default="account",
        help="A cause counts with the causes below it. An area is the town or district "
        "in the address of the customer.",
    )
    case_limit = fields.Integer(
        string="Cases", required=True, default=3, help="So many raise a warning."
    )
    days = fields.Integer(
        string="Within Days",
        required=True,
        default=30,
        help="The window slides: it ends with each case and holds those received in so "
        "many days before.",
    )
    case_kind = fields.Selection(
        CASE_KINDS, string="Kind of Case", help="Empty: every kind."
    )
    complaint_level_ids = fields.Many2many(
        "key.account.complaint.level",
        string="Complaint Levels",
        help="Empty: every level.",
    )
    key_accounts_only = fields.Boolean(
        help="Only cases of key accounts count, not those of every customer."
    )
    tell = fields.Selection(
        [
            ("responsible", "Responsible"),
            ("supervisor", "Supervisor"),
            ("department_head", "Department head"),
            ("company_head", "Company"),
            ("users", "Named users"),
        ],
        string="Who Is Told",
        required=True,
        default="supervisor",
        help="Whoever holds this role for the newest of the cases. Who is away is "
        "passed over as for an alarm.",
    )
    user_ids = fields.Many2many(
        "res.users", string="Users", domain=[("share", "=", False)]
    )
    check_all = fields.Boolean(
        readonly=True, copy=False, default=True, help="Its terms were changed."
    )
    warning_count = fields.Integer(
        string="Open Warnings", compute="_compute_warning_count"
    )

    _positive = models.Constraint(
        "CHECK (case_limit >= 2 AND days BETWEEN 1 AND 366)",
        "A rule needs at least two cases, and a window of 1 to 366 days.",
    )

    @api.constrains("tell", "user_ids")
    def _check_users(self):
        for rule in self:
            if rule.tell == "users" and not rule.user_ids:
                raise ValidationError(
                    self.env._("Name the users whom “%(rule)s” tells.", rule=rule.name)
                )

    @api.depends_context("uid")
    def _compute_warning_count(self):
        warnings = self.env["key.account.warning"]
        counts = dict(
            warnings._read_group(
                [("rule_id", "in", self.ids), ("state", "in", warnings.OPEN)],
                ["rule_id"],
                ["__count"],
            )
        )
        for rule in self:
            rule.warning_count = counts.get(rule, 0)

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self._wake()
        return rules

    def write(self, vals):
        terms = {
            "active",
            "company_id",
            "subject",
            "case_limit",
            "days",
            "case_kind",
            "complaint_level_ids",
            "key_accounts_only",
        }
        if terms & vals.keys():
            vals = {**vals, "check_all": True}
            self._wake()
        return super().write(vals)

    @api.model
    def _wake(self):
        """Have the scheduled action look at the cases as soon as this is saved."""
        cron = self.env.ref(CRON, raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()

    def action_view_warnings(self):
        """Open the warnings of this rule that the user may read."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_warning_action"
        )
        return {**action, "domain": [("rule_id", "=", self.id)], "context": {}}

    @api.model
    def _of_accounts(self):
        """The rules that watch accounts, the shortest window first."""
        # How often an account complained is no secret of the configuration.
        return self.sudo().search([("subject", "=", "account")], order="days, id")

    def _case_domain(self):
        """The cases that count: neither void nor duplicates (CASE-8)."""
        self.ensure_one()
        domain = Domain(
            [
                ("active", "=", True),
                ("duplicate_id", "=", False),
                ("stage_id.clock_role", "!=", "void"),
                ("received_at", "!=", False),
            ]
        )
        if self.company_id:
            domain &= Domain("company_id", "=", self.company_id.id)
        if self.case_kind:
            domain &= Domain("case_kind", "=", self.case_kind)
        if self.complaint_level_ids:
            levels = self.complaint_level_ids.ids
            domain &= Domain("complaint_level_id", "in", levels)
        if self.key_accounts_only:
            domain &= Domain("key_account_id", "!=", False)
        return domain

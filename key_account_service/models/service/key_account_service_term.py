# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

OUTCOMES = [
    ("undecided", "To be decided"),
    ("lapsed", "Lapsed unnoticed"),
    ("running", "Running"),
    ("renewed", "Renewed"),
    ("ended", "Not renewed"),
]


class KeyAccountServiceTerm(models.Model):
    """A period of a service that ends on a day, and what was decided about its end.

    Each renewal is a term of its own, so that it can be told which share of those that
    ended in a month was renewed (APP-4). Nobody writes terms: they follow the service,
    its applications and the screening. How they are asked about is in
    ``key_account_service_term_ask``. Days are those of the company, moments are UTC.
    """

    _name = "key.account.service.term"
    _inherit = "key.account.file.part.mixin"
    _description = "Term of a Service"
    _order = "date_until, id"

    service_id = fields.Many2one(
        "key.account.service",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    name = fields.Char(related="service_id.number", store=True, string="Number")
    file_id = fields.Many2one(
        related="service_id.file_id",
        store=True,
        precompute=True,
        index=True,
        string="Contact",
    )
    is_trial = fields.Boolean(related="service_id.is_trial", store=True)
    is_paid = fields.Boolean(related="service_id.is_paid")
    product_id = fields.Many2one(related="service_id.product_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_until = fields.Date(string="Ends On", required=True, readonly=True)
    price = fields.Monetary(
        string="Value a Month",
        readonly=True,
        help="Of the whole quantity, as it was paid in this term.",
    )
    key_account_tier_id = fields.Many2one(
        "key.account.tier",
        string="Tier",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The tier when it was decided, and until then that of the beginning.",
    )
    key_account_manager_id = fields.Many2one(
        related="account_id.key_account_manager_id", string="Account Manager"
    )
    application_line_id = fields.Many2one(
        "key.account.application.line",
        string="Approved By",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="What was applied for and became this term.",
    )
    decision = fields.Selection(
        [("renewed", "Renewed"), ("ended", "Not renewed")], readonly=True
    )
    decided_at = fields.Datetime(string="Decided On", readonly=True)
    decided_by_id = fields.Many2one("res.users", readonly=True)
    reason = fields.Char(string="Why Not Renewed", readonly=True)
    outcome = fields.Selection(
        OUTCOMES, compute="_compute_outcome", search="_search_outcome"
    )

    _days_sane = models.Constraint(
        "CHECK (date_until >= date_from)",
        "A service cannot end before it was opened. Correct its days.",
    )
    _once_a_line = models.UniqueIndex(
        "(application_line_id, service_id) WHERE application_line_id IS NOT NULL",
        "This renewal has been carried out already.",
    )

    @api.model
    def _history_fields(self, names):
        # What a person does stands in the history of the service.
        return []

    # ------------------------------------------------------------------
    # How it stands today
    # ------------------------------------------------------------------

    # A trial that is over has ended as it was meant to: its result stands elsewhere.

    @api.depends("decision", "asked_at", "date_until", "is_trial")
    def _compute_outcome(self):
        today = fields.Date.context_today(self)
        for term in self:
            if term.decision:
                term.outcome = term.decision
            elif term.date_until and term.date_until < today:
                term.outcome = "ended" if term.is_trial else "lapsed"
            else:
                term.outcome = "undecided" if term.asked_at else "running"

    def _search_outcome(self, operator, value):
        if operator != "in":
            return NotImplemented
        open_one = Domain("decision", "=", False)
        over = Domain("date_until", "<", fields.Date.context_today(self))
        asked = Domain("asked_at", "!=", False)
        trial = Domain("is_trial", "=", True)
        domains = {
            "undecided": open_one & ~over & asked,
            "running": open_one & ~over & ~asked,
            "lapsed": open_one & over & ~trial,
            "renewed": Domain("decision", "=", "renewed"),
            "ended": Domain("decision", "=", "ended") | open_one & over & trial,
        }
        return Domain.OR(domains[one] for one in value if one in domains)

    def _field_to_sql(self, alias, fname, query=None):
        """Let the database group by the outcome of this day."""
        if fname != "outcome":
            return super()._field_to_sql(alias, fname, query)
        self._check_field_access(self._fields[fname], "read")
        return SQL(
            "CASE WHEN %(decision)s IS NOT NULL THEN %(decision)s"
            " WHEN %(until)s < %(today)s AND %(trial)s THEN 'ended'"
            " WHEN %(until)s < %(today)s THEN 'lapsed'"
            " WHEN %(asked)s IS NOT NULL THEN 'undecided' ELSE 'running' END",
            decision=self._field_to_sql(alias, "decision", query),
            until=self._field_to_sql(alias, "date_until", query),
            asked=self._field_to_sql(alias, "asked_at", query),
            trial=self._field_to_sql(alias, "is_trial", query),
            today=fields.Date.context_today(self),
        )

    @api.model
    def _to_decide_domain(self):
        """Terms that end soon, or are over, without anybody having decided."""
        today = fields.Date.context_today(self)
        last = self.env["key.account.service.reminder"]._expiring_until(today)
        near = Domain("date_until", "<=", last) | Domain("asked_at", "!=", False)
        return Domain("decision", "=", False) & Domain("is_trial", "=", False) & near

    # ------------------------------------------------------------------
    # What was decided
    # ------------------------------------------------------------------

    def _decide(self, decision, reason=False):
        """Put on record what was decided about the end of these terms."""
        by_tier = self.grouped(lambda term: term.account_id.key_account_tier_id)
        for tier, terms in by_tier.items():
            terms.sudo().write(
                {
                    "decision": decision,
                    "decided_at": fields.Datetime.now(),
                    "decided_by_id": self.env.uid,
                    "key_account_tier_id": tier.id,
                    "reason": reason,
                }
            )

    def action_open_service(self):
        """Open the service of the term, for whoever may read it."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "key.account.service",
            "res_id": self.service_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

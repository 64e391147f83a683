# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: What an application decided about; it changes by an application only.
APPLIED_FOR = {
    "date_from",
    "date_until",
    "file_id",
    "is_paid",
    "price",
    "product_id",
    "quantity",
}


class KeyAccountService(models.Model):
    """A service that a customer has from us, and from when to when (FILE-5).

    What was opened, paid or free, at which price and for how long. A part of the
    account file: whoever may read that reads it. What came of an application changes by
    applications only; what somebody entered by hand stays open to those who serve the
    account. Its periods are its terms, see ``key.account.service.term``; what happens
    to it stands in the history of the file. Days are those of the reader's time zone.
    """

    _name = "key.account.service"
    _inherit = "key.account.file.part.mixin"
    _description = "Service of a Customer"
    _order = "file_id, date_from desc, id desc"
    _rec_names_search = ["name", "number"]

    number = fields.Char(readonly=True, copy=False, index="trigram")
    name = fields.Char(string="Service", required=True, help="Such as a channel pack.")
    is_paid = fields.Boolean(
        string="Paid", default=True, help="Untick it for a free service or a trial."
    )
    date_from = fields.Date(
        string="Opened On", required=True, default=fields.Date.context_today
    )
    date_until = fields.Date(
        string="Ends On", help="The last day of the service; empty: until cancelled."
    )
    note = fields.Char()
    product_id = fields.Many2one(
        "product.product",
        ondelete="restrict",
        index="btree_not_null",
        domain=[("key_account_service_ok", "=", True)],
        help="What it is on our list of services, by which it can be renewed. Empty: a "
        "service that is on no list.",
    )
    quantity = fields.Integer(default=1, required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    price = fields.Monetary(string="Price a Month")
    is_trial = fields.Boolean(string="Free Trial", readonly=True, copy=False)
    suspended_on = fields.Date(readonly=True, copy=False)
    suspend_reason = fields.Char(string="Why Suspended", readonly=True, copy=False)
    end_reason = fields.Char(string="Why Ended", readonly=True, copy=False)
    application_line_ids = fields.One2many(
        "key.account.application.line", "service_id", string="Applications"
    )
    key_account_tier_id = fields.Many2one(related="account_id.key_account_tier_id")
    state = fields.Selection(
        [
            ("coming", "Not open yet"),
            ("open", "In service"),
            ("suspended", "Suspended"),
            ("ended", "Ended"),
        ],
        compute="_compute_state",
        search="_search_state",
    )

    _period_sane = models.Constraint(
        "CHECK (date_until >= date_from)",
        "A service cannot end before it was opened. Correct its days.",
    )
    _figures_sane = models.Constraint(
        "CHECK (quantity BETWEEN 1 AND 10000 AND COALESCE(price, 0) >= 0)",
        "A customer has 1 to 10,000 of a service, at a price that is not negative.",
    )
    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "Two services cannot share a number."
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "end_reason",
            "is_trial",
            "number",
            "suspend_reason",
            "suspended_on",
        }

    @api.depends("date_from", "date_until", "suspended_on")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for service in self:
            service.state = service._state_on(today)

    def _state_on(self, today):
        if self.date_until and self.date_until < today:
            return "ended"
        if self.date_from and self.date_from > today:
            return "coming"
        return "suspended" if self.suspended_on else "open"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        ended = Domain("date_until", "<", today)
        coming = Domain("date_from", ">", today)
        running = ~(coming | ended)
        states = {
            "coming": coming,
            "ended": ended,
            "suspended": running & Domain("suspended_on", "!=", False),
            "open": running & Domain("suspended_on", "=", False),
        }
        return Domain.OR(states[one] for one in value if one in states)

    @api.model
    def _first_facts(self):
        # Nobody but administrators draws numbers.
        number = self.env["ir.sequence"].sudo().next_by_code(self._name)
        return super()._first_facts() | {"number": number}

    def write(self, vals):
        self._check_applied_for(vals)
        return super().write(vals)

    def _check_applied_for(self, vals):
        """:raises UserError: for what superiors approved, and nobody else changes"""
        if self.env.su or not APPLIED_FOR & vals.keys():
            return
        # That there is an application, whoever may read it.
        for service in self.sudo().filtered("term_ids.application_line_id"):
            raise UserError(
                self.env._(
                    "%(service)s was approved as it is: its days, price, product and "
                    "customer change by an application only. Apply for a renewal, or "
                    "use the buttons of the service to end it.",
                    service=service.number,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied_for(self):
        if self.env.su:
            return
        for service in self.sudo().filtered("application_line_ids"):
            raise UserError(
                self.env._(
                    "%(service)s came of an application and stays on record. End it "
                    "instead of deleting it.",
                    service=service.number,
                )
            )

    def action_view_changes(self):
        """Open what was changed of these services, by whom and when (FILE-8).

        :raises AccessError: for whoever may not read them
        """
        self.check_access("read")
        action = self.file_id.action_view_changes()
        mine = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        return {**action, "domain": mine}


class KeyAccountFile(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    service_ids = fields.One2many("key.account.service", "file_id", string="Services")

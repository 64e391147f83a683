# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..account.res_partner_page import SERVICE

#: As long as one of these, somebody has to find an answer.
UNDECIDED = ("open", "in_progress")


class KeyAccountNeed(models.Model):
    """What a customer needs, who looks for an answer, and that the customer got it.

    Heard on a visit, in a case or on the telephone; its owner looks for a solution,
    passes it upward or to a department where it exceeds the own authority, and tells
    the customer the result, which ends the promise (PLAN-2). What becomes of it is in
    ``key_account_need_progress``, its promise in ``…_clock``. Moments are UTC.
    """

    _name = "key.account.need"
    _inherit = ["key.account.promised.work.mixin", "key.account.editable.mixin"]
    _description = "Need of a Customer"
    _order = "heard_on desc, id desc"

    name = fields.Char(string="Number", required=True, readonly=True, copy=False)
    partner_id = fields.Many2one(
        "res.partner",
        string="Who Needs It",
        required=True,
        index=True,
        ondelete="restrict",
        help="The key account, or the person there who said it.",
    )
    user_id = fields.Many2one(
        string="Owner", help="Who looks for an answer; empty: the account manager."
    )
    what = fields.Text(string="What Is Needed", required=True)
    source = fields.Selection(
        [
            ("visit", "Visit"),
            ("case", "Case"),
            ("call", "Call"),
            ("meeting", "Meeting"),
            ("other", "Other"),
        ],
        required=True,
        default="call",
    )
    # A department that is asked learns what is needed, and nothing of these.
    visit_id = fields.Many2one(
        "key.account.visit",
        string="On Visit",
        groups=SERVICE,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        domain="[('key_account_id', '=', account_id)]",
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="In Case",
        groups=SERVICE,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        domain="[('key_account_id', '=', account_id)]",
    )
    heard_on = fields.Date(required=True, index=True, default=fields.Date.context_today)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("in_progress", "In progress"),
            ("solved", "Solved"),
            ("declined", "Declined"),
            ("told", "Customer was told"),
        ],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    solution = fields.Text(
        string="Answer to the Customer",
        copy=False,
        help="What the customer is offered, or why it cannot be done.",
    )
    key_account_tier_id = fields.Many2one(
        "key.account.tier",
        string="Tier",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The tier of the account when the need was heard.",
    )

    @api.depends("name", "account_id")
    def _compute_display_name(self):
        for need in self._named_to_reader():
            parts = need.name, need.account_id.name
            need.display_name = " · ".join(filter(None, parts))

    @api.constrains("what")
    def _check_what(self):
        if any(not (need.what or "").strip() for need in self):
            raise ValidationError(self.env._("Write down what the customer needs."))

    @api.constrains("heard_on")
    def _check_heard_on(self):
        for need in self:
            today = need.company_id._today_at(fields.Datetime.now())
            if need.heard_on > today:
                raise ValidationError(
                    self.env._("A need cannot have been heard in the future.")
                )

    @api.constrains("partner_id", "account_id")
    def _check_customer(self):
        for need in self.sudo():
            if need.partner_id.key_account_id != need.account_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s does not belong to %(account)s. Note the need as "
                        "one of that customer.",
                        person=need.partner_id.name,
                        account=need.account_id.name,
                    )
                )

    @api.constrains("visit_id", "ticket_id", "account_id")
    def _check_where(self):
        for need in self.sudo():
            places = [need.visit_id, need.ticket_id]
            if any(one and one.key_account_id != need.account_id for one in places):
                raise ValidationError(
                    self.env._("That visit or case is about another customer.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_unanswered(vals_list)
        vals_list = [{**vals, **self._values_of_account(vals)} for vals in vals_list]
        # Who may note it is asked below: numbers and account are nobody's to write.
        needs = super(KeyAccountNeed, self.sudo()).create(vals_list)
        needs = needs.with_env(self.env)
        if not self.env.su:
            needs.check_access("write")
            needs._check_places()
        return needs

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and {"visit_id", "ticket_id"} & vals.keys():
            self._check_places()
        return result

    def _check_places(self):
        """:raises AccessError: for a visit or case that one may not read"""
        places = self.sudo()
        places.visit_id.with_env(self.env).check_access("read")
        places.ticket_id.with_env(self.env).check_access("read")

    @api.model
    def _values_of_account(self, vals):
        """What follows from the account; a user's word for it does not count.

        :raises AccessError: for facts
        """
        self._check_facts(vals.keys())
        person = self.env["res.partner"].browse(vals.get("partner_id")).sudo()
        account = person.key_account_id
        if not account:
            raise ValidationError(
                self.env._(
                    "Needs are noted of key accounts. Take a case for any other "
                    "customer."
                )
            )
        company = account.key_account_company_id
        sequence = self.env["ir.sequence"].sudo().with_company(company)
        return {
            "name": sequence.next_by_code("key.account.need"),
            "account_id": account.id,
            "company_id": company.id,
            "key_account_tier_id": account.key_account_tier_id.id,
            "user_id": vals.get("user_id") or account.key_account_manager_id.id,
        }

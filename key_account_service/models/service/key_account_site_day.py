# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain


class KeyAccountSiteDay(models.Model):
    """A day on which we handle the business of a group on its premises (APP-7).

    What people ask for there stands in its requests, each with what became of it; money
    and devices that change hands stand in receipts. Times are UTC.
    """

    _name = "key.account.site.day"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.fact.mixin",
        "key.account.secret.name.mixin",
        "mail.thread",
    ]
    _description = "On-Premises Day"
    _order = "starts_at desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Number",
        default=lambda self: self.env._("New"),
        required=True,
        readonly=True,
        copy=False,
    )
    plan_id = fields.Many2one(
        "key.account.site.plan",
        string="Regular Service",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    account_id = fields.Many2one(
        "res.partner",
        string="Group Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("key_account_kind", "=", "group")],
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Who Goes",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
        tracking=True,
    )
    date = fields.Date(string="Day of the Series", readonly=True, copy=False)
    starts_at = fields.Datetime(
        string="Desk Opens",
        required=True,
        index=True,
        default=fields.Datetime.now,
        tracking=True,
    )
    ends_at = fields.Datetime(string="Desk Closes")
    place = fields.Char(help="Where on their premises, such as the canteen.")
    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held"), ("cancelled", "Called off")],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
        group_expand=True,
    )
    cancel_reason = fields.Char(string="Why Called Off", copy=False)
    note = fields.Text(copy=False)
    request_ids = fields.One2many(
        "key.account.site.request", "day_id", string="Requests"
    )
    receipt_ids = fields.One2many("key.account.receipt", "day_id", string="Receipts")
    request_count = fields.Integer(compute="_compute_request_count", string="Asked For")
    open_count = fields.Integer(
        string="Not Handled Yet", compute="_compute_request_count"
    )

    _series_uniq = models.Constraint(
        "UNIQUE (plan_id, date)", "The desk of this day is planned already."
    )
    _times_sane = models.Constraint(
        "CHECK (ends_at >= starts_at)", "The desk cannot close before it opens."
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"name", "plan_id", "date", "state"}

    @api.depends("request_ids.state")
    def _compute_request_count(self):
        groups = self.env["key.account.site.request"]._read_group(
            [("day_id", "in", self.ids)], ["day_id", "state"], ["__count"]
        )
        found = {day.id: {} for day in self}
        for day, state, count in groups:
            found[day.id][state] = count
        for day in self:
            counts = found.get(day.id, {})
            day.request_count = sum(counts.values())
            day.open_count = counts.get("open", 0)

    @api.depends("name", "account_id")
    def _compute_display_name(self):
        for day in self._named_to_reader():
            day.display_name = f"{day.name} {day.account_id.name or ''}".strip()

    @api.constrains("account_id", "company_id")
    def _check_account(self):
        for day in self.sudo():
            account = day.account_id
            ours = account.key_account_company_id == day.company_id
            if account.key_account_kind != "group" or not ours:
                raise ValidationError(
                    self.env._(
                        "%(account)s is no group customer of %(company)s. The desk "
                        "comes to group customers.",
                        account=account.name,
                        company=day.company_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        days._check_served()
        return days

    @api.model
    def _first_facts(self):
        # Whoever is assigned is told of it by its number.
        number = self.env["ir.sequence"].sudo().next_by_code(self._name)
        return super()._first_facts() | {"name": number}

    def write(self, vals):
        if not self.env.su and vals.keys() - self._unlocked_fields():
            self._check_planned()
        result = super().write(vals)
        if not self.env.su and {"account_id", "user_id"} & vals.keys():
            # Nobody gives a day to an account of others.
            self._check_served()
        return result

    def _check_served(self):
        """:raises AccessError: for whoever plans a day at an account of others"""
        people = self.env["res.partner"]
        accounts = self.sudo().account_id
        known = people.sudo().search(
            people._key_account_proposing_domain() & Domain("id", "in", accounts.ids)
        )
        if not self.env.su and accounts - known:
            raise AccessError(
                self.env._(
                    "Only whoever serves a customer, or is in charge of it, plans who "
                    "goes there and when."
                )
            )

    @api.model
    def _unlocked_fields(self):
        """What still changes when the day is over: notes, and what became of it."""
        return {"note", "request_ids", "receipt_ids"} | set(
            self.env["mail.thread"]._fields
        )

    def _check_planned(self):
        """:raises UserError: for a day that is over or called off"""
        for day in self:
            if day.state != "planned":
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(day)s is “%(state)s” and stays as it was.",
                        day=day.name,
                        state=labels[day.state],
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        if any(day.state != "planned" or day.request_ids for day in self):
            raise UserError(
                self.env._(
                    "A day on which something was asked for stays on record. Call it "
                    "off instead."
                )
            )

    # ------------------------------------------------------------------
    # What happens to a day
    # ------------------------------------------------------------------

    def action_held(self):
        """The desk is over; each request was handled, or has gone its way.

        :raises UserError: while a request waits, or money has no receipt
        """
        for day in self:
            day.check_access("write")
            day._check_planned()
            waiting = day.request_ids.filtered(lambda one: one.state == "open")
            if waiting:
                raise UserError(
                    self.env._(
                        "Say first what became of the requests of %(people)s: settled, "
                        "a case, an application, or declined.",
                        people=", ".join(waiting.mapped("person")),
                    )
                )
            drafts = day.receipt_ids.filtered(lambda one: one.state == "draft")
            if drafts:
                raise UserError(
                    self.env._("Issue the receipts that are still drafts first.")
                )
            day.sudo().state = "held"

    def action_cancel(self):
        """Call a day off, with the reason.

        :raises UserError: without a reason, or if something was asked for already
        """
        for day in self:
            day.check_access("write")
            day._check_planned()
            if not (day.cancel_reason or "").strip():
                raise UserError(self.env._("Say why it is called off first."))
            if day.request_ids or day.receipt_ids:
                raise UserError(
                    self.env._("Something was asked for already: the day took place.")
                )
            day.sudo().state = "cancelled"

    def action_plan_again(self):
        """Take up a day again that was called off.

        :raises UserError: if it was not called off
        """
        for day in self:
            day.check_access("write")
            if day.state != "cancelled":
                raise UserError(self.env._("Only what was called off is taken up."))
            day.sudo().write({"state": "planned", "cancel_reason": False})

    def action_receipt(self):
        """Begin a receipt for money or devices that change hands today."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Receipt"),
            "res_model": "key.account.receipt",
            "view_mode": "form",
            "context": {
                "default_day_id": self.id,
                "default_account_id": self.account_id.id,
            },
        }

    # ------------------------------------------------------------------
    # Who reads, who writes
    # ------------------------------------------------------------------

    @api.model
    def _derived_access_domain(self):
        """Of accounts one serves or leads, and the days on which one goes oneself."""
        mine = Domain("user_id", "=", self.env.uid)
        return self.env["res.partner"]._key_account_reach_domain() | mine

    @api.model
    def _derived_change_domain(self):
        mine = Domain("user_id", "=", self.env.uid)
        return self.env["res.partner"]._key_account_change_domain() | mine

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

#: When it comes back, and for how long.
RHYTHM = {"active", "ahead_days", "date_first", "date_last", "every", "unit"}


class KeyAccountMaintenancePlan(models.Model):
    """What a service contract promises: to look after things regularly (APP-9).

    Each time is made ahead, with a promise of its own; after a standstill of ours the
    last time that was missed is made as well, because the customer paid for it.
    """

    _name = "key.account.maintenance.plan"
    _inherit = ["key.account.derived.access.mixin", "key.account.recurring.mixin"]
    _description = "Preventive Maintenance by Contract"
    _order = "next_date, id"
    _check_company_auto = True

    name = fields.Char(
        string="What Is Maintained", required=True, help="Such as: head end and lines."
    )
    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("key_account_kind", "!=", False)],
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact There",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('id', 'child_of', account_id)]",
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
        string="Who Arranges It",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
    )
    contract = fields.Char(string="Service Contract", help="Its number and date.")
    task = fields.Text(
        string="What to Do", required=True, help="The steps, for whoever goes there."
    )
    visit_ids = fields.One2many(
        "key.account.maintenance.visit", "plan_id", string="Times"
    )

    @api.constrains("account_id", "partner_id", "company_id")
    def _check_account(self):
        for plan in self.sudo():
            account, person = plan.account_id, plan.partner_id
            ours = account.key_account_company_id == plan.company_id
            if not account.key_account_kind or not ours:
                raise ValidationError(
                    self.env._(
                        "%(account)s is no key account of %(company)s.",
                        account=account.name,
                        company=plan.company_id.name,
                    )
                )
            if person and account not in person | person.key_account_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no contact of %(account)s.",
                        person=person.name,
                        account=account.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        plans.check_access("write")
        return plans

    def write(self, vals):
        if not self.env.su and RHYTHM & vals.keys():
            self._check_rhythm_right()
        result = super().write(vals)
        if not self.env.su and "account_id" in vals:
            self.check_access("write")
            if self.sudo().visit_ids:
                raise AccessError(
                    self.env._(
                        "Times were made for this customer already. Archive the plan "
                        "and begin a new one."
                    )
                )
        return result

    def _check_rhythm_right(self):
        """:raises AccessError: for whoever would leave out what a contract promises"""
        begun = self.filtered(lambda plan: plan.sudo().made_until)
        if not all(account._is_in_charge() for account in begun.account_id):
            raise AccessError(
                self.env._(
                    "The contract promises it: when it comes back, and until when, is "
                    "changed by the supervisor in charge. Ask your supervisor."
                )
            )

    @api.model
    def _missed_days(self, days):
        return days[-1:]

    def _make_days(self, days):
        """One time for each day; never a second one for the same day."""
        known = set(self.visit_ids.mapped("date"))
        sequence = self.env["ir.sequence"]
        self.env["key.account.maintenance.visit"].create(
            [
                {
                    "name": sequence.next_by_code("key.account.maintenance.visit"),
                    "plan_id": self.id,
                    "account_id": self.account_id.id,
                    "company_id": self.company_id.id,
                    "user_id": self.user_id.id,
                    "date": day,
                }
                for day in days
                if day not in known
            ]
        )

    @api.model
    def _derived_access_domain(self):
        return self.env["res.partner"]._key_account_reach_domain()

    @api.model
    def _derived_change_domain(self):
        return self.env["res.partner"]._key_account_change_domain()

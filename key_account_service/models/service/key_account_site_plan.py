# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...lib.local_day import wall_to_utc


class KeyAccountSitePlan(models.Model):
    """When we come to a group customer regularly, to handle its business (APP-7).

    Its days are made ahead. Hours are those of the company's time zone.
    """

    _name = "key.account.site.plan"
    _inherit = ["key.account.derived.access.mixin", "key.account.recurring.mixin"]
    _description = "Regular On-Premises Service"
    _order = "next_date, id"
    _rec_name = "account_id"
    _check_company_auto = True

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
    )
    place = fields.Char(help="Where on their premises, such as the canteen.")
    hour_from = fields.Float(string="From", default=9.0, required=True)
    hour_until = fields.Float(string="Until", default=11.0, required=True)
    day_ids = fields.One2many("key.account.site.day", "plan_id", string="Days")

    _hours_sane = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_until > hour_from AND hour_until <= 24)",
        "The desk opens before it closes, on one day.",
    )

    @api.constrains("account_id", "company_id")
    def _check_account(self):
        for plan in self.sudo():
            account = plan.account_id
            ours = account.key_account_company_id == plan.company_id
            if account.key_account_kind != "group" or not ours:
                raise ValidationError(
                    self.env._(
                        "%(account)s is no group customer of %(company)s. The desk "
                        "comes to group customers.",
                        account=account.name,
                        company=plan.company_id.name,
                    )
                )

    def _make_days(self, days):
        """One desk for each day; never a second one for the same day."""
        known = set(self.with_context(active_test=False).day_ids.mapped("date"))
        self.env["key.account.site.day"].create(
            [self._day_values(day) for day in days if day not in known]
        )

    def _day_values(self, day):
        zone = self.company_id._key_account_zone()
        start = wall_to_utc(day, round(self.hour_from * 3600), zone)
        length = timedelta(hours=self.hour_until - self.hour_from)
        return {
            "plan_id": self.id,
            "account_id": self.account_id.id,
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
            "place": self.place,
            "date": day,
            "starts_at": start,
            "ends_at": start + length,
        }

    @api.model
    def _derived_access_domain(self):
        mine = Domain("user_id", "=", self.env.uid)
        return self.env["res.partner"]._key_account_reach_domain() | mine

    @api.model
    def _derived_change_domain(self):
        """Planned by whoever serves the account, or is in charge of it."""
        return self.env["res.partner"]._key_account_change_domain()

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        plans.check_access("write")
        return plans

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and "account_id" in vals:
            self.check_access("write")
        return result

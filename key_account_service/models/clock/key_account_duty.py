# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...lib.presence import Duty, Leave, Presence

#: A planner who is still at it is not told of gaps that are about to be filled.
PLANNING_TIME = timedelta(minutes=15)


class KeyAccountDuty(models.Model):
    """The duty roster: who answers at which hours, around the clock (TEAM-5).

    Duties may overlap. Then the one that starts later counts, among equals the one
    recorded later: whoever stands in for a few hours is simply added.
    """

    _name = "key.account.duty"
    _inherit = "key.account.reach.mixin"
    _description = "Duty"
    _order = "date_from desc, id desc"
    _rec_name = "user_id"
    _check_company_auto = True

    user_id = fields.Many2one(
        "res.users",
        string="Person on Duty",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        check_company=True,
        help="Is told of deadlines in these hours instead of those who are away, and "
        "may open the work until it is done.",
    )
    date_from = fields.Datetime(string="From", required=True)
    date_to = fields.Datetime(string="To", required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    note = fields.Char(help="How to reach the person, for example.")
    is_now = fields.Boolean(
        string="On Duty Now", compute="_compute_is_now", search="_search_is_now"
    )

    _hours_given = models.Constraint(
        "CHECK (date_from < date_to)", "A duty must end after it starts."
    )
    _company_hours_idx = models.Index("(company_id, date_to, date_from)")

    @api.depends("date_from", "date_to")
    def _compute_is_now(self):
        now = fields.Datetime.now()
        for duty in self:
            hours = duty.date_from and duty.date_to
            duty.is_now = bool(hours) and duty.date_from <= now < duty.date_to

    def _search_is_now(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        hours = Domain("date_from", "<=", now) & Domain("date_to", ">", now)
        return hours if True in value else ~hours

    @api.constrains("user_id")
    def _check_user(self):
        for user in self.user_id:
            if not user.has_group("key_account_service.group_key_account_officer"):
                raise ValidationError(
                    self.env._(
                        "%(user)s could not work on what happens during the duty. Make "
                        "the user a key account officer first.",
                        user=user.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        duties = super().create(vals_list)
        duties._follow_gaps(duties.company_id)
        return duties

    def write(self, vals):
        companies = self.company_id
        result = super().write(vals)
        if {"date_from", "date_to", "company_id"} & vals.keys():
            self._follow_gaps(companies | self.company_id)
        return result

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        self._follow_gaps(companies)
        return result

    @api.model
    def _follow_gaps(self, companies):
        """Close the gaps that are filled now; look for new ones a little later."""
        Gap = self.env["key.account.duty.gap"].sudo()
        Gap._find(companies, tell_new=False)
        cron = self.env.ref("key_account_service.ir_cron_duty_gaps", False)
        if cron and companies:
            cron.sudo()._trigger(fields.Datetime.now() + PLANNING_TIME)

    @api.model
    def _between(self, start, end):
        """Conditions on duties that touch the span from ``start`` to ``end`` (UTC)."""
        return Domain("date_to", ">", start) & Domain("date_from", "<=", end)

    @api.model
    def _presence(self, start, end=None):
        """Who is away and who is on duty, in a few queries for any number of users.

        On leave is whoever has a leave of the working calendar of the own, as Odoo's
        time off records it. Read with all rights, for no employee may see the leaves of
        others; only who is told follows from it.

        :param start: naive UTC moment, up to ``end`` if given
        :return: :class:`..lib.presence.Presence`
        """
        end = end or start
        leaves = self.env["resource.calendar.leaves"].sudo()
        away = leaves.search(
            Domain("resource_id.user_id", "!=", False)
            & Domain("resource_id.active", "=", True)
            & Domain("time_type", "=", "leave")
            & Domain("date_to", ">", start)
            & Domain("date_from", "<=", end)
        )
        duties = self.sudo().search(
            self._between(start, end), order="date_from asc, id asc"
        )
        return Presence(
            [Leave(a.resource_id.user_id.id, a.date_from, a.date_to) for a in away],
            [
                Duty(d.user_id.id, d.company_id.id, d.date_from, d.date_to)
                for d in duties
            ],
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base.models.res_partner import _tz_get

from ..lib.roster import rota

#: Nobody plans further ahead; a mistyped year does not fill the roster.
MAX_DAYS = 400


class KeyAccountDutyRota(models.TransientModel):
    """Plan the duty roster: people in turn, around the clock (TEAM-5)."""

    _name = "key.account.duty.rota"
    _description = "Plan the Duty Roster"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    person_ids = fields.One2many(
        "key.account.duty.rota.person",
        "rota_id",
        string="People in Turn",
        help="The first of them has the first shift.",
    )
    first_day = fields.Date(required=True, default=fields.Date.context_today)
    last_day = fields.Date(
        required=True,
        compute="_compute_last_day",
        store=True,
        readonly=False,
        precompute=True,
        help="The last shift ends on the following day, at the time to hand over.",
    )
    hand_over = fields.Float(
        string="Hand Over At", default=8.0, required=True, help="Time of the day."
    )
    hours = fields.Integer(
        string="Hours a Shift",
        default=24,
        required=True,
        help="24: a day each; 168: a week each. With summer time a shift becomes an "
        "hour shorter or longer, and people hand over by the clock on the wall.",
    )
    tz = fields.Selection(
        _tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: (
            self.env.user.tz or self.env.company.partner_id.tz or "UTC"
        ),
    )
    duty_count = fields.Integer(string="Duties", compute="_compute_counts")
    new_count = fields.Integer(
        string="Not in the Roster Yet", compute="_compute_counts"
    )

    _hours_positive = models.Constraint(
        "CHECK (hours > 0)", "A shift lasts at least one hour."
    )

    @api.depends("first_day")
    def _compute_last_day(self):
        for plan in self:
            if plan.first_day:
                plan.last_day = plan.first_day + timedelta(days=27)

    @api.depends(
        "company_id",
        "person_ids.user_id",
        "person_ids.sequence",
        "first_day",
        "last_day",
        "hand_over",
        "hours",
        "tz",
    )
    def _compute_counts(self):
        for plan in self:
            duties = plan._duties()
            plan.duty_count = len(duties)
            plan.new_count = len(plan._missing(duties))

    @api.constrains("first_day", "last_day", "hand_over")
    def _check_period(self):
        for plan in self:
            if not 0 <= plan.hand_over < 24:
                raise ValidationError(
                    self.env._("The time to hand over lies between 0:00 and 23:59.")
                )
            if not 0 <= (plan.last_day - plan.first_day).days < MAX_DAYS:
                raise ValidationError(
                    self.env._(
                        "Choose a last day that is not before the first, and at most "
                        "%(days)s days in all.",
                        days=MAX_DAYS,
                    )
                )

    def action_plan(self):
        """Add the duties that the roster does not hold yet.

        Planning the same twice adds nothing.

        :raises UserError: if there is nothing to add
        """
        self.ensure_one()
        if not self.person_ids:
            raise UserError(self.env._("Say who takes turns: add at least one person."))
        missing = self._missing(self._duties())
        if not missing:
            raise UserError(self.env._("All these duties are in the roster already."))
        self.env["key.account.duty"].create(missing)
        action = "key_account_service.key_account_duty_action"
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(action),
            "context": {"initial_date": self.first_day},
        }

    def _duties(self):
        """Values of all duties of the plan."""
        # Not a set: somebody may have two turns in a round.
        turns = self.person_ids.sorted("sequence")
        people = [turn.user_id._origin.id for turn in turns if turn.user_id]
        if not (people and self._is_sensible()):
            return []
        wall = time(*divmod(round(self.hand_over * 60), 60))
        shifts = rota(
            datetime.combine(self.first_day, wall),
            datetime.combine(self.last_day + timedelta(days=1), wall),
            self.hours,
            len(people),
            ZoneInfo(self.tz),
        )
        return [
            {
                "user_id": people[shift.person],
                "date_from": shift.start,
                "date_to": shift.end,
                "company_id": self.company_id.id,
            }
            for shift in shifts
        ]

    def _is_sensible(self):
        """Whether what is typed so far makes a plan."""
        given = self.first_day and self.last_day and self.tz and self.hours > 0
        return bool(given) and (
            0 <= (self.last_day - self.first_day).days < MAX_DAYS
            and 0 <= round(self.hand_over * 60) < 24 * 60
        )

    def _missing(self, duties):
        """Those of ``duties`` that the roster does not hold."""
        if not duties:
            return []
        starts = [vals["date_from"] for vals in duties]
        known = self.env["key.account.duty"].search_fetch(
            Domain("company_id", "=", self.company_id.id)
            & Domain("date_from", ">=", min(starts))
            & Domain("date_from", "<=", max(starts)),
            ["user_id", "date_from", "date_to"],
        )
        there = {(duty.user_id.id, duty.date_from, duty.date_to) for duty in known}
        return [
            vals
            for vals in duties
            if (vals["user_id"], vals["date_from"], vals["date_to"]) not in there
        ]

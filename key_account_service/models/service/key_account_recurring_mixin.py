# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...lib.recurrence import days_between, next_day


class KeyAccountRecurringMixin(models.AbstractModel):
    """Something that comes back every so many weeks or months (APP-7, APP-9).

    A scheduled action makes what is to come so many days ahead, each day once; ``made
    until`` says how far it has come. After a standstill nothing is made for days that
    are over, unless ``_missed_days`` wants it. Days are those of UTC, which is why
    things are made at least a day ahead.
    """

    _name = "key.account.recurring.mixin"
    _inherit = ["key.account.fact.mixin", "key.account.sweep.mixin"]
    _description = "Comes Back"

    active = fields.Boolean(default=True)
    date_first = fields.Date(
        string="First Time", required=True, default=fields.Date.context_today
    )
    date_last = fields.Date(string="Last Time", help="Empty: until it is ended.")
    every = fields.Integer(default=1, required=True)
    unit = fields.Selection(
        [("weeks", "Weeks"), ("months", "Months")], required=True, default="months"
    )
    ahead_days = fields.Integer(
        string="Made Ahead", default=14, required=True, help="In days."
    )
    made_until = fields.Date(readonly=True, copy=False)
    next_date = fields.Date(
        string="Next to Be Made", compute="_compute_next_date", store=True, index=True
    )
    retry_at = fields.Datetime(readonly=True, copy=False)

    _series_sane = models.Constraint(
        "CHECK (every BETWEEN 1 AND 120 AND ahead_days BETWEEN 1 AND 365"
        " AND date_last >= date_first)",
        "It comes back every 1 to 120 weeks or months, is made 1 to 365 days ahead, "
        "and does not end before it begins.",
    )

    @api.model
    def _fact_fields(self):
        facts = {"made_until", "next_date", "retry_at", "error", "error_at"}
        return super()._fact_fields() | facts

    @api.depends("date_first", "date_last", "every", "unit", "made_until", "active")
    def _compute_next_date(self):
        for plan in self:
            coming = False
            if plan.active and plan.date_first and plan.every > 0:
                coming = next_day(
                    plan.date_first, plan.every, plan.unit, plan.made_until or None
                )
            over = coming and plan.date_last and coming > plan.date_last
            plan.next_date = False if over else coming

    @api.model
    def _cron_make_due(self):
        """Scheduled action: make what is to come."""
        self._sweep_run(self._make_due)

    @api.model
    def _make_due(self, limit=None):
        """Make what is to come, each in a savepoint of its own; never commits.

        :return: how many plans were looked at
        """
        due = SQL(
            "active AND next_date - ahead_days <= %s"
            " AND COALESCE(retry_at <= %s, TRUE)",
            fields.Date.today(),
            fields.Datetime.now(),
        )
        plans = self.sudo()._sweep_claim(due, SQL("next_date, id"), limit)
        for plan in plans:
            plan._sweep_guarded(lambda one: one._make_coming())
        return len(plans)

    def _make_coming(self):
        today = fields.Date.today()
        until = today + timedelta(days=self.ahead_days)
        days = days_between(
            self.date_first,
            self.every,
            self.unit,
            self.made_until or None,
            min(until, self.date_last or until),
        )
        missed = [day for day in days if day < today]
        self._make_days(self._missed_days(missed) + days[len(missed) :])
        self.write(
            {"made_until": days[-1], "error": False, "error_at": False}
            | {"retry_at": False}
        )

    @api.model
    def _missed_days(self, days):
        """Hook: those among days that are over for which something is still made."""
        return []

    def _make_days(self, days):
        """Hook: make what belongs to these days."""
        raise NotImplementedError

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "retry_at": moment}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..lib.local_day import wall_to_utc

#: So many lines make some hundred pages; more is a search, not a paper.
MOST = 1000


class KeyAccountPeriodMixin(models.AbstractModel):
    """A form that prints what happened from one day to another, both included.

    The days are those of whoever prints, like the times on the paper.
    """

    _name = "key.account.period.mixin"
    _inherit = "key.account.dialog.mixin"
    _description = "Print a Period"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(day=31),
    )

    @api.constrains("date_from", "date_to")
    def _check_period(self):
        if any(form.date_to < form.date_from for form in self):
            raise UserError(
                self.env._("The period ends before it begins. Exchange the two days.")
            )

    def _span(self):
        """The moments (UTC) between which the period lies; the second is outside."""
        self.ensure_one()
        zone = ZoneInfo(self.env["key.account.form.mixin"]._zone(self))
        return (
            wall_to_utc(self.date_from, 0, zone),
            wall_to_utc(self.date_to + timedelta(days=1), 0, zone),
        )

    def _check_size(self, number):
        """:raises UserError: if it would fill a book"""
        if number > MOST:
            raise UserError(
                self.env._(
                    "That would be %(number)s lines; %(most)s can be printed at once. "
                    "Choose a shorter period, or one person.",
                    number=number,
                    most=MOST,
                )
            )

    def _print(self, report):
        """Hand out the paper, and close the form.

        :param report: the XML id of the report of this form
        """
        self.ensure_one()
        action = self.env.ref(report).report_action(self)
        return {**action, "close_on_report_download": True}

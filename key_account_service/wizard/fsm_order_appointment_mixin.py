# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_time


class FsmOrderAppointmentMixin(models.AbstractModel):
    """An appointment that is being agreed on, with what is to be known before.

    Times are UTC; working hours are told in the zone of the user.
    """

    _name = "fsm.order.appointment.mixin"
    _inherit = "key.account.dialog.mixin"
    _description = "Appointment of a Crew"

    person_ids = fields.Many2many("fsm.person")
    date_from = fields.Datetime(string="From")
    date_until = fields.Datetime(
        string="Until", compute="_compute_date_until", store=True, readonly=False
    )
    agreed_with = fields.Char(
        help="Who agreed to this time on the customer's side.",
    )
    working_hours = fields.Char(compute="_compute_working_hours")
    is_outside_hours = fields.Boolean(compute="_compute_working_hours")
    clash = fields.Char(string="Also Sent Elsewhere", compute="_compute_clash")

    @api.depends("date_from")
    def _compute_date_until(self):
        """Two hours after the start, unless somebody says otherwise."""
        for form in self:
            start, end = form.date_from, form.date_until
            if start and not (end and end > start):
                end = start + timedelta(hours=2)
            form.date_until = end

    @api.depends("date_from", "date_until", "person_ids")
    def _compute_working_hours(self):
        zone = ZoneInfo(self.env.user.tz or "UTC")
        for form in self:
            spans = form._working_spans(zone) if form.date_from else []
            form.working_hours = ", ".join(
                f"{format_time(self.env, start.time(), time_format='HH:mm')}–"
                f"{format_time(self.env, end.time(), time_format='HH:mm')}"
                for start, end in spans
            )
            start, end = (_local(at, zone) for at in (form.date_from, form.date_until))
            form.is_outside_hours = bool(
                form.date_from and form.date_until
            ) and not any(opens <= start and end <= closes for opens, closes in spans)

    def _working_spans(self, zone):
        """The crew's working hours on the day of the appointment, in ``zone``."""
        persons = self.person_ids.sudo()
        calendar = persons[:1].calendar_id or self.env.company.resource_calendar_id
        day = _local(self.date_from, zone).date()
        first = datetime.combine(day, time.min, zone)
        found = calendar._work_intervals_batch(first, first + timedelta(days=1))
        return [
            (start.astimezone(zone), end.astimezone(zone))
            for start, end, _records in found[False]
        ]

    @api.depends("date_from", "date_until", "person_ids")
    def _compute_clash(self):
        """Numbers and times of other visits: no customer, no address."""
        for form in self:
            if not (form.date_from and form.date_until and form.person_ids):
                form.clash = False
                continue
            orders = form._clashing_orders()
            form.clash = ", ".join(orders.mapped("name"))

    def _clashing_orders(self):
        people = self.person_ids._origin.ids
        return (
            self.env["fsm.order"]
            .sudo()
            .search(
                [
                    ("stage_id.is_closed", "=", False),
                    ("person_ids", "in", people),
                    ("scheduled_date_start", "<", self.date_until),
                    ("scheduled_date_end", ">", self.date_from),
                ]
            )
        )

    def _check_appointment(self):
        """:raises UserError: unless it lies ahead and the customer agreed to it"""
        if not self.date_from or not self.date_until:
            raise UserError(self.env._("Say from when until when the crew comes."))
        if self.date_until <= self.date_from:
            raise UserError(self.env._("The appointment ends before it begins."))
        if self.date_from <= fields.Datetime.now():
            raise UserError(
                self.env._("The appointment lies in the past. Choose a later time.")
            )
        if not (self.agreed_with or "").strip():
            raise UserError(
                self.env._(
                    "Agree on the time with the customer first, and write down with "
                    "whom."
                )
            )


def _local(moment, zone):
    return moment and moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)

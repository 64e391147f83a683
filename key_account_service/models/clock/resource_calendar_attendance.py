# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResourceCalendarAttendance(models.Model):
    """A change of the weekly pattern changes the clocks that go by it."""

    _name = "resource.calendar.attendance"
    _inherit = [
        "resource.calendar.attendance",
        "key.account.reach.mixin",
        "resource.calendar.hours.mixin",
    ]

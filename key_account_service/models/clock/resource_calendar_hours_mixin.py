# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ResourceCalendarHoursMixin(models.AbstractModel):
    """Rows of a calendar that say when people work: who counts by it must know."""

    _name = "resource.calendar.hours.mixin"
    _description = "Working Hours of a Calendar"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.calendar_id._clock_changed()
        return rows

    def write(self, vals):
        calendars = self.calendar_id
        result = super().write(vals)
        (calendars | self.calendar_id)._clock_changed()
        return result

    def unlink(self):
        calendars = self.calendar_id
        result = super().unlink()
        calendars._clock_changed()
        return result

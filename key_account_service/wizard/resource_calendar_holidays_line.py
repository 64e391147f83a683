# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ResourceCalendarHolidaysLine(models.TransientModel):
    """A day that is about to be loaded into working hours."""

    _name = "resource.calendar.holidays.line"
    _description = "Public Holiday to Be Loaded"
    _order = "date, id"

    load_id = fields.Many2one(
        "resource.calendar.holidays", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(required=True)
    name = fields.Char(required=True)
    kind = fields.Selection(
        [("holiday", "Public holiday"), ("made_up", "Make-up day")], required=True
    )
    like_dayofweek = fields.Selection(
        selection=lambda self: self._selection_dayofweek(), string="Worked Like"
    )

    @api.model
    def _selection_dayofweek(self):
        return self.env["resource.calendar.extra.day"]._selection_dayofweek()

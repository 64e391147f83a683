# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from zoneinfo import ZoneInfo

from odoo import api, fields, models, tools

from ...lib.quiet import QuietHours, quiet_until


class KeyAccountQuietHours(models.Model):
    """When the people of a company are left in peace by what is not urgent (CASE-5).

    A model of its own, because a company may only be written by those who administer
    Odoo. Without a record nothing is ever held back.
    """

    _name = "key.account.quiet.hours"
    _inherit = "key.account.reach.mixin"
    _description = "Quiet Hours"
    _order = "company_id"
    _rec_name = "company_id"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    hour_from = fields.Float(
        string="From",
        default=22.0,
        required=True,
        help="By the clock of each recipient: alarms wait from this time on …",
    )
    hour_to = fields.Float(
        string="Until",
        default=7.0,
        required=True,
        help="… until this time, of the next day if it is the earlier one.",
    )

    _company_uniq = models.Constraint(
        "UNIQUE (company_id)",
        "The company has quiet hours already. Change those instead.",
    )
    _hours_sane = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_from < 24 AND hour_to >= 0 AND hour_to < 24"
        " AND hour_from <> hour_to)",
        "Quiet hours begin and end at different times between 00:00 and 23:59. Delete "
        "them to hold nothing back.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        hours = super().create(vals_list)
        hours._changed()
        return hours

    def write(self, vals):
        self._changed()
        result = super().write(vals)
        self._changed()
        return result

    def unlink(self):
        self._changed()
        return super().unlink()

    def _changed(self):
        """What waits for the end of earlier quiet hours is looked at anew."""
        self.env.registry.clear_cache()
        # Alarms are the engine's: whoever sets quiet hours may not write them.
        waiting = self.env["key.account.alarm"].sudo()
        waiting.search(
            [
                ("state", "=", "pending"),
                ("deliver_after", "!=", False),
                ("company_id", "in", self.company_id.ids),
            ]
        ).write({"deliver_after": False})

    @api.model
    @tools.ormcache("company_id")
    def _of_company(self, company_id):
        """The quiet hours of a company as plain arithmetic, empty if it has none."""
        hours = self.sudo().search([("company_id", "=", company_id)])
        return QuietHours(hours.hour_from, hours.hour_to) if hours else None

    @api.model
    def _until(self, company, user, now):
        """When (UTC) the quiet hours end in which ``user`` is now; empty if in none.

        In the user's own time zone, for want of it that of the company.
        """
        hours = self._of_company(company.id)
        if not hours:
            return None
        zone = ZoneInfo(user.tz or company.partner_id.tz or "UTC")
        return quiet_until(now, hours, zone)

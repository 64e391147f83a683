# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountReachMixin(models.AbstractModel):
    """Records that nobody writes out of the own reach, into that of others (SEC-1).

    Odoo asks before a record is written whether the user may write it, not whether
    the user may still do so afterwards: an own day off would become everybody's, and
    quiet hours of the own company those of another.
    """

    _name = "key.account.reach.mixin"
    _description = "Stays Within Reach"

    def write(self, vals):
        result = super().write(vals)
        self.check_access("write")
        return result

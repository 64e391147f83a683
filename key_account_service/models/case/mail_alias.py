# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailAlias(models.Model):
    _inherit = "mail.alias"

    def _place_among(self, addresses):
        """The place of an alias among addresses; behind them all if it is none."""
        names = [self.alias_full_name, self.alias_name]
        for place, address in enumerate(addresses):
            if address == names[0] or address.partition("@")[0] == names[1]:
                return place
        return len(addresses)

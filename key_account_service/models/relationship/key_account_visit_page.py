# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

ICONS = {
    "on_site": "fa-handshake-o",
    "phone": "fa-phone",
    "sms": "fa-commenting-o",
    "email": "fa-envelope-o",
    "meeting": "fa-users",
    "customer_comes": "fa-building-o",
}


class KeyAccountVisit(models.Model):
    """A visit as a line on the page of its key account (FILE-10)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    def _key_account_contact_line(self):
        """The visit as a contact: when, how, by whom and with whom."""
        ways = dict(self._fields["way"]._description_selection(self.env))
        return self.partner_id._key_account_contact(
            self,
            self.visited_at,
            ICONS.get(self.way, "fa-circle-o"),
            ways[self.way],
            f"{self.user_id.name} → {self.partner_id.name}",
        )

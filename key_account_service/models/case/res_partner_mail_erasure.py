# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """Mails set aside that a person sent go with the person's data."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _erase_personal_data(self):
        email = self.email_normalized
        mails = self.env["key.account.mail.aside"].sudo()
        # Before the address is erased that leads to them.
        mails = mails.search([("sender_address", "=", email)]) if email else mails
        mails._erase()
        return [
            *super()._erase_personal_data(),
            (self.env._("Mails set aside"), len(mails)),
        ]

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountApplication(models.Model):
    """What an opening writes into the account file: devices and services (FILE-3)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    def _account_file(self):
        """The file of the customer, else of its key account; with all rights."""
        self.ensure_one()
        files = self.env["key.account.file"].sudo()
        people = self.partner_id | self.key_account_id
        found = files.search([("partner_id", "in", people.ids)])
        own = found.filtered(lambda file: file.partner_id == self.partner_id)
        return own or found[:1] or files.create({"partner_id": self.key_account_id.id})

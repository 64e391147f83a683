# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """Installations at a person's whose data are erased: done, at nobody's (SEC-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _erase_personal_data(self):
        applications = (
            self.env["key.account.application"]
            .with_context(tracking_disable=True)
            .search([("partner_id", "=", self.id)])
        )
        applications._erase_opening()
        return super()._erase_personal_data()


class KeyAccountApplication(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    def _erase_opening(self):
        """Words, numbers and signatures of the opening go; times and steps stay."""
        self.sudo().fsm_order_ids._erase_repair()
        words = ("agreed_with", "opening_report", "give_up_reason")
        self._write_facts(dict.fromkeys(words, False))
        numbers = dict.fromkeys(("number", "old_number", "device_id"), False)
        self.sudo().equipment_ids.write(numbers)
        calls = self.env["key.account.application.call"].sudo()
        calls._empty_words([("application_id", "in", self.ids)])

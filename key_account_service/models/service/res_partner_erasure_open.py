# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """Installations at a person's whose data are erased: done, at nobody's (SEC-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _erasure_obstacles(self):
        running = (
            self.env["key.account.application"]
            .sudo()
            ._read_group(
                [
                    ("partner_id", "in", self.ids),
                    ("state", "in", ("approved", "opening", "opened")),
                ],
                ["partner_id"],
                ["name:array_agg"],
            )
        )
        return super()._erasure_obstacles() + [
            self.env._(
                "Services of %(name)s are being opened: %(applications)s. File or "
                "cancel these first.",
                name=partner.display_name,
                applications=", ".join(sorted(numbers)),
            )
            for partner, numbers in running
        ]

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
        self._write_facts({"agreed_with": False, "opening_report": False})
        numbers = dict.fromkeys(("number", "old_number", "device_id"), False)
        self.sudo().equipment_ids.write(numbers)
        calls = self.env["key.account.application.call"].sudo()
        calls._empty_words([("application_id", "in", self.ids)])

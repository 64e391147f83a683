# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """Putting a call on record from the page of a customer (VISIT-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    def action_log_key_account_contact(self):
        """Open the form for a contact that took place."""
        self.ensure_one()
        self.check_access("read")
        self.env["key.account.visit.log"].check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log a Contact"),
            "res_model": "key.account.visit.log",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

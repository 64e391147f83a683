# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class KeyAccountDevice(models.Model):
    """Where a device has been: whoever installed it, and took it along (APP-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.device"  # pylint: disable=consider-merging-classes-inherited

    def action_view_history(self):
        """Open the movements of the device with this number, at whatever customer.

        Only those of applications that the user may read are shown.
        """
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_application_equipment_action"
        )
        here = Domain("installed_device_id.number_key", "=", self.number_key)
        away = Domain("device_id.number_key", "=", self.number_key)
        moved = Domain("state", "=", "moved")
        return {
            **action,
            "domain": list((here | away) & moved),
            "context": {"active_test": False},
        }

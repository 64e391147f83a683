# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SmsSms(models.Model):
    """What becomes of the SMS of an alarm is shown on the alarm (CASE-5)."""

    _inherit = "sms.sms"

    def _handle_call_result_hook(self, results):
        result = super()._handle_call_result_hook(results)
        alarms = self.env["key.account.alarm"].sudo()  # They are the engine's own.
        alarms = alarms.search([("sms_id", "in", self.ids)])
        failures = dict(self._fields["failure_type"]._description_selection(self.env))
        for sms, told in alarms.grouped("sms_id").items():
            if sms.state == "error":
                reason = failures.get(sms.failure_type, sms.failure_type)
                told._way_failed(
                    "sms", self.env._("The SMS failed: %(reason)s", reason=reason)
                )
            else:
                told._way_worked("sms")
        return result

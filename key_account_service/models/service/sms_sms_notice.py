# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SmsSms(models.Model):
    """What becomes of an SMS about the end of a service is on its notice (APP-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "sms.sms"  # pylint: disable=consider-merging-classes-inherited

    def _handle_call_result_hook(self, results):
        result = super()._handle_call_result_hook(results)
        notices = self.env["key.account.service.notice"].sudo()
        notices = notices.search([("sms_id", "in", self.ids)])
        failures = dict(self._fields["failure_type"]._description_selection(self.env))
        for sms, some in notices.grouped("sms_id").items():
            if sms.state == "error":
                some._failed(failures.get(sms.failure_type, sms.failure_type))
            else:
                some.filtered(lambda notice: notice.state == "failed")._told()
        return result

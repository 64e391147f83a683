# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)


class BaseAutomation(models.Model):
    """Automation rules react to alarms in the deliver step and stop none of them."""

    _inherit = "base.automation"

    alarm_error = fields.Text(
        string="Failed on an Alarm",
        readonly=True,
        copy=False,
        help="Why the rule failed the last time it reacted to an alarm. The alarm "
        "itself was delivered.",
    )
    alarm_error_at = fields.Datetime(readonly=True, copy=False)

    def _process(self, records, domain_post=None):
        if records._name != "key.account.alarm":
            return super()._process(records, domain_post=domain_post)
        try:
            with self.env.cr.savepoint():
                return super()._process(records, domain_post=domain_post)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            _logger.warning("Rule %s failed on alarms", self.id, exc_info=True)
            self.sudo().write(
                {
                    "alarm_error": str(error) or type(error).__name__,
                    "alarm_error_at": fields.Datetime.now(),
                }
            )

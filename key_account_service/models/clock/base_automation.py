# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)


class BaseAutomation(models.Model):
    """Automation rules react to alarms in the deliver step and stop none of them."""

    _inherit = "base.automation"

    alarm_batch = fields.Boolean(
        string="All Alarms at Once",
        help="For rules on alarms: the actions run once for all alarms of a delivery, "
        "which code finds in “records”, instead of once for each. Much faster; not for "
        "code that works on “record”.",
    )
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
                if self.alarm_batch:
                    return self._process_batch(records, domain_post)
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

    def _process_batch(self, alarms, domain_post):
        """Run the actions once for all alarms; like Odoo, on each alarm only once."""
        done = dict(self.env.context.get("__action_done", {}))
        alarms -= done.get(self, alarms.browse())
        alarms = alarms.filtered(self._check_trigger_fields)
        if not alarms:
            return
        done[self] = done.get(self, alarms.browse()) | alarms
        # As Odoo does: who triggers a rule need not have the right to read its actions.
        self.sudo().action_server_ids.with_context(
            __action_done=done,
            active_model=alarms._name,
            active_ids=alarms.ids,
            active_id=alarms[:1].id,
            domain_post=domain_post,
        ).run()

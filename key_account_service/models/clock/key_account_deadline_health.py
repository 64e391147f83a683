# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class KeyAccountDeadline(models.Model):
    """What the health page asks of deadlines, and trying failed ones again."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    _error_idx = models.Index("(id) WHERE error IS NOT NULL")

    @api.model
    def _sweep_ready_domain(self):
        return Domain("next_event_at", "<=", fields.Datetime.now())

    @api.model
    def _sweep_failed_domain(self):
        return Domain("error", "!=", False)

    @api.model
    def _sweep_waiting_since(self):
        first = self.search(self._sweep_ready_domain(), order="next_event_at", limit=1)
        return first.next_event_at

    @api.model
    def _sweep_next_at(self):
        ahead = Domain("next_event_at", ">", fields.Datetime.now())
        return self.search(ahead, order="next_event_at", limit=1).next_event_at

    def action_retry(self):
        """Try once more, within a minute, what could not be enforced.

        :raises AccessError: for whoever does not administer the service
        :raises UserError: if none of the deadlines has failed
        """
        self.check_access("read")
        if not self.env.user.has_group("key_account_service.group_key_account_manager"):
            raise AccessError(
                self.env._("Only a key account administrator may try deadlines again.")
            )
        failed = self.filtered("error")
        if not failed:
            raise UserError(
                self.env._("None of these deadlines has failed: nothing is to be done.")
            )
        # Nobody may write a deadline; when it is looked at next is not its content.
        failed.sudo().next_event_at = fields.Datetime.now()

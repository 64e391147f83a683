# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from zoneinfo import ZoneInfo

from odoo import api, models

from ...lib.local_day import wall_to_utc
from ...lib.transition import MET, RUN, VOID, Status


class KeyAccountWeeklyAction(models.Model):
    """The promise that an action is done by the end of its day (TEAM-4, CASE-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.weekly.action"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "weekly_action"]

    def _deadline_counted_from(self, policy, start):
        """From the morning of its day, if that is still to come."""
        company = self.sudo().company_id
        zone = ZoneInfo(policy.tz) if policy.tz else company._key_account_zone()
        return max(start, wall_to_utc(self.due_on, 0, zone))

    def _deadline_statuses(self, kind):
        if kind != "weekly_action":
            return super()._deadline_statuses(kind)
        return {action.id: action._action_status() for action in self}

    def _action_status(self):
        if self.state == "done":
            return Status(MET, at=self.done_at)
        if self.state == "withdrawn":
            return Status(VOID, note=self.env._("It was withdrawn."))
        if self.account_id._is_former_account():
            return Status(VOID, note=self.env._("The customer is no key account now."))
        return Status(RUN)

    def _deadline_duty_users(self, presence, moment):
        """None: who is on duty may not read of this account."""
        return self.env["res.users"]

    def _deadline_role_users(self, role, moment=None):
        action = self.sudo()
        manager = action.account_id.key_account_manager_id
        asked = action.user_id.filtered("active")
        if action.kind == "own":
            # Who does not serve the account any more is not told of it either.
            asked &= action.account_id._key_account_servants()
        if role == "responsible" and asked:
            return asked
        if role == "deputy" and asked and asked != manager:
            # Nobody stands in for a superior or a department but those who asked.
            return manager
        if role == "supervisor" and action.kind == "department":
            # The account manager supervises the departments (TEAM-3).
            return manager | super()._deadline_role_users(role, moment)
        return super()._deadline_role_users(role, moment)

    def _tell_asked(self):
        """Alarm whoever was asked, at once."""
        asked = self.sudo().filtered(
            lambda action: action.kind != "own" and action.user_id != action.asked_by_id
        )
        asked.deadline_ids._tell_at_once("asked", ["responsible"])

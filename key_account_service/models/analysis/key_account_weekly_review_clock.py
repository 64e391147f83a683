# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, models

from ...lib.transition import MET, RUN, VOID, Status

DAY = timedelta(days=1)


class KeyAccountWeeklyReview(models.Model):
    """The promise that it is handed in by the end of the week (TEAM-4, CASE-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.weekly.review"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "weekly"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state"}

    def _deadline_received_at(self):
        return self.promised_at

    def _deadline_length(self, promise, start, clock):
        """One that was made late leaves at least a day to go through it."""
        return max(promise, clock.measure(start, max(start, self.opened_at + DAY)))

    def _deadline_statuses(self, kind):
        if kind != "weekly":
            return super()._deadline_statuses(kind)
        return {review.id: review._weekly_status() for review in self}

    def _weekly_status(self):
        if self.state == "submitted":
            return Status(MET, at=self.submitted_at)
        if self.state == "omitted":
            return Status(VOID, note=self.env._("The next review was made."))
        return Status(RUN)

    def _deadline_company(self):
        return self.company_id

    def _deadline_reference(self):
        return self.display_name

    def _deadline_duty_users(self, presence, moment):
        """None: who is on duty knows neither these accounts nor may read of them."""
        return self.env["res.users"]

    def _may_decide(self):
        """Supervisors, for the managers of the teams they lead."""
        return super()._may_decide() and self.env["res.partner"]._are_own_teams(
            self.sudo().team_id
        )

    def _deadline_role_users(self, role, moment=None):
        review = self.sudo()
        team = review.team_id
        deputies = review.line_ids.account_id.key_account_acting_deputy_id
        users = {
            "responsible": review.user_id,
            "deputy": deputies[:1],
            "supervisor": team.leader_id,
            "department_head": team.parent_id.leader_id,
            "company_head": review.company_id.key_account_head_id,
        }
        return users.get(role) or super()._deadline_role_users(role, moment)

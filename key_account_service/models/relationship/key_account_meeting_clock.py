# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ...lib.transition import MET, RUN, VOID, Status


class KeyAccountDeadlinePolicy(models.Model):
    """By when a planned meeting is held and on record (VISIT-5)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[("meeting", "Planned meeting")],
        ondelete={"meeting": "cascade"},
    )


class KeyAccountMeeting(models.Model):
    """What a meeting says to the clock: it is held, and its record filed (VISIT-5).

    Who is told are the organiser and the organiser's superiors; whoever serves an
    invited account only may not read of the others.
    """

    _name = "key.account.meeting"
    _inherit = ["key.account.meeting", "key.account.planned.mixin"]

    _planned_kind = "meeting"
    _planned_fields = ("date_start", "date_end")

    def _planned_moment(self):
        """Of an event of several days, the last one."""
        return self.date_end or self.date_start

    @api.model
    def _planned_before(self, moment):
        open_end = Domain("date_end", "=", False) & Domain("date_start", "<", moment)
        return Domain("date_end", "<", moment) | open_end

    def _text_day_changed(self):
        return self.env._("The meeting was moved to another day.")

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "deadline_ids",
            "deadline_due_at",
            "deadline_warn_at",
            "planned_since",
        }

    def _deadline_statuses(self, kind):
        if kind != "meeting":
            return super()._deadline_statuses(kind)
        return {meeting.id: meeting._meeting_status() for meeting in self}

    def _meeting_status(self):
        if self.state == "done":
            # Kept when it is on record: what came of it is forgotten soon.
            return Status(MET)
        if self.state == "planned":
            return Status(RUN)
        labels = dict(self._fields["state"]._description_selection(self.env))
        return Status(VOID, note=labels[self.state])

    def _deadline_duty_users(self, presence, moment):
        """None: who is on duty may not read of these accounts."""
        return self.env["res.users"]

    def _deadline_role_users(self, role, moment=None):
        meeting = self.sudo()
        team = meeting.team_id
        users = {
            "responsible": meeting.user_id,
            "supervisor": team.leader_id,
            "department_head": team.parent_id.leader_id,
            "company_head": meeting.company_id.key_account_head_id,
        }
        return users.get(role) or super()._deadline_role_users(role, moment)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountAlarm(models.Model):
    """What the shipped automation rules do when an alarm was delivered (CASE-5)."""

    _inherit = "key.account.alarm"

    def _tell_company_head(self):
        """Alarm the head of the company at once, without waiting for the last step."""
        vals_list = []
        works = self.deadline_id._works()
        presence = self.env["key.account.duty"]._presence(fields.Datetime.now())
        for alarm in self:
            deadline = alarm.deadline_id
            for to in works[deadline]._deadline_told("company_head", presence):
                vals_list.append(
                    {
                        "deadline_id": deadline.id,
                        "mark": "due+0/company_head",
                        "round": alarm.round,
                        "user_id": to.user.id,
                        "instead_of_id": to.instead_of.id,
                        "due_at": alarm.due_at,
                        "by_notification": True,
                        "by_email": True,
                    }
                )
        raised = self._raise_once(vals_list)
        self.env["key.account.deadline.event"].create(
            [
                {
                    "deadline_id": alarm.deadline_id.id,
                    "kind": "escalated",
                    "at": alarm.create_date,
                    "mark": alarm.mark,
                    "round": alarm.round,
                }
                for alarm in raised
            ]
        )

    def _demand_improvement(self, misses=2, days=30):
        """Ask the supervisor for an improvement measure when an account suffers again.

        :param int misses: so many promises missed …
        :param int days: … within so many days
        """
        activity_type = self.env.ref(
            "key_account_service.mail_activity_type_improvement"
        )
        accounts = self.deadline_id.partner_id.key_account_id
        asked = accounts.filtered_domain(
            [("activity_ids.activity_type_id", "=", activity_type.id)]
        )
        for account in (accounts - asked)._missed_again(misses, days):
            supervisor = account.key_account_team_id.leader_id
            user = supervisor or account.key_account_manager_id
            speaking = self.with_context(lang=user.lang).env
            account.activity_schedule(
                activity_type_id=activity_type.id,
                user_id=user.id,
                summary=speaking._("Promises missed again: agree on a measure"),
            )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models


class KeyAccountAlarm(models.Model):
    """What the shipped automation rules do when an alarm was delivered (CASE-5)."""

    _inherit = "key.account.alarm"

    def _tell_company_head(self):
        """Alarm the head of the company at once, without waiting for the last step."""
        vals_list = []
        for alarm in self:
            deadline = alarm.deadline_id
            work = self.env[deadline.res_model].browse(deadline.res_id)
            users = work._deadline_role_users("company_head").filtered("active")
            for user in users or work._deadline_last_resort():
                vals_list.append(
                    {
                        "deadline_id": deadline.id,
                        "mark": "due+0/company_head",
                        "round": alarm.round,
                        "user_id": user.id,
                        "due_at": alarm.due_at,
                        "by_notification": True,
                        "by_email": True,
                    }
                )
        self._raise(self._not_yet_raised(vals_list))

    def _not_yet_raised(self, vals_list):
        """Leave out what was raised before: an alarm is given once."""
        known = {
            (alarm.deadline_id.id, alarm.mark, alarm.round, alarm.user_id.id)
            for alarm in self.search([("deadline_id", "in", self.deadline_id.ids)])
        }
        return [
            vals
            for vals in vals_list
            if (vals["deadline_id"], vals["mark"], vals["round"], vals["user_id"])
            not in known
        ]

    def _demand_improvement(self, misses=2, days=30):
        """Ask the supervisor for an improvement measure when an account suffers again.

        :param int misses: so many promises missed …
        :param int days: … within so many days
        """
        activity_type = self.env.ref(
            "key_account_service.mail_activity_type_improvement"
        )
        accounts = self.deadline_id.partner_id.key_account_id
        for account in self._suffering(accounts, misses, days):
            if activity_type in account.activity_ids.activity_type_id:
                continue
            supervisor = account.key_account_team_id.leader_id
            account.activity_schedule(
                activity_type_id=activity_type.id,
                user_id=(supervisor or account.key_account_manager_id).id,
                summary=self.env._("Promises missed again: agree on a measure"),
            )

    def _suffering(self, accounts, misses, days):
        """The accounts to which so many promises were broken in so many days."""
        since = fields.Datetime.now() - timedelta(days=days)
        missed = self.env["key.account.deadline"].search(
            [
                ("partner_id.key_account_id", "in", accounts.ids),
                ("missed_at", ">=", since),
            ]
        )
        by_account = missed.grouped(lambda deadline: deadline.partner_id.key_account_id)
        return accounts.filtered(
            lambda account: len(by_account.get(account, missed.browse())) >= misses
        )

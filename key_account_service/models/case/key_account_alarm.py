# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountAlarm(models.Model):
    """What the shipped automation rules do when an alarm was delivered (CASE-5)."""

    _inherit = "key.account.alarm"

    def _tell_company_head(self):
        """Alarm the head of the company at once, without waiting for the last step."""
        # One alarm a deadline and round will do, however many were told.
        first = {(alarm.deadline_id, alarm.round): alarm for alarm in reversed(self)}
        heads = self._company_heads()
        vals_list = [
            {
                "deadline_id": alarm.deadline_id.id,
                "mark": "due+0/company_head",
                "round": alarm.round,
                "user_id": to.user.id,
                "instead_of_id": to.instead_of.id,
                "due_at": alarm.due_at,
                "by_notification": True,
                "by_email": True,
            }
            for alarm in first.values()
            for to in heads[alarm.deadline_id]
        ]
        self._raise_once(vals_list)._write_ledger_escalated()

    def _company_heads(self):
        """Who is told for the whole company: dict of deadline to recipients."""
        presence = self.env["key.account.duty"]._presence(fields.Datetime.now())
        return {
            deadline: work._deadline_told("company_head", presence)
            for deadline, work in self.deadline_id._works().items()
        }

    def _write_ledger_escalated(self):
        self.env["key.account.deadline.event"].create(
            [
                {
                    "deadline_id": alarm.deadline_id.id,
                    "kind": "escalated",
                    "at": alarm.create_date,
                    "mark": alarm.mark,
                    "round": alarm.round,
                }
                for alarm in self
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
        asked = self.env["mail.activity"]._read_group(
            [
                ("res_model", "=", accounts._name),
                ("res_id", "in", accounts.ids),
                ("activity_type_id", "=", activity_type.id),
            ],
            ["res_id"],
        )
        fresh = accounts.browse(set(accounts.ids) - {res_id for (res_id,) in asked})
        suffering = fresh._missed_again(misses, days)
        for user, theirs in suffering.grouped(_answerable).items():
            speaking = self.with_context(lang=user.lang).env
            theirs.activity_schedule(
                activity_type_id=activity_type.id,
                user_id=user.id,
                summary=speaking._("Promises missed again: agree on a measure"),
            )


def _answerable(account):
    """Who agrees on a measure for an account: its supervisor, else its manager."""
    return account.key_account_team_id.leader_id or account.key_account_manager_id

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountWarning(models.Model):
    """Telling those who the rule names; by number and link alone (SEC-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.warning"

    def _tell(self):
        """Tell each recipient; notice and message are of one transaction."""
        presence = self.env["key.account.duty"]._presence(fields.Datetime.now())
        for warning in self:
            users = warning._recipients(presence)
            self.env["key.account.warning.notice"].create(
                [
                    {
                        "warning_id": warning.id,
                        "user_id": user.id,
                        "case_count": warning.case_count,
                    }
                    for user in users
                ]
            )
            warning.told_count = warning.case_count
            warning._notify(users, "_text_raised")

    def _recipients(self, presence):
        """Who holds the role of the rule for the newest case; never nobody."""
        rule = self.rule_id
        newest = self.case_ids.sorted(lambda case: (case.received_at, case.id))[-1:]
        named = rule.user_ids if rule.tell == "users" else None
        told = newest._deadline_told(rule.tell, presence, None, named)
        users = self.env["res.users"].concat(*(one.user for one in told))
        # Nobody is told of another company than the own ones.
        here = users.filtered(lambda user: self.company_id in user.company_ids)
        return here or self.company_id.key_account_head_id

    def _text_raised(self):
        return self.env._(
            "Early warning %(number)s: cases repeat. See the evidence, and what can be "
            "done before the next one.",
            number=self.sudo().name,
        )

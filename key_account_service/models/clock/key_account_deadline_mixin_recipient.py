# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

#: Whom to ask instead, when nobody answers for a step of the escalation.
NEXT_IN_LINE = {
    "responsible": "deputy",
    "deputy": "supervisor",
    "users": "supervisor",
    "supervisor": "department_head",
    "department_head": "company_head",
}


class KeyAccountDeadlineMixin(models.AbstractModel):
    """Who is told of the promises of a piece of work; never nobody (TEAM-1)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _deadline_recipients(self, step):
        """The users a step addresses; never nobody, unless the step says so.

        Who has left is passed over in favour of the next in line, in the end of those
        who administer the service (TEAM-1).
        """
        self.ensure_one()
        role = step.recipient
        if role == "nobody":
            return self.env["res.users"]
        users = step.user_ids if role == "users" else self._deadline_role_users(role)
        while not (users := users.filtered("active")) and role in NEXT_IN_LINE:
            role = NEXT_IN_LINE[role]
            users = self._deadline_role_users(role)
        return users or self._deadline_last_resort()

    def _deadline_last_resort(self):
        """Who is told when nobody in the line is there."""
        managers = self.env.ref("key_account_service.group_key_account_manager")
        company = self._deadline_company()
        # Who belongs to a group is for administrators to read; here it is a last way.
        users = managers.sudo().all_user_ids.filtered(
            lambda user: user.active and company in user.company_ids
        )
        return users or self.env.ref("base.user_admin")

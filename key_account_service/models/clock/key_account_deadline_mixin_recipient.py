# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import NamedTuple

from odoo import fields, models

#: Up the line, from those who serve the work to the head of the company.
LINE = ("deputy", "colleague", "supervisor", "department_head", "company_head")
#: Whom to ask instead, in this order, when nobody who holds a role is there. The person
#: on duty stands in for those who serve, never for those above them: an escalation goes
#: up.
NEXT_IN_LINE = {
    "responsible": ("duty", *LINE),
    "deputy": ("duty", *LINE[1:]),
    "users": ("duty", *LINE[2:]),
    "duty": ("responsible", *LINE),
    "supervisor": LINE[3:],
    "department_head": LINE[4:],
    "company_head": (),
}


class Recipient(NamedTuple):
    """Who is told, and for whom, if the one who ought to be told is away.

    ``on_duty`` says that it is the person on duty, who may open the work for it.
    """

    user: models.BaseModel
    instead_of: models.BaseModel
    on_duty: bool = False


class KeyAccountDeadlineMixin(models.AbstractModel):
    """Who is told of a promise (CASE-5, TEAM-1, TEAM-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _deadline_role_users(self, role, moment=None):
        """Hook: the users who hold a role of the escalation for this work.

        :param moment: naive UTC, now if not given

        Whether they are there is for the engine to see to. ``colleague`` are those who
        also work on it, in the order in which they answer.
        """
        return self.env["res.users"]

    def _deadline_recipients(self, step, presence=None, moment=None):
        """Whom a step tells; never nobody, unless the step says so.

        :param presence: who is away and on duty, looked up once for many
        :param moment: naive UTC, now if not given
        :return: list of :class:`Recipient`
        """
        if step.recipient == "nobody":
            return []
        named = step._named() if step.recipient == "users" else None
        return self._deadline_told(step.recipient, presence, moment, named)

    def _deadline_told(self, role, presence=None, moment=None, named=None):
        """Who is told of this work in a role.

        Who has left or is on leave is passed over: first in favour of the person on
        duty, then of the next in line, in the end of those who administer the service.

        :param named: the users themselves, for the role ``users``
        """
        self.ensure_one()
        moment = moment or fields.Datetime.now()
        presence = presence or self.env["key.account.duty"]._presence(moment)
        holders = named or self._deadline_holders(role, presence, moment)
        nobody = self.env["res.users"]
        there = _there(holders, presence, moment)
        if there:
            told = there[:1] if role == "duty" else there
            return [Recipient(user, nobody, role == "duty") for user in told]
        for other in NEXT_IN_LINE.get(role, NEXT_IN_LINE["users"]):
            holders_there = self._deadline_holders(other, presence, moment)
            there = _there(holders_there, presence, moment)[:1]
            if there:
                return [Recipient(there, holders[:1], other == "duty")]
        users = self._deadline_last_resort()
        users = _there(users, presence, moment) or users
        return [Recipient(user, holders[:1] - user) for user in users]

    def _deadline_holders(self, role, presence, moment):
        """Who holds a role at a moment, there or not."""
        if role == "duty":
            return self._deadline_duty_users(presence, moment)
        return self._deadline_role_users(role, moment)

    def _deadline_duty_users(self, presence, moment):
        """Hook: the users on duty for this work, who answers first comes first."""
        company = self._deadline_company()
        return self.env["res.users"].browse(presence.on_duty(company.id, moment))

    def _deadline_last_resort(self):
        """Who is told when nobody in the line is there."""
        # Without looking every time whether the group is still there.
        xmlids = self.env["ir.model.data"].sudo()
        managers = self.env["res.groups"].browse(
            xmlids._xmlid_to_res_id("key_account_service.group_key_account_manager")
        )
        company = self._deadline_company()
        # Who belongs to a group is for administrators to read; here it is a last way.
        users = managers.sudo().all_user_ids.filtered(
            lambda user: user.active and company in user.company_ids
        )
        return users or self.env.ref("base.user_admin")

    def _deadline_responsible(self):
        """Who answers for the work, on leave or not, but not who has left."""
        roles = ("responsible", "deputy", "colleague")
        users = (self._deadline_role_users(role).filtered("active") for role in roles)
        return next(filter(None, users), self.env["res.users"])[:1]


def _there(users, presence, moment):
    return users.filtered(
        lambda user: user.active and not presence.is_away(user.id, moment)
    )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...lib.transition import MET, RUN, VOID, Status


class KeyAccountNeed(models.Model):
    """The promise that the customer is told an answer, be it a no (PLAN-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.need"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "need"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"is_raised", "raised_to_id"}

    def _deadline_statuses(self, kind):
        if kind != "need":
            return super()._deadline_statuses(kind)
        return {need.id: need._need_status() for need in self}

    def _need_status(self):
        if self.state == "told":
            return Status(MET, at=self.told_at)
        if self.account_id._is_former_account():
            return Status(VOID, note=self.env._("The customer is no key account now."))
        return Status(RUN)

    def _deadline_duty_users(self, presence, moment):
        """None: who is on duty may not read of this account."""
        return self.env["res.users"]

    def _deadline_role_users(self, role, moment=None):
        """While it waits for another, that one answers for it."""
        need = self.sudo()
        if role == "responsible":
            account = need.account_id
            team = account._key_account_servants()
            team |= account.key_account_team_id._leaders()
            # An owner who serves the account no more is not told of it either.
            holder = need.raised_to_id if need.is_raised else need.user_id & team
            if holder.active:
                return holder
        return super()._deadline_role_users(role, moment)


class KeyAccountDeadlinePolicy(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    kind = fields.Selection(
        selection_add=[("need", "Answer to a need")], ondelete={"need": "cascade"}
    )

    def _applicable(self, records):
        records = super()._applicable(records)
        if records._name != "key.account.need" or not self.tier_ids:
            return records
        tiers = self.tier_ids
        return records.filtered(lambda need: need.key_account_tier_id in tiers)

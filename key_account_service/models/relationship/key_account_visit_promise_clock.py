# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from zoneinfo import ZoneInfo

from odoo import SUPERUSER_ID, api, fields, models

from ...lib.local_day import wall_to_utc
from ...lib.transition import MET, RUN, VOID, Status


class KeyAccountDeadlinePolicy(models.Model):
    """By when a promise made on a visit is kept, by tier (VISIT-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[("promise", "Promise made on a visit")],
        ondelete={"promise": "cascade"},
    )

    def _applicable(self, records):
        records = super()._applicable(records)
        if records._name != "key.account.visit.promise" or not self.tier_ids:
            return records
        return records.filtered(lambda one: one.key_account_tier_id in self.tier_ids)


class KeyAccountVisitPromise(models.Model):
    """What a promise says to the clock: it is kept by the day that was named (CASE-5).

    It is watched from when it was made. The policy counts from the morning of the named
    day, so that its limit is the grace on that day and after it.
    """

    _name = "key.account.visit.promise"
    _inherit = ["key.account.visit.promise", "key.account.deadline.mixin"]

    @api.model
    def _fact_fields(self):
        facts = {"deadline_ids", "deadline_due_at", "deadline_warn_at"}
        return super()._fact_fields() | facts

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "promise"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state", "user_id"}

    def _deadline_received_at(self):
        return self.promised_at

    def _deadline_counted_from(self, policy, start):
        if policy.kind != "promise":
            return super()._deadline_counted_from(policy, start)
        company = self.sudo().company_id
        zone = ZoneInfo(policy.tz) if policy.tz else company._key_account_zone()
        return max(start, wall_to_utc(self.due_on, 0, zone))

    def _deadline_statuses(self, kind):
        if kind != "promise":
            return super()._deadline_statuses(kind)
        return {promise.id: promise._promise_status() for promise in self}

    def _promise_status(self):
        if self.state == "done":
            return Status(MET, at=self.done_at)
        if self.state == "given_up":
            labels = dict(self._fields["state"]._description_selection(self.env))
            return Status(VOID, note=labels["given_up"])
        return Status(RUN)

    def _deadline_company(self):
        return self.company_id

    def _deadline_customer(self):
        return self.partner_id

    def _deadline_reference(self):
        return self.sudo().visit_id.name

    def _may_decide(self):
        # Whoever supervises, so far as the visit is his to change.
        return super()._may_decide() and self.visit_id.has_access("write")

    def _deadline_role_users(self, role, moment=None):
        # Who serves an account is known to the system, not to every reader.
        promise = self.sudo()
        account = promise.key_account_id
        team = account.key_account_team_id
        deputy = account._key_account_deputy_at(moment or fields.Datetime.now())
        manager = account.key_account_manager_id
        users = {
            "responsible": promise.user_id,
            "colleague": manager | promise.visit_id.user_id,
            "deputy": deputy,
            "supervisor": team.leader_id or manager,
            "department_head": team.parent_id.leader_id,
            "company_head": promise.company_id.key_account_head_id,
        }
        return users.get(role) or super()._deadline_role_users(role, moment)

    @api.model_create_multi
    def create(self, vals_list):
        promises = super().create(vals_list)
        promises._tell_responsible()
        return promises

    def write(self, vals):
        before = {promise: promise.user_id for promise in self}
        result = super().write(vals)
        if "due_on" in vals:
            self._move_promise()
        if "user_id" in vals:
            changed = self.filtered(lambda one: one.user_id != before[one])
            changed._tell_responsible()
        return result

    def _tell_responsible(self):
        """Whoever is to keep a promise that somebody else made learns of it at once."""
        handed_over = self.env.context.get("mail_auto_subscribe_no_notify")
        # A handover tells of all of them together; of what is loaded nobody is told.
        if handed_over or self.env.uid == SUPERUSER_ID:
            return
        for promise in self.filtered(
            lambda one: one.state == "open" and one.user_id != self.env.user
        ):
            promise.sudo().deadline_ids._tell_at_once(
                f"promised-{promise.user_id.id}", ["responsible"]
            )

    def _move_promise(self):
        """The deadline follows the day that was agreed instead."""
        for promise in self.sudo():
            deadline = promise.deadline_ids.filtered(lambda one: one.state == "running")
            due = deadline and deadline.policy_id._root()._due(promise)
            if deadline and due != deadline.due_at:
                deadline._move(due, self.env._("Another day was agreed on."))

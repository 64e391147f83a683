# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...lib.transition import MET, RUN, VOID, Status


class KeyAccountDeadlinePolicy(models.Model):
    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[("site", "On-premises day held and closed")],
        ondelete={"site": "cascade"},
    )


class KeyAccountSiteDay(models.Model):
    """A day on premises is held and closed, or called off: never forgotten (APP-7)."""

    _name = "key.account.site.day"
    _inherit = ["key.account.site.day", "key.account.served.work.mixin"]

    promised_at = fields.Datetime(
        string="Promised Since",
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
    )

    @api.model
    def _fact_fields(self):
        facts = {"deadline_ids", "deadline_due_at", "deadline_warn_at", "promised_at"}
        return super()._fact_fields() | facts

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "site"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state", "user_id", "account_id"}

    def _deadline_received_at(self):
        return self.promised_at

    def _deadline_counted_from(self, policy, start):
        """The time to close it counts from when the desk closes."""
        if policy.kind != "site":
            return super()._deadline_counted_from(policy, start)
        return self.ends_at or self.starts_at

    def _deadline_statuses(self, kind):
        if kind != "site":
            return super()._deadline_statuses(kind)
        return {day.id: day._site_status() for day in self}

    def _site_status(self):
        if self.state == "held":
            return Status(MET)
        if self.state == "cancelled":
            return Status(VOID, note=self.cancel_reason or "")
        return Status(RUN)

    def _deadline_doer(self):
        return self.user_id

    def _deadline_role_users(self, role, moment=None):
        """Whoever goes there answers for the day."""
        if role == "responsible":
            return self.sudo().user_id
        return super()._deadline_role_users(role, moment)

    def _deadline_reference(self):
        return self.name

    def write(self, vals):
        """The promise moves with the day."""
        result = super().write(vals)
        if {"starts_at", "ends_at", "state"} & vals.keys():
            self._deadline_follow_times(self.env._("The day was planned anew."))
        return result

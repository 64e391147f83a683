# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ...lib.transition import MET, RUN, VOID, Status


class KeyAccountDeadlinePolicy(models.Model):
    """By when a planned visit is paid and on record, by tier (VISIT-2)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[("visit", "Planned visit")], ondelete={"visit": "cascade"}
    )

    def _applicable(self, records):
        records = super()._applicable(records)
        if records._name != "key.account.visit" or not self.tier_ids:
            return records
        tiers = self.tier_ids
        return records.filtered(lambda visit: visit.key_account_tier_id in tiers)


class KeyAccountVisit(models.Model):
    """What a visit says to the clock: it is paid when it was planned (VISIT-2)."""

    _name = "key.account.visit"
    _inherit = ["key.account.visit", "key.account.planned.mixin"]

    _planned_kind = "visit"
    _planned_fields = ("planned_at",)

    def _planned_moment(self):
        return self.planned_at

    @api.model
    def _planned_before(self, moment):
        return Domain("planned_at", "<", moment)

    def _text_day_changed(self):
        return self.env._("The visit was moved to another day.")

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "deadline_ids",
            "deadline_due_at",
            "deadline_warn_at",
            "planned_since",
        }

    @api.model
    def _deadline_classifiers(self):
        return super()._deadline_classifiers() | {"partner_id"}

    def _deadline_statuses(self, kind):
        if kind != "visit":
            return super()._deadline_statuses(kind)
        return {visit.id: visit._visit_status() for visit in self}

    def _visit_status(self):
        if self.state in ("done", "signed"):
            return Status(MET, at=self.visited_at)
        if self.state == "planned":
            return Status(RUN)
        labels = dict(self._fields["state"]._description_selection(self.env))
        return Status(VOID, note=labels[self.state])

    def _deadline_customer(self):
        return self.partner_id

    def _deadline_role_users(self, role, moment=None):
        # Who serves an account is known to the system, not to every reader.
        visit = self.sudo()
        account = visit.key_account_id
        team = account.key_account_team_id
        deputy = account._key_account_deputy_at(moment or fields.Datetime.now())
        users = {
            "responsible": visit.user_id,
            "colleague": account.key_account_manager_id,
            "deputy": deputy,
            "supervisor": team.leader_id,
            "department_head": team.parent_id.leader_id,
            "company_head": visit.company_id.key_account_head_id,
        }
        return users.get(role) or super()._deadline_role_users(role, moment)

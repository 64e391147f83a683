# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...lib.opening import EXISTING
from ...lib.transition import MET, RUN, VOID, Status
from .key_account_application_open import TO_OPEN


class KeyAccountApplication(models.Model):
    """What an approved application promises, from appointment to filing (APP-3)."""

    _name = "key.account.application"
    _inherit = ["key.account.application", "key.account.deadline.mixin"]

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "deadline_due_at",
            "deadline_warn_at",
            "deadline_ids",
        }

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "arrange", "install", "call_back", "file"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {
            "state",
            "network_condition",
            "arranged_at",
            "called_back_at",
            "key_account_id",
        }

    @api.model
    def _deadline_classifiers(self):
        return super()._deadline_classifiers() | {
            "approved_at",
            "opened_at",
            "needs_visit",
        }

    def _deadline_counted_from(self, policy, start):
        """The time to install counts from the appointment, as far as there is one."""
        if policy.kind != "install" or not self._has_appointment():
            return super()._deadline_counted_from(policy, start)
        return self.agreed_at

    def _has_appointment(self):
        return self.agreed_at and self.network_condition != EXISTING

    def _deadline_statuses(self, kind):
        if kind == "arrange":
            return {work.id: work._arrange_status() for work in self}
        if kind == "install":
            return {work.id: work._install_status() for work in self}
        if kind == "call_back":
            return {work.id: work._call_back_status() for work in self}
        if kind == "file":
            return {work.id: work._file_status() for work in self}
        return super()._deadline_statuses(kind)

    def _arrange_status(self):
        """The customer is asked for an appointment, where somebody has to go there."""
        if self.arranged_at:
            return Status(MET, at=self.arranged_at)
        if self.state in TO_OPEN and self.needs_visit:
            return Status(RUN)
        return Status(VOID, note=self._state_in_words())

    def _install_status(self):
        if self.opened_at:
            return Status(MET, at=self.opened_at)
        if self.state in TO_OPEN:
            return Status(RUN)
        return Status(VOID, note=self._state_in_words())

    def _call_back_status(self):
        if self.called_back_at:
            return Status(MET, at=self.called_back_at)
        if self.state == "opened":
            return Status(RUN)
        return Status(VOID, note=self._state_in_words())

    def _file_status(self):
        """Neither the customer's complaint nor the report is left lying (APP-2)."""
        if self.filed_at:
            return Status(MET, at=self.filed_at)
        if self.state == "opened":
            return Status(RUN)
        return Status(VOID, note=self._state_in_words())

    def _state_in_words(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return labels[self.state]

    def _install_deadline(self):
        return self.sudo().deadline_ids.filtered(lambda d: d.kind == "install")

    def _deadline_company(self):
        return self.company_id

    def _deadline_customer(self):
        return self.partner_id

    def _deadline_reference(self):
        return self.name

    def _may_decide(self):
        account = self.sudo().key_account_id.with_env(self.env)
        return super()._may_decide() and account._is_in_charge()

    def _deadline_role_users(self, role, moment=None):
        # Who serves an account is known to the system, not to every reader.
        application = self.sudo()
        found = super()._deadline_role_users(role, moment)
        account = application.key_account_id
        team = account.key_account_team_id
        deputy = account._key_account_deputy_at(moment or fields.Datetime.now())
        applicant = application.applicant_id
        users = {
            "responsible": (account.key_account_manager_id | deputy | applicant)[:1],
            "deputy": deputy,
            "colleague": applicant,
            "supervisor": team.leader_id,
            "department_head": team.parent_id.leader_id,
            "company_head": application.company_id.key_account_head_id,
        }
        if self.state in (*TO_OPEN, "opened", "filed"):
            return users.get(role) or found
        return found or users.get(role, found)

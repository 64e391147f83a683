# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ...lib.transition import MET, RUN, VOID, Status

#: Who stands in for whom at an account is not asked about a sample.
LINE = ("supervisor", "department_head", "company_head")


class KeyAccountCallBack(models.Model):
    """What a call-back says to the clock: the customer is asked in time (CASE-5)."""

    _name = "key.account.call.back"
    _inherit = ["key.account.call.back", "key.account.deadline.mixin"]

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "call_back"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state", "user_id", "released_at"}

    @api.model
    def _deadline_classifiers(self):
        return super()._deadline_classifiers() | {
            "kind",
            "key_account_tier_id",
            "complaint_level_id",
            "company_id",
        }

    def _deadline_received_at(self):
        return self.requested_at

    def _deadline_statuses(self, kind):
        if kind != "call_back":
            return super()._deadline_statuses(kind)
        return {call.id: call._call_back_status() for call in self}

    def _call_back_status(self):
        if self.state == "done":
            return Status(MET, at=self.called_at)
        if self.state == "cancelled":
            return Status(VOID, note=self.cancel_reason or "")
        if self.released_at:
            words = self.env._("The customer could not be reached:")
            return Status(VOID, note=f"{words} {self.release_reason}")
        return Status(RUN)

    def _deadline_company(self):
        return self.company_id

    def _deadline_customer(self):
        return self.partner_id

    def _deadline_reference(self):
        return self.name

    def _deadline_role_users(self, role, moment=None):
        # Who serves an account is known to the system, not to every reader.
        call = self.sudo()
        if role == "responsible":
            return call.user_id
        if call.kind == "sample" and role not in LINE:
            return call.user_id.browse()
        return call.ticket_id._deadline_role_users(role, moment)

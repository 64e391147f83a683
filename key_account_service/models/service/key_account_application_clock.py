# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ...lib.transition import MET, PAUSE, RUN, VOID, Status

#: While those who applied have to change it, the time of superiors stands still.
RESTS = ("draft", "returned", "withdrawn")


class KeyAccountApplication(models.Model):
    """Superiors decide in time, or those above them are told (APP-1, CASE-5).

    The time counts from the first submission over all rounds; it stands still while the
    application is with those who wrote it.
    """

    _name = "key.account.application"
    _inherit = ["key.account.application", "key.account.deadline.mixin"]

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "approve"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state"}

    @api.model
    def _deadline_classifiers(self):
        return super()._deadline_classifiers() | {"submitted_at"}

    def _deadline_received_at(self):
        return self.submitted_at

    def _deadline_statuses(self, kind):
        if kind != "approve":
            return super()._deadline_statuses(kind)
        return {one.id: one._approve_status() for one in self}

    def _approve_status(self):
        if self.state == "submitted":
            return Status(RUN)
        if not self.submitted_at or self.state == "cancelled" and not self.approved_at:
            return Status(VOID, note=self.env._("The application was dropped."))
        if self.state in RESTS:
            return Status(PAUSE, note=self.env._("With those who applied."))
        return Status(MET, at=self.approved_at or self.decided_at)

    def _deadline_company(self):
        return self.company_id

    def _deadline_customer(self):
        return self.partner_id

    def _deadline_reference(self):
        return self.name

    def _may_decide(self):
        return super()._may_decide() and all(one._is_in_charge() for one in self)

    def _deadline_role_users(self, role, moment=None):
        """Whoever is asked answers; above them goes the line."""
        if self.state != "submitted":
            return super()._deadline_role_users(role, moment)
        asked = self._asked_users()
        if role == "responsible":
            return asked
        above = self._above(asked)
        if role == "supervisor":
            return above[:1]
        if role == "department_head":
            return above[1:2] or above[:1]
        return self._company_heads() if role == "company_head" else asked.browse()

    def _above(self, asked):
        """Who stands above those who are asked, from the nearest up."""
        line = self._line()
        ranks = [rank for rank, user in enumerate(line, 1) if user in asked]
        return line[max(ranks, default=0) :]

    def _step_decided(self):
        """Somebody else is asked now: the promise knows who answers for it."""
        self._deadline_sync(rematch=False)
        return super()._step_decided()

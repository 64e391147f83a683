# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ...lib.transition import MET, RUN, VOID, Status


class KeyAccountCaseOffer(models.Model):
    """An offer that nobody answers reminds, and returns to its owner (TEAM-2)."""

    _name = "key.account.case.offer"
    _inherit = ["key.account.case.offer", "key.account.case.promise.mixin"]

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "accept"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state"}

    def _deadline_received_at(self):
        return self.offered_at

    def _deadline_statuses(self, kind):
        if kind != "accept":
            return super()._deadline_statuses(kind)
        return {offer.id: offer._accept_status() for offer in self}

    def _accept_status(self):
        """A declined offer was answered in time, too; a returned one was not."""
        if self.state in ("accepted", "declined"):
            return Status(MET, at=self.answered_at)
        if self.state == "withdrawn":
            return Status(VOID, note=self.env._("The offer was withdrawn."))
        if self.state == "returned":
            return Status(VOID, note=self.env._("Nobody answered the offer."))
        return Status(RUN)

    def _deadline_role_users(self, role, moment=None):
        """Whoever is asked answers; above them stands who owns the case."""
        if role == "responsible":
            return self._asked_users()
        case = self.sudo().ticket_id
        if role == "supervisor":
            return case.first_contact_user_id | case._deadline_role_users(role, moment)
        return case._deadline_role_users(role, moment)

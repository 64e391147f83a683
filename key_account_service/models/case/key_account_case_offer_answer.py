# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class KeyAccountCaseOffer(models.Model):
    """What becomes of an offer: accepted, declined, withdrawn, returned (TEAM-2)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.case.offer"

    def action_accept(self):
        """Take the case over: from now on it is the own one.

        :raises AccessError: for whoever was not asked
        :raises UserError: if somebody else was first, or the offer was taken back
        """
        self.ensure_one()
        self._locked()._check_asked()
        self._check_offered()
        self._answer("accepted")
        case = self.sudo().ticket_id
        self._note_in_case(
            self.env._("%(user)s accepted the case.", user=self.env.user.name)
        )
        # Who accepts may not change the case before it is the own one.
        case.first_contact_user_id = self.env.user
        case._begin_work()
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "res_id": case.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_decline(self):
        """Ask why the case is declined."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decline"),
            "res_model": "key.account.case.offer.decline",
            "view_mode": "form",
            "target": "new",
            "context": {"default_offer_id": self.id},
        }

    def action_withdraw(self):
        """Take the offer back, as somebody who serves the case."""
        for offer in self._locked():
            if not self.env.su:
                offer.ticket_id.check_access("write")
            offer._check_offered()
            offer._answer("withdrawn")

    def _decline(self, reason):
        """Not mine, because …: it stays with its owner, who is told at once."""
        self.ensure_one()
        self._locked()._check_asked()
        self._check_offered()
        self._note_in_case(
            self.env._(
                "%(user)s declined the case: %(reason)s",
                user=self.env.user.name,
                reason=reason,
            )
        )
        self._tell_owner(f"declined-{self.id}", reason)
        self._answer("declined", reason=reason)

    def _check_asked(self):
        """:raises AccessError: for whoever the case was not offered to"""
        if self.env.user not in self._asked_users():
            owner = self.sudo().ticket_id.first_contact_user_id
            if owner == self.env.user:
                raise UserError(self.env._("This case is yours already."))
            raise AccessError(self.env._("This case was not offered to you."))

    def _check_offered(self):
        """:raises UserError: with the name of whoever was faster"""
        if self.state == "accepted":
            raise UserError(
                self.env._(
                    "%(user)s has accepted this case already.",
                    user=self.sudo().answered_by_id.name,
                )
            )
        self._check_state("offered")

    def _answer(self, state, **facts):
        # Who may answer was checked; nobody writes an offer by hand.
        self.sudo().write(
            {
                "state": state,
                "answered_at": fields.Datetime.now(),
                "answered_by_id": self.env.uid,
                **facts,
            }
        )

    def _tell_asked(self):
        """Alarm at once whoever is asked."""
        offer = self.sudo()
        note = self.env._("%(case)s was offered.", case=offer.display_name)
        offer.deadline_ids._tell_at_once("offered", ["responsible"], note)

    def _tell_owner(self, topic, reason):
        """Alarm the owner that the case comes back, on the promise of the case."""
        case = self.sudo().ticket_id
        deadlines = case.deadline_ids.filtered(
            lambda deadline: deadline.kind == "resolve"
        )
        deadlines = deadlines or case.deadline_ids
        note = self.env._(
            "%(offer)s came back: %(reason)s",
            offer=self.sudo().display_name,
            reason=reason,
        )
        deadlines._tell_at_once(topic, ["owner"], note)

    def _return_unanswered(self):
        """Nobody answered in time: the case is visibly with its owner again."""
        offers = self.sudo().filtered(lambda offer: offer.state == "offered")
        for offer in offers:
            offer._note_in_case(
                self.env._(
                    "%(offer)s was not answered and came back to %(owner)s.",
                    offer=offer.display_name,
                    owner=offer.owner_id.name,
                )
            )
        offers.write({"state": "returned", "answered_at": fields.Datetime.now()})

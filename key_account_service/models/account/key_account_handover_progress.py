# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .key_account_handover import OPEN_TO_CHANGE, UNDER_WAY


class KeyAccountHandover(models.Model):
    """Who proposes, confirms and refuses (TEAM-1)."""

    _inherit = "key.account.handover"  # pylint: disable=consider-merging-classes-inherited

    def action_add_accounts(self):
        """Take up all accounts of the giver; who prepares it is asked on writing."""
        self.ensure_one()
        accounts = self.env["res.partner"].search(
            [
                ("key_account_kind", "!=", False),
                ("key_account_manager_id", "=", self.giver_id.id),
                ("key_account_company_id", "=", self.company_id.id),
            ]
        )
        self.account_ids = accounts

    def action_request(self):
        """Ask the supervisor to propose the handover that the giver has prepared."""
        for handover in self:
            handover._check_state(*OPEN_TO_CHANGE)
            handover._check_is(handover.giver_id)
            handover._check_ready()
            handover._advance("requested")

    def action_propose(self):
        """Put the handover before giver and taker, with the list of what is open."""
        for handover in self:
            handover._check_state(*OPEN_TO_CHANGE, "requested")
            handover._check_in_charge()
            handover._lock_accounts()
            handover._check_ready()
            handover._list_work()
            handover._advance("proposed", proposed_by_id=self.env.uid)

    def action_confirm(self):
        """Confirm for oneself: first the giver, then the taker."""
        for handover in self:
            handover._check_state("proposed", "given")
            handover._check_is(handover._turns()[handover.state])
            now = fields.Datetime.now()
            if handover.state == "proposed":
                handover._advance("given", given_at=now, given_by_id=self.env.uid)
                continue
            handover._advance("taken", taken_at=now)
            if handover.date <= handover._today():
                handover._execute()

    def action_execute(self):
        """Try once more what could not take effect on its date."""
        for handover in self:
            handover._check_state("taken")
            handover._check_in_charge()
            if handover.date > handover._today():
                raise UserError(self.env._("The handover takes effect on its date."))
            handover._execute()

    def action_refuse(self):
        """Ask for the reason why one does not confirm."""
        return self._ask("refuse")

    def action_cancel(self):
        """Ask for the reason why it is called off."""
        return self._ask("cancel")

    def action_draft(self):
        """Ask for the reason why it is taken back to be changed."""
        return self._ask("draft")

    def action_confirm_for_giver(self):
        """Ask for the reason why a superior confirms in the place of the giver."""
        return self._ask("confirm")

    def _ask(self, kind):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Say Why"),
            "res_model": "key.account.handover.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_handover_id": self.id, "default_kind": kind},
        }

    def _answer(self, kind, reason):
        """What the dialog decides, with its reason; the right is asked here."""
        self.ensure_one()
        getattr(self, f"_answer_{kind}")(reason)

    def _answer_refuse(self, reason):
        self._check_state("proposed", "given")
        self._check_is(self._turns()[self.state])
        self._advance("refused", answer=reason)

    def _answer_cancel(self, reason):
        self._check_state("draft", "requested", "refused", *UNDER_WAY)
        if self.state in UNDER_WAY or self.giver_id != self.env.user:
            self._check_in_charge()
        self._advance("cancelled", answer=reason)

    def _answer_draft(self, reason):
        self._check_state("requested", "refused", *UNDER_WAY)
        self._check_in_charge()
        cleared = dict.fromkeys(("given_at", "given_by_id", "taken_at", "problem"))
        self._advance("draft", answer=reason, **cleared)

    def _answer_confirm(self, reason):
        self._check_state("proposed")
        self._check_in_charge()
        if not self.giver_is_absent or self.taker_id == self.env.user:
            raise AccessError(
                self.env._(
                    "A superior confirms for the giver only while the giver is on "
                    "leave or has left, and is not the taker."
                )
            )
        now = fields.Datetime.now()
        self._advance("given", given_at=now, given_by_id=self.env.uid, answer=reason)

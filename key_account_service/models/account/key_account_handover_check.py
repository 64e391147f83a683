# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import AccessError, LockError, UserError

from .key_account_handover import UNDER_WAY

OFFICER = "key_account_service.group_key_account_officer"


class Busy(UserError):
    """Somebody else is at it this very moment; nothing is wrong."""


class KeyAccountHandover(models.Model):
    """What has to hold before a handover goes on (TEAM-1)."""

    _inherit = "key.account.handover"  # pylint: disable=consider-merging-classes-inherited

    def _check_state(self, *states):
        """:raises UserError: if it is in another state, as after a second click"""
        self.check_access("read")
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done with %(handover)s any more: it is "
                    "“%(state)s”.",
                    handover=self.name,
                    state=labels[self.state],
                )
            )

    def _check_is(self, user):
        if self.env.user != user:
            raise AccessError(
                self.env._("%(user)s alone can do this.", user=user.sudo().name)
            )

    def _check_in_charge(self):
        if not self._is_in_charge():
            raise AccessError(
                self.env._(
                    "Only the key account supervisor in charge of these accounts can "
                    "do this."
                )
            )

    def _lock_accounts(self):
        """Two handovers of an account at once: the second one waits or is refused.

        :raises Busy: if somebody is changing one of the accounts
        """
        try:
            self.sudo().account_ids.lock_for_update()
        except LockError:
            raise Busy(
                self.env._("One of the accounts is being changed. Try again.")
            ) from None

    def _check_ready(self):
        """Everything still is as it has to be.

        :raises UserError: with what has to be mended first
        """
        handover = self.sudo()
        taker, accounts = handover.taker_id, handover.account_ids
        if not accounts:
            raise UserError(self.env._("Choose the accounts first."))
        if not (taker.active and taker.has_group(OFFICER)):
            raise UserError(
                self.env._(
                    "%(taker)s does not serve key accounts (any more). Choose somebody "
                    "else.",
                    taker=taker.name,
                )
            )
        if handover.company_id not in taker.company_ids:
            raise UserError(
                self.env._(
                    "%(taker)s does not work in %(company)s. Choose somebody else.",
                    taker=taker.name,
                    company=handover.company_id.name,
                )
            )
        handover._check_still_given()

    def _check_still_given(self):
        """The accounts still are the giver's, and in no other handover."""
        strange = self.account_ids.filtered(
            lambda account: account.key_account_manager_id != self.giver_id
        )
        if strange:
            raise UserError(
                self.env._(
                    "%(accounts)s: not served by %(giver)s any more. Take the handover "
                    "back to draft and correct it.",
                    accounts=", ".join(strange.mapped("name")),
                    giver=self.giver_id.name,
                )
            )
        other = self.search(
            [
                ("id", "!=", self.id),
                ("state", "in", UNDER_WAY),
                ("account_ids", "in", self.account_ids.ids),
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "One of the accounts is being handed over by %(other)s already.",
                    other=other.name,
                )
            )

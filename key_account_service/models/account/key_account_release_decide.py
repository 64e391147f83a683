# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class KeyAccountRelease(models.Model):
    """From the request to the decision of a superior (SEC-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.release"  # pylint: disable=consider-merging-classes-inherited

    def action_request(self):
        """Ask the superior, who is told by number and link.

        :raises AccessError: for everybody but the one whose request it is
        :raises UserError: if it was sent already, something is missing, or there is
            nobody who may decide
        """
        for release in self:
            release.check_access("write")
            release._check_state("draft")
            release._check_complete()
            deciders = release._deciders()
            release.sudo().state = "requested"
            release._notify(deciders, "_text_requested")

    def action_decide(self):
        """Open the form of the decision.

        :raises AccessError: for everybody but a superior who did not ask
        """
        self.ensure_one()
        self._check_decider()
        self._check_state("requested")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide"),
            "res_model": "key.account.release.decide",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_release_id": self.id,
                "default_once": self.once,
                "default_valid_until": self.valid_until,
            },
        }

    def action_withdraw(self):
        """End a release or a request: no further use, the log stays.

        :raises AccessError: for everybody but who asked and the superiors in charge
        """
        for release in self:
            release.check_access("read")
            if release.requester_id != self.env.user and not release._may_decide():
                raise AccessError(
                    self.env._(
                        "Only who asked for %(release)s, or a superior in charge, may "
                        "withdraw it.",
                        release=release.name,
                    )
                )
            release._check_state("draft", "requested", "released")
            # Whoever decides changes nothing else of the request.
            release.sudo().state = "withdrawn"

    def _decide(self, released, once, valid_until, note):
        """Write down what a superior decided, and tell the one who asked.

        :raises AccessError: for everybody but a superior who did not ask
        """
        self.ensure_one()
        self._check_decider()
        self._check_state("requested")
        self.sudo().write(
            {
                "state": "released" if released else "refused",
                "once": once,
                "valid_until": valid_until,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                "decision_note": note,
            }
        )
        self._notify(self.requester_id, "_text_decided")

    def _check_decider(self):
        self.check_access("read")
        if not self._may_decide():
            raise AccessError(
                self.env._(
                    "%(release)s is decided by a superior in charge of the account who "
                    "did not ask for it.",
                    release=self.name,
                )
            )

    def _check_state(self, *states):
        if self.state not in states:
            raise UserError(
                self.env._(
                    "%(release)s is past that: it is “%(state)s”. Make a new request "
                    "if you need one.",
                    release=self.name,
                    state=dict(self._fields["state"]._description_selection(self.env))[
                        self.state
                    ],
                )
            )

    def _check_complete(self):
        """A disclosure names the recipient and has the consent of the customer."""
        needed = (
            self.recipient,
            self.consent_document,
            self.consent_by,
            self.consent_on,
        )
        if self.kind == "disclose" and not all(needed):
            raise UserError(
                self.env._(
                    "Data are disclosed to a third party only with the customer's "
                    "consent. Say who gets them, attach the consent, and state who "
                    "gave it and when."
                )
            )
        if not self.once and not self.valid_until:
            raise UserError(
                self.env._(
                    "A release for more than one use needs a last day. State it."
                )
            )

    def _deciders(self):
        """Who is asked: the nearest superior, else the head of the company.

        :raises UserError: if there is nobody
        """
        if superiors := self._superiors():
            return superiors[0]
        head = self.company_id.sudo().key_account_head_id
        administers = "key_account_service.group_key_account_manager"
        if head and head != self.requester_id and head.has_group(administers):
            return head
        raise UserError(
            self.env._(
                "There is no superior who could decide. Ask the administrator to give "
                "the account a team, or the company a head of key account service."
            )
        )

    def _text_requested(self):
        return self.env._(
            "Release %(number)s waits for your decision.", number=self.sudo().name
        )

    def _text_decided(self):
        return self.env._("Release %(number)s is decided.", number=self.sudo().name)

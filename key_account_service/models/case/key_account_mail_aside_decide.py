# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import AccessError, UserError

from ...lib.letter import Letter
from .mail_thread import CASE, LETTER


class KeyAccountMailAside(models.Model):
    """What a person makes of a mail set aside: a case, or nothing (CASE-1)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.mail.aside"  # pylint: disable=consider-merging-classes-inherited

    def action_make_case(self):
        """Take the mail in as what a customer wrote, at the moment it came.

        A file that was too large goes to its case.

        :raises UserError: if somebody has decided already
        """
        self.ensure_one()
        self._check_may_decide()
        mail = self.sudo()
        if mail.why == "file" and mail.ticket_id:
            mail._give_file(mail.ticket_id)
        else:
            mail.ticket_id = mail._make_case()
        mail._decided("case", self.env.user)
        return self.action_open_case()

    def action_ignore(self):
        """Nothing has to be done about these mails; they stay in the list.

        :raises UserError: if somebody has decided already
        """
        self._check_may_decide()
        self.sudo()._decided("ignored", self.env.user)

    def action_open_case(self):
        """Open the case of the mail, for those who may read it."""
        self.ensure_one()
        self.check_access("read")
        if not self.ticket_id.has_access("read"):
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        return {
            "type": "ir.actions.act_window",
            "res_model": CASE,
            "res_id": self.ticket_id.id,
            "views": [(False, "form")],
        }

    def _check_may_decide(self):
        """:raises AccessError: for whoever may not read the mail, or only audits"""
        self.check_access("read")
        if not self.env.user.has_group("key_account_service.group_key_account_officer"):
            raise AccessError(
                self.env._("Only those who work on cases decide about mails.")
            )
        if any(mail.state != "waiting" for mail in self):
            raise UserError(
                self.env._(
                    "Somebody has decided already about this mail. Reload the page."
                )
            )

    def _decided(self, state, user):
        self.write(
            {
                "state": state,
                "decided_by_id": user.id,
                "decided_at": fields.Datetime.now(),
            }
        )

    def _give_file(self, case):
        self.env["ir.attachment"].create(
            {
                "name": self.content_name,
                "raw": base64.b64decode(self.content),
                "res_model": CASE,
                "res_id": case.id,
            }
        )

    def _make_case(self):
        """Through the gateway, or by hand if the gateway cannot read the mail."""
        letter = Letter(
            base64.b64decode(self.content), forced=True, received_at=self.received_at
        )
        root = self.env["mail.thread"].with_user(SUPERUSER_ID)
        gate = root.with_context(**{LETTER: letter})
        values = {"team_id": self.team_id.id, "company_id": self.company_id.id}
        found = root._take_in(letter, lambda: gate._take_in_again(letter, values))
        return self.env[CASE].browse(found or self._make_case_by_hand().id)

    def _make_case_by_hand(self):
        """A case that holds the mail as it came."""
        case = self.env[CASE].create(
            {
                "team_id": self.team_id.id,
                "company_id": self.company_id.id,
                "name": self.subject,
                "description": self.text or self.env._("The mail has no text."),
                "partner_email": self.sender,
                "received_at": self.received_at,
            }
        )
        self._give_file(case)
        return case

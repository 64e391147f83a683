# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import SUPERUSER_ID, models

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
        mail._decided("case")
        return self.action_open_case()

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

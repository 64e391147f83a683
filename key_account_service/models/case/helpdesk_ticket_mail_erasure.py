# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """What was kept of the mails of a person goes with the person's data."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _erase_words(self):
        result = super()._erase_words()
        cases = self.sudo()
        cases._forget_proposal()
        cases.env["key.account.mail.reference"].search(
            [("ticket_id", "in", cases.ids), ("sender", "!=", False)]
        ).sender = False
        cases.env["key.account.mail.aside"].search(
            [("ticket_id", "in", cases.ids)]
        )._erase()
        return result


class ResPartner(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _erase_personal_data(self):
        email = self.email_normalized
        mails = self.env["key.account.mail.aside"].sudo()
        # Before the address is erased that leads to them.
        mails = mails.search([("sender_address", "=", email)]) if email else mails
        mails._erase()
        return [
            *super()._erase_personal_data(),
            (self.env._("Mails set aside"), len(mails)),
        ]


class KeyAccountMailAside(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.mail.aside"  # pylint: disable=consider-merging-classes-inherited

    def _erase(self):
        """Forget who wrote and what; that a mail came, when and why stays."""
        self.write(
            {
                "subject": self.env._("Erased"),
                "sender": False,
                "sender_address": False,
                "detail": False,
                "text": False,
                "content": False,
                "content_name": False,
                "message_id": False,
                "state": "ignored",
            }
        )

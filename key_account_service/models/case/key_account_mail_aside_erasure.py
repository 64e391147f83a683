# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountMailAside(models.Model):
    """What is left of a mail set aside when its sender's data are erased."""

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

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountOnceMixin(models.AbstractModel):
    """A form that does what it does once, also if its button is pressed twice."""

    _name = "key.account.once.mixin"
    _description = "Form That Is Sent Once"

    is_sent = fields.Boolean(readonly=True)

    def _send_once(self):
        """Of two clicks at once the second waits here, starts over, and is refused.

        :raises UserError: if the form was sent already
        """
        self.ensure_one()
        if self.is_sent:
            raise UserError(
                self.env._(
                    "This was recorded already. Close the form and reload the page to "
                    "see what became of it."
                )
            )
        self.is_sent = True
        self.flush_recordset(["is_sent"])

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountReleaseDecide(models.TransientModel):
    """The decision of a superior about a release (SEC-5)."""

    _name = "key.account.release.decide"
    _inherit = "key.account.dialog.mixin"
    _description = "Decide About a Release"

    release_id = fields.Many2one("key.account.release", required=True)
    once = fields.Boolean(string="One Time", help="Used up by its first use.")
    valid_until = fields.Date(help="The last day on which the release may be used.")
    note = fields.Text(string="Reason", help="A refusal needs one.")

    def action_release(self):
        """Release the data as this form says.

        :raises AccessError: for everybody but a superior who did not ask
        :raises UserError: without a last day, unless it is for one time
        """
        self.ensure_one()
        if not self.once and not self.valid_until:
            raise UserError(
                self.env._(
                    "A release for more than one use needs a last day. State it."
                )
            )
        return self._decide(True)

    def action_refuse(self):
        """Refuse, with a reason.

        :raises AccessError: for everybody but a superior who did not ask
        :raises UserError: without a reason
        """
        self.ensure_one()
        if not (self.note or "").strip():
            raise UserError(self.env._("Say why you refuse the release."))
        return self._decide(False)

    def _decide(self, released):
        self.release_id._decide(released, self.once, self.valid_until, self.note)
        return {"type": "ir.actions.act_window_close"}

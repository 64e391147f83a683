# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class FsmOrderSignWizard(models.TransientModel):
    """The signature of any other order: once, checked, and in no message (SEC-3)."""

    _inherit = "fsm.order.sign.wizard"

    def action_sign(self):  # pylint: disable=method-required-super
        """Put the signature on the order itself, and nowhere else.

        :raises AccessError: for whoever may not change the order
        :raises UserError: if it is signed already, or the signature is none
        """
        self.ensure_one()
        order = self.order_id.with_env(self.env)
        order.check_access("write")
        if order.repair_state or order.signed_on:
            raise UserError(
                self.env._("This order is signed already, or ends with its receipt.")
            )
        order._check_signature(self.signature, self.signed_by)
        order.sudo().with_context(tracking_disable=True).write(
            {
                "signed_by": self.signed_by,
                "signed_on": fields.Datetime.now(),
                "signature": self.signature,
            }
        )
        return True

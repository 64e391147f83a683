# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Stars as the customer sees them; the first is no answer.
STARS = [("0", "No answer"), *((str(n), str(n)) for n in range(1, 6))]


class FsmOrderFinish(models.TransientModel):
    """The customer reads the work receipt, signs it and rates the crew (CASE-9)."""

    _name = "fsm.order.finish"
    _inherit = "fsm.order.dialog.mixin"
    _description = "Signature on a Work Receipt"

    # Read as the user, not as the system: a related field would show foreign orders.
    work_done = fields.Text(compute="_compute_text")
    cause = fields.Text(string="Cause Found", compute="_compute_text")
    parts = fields.Text(string="Parts Used", compute="_compute_text")
    measured = fields.Text(string="Measured Values", compute="_compute_text")
    is_unsigned = fields.Boolean(string="The customer does not sign")
    no_signature_reason = fields.Char(string="Why Not Signed")
    signed_by = fields.Char(
        string="Name of the Signer",
        compute="_compute_signed_by",
        store=True,
        readonly=False,
    )
    signature = fields.Image(attachment=False, max_width=1024, max_height=512)
    rating = fields.Selection(STARS, string="How satisfied are you with the crew?")
    rating_text = fields.Char(string="A word on the crew")

    @api.depends("order_id")
    def _compute_text(self):
        for form in self.with_user(self.env.user):
            for name in ("work_done", "cause", "parts", "measured"):
                form[name] = form.order_id[f"repair_{name}"]

    @api.depends("order_id")
    def _compute_signed_by(self):
        for form in self.with_user(self.env.user):
            form.signed_by = form.signed_by or form.order_id.repair_contact

    def action_finish(self):
        """File the receipt: signed, or with the reason why not."""
        self.ensure_one()
        if not self.is_unsigned and not self.signature:
            raise UserError(
                self.env._("Let the customer sign, or say why there is no signature.")
            )
        order = self.order_id.with_env(self.env)
        order._finish(
            signature=None if self.is_unsigned else self.signature,
            signed_by=self.signed_by,
            reason=self.no_signature_reason,
            rating=int(self.rating or 0),
            word=self.rating_text,
        )
        return order._repair_closing_action()

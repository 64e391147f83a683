# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class KeyAccountVisitSign(models.TransientModel):
    """The customer reads what is put on record and signs it on the screen (VISIT-4)."""

    _name = "key.account.visit.sign"
    _inherit = "key.account.dialog.mixin"
    _description = "Signature of the Customer"

    visit_id = fields.Many2one("key.account.visit", required=True, readonly=True)
    # Read as the user, not as the system: a related field would show foreign visits.
    content = fields.Text(compute="_compute_text")
    needs = fields.Text(compute="_compute_text")
    handling = fields.Text(compute="_compute_text")
    promises = fields.Text(string="What We Promised", compute="_compute_promises")
    shown = fields.Char(
        string="Seal of What Was Read",
        compute="_compute_shown",
        store=True,
        readonly=False,
        precompute=True,
    )
    signed_by = fields.Char(
        string="Name of the Signer",
        compute="_compute_signed_by",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    signature = fields.Image(
        required=True, attachment=False, max_width=1024, max_height=512
    )

    @api.depends("visit_id")
    def _compute_text(self):
        for wizard in self:
            for name in ("content", "needs", "handling"):
                wizard[name] = wizard.visit_id[name]

    @api.depends("visit_id")
    def _compute_promises(self):
        """What was promised, until when: it is signed and sealed as well."""
        for wizard in self:
            wizard.promises = "\n".join(
                f"{promise.name} · {format_date(self.env, promise.due_on)}"
                for promise in wizard.visit_id.promise_ids
            )

    @api.depends("visit_id")
    def _compute_shown(self):
        for wizard in self:
            visit = wizard.visit_id._origin
            wizard.shown = wizard.shown or (visit and visit._seal())

    @api.depends("visit_id")
    def _compute_signed_by(self):
        for wizard in self.with_user(self.env.user):
            wizard.signed_by = wizard.signed_by or wizard.visit_id.partner_id.name

    def action_sign(self):
        """File the visit with the signature.

        :raises UserError: if it is not what the customer has read any more
        """
        self.ensure_one()
        self.visit_id._check_state("planned", "done")
        if self.shown != self.visit_id._seal():
            raise UserError(
                self.env._(
                    "Somebody changed this record while the customer was reading it. "
                    "Close the form and let the customer read it again."
                )
            )
        self.visit_id._sign(self.signature, self.signed_by)
        return {"type": "ir.actions.act_window_close"}

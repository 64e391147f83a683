# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class HelpdeskTicketSign(models.TransientModel):
    """The customer reads the handling form and signs it on the screen (CASE-9)."""

    _name = "helpdesk.ticket.sign"
    _inherit = "key.account.dialog.mixin"
    _description = "Signature on the Handling Form"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, readonly=True)
    summary = fields.Text(string="What Is Signed", compute="_compute_summary")
    signed_by = fields.Char(
        string="Name of the Signer",
        compute="_compute_signed_by",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    signature = fields.Image(
        string="Signature of the Customer",
        required=True,
        attachment=False,
        max_width=1024,
        max_height=512,
    )
    manager_signature = fields.Image(
        string="Own Signature", attachment=False, max_width=1024, max_height=512
    )

    @api.depends("ticket_id")
    def _compute_summary(self):
        for wizard in self:
            case = wizard._readable_case()
            wizard.summary = case and case._form_report()._summary(case)

    @api.depends("ticket_id")
    def _compute_signed_by(self):
        for wizard in self:
            case = wizard._readable_case()
            wizard.signed_by = wizard.signed_by or case.partner_id.name

    def _readable_case(self):
        """The case, if the user may read it: a form is written by the system."""
        # The rights of a record that is not saved yet are those of what it stands for.
        case = self.with_user(self.env.user).ticket_id._origin
        case.check_access("read")
        return case

    def action_sign(self):
        """Lock the form with the signatures."""
        self.ensure_one()
        wizard = self.with_context(bin_size=False)
        signatures = {"customer": (wizard.signed_by, wizard.signature)}
        if wizard.manager_signature:
            signatures["manager"] = (self.env.user.name, wizard.manager_signature)
        self.ticket_id._sign_form(
            {
                role: {"name": name, "image": image.decode()}
                for role, (name, image) in signatures.items()
            }
        )
        # What was drawn is kept with the form, and nowhere else.
        self.sudo().unlink()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

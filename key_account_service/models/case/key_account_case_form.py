# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo import api, fields, models

from ...lib.seal import digest


class KeyAccountCaseForm(models.Model):
    """A handling form that was signed: what stood on it, locked for ever (CASE-9).

    ``content`` is everything that was printed, signatures included, as one canonical
    text; its SHA-256 is kept beside it, and that of the PDF. Nobody alters or deletes a
    row, the database sees to that. When the data of the person are erased the content
    is emptied; that it was signed, when and with which hash, stays. Times are UTC.
    """

    _name = "key.account.case.form"
    _inherit = ["key.account.case.part.mixin", "key.account.append.only.mixin"]
    _description = "Signed Handling Form"
    _order = "id desc"
    _rec_name = "number"
    _log_access = False
    _may_be_emptied = ("content",)

    # The proof outlives the wish to delete the case.
    ticket_id = fields.Many2one(ondelete="restrict", readonly=True)
    number = fields.Char(required=True, readonly=True)
    at = fields.Datetime(
        string="Signed On", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Taken By",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    content = fields.Text(readonly=True, prefetch=False)
    content_hash = fields.Char(
        string="Seal",
        required=True,
        readonly=True,
        help="SHA-256 of everything that was printed and signed.",
    )
    pdf = fields.Binary(string="Signed Form", attachment=True, readonly=True)
    pdf_name = fields.Char(compute="_compute_pdf_name")
    pdf_hash = fields.Char(
        string="Seal of the PDF", readonly=True, help="SHA-256 of the file."
    )
    signed_by = fields.Char(compute="_compute_signed_by")
    signature = fields.Binary(
        string="Signature of the Customer", compute="_compute_signed_by"
    )
    standing = fields.Selection(
        [
            ("agrees", "Agrees with the case"),
            ("changed", "Case changed after signing"),
            ("tampered", "Altered after signing"),
            ("erased", "Erased"),
        ],
        compute="_compute_standing",
        help="Whether the case still says what was signed, and whether what is kept "
        "is still what was signed.",
    )
    changes = fields.Char(
        string="Changed Since",
        compute="_compute_standing",
        help="The parts of the form that would be printed differently today.",
    )

    _number_uniq = models.Constraint(
        "UNIQUE (number)", "A signed form has this number already."
    )

    def _signed_content(self):
        """:return: dict of what was signed, empty if it was erased or is unreadable"""
        try:
            return json.loads(self.sudo().content or "{}")
        except ValueError:
            return {}

    @api.depends("number")
    def _compute_pdf_name(self):
        for form in self:
            form.pdf_name = f"{form.number.replace('/', '-')}.pdf"

    @api.depends("content")
    def _compute_signed_by(self):
        for form in self:
            signatures = form._signed_content().get("signatures", {})
            customer = signatures.get("customer", {})
            form.signed_by = customer.get("name", "")
            form.signature = customer.get("image", "").encode()

    # What is there now, whatever it was when the row was read.
    @api.depends_context("uid")
    def _compute_standing(self):
        for form in self:
            form.standing = form._own_standing()
            changed = form.standing == "agrees" and form.ticket_id._form_changes(form)
            form.changes = ", ".join(changed or ())
            if changed:
                form.standing = "changed"

    def _own_standing(self):
        """Whether what is kept is still what was signed."""
        form = self.sudo().with_context(bin_size=False)
        if not form.content:
            return "erased"
        pdf = form._pdf_file() if form.pdf_hash else b""
        altered = form.pdf_hash and digest(pdf) != form.pdf_hash
        if altered or digest(form.content) != form.content_hash:
            return "tampered"
        return "agrees"

    def _pdf_file(self):
        """The bytes of the PDF as they are kept now."""
        found = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("res_field", "=", "pdf"),
                ],
                limit=1,
            )
        )
        return found.raw or b""

    def action_download(self):
        """Open the PDF that was kept when the form was signed."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/pdf"
            "?download=true&filename_field=pdf_name",
            "target": "self",
        }

    def _empty(self):
        """Erase what was signed, as the law wants; that it was signed stays."""
        forms = self.sudo()
        attachments = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", forms.ids),
                    ("res_field", "=", "pdf"),
                ]
            )
        )
        attachments.unlink()
        forms.content = False

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.seal import digest

_logger = logging.getLogger(__name__)

REPORT = "key_account_service.action_report_visit"


class KeyAccountVisit(models.Model):
    """The report as a file, kept with the seal when the customer signs (VISIT-4).

    It is filed with the visit, and so with the account, for whoever may read the visit;
    an attachment of the contact would be read by every employee.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    signed_pdf = fields.Binary(
        string="Signed Report", attachment=True, readonly=True, copy=False
    )
    signed_pdf_hash = fields.Char(
        string="Seal of the PDF", readonly=True, copy=False, help="SHA-256 of the file."
    )
    signed_pdf_name = fields.Char(compute="_compute_signed_pdf_name")
    is_pdf_intact = fields.Boolean(
        string="PDF Intact",
        compute="_compute_is_pdf_intact",
        help="The file is still the one that was kept when the customer signed.",
    )

    @api.depends("name")
    def _compute_signed_pdf_name(self):
        for visit in self:
            visit.signed_pdf_name = f"{visit.name}.pdf"

    @api.depends("signed_pdf", "signed_pdf_hash")
    def _compute_is_pdf_intact(self):
        for visit in self:
            sealed = visit.signed_pdf_hash
            visit.is_pdf_intact = bool(sealed) and sealed == digest(visit._pdf_file())

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"signed_pdf", "signed_pdf_hash"}

    def _sign(self, signature, signed_by):
        result = super()._sign(signature, signed_by)
        self._keep_pdf()
        return result

    def action_keep_pdf(self):
        """Make the file of a signed report that could not be made at once.

        :raises UserError: if there is one already, or it cannot be made
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state("signed")
        if self.signed_pdf_hash:
            raise UserError(self.env._("The signed report was kept already."))
        if not self._keep_pdf():
            raise UserError(
                self.env._(
                    "The PDF could not be made. Try again later, or tell your "
                    "administrator."
                )
            )

    def action_download_pdf(self):
        """Open the PDF that was kept when the customer signed."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/signed_pdf"
            "?download=true&filename_field=signed_pdf_name",
            "target": "self",
        }

    def _keep_pdf(self):
        """Keep the report of a signed visit as a file, with its seal.

        A signature is never lost because a printer fails: without a file the report is
        printed from the locked record at any time.

        :return: whether there is a file now
        """
        self.ensure_one()
        pdf = self._print_signed()
        if pdf:
            self.sudo().write(
                {"signed_pdf": base64.b64encode(pdf), "signed_pdf_hash": digest(pdf)}
            )
        return bool(pdf)

    def _print_signed(self):
        try:
            with self.env.cr.savepoint():
                pdf, kind = self.env["ir.actions.report"]._render_qweb_pdf(
                    REPORT, self.ids
                )
        except UserError:
            _logger.exception("The PDF of visit %s could not be made.", self.name)
            return b""
        return pdf if kind == "pdf" else b""

    def _pdf_attachment(self):
        """The file as it is kept now; read with all rights, by whoever was checked."""
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("res_field", "=", "signed_pdf"),
                ],
                limit=1,
            )
        )

    def _pdf_file(self):
        # With ``bin_size`` the web client asks for the size of a file only.
        return self._pdf_attachment().with_context(bin_size=False).raw or b""

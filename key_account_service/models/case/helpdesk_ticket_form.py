# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.seal import canonical, digest
from ...report.helpdesk_ticket_report_signed import SignedDraft
from .res_partner import STAFF

_logger = logging.getLogger(__name__)

REPORT = "key_account_service.action_report_complaint_form"


class HelpdeskTicket(models.Model):
    """The handling form of a case: signed on the screen, then locked (CASE-9).

    A case that changed after signing may be signed again, on a further form; the one
    before stays as it was.
    """

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "key.account.signature.mixin"]

    form_ids = fields.One2many(
        "key.account.case.form",
        "ticket_id",
        string="Signed Forms",
        readonly=True,
        groups=STAFF,
    )
    form_standing = fields.Selection(
        [
            ("agrees", "Agrees with the case"),
            ("changed", "Case changed after signing"),
            ("tampered", "Altered after signing"),
            ("erased", "Erased"),
        ],
        string="Signed Form",
        compute="_compute_form_standing",
        groups=STAFF,
    )
    form_changes = fields.Char(
        string="Changed Since", compute="_compute_form_standing", groups=STAFF
    )

    @api.depends("form_ids")
    def _compute_form_standing(self):
        for case in self:
            form = case._signed_form()
            case.form_standing = form.standing
            case.form_changes = form.changes

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {"form_ids"}

    def _signed_form(self):
        """The form that was signed last, if any."""
        return self.form_ids.sorted("id")[-1:]

    def _complaint_form_repairs(self):
        """Hook: the repairs on site that the handling form prints, the first one first.

        :return: list of dicts, each key of which may be left out: ``number``, ``crew``,
            ``state_label``, ``cause``, ``work_done``, ``measured``, ``parts``,
            ``fail_reason``, ``end_note``, ``signed_by``, ``no_signature_reason``,
            ``rating_text`` (str); ``appointment_start``, ``appointment_end``,
            ``arrived_at``, ``finished_at``, ``signed_on`` (naive UTC); ``rating`` (1 to
            5, 0: none); ``signature`` (PNG in base64, of the customer)
        """
        self.ensure_one()
        return []

    def _form_report(self):
        return self.env["report.key_account_service.report_complaint_form"]

    def _form_changes(self, form):
        """Labels of the parts of a signed form that read differently by now."""
        return self._form_report()._changes(self, form._signed_content())

    def action_sign_form(self):
        """Let the customer sign the handling form on the screen."""
        self.ensure_one()
        self.check_access("write")
        # Before the customer is handed the screen, not after the signature.
        self._check_unsigned()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sign Handling Form"),
            "res_model": "helpdesk.ticket.sign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_ticket_id": self.id},
        }

    def _check_unsigned(self):
        """:raises UserError: if what the case says is signed already"""
        form = self._signed_form()
        if form.standing == "agrees":
            raise UserError(
                self.env._(
                    "The handling form of %(case)s is signed already, and nothing has "
                    "changed since.",
                    case=self.number,
                )
            )

    def _sign_form(self, signatures):
        """Lock what the form says now, with the signatures; once (CASE-9).

        :param signatures: dict of ``customer`` and perhaps ``manager`` to a dict of
            ``name`` and ``image`` (base64)
        :return: the signed form
        """
        self.ensure_one()
        self.check_access("write")
        self.sudo().lock_for_update()
        self.invalidate_recordset(["form_ids"])
        self._check_unsigned()
        for signature in signatures.values():
            self._check_drawing(signature["image"])
        now = fields.Datetime.now()
        content = canonical(self._form_report()._content(self, signatures, now))
        number = f"{self.number}/{len(self.sudo().form_ids) + 1}"
        pdf = self._print_signed(content, number, now)
        return (
            self.env["key.account.case.form"]
            .sudo()
            .create(
                {
                    "ticket_id": self.id,
                    "number": number,
                    "at": now,
                    "user_id": self.env.uid,
                    "content": content,
                    "content_hash": digest(content),
                    "pdf": base64.b64encode(pdf) if pdf else False,
                    "pdf_hash": digest(pdf) if pdf else False,
                }
            )
            .with_env(self.env)
        )

    def _print_signed(self, content, number, moment):
        """The PDF of what is signed, empty if it could not be made.

        A signature is never lost because a printer fails: the content holds all of it,
        and the form is printed from it at any time.
        """
        draft = SignedDraft(self.id, content, number, moment)
        Report = self.env["ir.actions.report"].with_context(
            key_account_form_draft=draft
        )
        try:
            with self.env.cr.savepoint():
                pdf, kind = Report._render_qweb_pdf(REPORT, self.ids)
        except UserError:
            _logger.exception("The PDF of signed form %s could not be made.", number)
            return b""
        return pdf if kind == "pdf" else b""

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        signed = self.sudo().filtered("form_ids")
        if signed:
            raise UserError(
                self.env._(
                    "%(cases)s has a signed handling form and cannot be deleted. "
                    "Archive it instead.",
                    cases=", ".join(signed.mapped("number")),
                )
            )

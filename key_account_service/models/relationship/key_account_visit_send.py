# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

TEMPLATE = "key_account_service.mail_template_visit_report"


class KeyAccountVisit(models.Model):
    """The signed report goes to the customer, if wished; a failure is seen (VISIT-4).

    It is sent past the conversation below the visit: who follows that may not read the
    record.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    report_mail_state = fields.Selection(
        [("sent", "Sent"), ("failed", "Not delivered")],
        string="Report to the Customer",
        readonly=True,
        copy=False,
    )
    report_sent_at = fields.Datetime(string="Report Sent On", readonly=True, copy=False)
    report_sent_to = fields.Char(readonly=True, copy=False)
    report_mail_error = fields.Char(string="Why It Failed", readonly=True, copy=False)
    report_message_id = fields.Many2one(
        "mail.message",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "report_mail_state",
            "report_sent_at",
            "report_sent_to",
            "report_mail_error",
            "report_message_id",
        }

    def action_send_report(self):
        """Send the signed report to the person who was met.

        :raises UserError: if there is no signed report or no address, or it was sent
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state("signed")
        self._check_not_sent()
        self._check_sendable()
        template = self.env.ref(TEMPLATE, False)
        if not template:
            raise UserError(self.env._("The template of the e-mail was deleted."))
        # Whoever visits need not be allowed to use templates; the file is the signed
        # one, the address that of the customer.
        visit = self.sudo()
        copy = (
            self.env["ir.attachment"]
            .sudo()
            .create({"name": visit.signed_pdf_name, "raw": visit._pdf_file()})
        )
        mail_id = template.sudo().send_mail(
            visit.id, email_values={"attachment_ids": copy.ids}
        )
        mail = self.env["mail.mail"].sudo().browse(mail_id)
        visit._note_sent(
            report_message_id=mail.mail_message_id.id,
            report_sent_to=visit.partner_id.email,
        )

    def _check_not_sent(self):
        """:raises UserError: after a second click; what failed may be sent again"""
        if self.report_mail_state == "sent":
            raise UserError(
                self.env._(
                    "The report of %(visit)s was sent to the customer already.",
                    visit=self.name,
                )
            )

    def _check_sendable(self):
        if not self.is_pdf_intact:
            raise UserError(
                self.env._(
                    "There is no signed report to send, or it is not the one that was "
                    "signed. Press “Make the PDF” first."
                )
            )
        if not self.partner_id.email:
            raise UserError(
                self.env._(
                    "%(person)s has no e-mail address. Put it into the contact, or "
                    "hand over the report on paper.",
                    person=self.partner_id.name,
                )
            )

    def _note_sent(self, **facts):
        self.sudo().write(
            {
                "report_mail_state": "sent",
                "report_sent_at": fields.Datetime.now(),
                "report_mail_error": False,
                **facts,
            }
        )

    def _note_not_sent(self, reason):
        """Keep visible that the customer has no report."""
        self.sudo().write({"report_mail_state": "failed", "report_mail_error": reason})

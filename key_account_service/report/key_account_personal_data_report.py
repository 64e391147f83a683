# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ReportPersonalData(models.AbstractModel):
    """All that is kept about a person on paper, for that person.

    Printed from the form of the export, by whoever may export, and logged each time.
    """

    _name = "report.key_account_service.report_personal_data"
    _inherit = "key.account.form.mixin"
    _description = "Personal Data on Paper"

    _form_model = "key.account.file.export"

    @api.model
    def _get_report_values(self, docids, data=None):
        self.env[self._form_model].browse(docids)._log_export("pdf")
        return super()._get_report_values(docids, data=data)

    def _form_lang(self, doc):
        # For the person; the file is read with the rights of who prints.
        return doc.file_id.partner_id.lang or self.env.user.lang or self.env.lang

    @api.model
    def _zone(self, doc):
        company = doc.file_id.company_id.sudo()
        return self.env.user.tz or company.partner_id.tz or "UTC"

    def _form(self, doc):
        file = doc.file_id
        sections = [
            {"title": title, "rows": [self._pairs(row) for row in rows]}
            for title, rows in file._personal_data().items()
        ]
        return {
            "doc": doc,
            "company": file.company_id.sudo(),
            "name": file.partner_id.name,
            "sections": sections,
            "printed": self._moment(doc, fields.Datetime.now()),
            "printer": self.env.user.name,
        }

    def _pairs(self, row):
        """Labels with the pieces of what they say, without those that say nothing."""
        return [
            (label, self._paragraphs(self._plain(text)))
            for label, text in row.items()
            if text
        ]

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import format_date


class ReportContactHistory(models.AbstractModel):
    """All contacts with a customer in a period, the newest first (FILE-6)."""

    _name = "report.key_account_service.report_contact_history"
    _inherit = "key.account.form.mixin"
    _description = "Contact History (Form)"

    _form_model = "key.account.contact.history"

    def _form_lang(self, doc):
        """The language of whoever prints it: it stays in the house."""
        return self.env.lang or self.env.user.lang or doc.company_id.partner_id.lang

    def _form(self, doc):
        account = doc.partner_id.key_account_id
        person = doc.person_id
        lines = doc._lines()
        return {
            **super()._form(doc),
            "account": account.sudo().display_name,
            "person": person.sudo().name if person else "",
            "manager": account.sudo().key_account_manager_id.name,
            "period": " – ".join(
                format_date(self.env, day) for day in (doc.date_from, doc.date_to)
            ),
            "printed": self._moment(doc, fields.Datetime.now()),
            "printer": self.env.user.name,
            "rows": [
                self._row(doc, number, line) for number, line in enumerate(lines, 1)
            ],
        }

    def _row(self, doc, number, line):
        """A contact, and under it what was said, in pieces that fit on a page."""
        labels = {
            "content": self.env._("Content"),
            "needs": self.env._("Needs"),
            "handling": self.env._("Handling"),
        }
        said = [
            (label, self._paragraphs(line[name]))
            for name, label in labels.items()
            if doc.with_content and line[name]
        ]
        return {
            **line,
            "position": number,
            "moment": self._moment(doc, line["at"]),
            "who": ", ".join(line["people"].sudo().mapped("name")),
            "said": said,
        }

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import format_date


class ReportHandover(models.AbstractModel):
    """The protocol of a handover, to be signed by both managers (TEAM-1)."""

    _name = "report.key_account_service.report_handover"
    _inherit = "key.account.form.mixin"
    _description = "Handover Protocol"

    _form_model = "key.account.handover"

    def _form_lang(self, doc):
        """Staff signs it: the language of whoever prints it."""
        return self.env.lang or doc.company_id.sudo().partner_id.lang or "en_US"

    def _form(self, doc):
        return {
            **super()._form(doc),
            "number": doc.name,
            "giver": doc.giver_id.name,
            "taker": doc.taker_id.name,
            "date": format_date(self.env, doc.date, date_format="yyyy-MM-dd"),
            "reason": doc.reason,
            "state": self._label(doc, "state"),
            "accounts": doc.account_ids.sorted("name").mapped("name"),
            "listed": self._moment(doc, doc.listed_at),
            "lines": [self._line(doc, line) for line in doc.line_ids],
            "given": self._confirmed(doc),
            "taken": self._moment(doc, doc.taken_at),
            "answer": doc.given_by_id != doc.giver_id and doc.answer,
        }

    def _line(self, doc, line):
        day = format_date(self.env, line.due_date, date_format="yyyy-MM-dd")
        return {
            "account": line.account_id.name or "",
            "kind": line.kind or "",
            "name": line.name,
            "due": self._moment(doc, line.due_at) or day,
            "late": line.is_late,
            "outcome": self._label(line, "outcome"),
        }

    def _confirmed(self, doc):
        """When the giver confirmed, and who did in the place of the giver."""
        moment = self._moment(doc, doc.given_at)
        other = doc.given_by_id - doc.giver_id
        return f"{moment} ({other.name})" if moment and other else moment

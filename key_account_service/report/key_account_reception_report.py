# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_date, groupby


class ReportReception(models.AbstractModel):
    """The reception log of the chosen entries, a table a day (CASE-1)."""

    _name = "report.key_account_service.report_reception"
    _inherit = "key.account.form.mixin"
    _description = "Reception Log (Form)"

    _form_model = "key.account.reception"

    @api.model
    def _get_report_values(self, docids, data=None):
        """One form a company and day, in the zone of whoever prints it."""
        values = super()._get_report_values(docids, data)
        docs = values["docs"].sorted(lambda doc: (doc.company_id.id, doc.received_at))
        days = groupby(docs, lambda doc: (doc.company_id, self._day(doc)))
        sheets = [self._sheet(day, entries) for (_c, day), entries in days]
        return {**values, "forms": sheets}

    def _form_lang(self, doc):
        """The log stays in the house: the language of whoever prints it."""
        return self.env.lang or self.env.user.lang or super()._form_lang(doc)

    def _day(self, doc):
        moment = doc.with_context(tz=self._zone(doc))
        return fields.Datetime.context_timestamp(moment, doc.received_at).date()

    def _sheet(self, day, docs):
        return {
            **self._translated_form(docs[0]),
            "day": format_date(self.env, day),
            "rows": [self._row(doc, number) for number, doc in enumerate(docs, 1)],
            "minutes": sum(doc.minutes for doc in docs),
        }

    def _row(self, doc, number):
        customer, account = doc.partner_id.sudo(), doc.key_account_id.sudo()
        who = customer.name or doc.caller or ""
        company = account.name if account != customer else ""
        return {
            "number": number,
            "time": self._moment(doc, doc.received_at)[-5:],
            "channel": doc.channel_id.name,
            "who": " · ".join(filter(None, (who, company, doc.phone))),
            "tier": doc.key_account_tier_id.display_name or "",
            "matter": doc.matter,
            "answer": doc.answer or "",
            "outcome": self._outcome(doc),
            "clerk": doc.user_id.name,
            "minutes": doc.minutes,
        }

    def _outcome(self, doc):
        number = doc.ticket_id.sudo().number
        label = self._label(doc, "outcome")
        return f"{label}: {number}" if number else label

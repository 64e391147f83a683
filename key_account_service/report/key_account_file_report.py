# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_date


class ReportAccountFile(models.AbstractModel):
    """The account file on paper, for those who may read it (FILE-1 to FILE-7, SEC-3).

    It names who printed it and when, since paper goes on without access rights, and
    never an ID number in full. It is an internal document in the user's language.
    """

    _name = "report.key_account_service.report_account_file"
    _inherit = "key.account.form.mixin"
    _description = "Account File"

    _form_model = "key.account.file"

    @api.model
    def _get_report_values(self, docids, data=None):
        values = super()._get_report_values(docids, data=data)
        values["docs"]._log_printed()
        return values

    def _form_lang(self, doc):
        return self.env.user.lang or self.env.lang or "en_US"

    def _form(self, doc):
        return {
            **super()._form(doc),
            **self._account(doc),
            **self._background(doc),
            **self._contact(doc),
            "anniversaries": [self._anniversary(day) for day in doc.anniversary_ids],
            "relatives": [self._relative(line) for line in doc.relative_ids],
            "services": [self._service(line) for line in doc.service_ids],
            "devices": [self._device(line) for line in doc.device_ids],
            "competitors": [self._competitor(line) for line in doc.competitor_ids],
            "people": [self._person(file) for file in doc.person_ids],
            "printed": self._moment(doc, fields.Datetime.now()),
            "printer": self.env.user.name,
        }

    def _account(self, doc):
        return {
            "name": doc.partner_id.name,
            "is_organisation": doc.is_organisation,
            "account": doc.account_id.name,
            "kind": self._label(doc.account_id, "key_account_kind"),
            "tier": doc.key_account_tier_id.display_name,
            "manager": doc.key_account_manager_id.name,
            "since": self._day(doc.customer_since),
            "size": self._label(doc, "organisation_size"),
            "organisation": self._label(doc, "organisation_kind"),
            "equipment": self._paragraphs(doc.equipment),
            "preferences": self._paragraphs(doc.preferences),
        }

    def _background(self, doc):
        return {
            "sex": self._label(doc, "sex"),
            "age": doc.age,
            "identity": doc._printed_identity(),
            "employer": doc.employer or (doc.account_id - doc.partner_id).name,
            "department": doc.department,
            "function": doc.function,
            "role": self._label(doc, "key_person_role"),
            "influence": self._label(doc, "influence"),
            "attitude": self._label(doc, "attitude"),
        }

    def _contact(self, doc):
        home = (doc.home_street, doc.home_city, doc.home_zip)
        return {
            "phone": doc.phone,
            "mobile": doc.mobile,
            "private_phone": doc.private_phone,
            "fax": doc.fax,
            "email": doc.email,
            "address": self._one_line(doc.contact_address or ""),
            "home": ", ".join(filter(None, home)),
            "channel": self._label(doc, "preferred_channel"),
            "hours": self._hours(doc.preferred_from, doc.preferred_to),
        }

    def _anniversary(self, day):
        whose = day.relative_id.name
        what = day.name or self._label(day, "kind")
        return {
            "what": " · ".join(filter(None, (what, whose))),
            "year": day.year or "",
            "day": day.day_label,
            "next": self._day(day.next_date),
        }

    def _relative(self, line):
        return {
            "name": line.name,
            "relation": self._label(line, "relation"),
            "phone": line.phone or "",
            "note": line.note or "",
        }

    def _service(self, line):
        return {
            "name": line.name,
            "paid": self.env._("Paid") if line.is_paid else self.env._("Free"),
            "from": self._day(line.date_from),
            "until": self._day(line.date_until),
        }

    def _device(self, line):
        return {
            "kind": self._label(line, "kind"),
            "number": line.number,
            "model": line.model or "",
            "location": line.location or "",
            "since": self._day(line.since),
        }

    def _competitor(self, line):
        return {
            "competitor": line.competitor,
            "services": line.services or "",
            "share": f"{line.share:g} %" if line.share else "",
            "end": self._day(line.contract_end),
        }

    def _person(self, file):
        return {
            "name": file.partner_id.name,
            "role": self._label(file, "key_person_role"),
            "function": file.function or "",
            "phone": file.phone or file.mobile or "",
            "influence": self._label(file, "influence"),
            "attitude": self._label(file, "attitude"),
        }

    @api.model
    def _day(self, date):
        return format_date(self.env, date, date_format="yyyy-MM-dd") if date else ""

    @api.model
    def _hours(self, start, end):
        """``9.5, 12`` as ``09:30–12:00``; nothing if no hours are wished."""
        if not start and not end:
            return ""
        clock = (divmod(round(hour * 60), 60) for hour in (start, end or 24))
        return "–".join(f"{hour:02}:{minute:02}" for hour, minute in clock)

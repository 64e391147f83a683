# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ReportMeeting(models.AbstractModel):
    """Programme and record of a meeting (VISIT-5, VISIT-6).

    Before it is held it is the programme with the list of who is invited, afterwards
    the record. It is for our own use: listed are the accounts that the printing user
    may see, each with its share of the cost; the cost of the whole stands on it for
    whoever answers for that.
    """

    _name = "report.key_account_service.report_meeting"
    _inherit = "key.account.form.mixin"
    _description = "Meeting Programme and Record"

    _form_model = "key.account.meeting"

    def _form_lang(self, doc):
        """Of whoever prints it: it goes to no customer."""
        return self.env.lang or self.env.user.lang or doc.company_id.partner_id.lang

    def _form(self, doc):
        held = doc.state == "done"
        # Lists that were read with all rights stay in memory for everybody.
        lines = doc.line_ids._filtered_access("read")
        return {
            **super()._form(doc),
            "number": doc.name,
            "title": doc.title,
            "kind": doc.kind_id.name,
            "state": self._label(doc, "state"),
            "held": held,
            "begins": self._moment(doc, doc.date_start),
            "ends": doc.date_end and self._moment(doc, doc.date_end),
            "place": doc.place,
            "organiser": doc.user_id.sudo().name,
            "hosts": ", ".join(doc.host_ids.sudo().mapped("name")),
            "programme": self._paragraphs(doc.programme),
            "outcome": self._paragraphs(doc.outcome) if held else [],
            "lines": [self._line(line, held) for line in lines],
            "costs": self._costs(doc) if self._sees_costs(doc) else [],
            "printed": self._moment(doc, fields.Datetime.now()),
            "printer": self.env.user.name,
        }

    def _sees_costs(self, doc):
        """Whoever may change the meeting, approves it, or audits."""
        return (
            doc.has_access("write")
            or doc.can_approve
            or self.env.user.has_group("key_account_service.group_key_account_auditor")
        )

    def _costs(self, doc):
        """Rows of label and amount."""
        rows = [
            (self._title(doc, name), self._money(doc, doc[name]))
            for name in ("planned_cost", "approved_cost", "actual_cost")
            if doc[name] or name == "planned_cost"
        ]
        if doc.approved_by_id:
            approver = doc.approved_by_id.sudo().name
            rows.append((self._title(doc, "approved_by_id"), approver))
        return rows

    def _title(self, record, name):
        return record._fields[name]._description_string(self.env)

    def _money(self, doc, amount):
        currency = doc.currency_id
        return currency.format(amount) if currency else f"{amount:.2f}"

    def _line(self, line, held):
        came = self._label(line, "attendance") if line.attendance else ""
        account = line.key_account_id
        return {
            "account": account.name if account != line.partner_id else "",
            "person": line.partner_id.name,
            "tier": line.key_account_tier_id.name,
            "answer": self._label(line, "answer"),
            "attendance": came,
            "people": ", ".join(line.person_ids.mapped("name")),
            "outcome": self._paragraphs(line.outcome) if held and line.outcome else [],
            "needs": self._paragraphs(line.needs) if held and line.needs else [],
            "cost": held and self._money(line, line.cost_share),
        }

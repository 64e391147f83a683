# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import format_date


class ReportWeeklyReview(models.AbstractModel):
    """A weekly review for the folder, or for the talk with the superior (TEAM-4)."""

    _name = "report.key_account_service.report_weekly_review"
    _inherit = "key.account.form.mixin"
    _description = "Printed Weekly Review"

    _form_model = "key.account.weekly.review"

    def _form_lang(self, doc):
        """Staff reads it: the language of whoever prints it."""
        return self.env.lang or doc.company_id.sudo().partner_id.lang or "en_US"

    def _form(self, doc):
        return {
            **super()._form(doc),
            "title": doc.display_name,
            "manager": doc.user_id.name,
            "team": doc.team_id.sudo().name or "",
            "week": " – ".join(map(self._day, (doc.week_start, doc.week_end))),
            "state": self._label(doc, "state"),
            "since": self._moment(doc, doc.since),
            "submitted": self._moment(doc, doc.submitted_at),
            "count": doc.line_count,
            "open": doc.open_count,
            "note": self._paragraphs(doc.note),
            "lines": [self._line(doc, line) for line in doc.line_ids],
        }

    def _line(self, doc, line):
        return {
            "account": line.account_id.name,
            "tier": line.tier_id.code or "",
            "due": self._facts(doc, line.due_facts),
            "heard": self._facts(doc, line.heard_facts),
            "changed": self._facts(doc, line.changed_facts),
            "answer": self._label(line, "state"),
            "remark": line.remark or "",
            "actions": [self._action(action) for action in line.action_ids],
        }

    def _facts(self, doc, facts):
        """When, what and where; what it says stands in the record itself."""
        moments = [fields.Datetime.to_datetime(fact["at"]) for fact in facts or []]
        return [
            f"{fact['way']}: {fact['name']}, {self._moment(doc, at)}"
            for fact, at in zip(facts or [], moments, strict=True)
        ]

    def _action(self, action):
        return {
            "what": action.what,
            "who": action.user_id.name or "",
            "until": self._day(action.due_on),
            "state": self._label(action, "state"),
        }

    def _day(self, day):
        return format_date(self.env, day, date_format="yyyy-MM-dd") or ""

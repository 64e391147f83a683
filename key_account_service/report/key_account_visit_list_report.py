# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import fields, models
from odoo.tools import format_date


class ReportVisitList(models.AbstractModel):
    """The visits of a period, a table a visitor (VISIT-3).

    It stays in the house; what was heard about competitors stands on no paper.
    """

    _name = "report.key_account_service.report_visit_list"
    _inherit = "key.account.form.mixin"
    _description = "Visit List of a Period (Form)"

    _form_model = "key.account.visit.list"

    def _form_lang(self, doc):
        """The language of whoever prints it."""
        return self.env.lang or self.env.user.lang or doc.company_id.partner_id.lang

    def _form(self, doc):
        visits = doc._visits()
        zone = self._zone(doc)
        number = iter(range(1, len(visits) + 1))
        sections = [
            {
                "visitor": user.sudo().name,
                "rows": [
                    {"number": next(number), **self._row(doc, visit)}
                    for visit in found.sorted(lambda visit: (self._day(visit), visit))
                ],
            }
            for user, found in self._by_visitor(visits)
        ]
        return {
            **super()._form(doc),
            "period": " – ".join(
                format_date(self.env, day) for day in (doc.date_from, doc.date_to)
            ),
            "choice": self._choice(doc),
            "printed": self._moment(doc.with_context(tz=zone), fields.Datetime.now()),
            "printer": self.env.user.name,
            "sections": sections,
            "totals": self._totals(visits),
        }

    def _by_visitor(self, visits):
        groups = visits.grouped("user_id").items()
        return sorted(groups, key=lambda group: (group[0].sudo().name, group[0].id))

    def _day(self, visit):
        """When it took place, else when it is planned."""
        return visit.visited_at or visit.planned_at

    def _choice(self, doc):
        """What the list is about, so that nobody takes a part for the whole."""
        chosen = (doc.user_id, doc.team_id, doc.account_id)
        names = [record.sudo().display_name for record in chosen if record]
        return " · ".join([self._label(doc, "shown"), *names])

    def _row(self, doc, visit):
        customer, account = visit.partner_id.sudo(), visit.key_account_id.sudo()
        who = [customer.name, account.name if account != customer else ""]
        return {
            "name": visit.name,
            "planned": self._moment(doc, visit.planned_at),
            "visited": self._moment(doc, visit.visited_at),
            "who": " · ".join(filter(None, who)),
            "tier": visit.key_account_tier_id.display_name or "",
            "way": self._label(visit, "way"),
            "place": visit.place or "",
            "said": self._said(visit) if doc.with_content else [""],
            "state": self._state(visit),
        }

    def _said(self, visit):
        """What was said, and what the customer needs, in pieces that fit on a page."""
        needs = visit.needs and self.env._("Needs: %(needs)s", needs=visit.needs)
        return self._paragraphs("\n".join(filter(None, (visit.content, needs))))

    def _state(self, visit):
        """How far it has come; what should have taken place is not passed over."""
        state = self._label(visit, "state")
        if visit.is_late:
            return self.env._("%(state)s, overdue", state=state)
        return state

    def _totals(self, visits):
        """How many of which state, in the order in which a visit passes them."""
        counts = Counter(visits.mapped("state"))
        labels = visits._fields["state"]._description_selection(self.env)
        return [(label, counts[state]) for state, label in labels if counts[state]]

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Visits in the contact history of an account, without what competitors do."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    def _key_account_history(self, start, end):
        took_place = Domain("state", "in", ("done", "signed"))
        visits = self._key_account_history_records(
            "key.account.visit", "visited_at", start, end, took_place
        )
        ways = dict(visits._fields["way"]._description_selection(self.env))
        states = dict(visits._fields["handling_state"]._description_selection(self.env))
        return super()._key_account_history(start, end) + [
            self._key_account_history_line(
                visit.visited_at,
                visit.partner_id | visit.participant_ids,
                number=visit.name,
                way=ways[visit.way],
                user=visit.user_id.name,
                place=visit.place,
                content=visit.content,
                needs=visit.needs,
                # Without a need there is nothing whose handling has a state.
                handling_state=visit.needs and states[visit.handling_state],
                handling=visit.handling,
            )
            for visit in visits
        ]

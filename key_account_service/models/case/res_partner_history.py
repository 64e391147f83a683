# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """What came to the desk, and what was said about cases, in the contact history."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    def _key_account_history(self, start, end):
        return [
            *super()._key_account_history(start, end),
            *self._history_of_cases(start, end),
            *self._history_of_notes(start, end),
            *self._history_of_reception(start, end),
        ]

    def _history_of_cases(self, start, end):
        """A case is a contact on the day on which it came in."""
        cases = self._key_account_history_records(
            "helpdesk.ticket", "received_at", start, end
        )
        return [
            self._key_account_history_line(
                case.received_at,
                case.partner_id,
                number=case.number,
                way=case.channel_id.name,
                user=case.first_contact_user_id.name or case.user_id.name,
                content=case.name,
                handling_state=case.stage_id.name,
            )
            for case in cases
        ]

    def _history_of_notes(self, start, end):
        """What the customer said and was told about a case later on."""
        notes = self._key_account_history_records(
            "key.account.case.note", "at", start, end
        )
        ways = dict(notes._fields["way"]._description_selection(self.env))
        return [
            self._key_account_history_line(
                note.at,
                note.ticket_id.partner_id,
                number=note.ticket_id.number,
                way=ways[note.way],
                user=note.user_id.name,
                content=note.customer_said,
                handling=note.we_said,
            )
            for note in notes
        ]

    def _history_of_reception(self, start, end):
        """What was answered at once; the rest stands there as its case."""
        answered = Domain("outcome", "=", "answered")
        entries = self._key_account_history_records(
            "key.account.reception", "received_at", start, end, answered
        )
        return [
            self._key_account_history_line(
                entry.received_at,
                entry.partner_id,
                way=entry.channel_id.name,
                user=entry.user_id.name,
                content=entry.matter,
                handling=entry.answer,
            )
            for entry in entries
        ]

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class KeyAccountAnswerMixin(models.AbstractModel):
    """Something that waits for an answer, of which there is only one (TEAM-3)."""

    _name = "key.account.answer.mixin"
    _description = "Question That Is Answered Once"

    def _locked(self):
        """The records, for this transaction only: two answers at once meet here.

        :raises UserError: for whoever comes second
        """
        self.check_access("read")
        asked = self.sudo()
        if asked.try_lock_for_update() != asked:
            raise UserError(
                self.env._(
                    "Somebody else is answering this at this moment. Reload the page "
                    "to see the answer."
                )
            )
        self.invalidate_recordset(["state"])
        return self

    def _check_state(self, *states):
        """:raises UserError: if somebody has answered meanwhile, or it is too early"""
        self.ensure_one()
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done with “%(name)s” now: it is “%(state)s”.",
                    name=self.sudo().display_name,
                    state=labels[self.state],
                )
            )

    def _note_in_case(self, words):
        """Write into the case what was answered, in the name of whoever did."""
        self.sudo().ticket_id.message_post(
            body=words,
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .res_partner import STAFF


class HelpdeskTicket(models.Model):
    """What the customer was told and when, as one list (CASE-4)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    contact_ids = fields.One2many(
        "key.account.case.note",
        "ticket_id",
        string="Contacts with the Customer",
        readonly=True,
        groups=STAFF,
    )

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {"contact_ids"}

    def action_soothe(self):
        """Record that the customer was calmed, and what the complaint is (CASE-4)."""
        action = self._contact_action(solved=False)
        action["name"] = self.env._("Soothe and Record")
        action["context"]["default_kind"] = "calmed"
        return action

    def _record_contact(self, moment, **values):
        """Put a contact on record, and keep the promises that it keeps.

        :param moment: when it was (UTC)
        :param values: of ``key.account.case.note``
        """
        self.ensure_one()
        case = self.sudo()
        first, told = not case.first_response_at, not case.customer_informed_at
        self._note_contact(moment)
        return (
            self.env["key.account.case.note"]
            .sudo()
            .create(
                {
                    "ticket_id": self.id,
                    "at": moment,
                    "user_id": self.env.uid,
                    "is_first": first,
                    "is_solution": told and bool(case.customer_informed_at),
                    **values,
                }
            )
        )

    def _record_message(self, message, moment):
        """The same for a word of staff that was written."""
        author = message.author_id.user_ids.filtered(lambda user: not user.share)
        return self._record_contact(
            moment,
            user_id=author[:1].id,
            way="email",
            we_said=self.env["key.account.form.mixin"]._plain(message.body),
            message_id=message.id,
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import format_datetime


class FsmOrder(models.Model):
    """Who is told of a repair: by number, time and link, never by name or address.

    Messages are read for ever by whoever got them, an order only while it is open.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "fsm.order"  # pylint: disable=consider-merging-classes-inherited

    def _crew_users(self):
        """The users of those who go; whoever has no access works on paper."""
        people = (self.person_id | self.person_ids).partner_id
        return people.user_ids.filtered(lambda user: user.active and not user.share)

    def _tell_crew(self):
        """Tell those who go where to look."""
        for order in self.sudo():
            crew = order._crew_users() - self.env.user
            for (lang, tz), users in crew.grouped(lambda u: (u.lang, u.tz)).items():
                speaking = order.with_context(lang=lang)
                moment = format_datetime(
                    speaking.env,
                    order.scheduled_date_start,
                    tz=tz,
                    dt_format="short",
                )
                speaking.message_notify(
                    partner_ids=users.partner_id.ids,
                    subject=speaking._crew_subject(),
                    body=speaking._crew_text(moment),
                    author_id=self.env.user.partner_id.id,
                )

    def _crew_subject(self):
        return self.env._("Repair %(order)s", order=self.name)

    def _crew_text(self, moment):
        """What the crew is told: number and time."""
        return self.env._(
            "You are sent to a customer: repair %(order)s, %(moment)s.",
            order=self.name,
            moment=moment,
        )

    def _servant(self):
        """Hook: who is told how a visit ended."""
        case = self._served()
        return case.key_account_manager_id or case.first_contact_user_id

    def _tell_manager(self):
        """Note on the case how the visit ended, and tell who serves it."""
        for order in self.sudo():
            served = order._servant()
            order._served().message_post(
                body=order._end_of_visit(),
                message_type="notification",
                subtype_xmlid="mail.mt_note",
                author_id=self.env.user.partner_id.id,
                partner_ids=(served - self.env.user).partner_id.ids,
            )

    def _end_of_visit(self):
        number = self.name
        if self.repair_state == "done":
            return self.env._("Repair %(order)s is done.", order=number)
        return self.env._(
            "Visit of repair %(order)s failed: %(reason)s.",
            order=number,
            reason=self._selection_word("repair_fail_reason"),
        )

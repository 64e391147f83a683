# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from .fsm_order import OPEN_REPAIR


class HelpdeskTicket(models.Model):
    """What the customer was told and when, and when a crew comes (SEC-4).

    Sentences only: what staff wrote down about a call is written for colleagues, and
    nothing of a crew but the time is the customer's.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _customer_words(self):
        """When and how we spoke with the customer, the last one first.

        :return: list of dicts: ``text``, and ``solved`` if the solution was told
        """
        case = self.sudo()
        if case._is_void():
            return []
        ways = dict(case.contact_ids._fields["way"]._description_selection(self.env))
        return [
            {
                "text": self.env._(
                    "%(way)s: %(time)s",
                    way=ways[contact.way],
                    time=self._in_words(contact.at),
                ),
                "solved": contact.is_solution,
            }
            for contact in case.contact_ids.sorted("at", reverse=True)
        ]

    def _customer_appointments(self):
        """When a crew comes, or was there.

        :return: list of sentences, the last one first
        """
        case = self.sudo()
        orders = case.fsm_order_ids.filtered(
            lambda order: order.repair_state and order.repair_state != "cancelled"
        )
        orders = orders.sorted("scheduled_date_start", reverse=True)
        return [
            sentence for order in orders if (sentence := self._appointment_words(order))
        ]

    def _appointment_words(self, order):
        start, end = order.scheduled_date_start, order.scheduled_date_end
        if order.repair_state == "done":
            time = order.date_end or end or start
            return time and self.env._(
                "Our crew was with you: %(time)s", time=self._in_words(time)
            )
        if not start:
            return ""
        time = self._in_words(start)
        if order.repair_state not in OPEN_REPAIR:
            return self.env._("Our crew could not do the work: %(time)s", time=time)
        if order.repair_state == "planned":
            return self.env._("Our crew comes: %(time)s", time=time)
        return self.env._("Our crew is on its way or with you: %(time)s", time=time)

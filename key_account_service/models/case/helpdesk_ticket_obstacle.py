# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import RedirectWarning, UserError


class HelpdeskTicket(models.Model):
    """What still stands in the way of closing a case as solved (CASE-4).

    Each part of the work adds its own conditions to ``_closing_obstacles``; whoever
    closes is told of the first, with the way to remove it. A case that is cancelled or
    rejected solves nothing and needs none of it.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _closing_obstacles(self):
        """What must happen before this case is closed, in the order of the work.

        :return: list of pairs: a sentence that says what to do, and the action (dict,
            its name is the label of the button) in which it can be done at once, or
            False
        """
        self.ensure_one()
        if self.customer_informed_at or not self._has_open_solution():
            return []
        return [self._obstacle_not_told()]

    def _obstacle_not_told(self):
        sentence = self.env._(
            "%(case)s cannot be closed yet: tell the customer that it is solved.",
            case=self.number,
        )
        return sentence, self._contact_action(solved=True)

    @api.constrains("stage_id")
    def _check_closing_obstacles(self):
        if self._is_closed_by_customer():
            return
        for ticket in self:
            obstacles = ticket._is_closing() and ticket._closing_obstacles()
            if obstacles:
                ticket._refuse_to_close(*obstacles[0])

    def _is_closing(self):
        """Whether the case stands in a stage in which it is closed as solved."""
        return self.stage_id.closed and self.clock_role == "solved"

    @api.model
    def _is_closed_by_customer(self):
        """Whether the customer acts, on the portal: what we owe does not hold it up."""
        return self.env.su and self.env.user._is_portal()

    @api.model
    def _refuse_to_close(self, sentence, action):
        """Say what is missing, and open the way to it.

        :raises RedirectWarning: if it can be done at once, by ``action``
        :raises UserError: if it cannot
        """
        if not action:
            raise UserError(sentence)
        modes = action.get("view_mode", "form").split(",")
        views = [(False, mode) for mode in modes]
        raise RedirectWarning(sentence, {"views": views, **action}, action["name"])

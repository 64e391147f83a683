# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """A case on which work has begun is new no more, all by itself (CASE-4)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _begin_work(self):
        """Move the cases that nobody attended to into the stage of their desk in which
        the clock runs on.

        Called where work begins: the customer heard from us, a department was asked, a
        crew sent, the case accepted. A desk without such a stage keeps the case where
        it is.
        """
        # Whoever answers, accepts or asks may do so; the stage only follows.
        waiting = self.sudo().filtered(
            lambda case: case.unattended and case.clock_role == "run"
        )
        for desk, cases in waiting.grouped("team_id").items():
            begun = desk._get_applicable_stages().filtered(
                lambda stage: (
                    stage.clock_role == "run"
                    and not stage.unattended
                    and not stage.closed
                )
            )
            if begun:
                cases.stage_id = begun[0]

    def action_take_over(self):
        """Take cases over: from now on they are the own ones (TEAM-2).

        :raises AccessError: for whoever may not change them
        """
        self.write({"first_contact_user_id": self.env.uid})
        self._begin_work()

    def _record_contact(self, moment, **values):
        contact = super()._record_contact(moment, **values)
        self._begin_work()
        return contact

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountVisit(models.Model):
    """How far a visit has come: planned, done, cancelled (VISIT-3)."""

    _inherit = "key.account.visit"  # pylint: disable=consider-merging-classes-inherited

    def action_done(self):
        """File the record of a visit that needs no signature (VISIT-3, VISIT-4)."""
        self.check_access("write")
        for visit in self:
            visit._check_state("planned")
            if visit.needs_signature:
                raise UserError(
                    self.env._(
                        "The customer signs the report of %(visit)s before it is "
                        "filed: it is about a concrete problem, or its rule asks for "
                        "it. Use “Customer signs”.",
                        visit=visit.name,
                    )
                )
            visit._file("done")

    def action_cancel(self):
        """Call off a visit that has not taken place."""
        self.check_access("write")
        for visit in self:
            visit._check_state("planned")
        self.sudo().state = "cancelled"

    def action_plan_again(self):
        """Take up a cancelled visit again."""
        self.check_access("write")
        for visit in self:
            visit._check_state("cancelled")
        self.sudo().state = "planned"

    def _check_state(self, *states):
        """The visit is in one of the states.

        :raises UserError: if it is not, as after a second click
        """
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done with %(visit)s any more: it is “%(state)s”.",
                    visit=self.name,
                    state=labels[self.state],
                )
            )

    def _check_content(self):
        """There is something to file.

        :raises UserError: if nobody has written down what was said
        """
        if not (self.content or "").strip():
            raise UserError(
                self.env._(
                    "Write down the main content of %(visit)s first.", visit=self.name
                )
            )

    def _file(self, state, **facts):
        """Put on record that the visit took place, with the tier of that day."""
        self._check_content()
        account = self.key_account_id.sudo()
        self.sudo().write(
            {
                "state": state,
                "visited_at": self.visited_at or fields.Datetime.now(),
                # A visit keeps the tier of its day, not that of its planning (TIER-7).
                "key_account_tier_id": account.key_account_tier_id.id
                if self.state == "planned"
                else self.key_account_tier_id.id,
                **facts,
            }
        )

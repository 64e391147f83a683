# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..choices import same_choices_as
from .key_account_need import UNDECIDED

#: What is decided about, and what the customer was told besides.
DECIDED = {"solution", "department_id"}
TOLD = DECIDED | {
    "heard_on",
    "partner_id",
    "source",
    "ticket_id",
    "told_way",
    "visit_id",
    "what",
}


class KeyAccountNeed(models.Model):
    """What becomes of a need: looked into, solved or declined, told.

    What exceeds the authority of its owner is in ``key_account_need_raise``.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.need"  # pylint: disable=consider-merging-classes-inherited

    decided_at = fields.Datetime(string="Answer Found On", readonly=True, copy=False)
    told_at = fields.Datetime(string="Customer Told On", readonly=True, copy=False)
    told_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    told_way = fields.Selection(
        selection=same_choices_as("key.account.visit", "way"),
        string="Told By Way Of",
        copy=False,
    )
    is_solved = fields.Boolean(
        readonly=True,
        copy=False,
        help="Whether what the customer was told is a solution.",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "decided_at",
            "is_solved",
            "key_account_tier_id",
            "name",
            "state",
            "told_at",
            "told_by_id",
        }

    def write(self, vals):
        if not self.env.su:
            self._check_fixed(vals.keys())
        return super().write(vals)

    def _check_fixed(self, names):
        """:raises UserError: for what the customer was told, or is to be told"""
        for need in self:
            fixed = TOLD if need.state == "told" else DECIDED
            if need.state not in UNDECIDED and fixed & names:
                raise UserError(
                    self.env._(
                        "The answer to %(need)s is decided. Press “Look again” first.",
                        need=need.name,
                    )
                )

    # ------------------------------------------------------------------
    # An answer is looked for
    # ------------------------------------------------------------------

    def action_begin(self):
        """Somebody looks into it."""
        for need in self:
            need._check_in("open")
            need.sudo().state = "in_progress"

    def action_solved(self):
        """There is a solution; now the customer is told.

        :raises UserError: if nobody has written it down
        """
        self._decide("solved")

    def action_decline(self):
        """It cannot be done, for the reason written down; now the customer is told."""
        self._decide("declined")

    def _decide(self, state):
        for need in self:
            need._check_in(*UNDECIDED)
            if not (need.solution or "").strip():
                raise UserError(
                    self.env._(
                        "Write down under “Answer to the Customer” what the customer "
                        "is offered, or why it cannot be done."
                    )
                )
            need.sudo().write(
                {
                    "state": state,
                    "is_solved": state == "solved",
                    "is_raised": False,
                    "decided_at": fields.Datetime.now(),
                }
            )

    def action_told(self):
        """The customer was told the result (PLAN-2).

        :raises UserError: if it does not say how
        """
        for need in self:
            need._check_in("solved", "declined")
            if not need.told_way:
                raise UserError(
                    self.env._(
                        "Choose first how the customer was told: on site, phone …"
                    )
                )
            need.sudo().write(
                {
                    "state": "told",
                    "told_at": fields.Datetime.now(),
                    "told_by_id": self.env.uid,
                }
            )

    def action_reopen(self):
        """The customer is not content, or the solution does not work after all."""
        for need in self:
            need._check_in("solved", "declined", "told")
            need.sudo().write(
                {
                    "state": "in_progress",
                    "decided_at": False,
                    "told_at": False,
                    "told_by_id": False,
                    "told_way": False,
                    "is_solved": False,
                }
            )

    def _check_in(self, *states, asked=False):
        """The current user may go on with it from here.

        :param bool asked: whether whoever was only asked may do so
        :raises UserError: if it is in another state, as after a second click
        """
        self.check_access("write")
        if not asked:
            self._check_ours()
        self.sudo().lock_for_update()
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done any more with %(need)s: %(state)s.",
                    need=self.name,
                    state=labels[self.state],
                )
            )

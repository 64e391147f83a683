# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

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
    """What becomes of a need: looked into, passed upward, solved or declined, told."""

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
    # What exceeds the owner's authority.
    department_id = fields.Many2one(
        "key.account.department",
        string="Department Asked",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    raised_to_id = fields.Many2one(
        "res.users",
        string="Passed To",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    raised_at = fields.Datetime(string="Passed On", readonly=True, copy=False)
    raised_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    raise_count = fields.Integer(string="Times Passed", readonly=True, copy=False)
    is_raised = fields.Boolean(
        string="Waits for Another",
        readonly=True,
        copy=False,
        help="A superior or a department was asked and has not answered.",
    )
    answer = fields.Text(copy=False, help="What the superior or the department says.")
    is_asked = fields.Boolean(compute="_compute_is_asked")

    @api.depends_context("uid")
    @api.depends("is_raised", "raised_to_id")
    def _compute_is_asked(self):
        """Whether the current user is the one who was asked and has to answer."""
        for need in self:
            need.is_asked = need.is_raised and need.raised_to_id == self.env.user

    @api.constrains("department_id", "company_id")
    def _check_department(self):
        for need in self:
            company = need.department_id.sudo().company_id
            if company and company != need.company_id:
                raise ValidationError(
                    self.env._(
                        "%(department)s belongs to another company than the account.",
                        department=need.department_id.name,
                    )
                )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "decided_at",
            "is_raised",
            "is_solved",
            "key_account_tier_id",
            "name",
            "raise_count",
            "raised_at",
            "raised_by_id",
            "raised_to_id",
            "state",
            "told_at",
            "told_by_id",
        }

    @api.model
    def _asked_domain(self):
        return Domain("is_raised", "=", True) & Domain(
            "raised_to_id", "=", self.env.uid
        )

    @api.model
    def _derived_access_domain(self):
        return super()._derived_access_domain() | self._asked_domain()

    @api.model
    def _derived_change_domain(self):
        return super()._derived_change_domain() | self._asked_domain()

    def write(self, vals):
        if not self.env.su:
            if vals.keys() - {"answer"}:
                self._check_ours()
            self._check_fixed(vals.keys())
            if "answer" in vals and not all(need.is_asked for need in self):
                raise self._not_asked_error()
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

    @api.model
    def _check_unanswered(self, vals_list):
        """:raises AccessError: for an answer before anybody was asked"""
        if not self.env.su and any(vals.get("answer") for vals in vals_list):
            raise self._not_asked_error()

    @api.model
    def _not_asked_error(self):
        return AccessError(self.env._("Only who was asked answers."))

    def _check_ours(self):
        """:raises AccessError: for whoever was asked only, and may answer"""
        user = self.env.user
        others = self.sudo().account_id.filtered(
            lambda account: user not in account._key_account_servants()
        )
        if others and not (self.env.su or others.with_env(self.env)._is_in_charge()):
            raise AccessError(
                self.env._(
                    "You were asked for an answer. Write it down under “Answer”; the "
                    "rest is for those who serve the account."
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

    # ------------------------------------------------------------------
    # What exceeds the owner's authority
    # ------------------------------------------------------------------

    def action_to_superior(self):
        """Pass it to the next superior, who is told at once.

        :raises UserError: if nobody stands above the current user
        """
        for need in self:
            need._check_in(*UNDECIDED)
            account = need.sudo().account_id
            above = account._key_account_superior_of(self.env.user)
            if not above:
                raise UserError(self.env._("Nobody stands above you here. Decide it."))
            need._raise_to(above)

    def action_to_department(self):
        """Ask the department that is chosen, by its first contact in this system.

        :raises UserError: if none is chosen, or it has no contact here
        """
        for need in self:
            need._check_in(*UNDECIDED)
            contacts = need.department_id.sudo().contact_ids.user_id
            contact = contacts.filtered("active")[:1]
            if not contact:
                raise UserError(
                    self.env._(
                        "Choose a department with a named contact who works in this "
                        "system. Call any other one and write down what it says."
                    )
                )
            need._raise_to(contact)

    def _raise_to(self, user):
        self.sudo().write(
            {
                "state": "in_progress",
                "is_raised": True,
                "raised_to_id": user.id,
                "raised_at": fields.Datetime.now(),
                "raised_by_id": self.env.uid,
                "raise_count": self.raise_count + 1,
                "answer": False,
            }
        )
        self.sudo().deadline_ids._tell_at_once(
            f"raised-{self.raise_count}", ["responsible"]
        )

    def action_answer(self):
        """Whoever was asked has answered; the owner goes on, and is told at once.

        :raises UserError: for whoever was not asked, or without an answer
        """
        for need in self:
            need._check_in(*UNDECIDED, asked=True)
            if not need.is_asked:
                raise UserError(self.env._("Only who was asked answers."))
            if not (need.answer or "").strip():
                raise UserError(self.env._("Write down your answer first."))
            asked = need.sudo()
            asked.is_raised = False
            asked.deadline_ids._tell_at_once(
                f"answered-{need.raise_count}", ["responsible"]
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

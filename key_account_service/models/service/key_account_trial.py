# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .key_account_promised_work_mixin import SHORTEST


class KeyAccountTrial(models.Model):
    """A service that a customer tries free: start, end, and what came of it (APP-6).

    It begins when the service of a trial application is opened. Before it ends, whoever
    serves the account asks the customer; wanting it leads to an application for more
    services, to which the trial points. Days are those of the company.
    """

    _name = "key.account.trial"
    _inherit = "key.account.promised.work.mixin"
    _description = "Free Trial"
    _order = "date_until desc, id desc"
    _rec_name = "name"

    name = fields.Char(string="Number", required=True, readonly=True, copy=False)
    line_id = fields.Many2one(
        "key.account.application.line",
        string="Line of the Application",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    application_id = fields.Many2one(
        "key.account.application", related="line_id.application_id", store=True
    )
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    tier_id = fields.Many2one("key.account.tier", readonly=True, ondelete="restrict")
    date_from = fields.Date(string="Tried From", required=True, readonly=True)
    date_until = fields.Date(string="Last Day", required=True, readonly=True)
    state = fields.Selection(
        [
            ("running", "Being tried"),
            ("converted", "Wants it"),
            ("not_wanted", "Does not want it"),
        ],
        default="running",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    opinion = fields.Text(
        string="What the Customer Says", help="Of the service, and why or why not."
    )
    decided_at = fields.Datetime(string="Result Known On", readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users", string="Result Noted By", readonly=True, copy=False
    )
    conversion_id = fields.Many2one(
        "key.account.application",
        string="Application for It",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    conversion_state = fields.Selection(
        related="conversion_id.state", string="State of That Application"
    )

    _line_uniq = models.Constraint(
        "UNIQUE (line_id)", "The trial of this line has begun already."
    )
    _days_sane = models.Constraint(
        "CHECK (date_until >= date_from)", "A trial cannot end before it begins."
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "application_id",
            "conversion_id",
            "date_from",
            "date_until",
            "decided_at",
            "decided_by_id",
            "line_id",
            "name",
            "product_id",
            "state",
            "tier_id",
        }

    @api.depends("name", "product_id")
    def _compute_display_name(self):
        for trial in self._named_to_reader():
            service = trial.product_id.name or ""
            trial.display_name = f"{trial.name or ''} {service}".strip()

    def write(self, vals):
        if not self.env.su and "opinion" in vals:
            self._check_no_result()
        return super().write(vals)

    def _check_no_result(self):
        """:raises UserError: for whoever changes why a trial ended as it did"""
        for trial in self:
            if trial.state != "running":
                raise UserError(
                    self.env._(
                        "The result of %(trial)s is known, and what the customer said "
                        "stays with it. Take the result back first.",
                        trial=trial.name,
                    )
                )

    # ------------------------------------------------------------------
    # What came of it
    # ------------------------------------------------------------------

    def action_convert(self):
        """The customer wants it: begin the application for the paid service.

        :raises AccessError: for whoever does not serve the account
        :raises UserError: if the result is known already
        """
        self.ensure_one()
        self._check_running()
        application = self.env["key.account.application"].create(
            {
                "partner_id": self.application_id.sudo().partner_id.id,
                "company_id": self.company_id.id,
                "kind": "more",
                "reason": self.opinion,
                "line_ids": [(0, 0, self._paid_line())],
            }
        )
        self._decide("converted", conversion_id=application.id)
        return {
            "type": "ir.actions.act_window",
            "res_model": application._name,
            "res_id": application.id,
            "views": [(False, "form")],
        }

    def _paid_line(self):
        """What was tried, paid from the day after the trial on: without a gap."""
        return {
            "product_id": self.product_id.id,
            "quantity": self.line_id.sudo().quantity,
            "date_from": self.date_until + timedelta(days=1),
        }

    def action_not_wanted(self):
        """The customer does not want it; the service ends with the trial.

        :raises AccessError: for whoever does not serve the account
        :raises UserError: if nobody has written down why, or the result is known
        """
        for trial in self:
            trial._check_running()
            if not (trial.opinion or "").strip():
                raise UserError(
                    self.env._("Write down first what the customer says of it.")
                )
            trial._decide("not_wanted")

    def action_reopen(self):
        """The result was a mistake, or the customer thinks it over again.

        :raises AccessError: for whoever does not serve the account
        :raises UserError: if there is no result, or an application runs
        """
        for trial in self:
            trial.check_access("write")
            application = trial.conversion_id.sudo()
            dead = ("rejected", "withdrawn", "cancelled")
            if trial.state == "running":
                raise UserError(self.env._("There is no result yet."))
            if application and application.state not in dead:
                raise UserError(
                    self.env._(
                        "Application %(application)s is under way. Withdraw it first.",
                        application=application.name,
                    )
                )
            trial.sudo().write(
                {"state": "running", "decided_at": False, "decided_by_id": False}
            )

    def _check_running(self):
        self.check_access("write")
        self.sudo().lock_for_update()
        if self.state != "running":
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "The result of this trial is known: %(state)s.",
                    state=labels[self.state],
                )
            )

    def _decide(self, state, **facts):
        self.sudo().write(
            {
                "state": state,
                "decided_at": fields.Datetime.now(),
                "decided_by_id": self.env.uid,
                **facts,
            }
        )

    # ------------------------------------------------------------------
    # The promise: the result is known before the end
    # ------------------------------------------------------------------

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "trial"]

    def _deadline_length(self, promise, start, clock):
        """Counted back: so long before the trial ends its result is known."""
        until = clock.measure(start, max(self._end_of(self.date_until), start))
        return max(until - promise, SHORTEST)

    def _deadline_statuses(self, kind):
        if kind != "trial":
            return super()._deadline_statuses(kind)
        return {trial.id: trial._trial_status() for trial in self}


class KeyAccountDeadlinePolicy(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    kind = fields.Selection(
        selection_add=[("trial", "Result of a trial")],
        ondelete={"trial": "cascade"},
    )

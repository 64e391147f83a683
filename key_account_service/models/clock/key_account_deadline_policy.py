# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get


class KeyAccountDeadlinePolicy(models.Model):
    """What is promised, for which work, and who learns when it is not kept.

    The policy with the lowest sequence that fits a piece of work applies; among those
    of the same sequence the one that is due first (CASE-3). A policy that deadlines
    already use is never altered under them: what they were promised moves to an
    archived revision, to which they stay bound. Which one applies is in
    ``key_account_deadline_policy_match``, what it promises in ``…_promise``, its
    earlier terms in ``…_revision``.
    """

    _name = "key.account.deadline.policy"
    _inherit = "key.account.reach.mixin"
    _description = "Deadline Policy"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=10,
        help="The fitting policy with the lowest number applies. Among equal numbers, "
        "the one that is due first.",
    )
    company_id = fields.Many2one(
        "res.company", help="Empty: the policy applies in every company."
    )
    model_id = fields.Many2one(
        "ir.model",
        string="Work",
        required=True,
        ondelete="cascade",
        domain=lambda self: [("model", "in", self._work_models())],
        help="The kind of work that carries the promise.",
    )
    res_model = fields.Char(
        related="model_id.model", string="Work Model", store=True, index=True
    )
    kind = fields.Selection(
        [("respond", "First response"), ("resolve", "Solution")],
        string="Promise",
        required=True,
    )
    domain = fields.Char(
        string="Further Conditions",
        default="[]",
        help="Only work that fits these conditions; empty: all.",
    )
    amount = fields.Float(
        string="Time Limit", required=True, help="How much time the promise grants."
    )
    unit = fields.Selection(
        [
            ("minutes", "Minutes"),
            ("hours", "Hours"),
            ("days", "Days of 24 hours"),
            ("end_of_day", "End of the n-th day"),
        ],
        default="hours",
        required=True,
        help="“End of the n-th day” ends at midnight in the time zone of the policy; 0 "
        "is the day on which the promise starts. By working hours it is the end of "
        "work on the n-th working day after that.",
    )
    clock = fields.Selection(
        [("continuous", "Around the clock (24×7)"), ("calendar", "Working hours")],
        default="continuous",
        required=True,
        help="Which time counts.",
    )
    tz = fields.Selection(
        _tz_get,
        string="Time Zone",
        help="Zone whose midnights count. Empty: that of the company.",
    )
    start_field_id = fields.Many2one(
        "ir.model.fields",
        string="Starts At",
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('ttype', '=', 'datetime')]",
        help="The moment from which the promise counts. Empty: when the work was "
        "received.",
    )
    warn_share = fields.Float(
        string="Warn After",
        default=0.8,
        help="Share of the time limit after which the warning is given.",
    )
    warn_minutes = fields.Integer(
        string="Minutes Ahead, at Least",
        default=15,
        help="The warning is given at least this many minutes before the due time.",
    )
    urgent = fields.Boolean(
        help="Alarms of this promise are never held back by quiet hours."
    )
    step_ids = fields.One2many(
        "key.account.escalation.step", "policy_id", string="Escalation", copy=True
    )
    _amount_positive = models.Constraint(
        "CHECK (amount > 0 OR (unit = 'end_of_day' AND amount >= 0))",
        "The time limit must be greater than zero.",
    )
    _warning_sane = models.Constraint(
        "CHECK (warn_share > 0 AND warn_share <= 1 AND warn_minutes >= 0)",
        "Warn after more than 0 % and at most 100 % of the time limit, and not less "
        "than 0 minutes ahead.",
    )

    @api.constrains("start_field_id", "model_id")
    def _check_start_field(self):
        for policy in self:
            field = policy.sudo().start_field_id
            if field and (
                field.model_id != policy.model_id or field.ttype != "datetime"
            ):
                raise ValidationError(
                    self.env._(
                        "“%(field)s” is no moment of the work of the policy "
                        "“%(policy)s”. Choose one, or leave it empty.",
                        field=field.field_description,
                        policy=policy.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        self.env.registry.clear_cache()
        return policies

    def write(self, vals):
        result = super().write(vals)
        # Afterwards: what is asked for meanwhile would remember the former conditions.
        self.env.registry.clear_cache()
        return result

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KeyAccountEscalationStep(models.Model):
    """Who is told, when and how, from the warning to long overdue (CASE-5)."""

    _name = "key.account.escalation.step"
    _inherit = "key.account.reach.mixin"
    _description = "Escalation Step"
    _order = "anchor desc, offset_hours, id"

    policy_id = fields.Many2one(
        "key.account.deadline.policy", required=True, index=True, ondelete="cascade"
    )
    anchor = fields.Selection(
        [("warning", "Warning"), ("due", "Due time")],
        string="Counted From",
        default="due",
        required=True,
    )
    offset_hours = fields.Float(
        string="Hours Later",
        default=0.0,
        required=True,
        help="Time between the warning or the due time and this step; a negative time "
        "lies before it.",
    )
    recipient = fields.Selection(
        [
            ("responsible", "Responsible"),
            ("deputy", "Deputy"),
            ("duty", "Person on duty"),
            ("supervisor", "Supervisor"),
            ("department_head", "Department head"),
            ("company_head", "Company"),
            ("users", "Named users"),
        ],
        default="supervisor",
        required=True,
    )
    user_ids = fields.Many2many("res.users", string="Users")
    by_notification = fields.Boolean(
        string="Notification",
        default=True,
        help="In Odoo's inbox or by e-mail, as the recipient prefers.",
    )
    by_email = fields.Boolean(string="E-mail", help="By e-mail in any case.")
    unless_acknowledged = fields.Boolean(
        string="Skip if Acknowledged",
        help="This step is not taken if somebody has acknowledged an earlier alarm of "
        "the same promise. Otherwise it is taken in any case.",
    )
    mark = fields.Char(
        compute="_compute_mark",
        help="Names the point of the escalation path. Like steps of two policies bear "
        "the same name, so that nobody is told twice when a promise changes.",
    )

    _channel_given = models.Constraint(
        "CHECK (COALESCE(by_notification, FALSE) OR COALESCE(by_email, FALSE))",
        "Choose at least one way to tell the recipient: notification or e-mail.",
    )

    @api.depends("anchor", "offset_hours", "recipient", "user_ids")
    def _compute_mark(self):
        for step in self:
            minutes = step._offset() // timedelta(minutes=1)
            users = "".join(f"-{user_id}" for user_id in sorted(step._named().ids))
            step.mark = f"{step.anchor}{minutes:+d}/{step.recipient}{users}"

    def _named(self):
        """The users that the step names; one who leaves is named all the same.

        Otherwise the step would become another one, to be taken once more.
        """
        return self.with_context(active_test=False).user_ids

    def _offset(self):
        """Time between the anchor and this step, to the minute."""
        return timedelta(minutes=round(self.offset_hours * 60))

    @api.depends("anchor", "offset_hours", "recipient")
    def _compute_display_name(self):
        recipients = dict(self._fields["recipient"]._description_selection(self.env))
        anchors = dict(self._fields["anchor"]._description_selection(self.env))
        for step in self:
            words = {
                "anchor": anchors[step.anchor],
                "recipient": recipients[step.recipient],
            }
            if not step.offset_hours:
                step.display_name = self.env._("%(anchor)s: %(recipient)s", **words)
                continue
            step.display_name = self.env._(
                "%(anchor)s %(hours)s h: %(recipient)s",
                hours=f"{step.offset_hours:+g}",
                **words,
            )

    @api.constrains("recipient", "user_ids")
    def _check_users(self):
        for step in self:
            if step.recipient == "users" and not step._named():
                raise ValidationError(
                    self.env._("Name at least one user for the step “Named users”.")
                )

    def _ways(self):
        """Hook: the ways by which this step tells, in words."""
        self.ensure_one()
        ways = [name for name in self._fields if name.startswith("by_") and self[name]]
        return [self._fields[name]._description_string(self.env) for name in ways]

    def _own_facts(self):
        """Hook: fields that tell what became of a step, and are no terms of it."""
        return set()

    @api.model_create_multi
    def create(self, vals_list):
        # A revision being copied brings its own steps: its policy is not in use yet.
        policies = self.env["key.account.deadline.policy"].browse(
            {vals["policy_id"] for vals in vals_list if vals.get("policy_id")}
        )
        policies._keep_revision()
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() - self._own_facts():
            self.policy_id._keep_revision()
        return super().write(vals)

    def unlink(self):
        self.policy_id._keep_revision()
        return super().unlink()

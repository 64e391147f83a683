# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

#: What a superior decides about.
COST = {"kind_id", "planned_cost", "user_id"}


class KeyAccountMeeting(models.Model):
    """What costs more than its kind may is approved by a superior (VISIT-5)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.meeting"

    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_at = fields.Datetime(string="Approved On", readonly=True, copy=False)
    approved_cost = fields.Monetary(
        readonly=True, copy=False, help="Up to this it may cost what it is planned to."
    )
    author_ids = fields.Many2many(
        "res.users",
        "key_account_meeting_author_rel",
        "meeting_id",
        "user_id",
        string="Written By",
        readonly=True,
        copy=False,
        help="Who had a hand in what it costs does not approve it.",
    )
    needs_approval = fields.Boolean(compute="_compute_needs_approval")
    can_approve = fields.Boolean(compute="_compute_can_approve")

    @api.depends("planned_cost", "approved_cost", "kind_id.approval_above")
    def _compute_needs_approval(self):
        for meeting in self:
            free = max(meeting.kind_id.approval_above, meeting.approved_cost)
            meeting.needs_approval = (
                meeting.currency_id.compare_amounts(meeting.planned_cost, free) > 0
                if meeting.currency_id
                else meeting.planned_cost > free
            )

    @api.depends_context("uid")
    @api.depends("state", "user_id", "submitted_by_id", "author_ids")
    def _compute_can_approve(self):
        for meeting in self:
            asked = meeting.state == "submitted"
            meeting.can_approve = asked and self.env.user in meeting._approvers()

    @api.constrains("state", "planned_cost", "kind_id")
    def _check_approved(self):
        late = self.filtered(lambda m: m.state == "planned" and m.needs_approval)
        if late:
            raise ValidationError(
                self.env._(
                    "%(meeting)s would cost more than was approved. Take it back to "
                    "draft, change it and plan it again: a superior approves it.",
                    meeting=late[0].name,
                )
            )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "approved_at",
            "approved_by_id",
            "approved_cost",
            "author_ids",
            "submitted_by_id",
        }

    def _approvers(self):
        """Superiors of the organiser, but whoever organises, wrote or submitted it."""
        self.ensure_one()
        meeting = self.sudo()
        line = meeting.team_id._leaders() | meeting.company_id.key_account_head_id
        mine = meeting.user_id | meeting.submitted_by_id | meeting.create_uid
        mine |= meeting.author_ids
        return (line - mine).filtered("active")

    def write(self, vals):
        result = super().write(vals)
        if COST & vals.keys() and not self.env.su:
            self.sudo().author_ids = [fields.Command.link(self.env.uid)]
        return result

    def action_plan(self):
        """Plan it; above the limit put it before the next superior.

        :raises UserError: if nobody could approve it
        """
        self._step("draft")
        if not self.needs_approval:
            self.sudo().state = "planned"
            return
        self.sudo().write({"state": "submitted", "submitted_by_id": self.env.uid})
        approvers = self._approvers()
        if not approvers:
            raise UserError(
                self.env._(
                    "Nobody could approve %(meeting)s but those who organise it. Ask "
                    "an administrator to complete the line of command.",
                    meeting=self.name,
                )
            )
        self._notify(approvers[:1], "_text_to_approve")

    def _text_to_approve(self):
        return self.env._("A meeting waits for your approval")

    def _text_approved(self):
        return self.env._("Your meeting is approved")

    def _text_returned(self):
        return self.env._("Your meeting was returned to you")

    def action_approve(self):
        """Approve its cost.

        :raises AccessError: for everybody but a superior who did not organise it
        """
        self._check_approver()
        self.sudo().write(
            {
                "state": "planned",
                "approved_by_id": self.env.uid,
                "approved_at": fields.Datetime.now(),
                "approved_cost": self.planned_cost,
            }
        )
        self._notify(self.user_id, "_text_approved")

    def action_return(self):
        """Give it back to the organiser; why, is said in a note."""
        self._check_approver()
        self.sudo().state = "draft"
        self._notify(self.user_id, "_text_returned")

    def _check_approver(self):
        self.ensure_one()
        self.check_access("read")
        self.sudo().lock_for_update()
        self._check_state("submitted")
        if self.env.user not in self._approvers():
            raise AccessError(
                self.env._(
                    "A meeting is approved by a superior of its organiser who neither "
                    "wrote nor submitted it."
                )
            )

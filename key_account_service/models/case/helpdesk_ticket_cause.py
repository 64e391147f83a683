# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .res_partner import STAFF


class HelpdeskTicket(models.Model):
    """Why the customer had to complain: found before the case is closed (CASE-6)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    cause_id = fields.Many2one(
        "key.account.cause",
        tracking=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        groups=STAFF,
        domain="[('child_ids', '=', False), ('case_kind', 'in', (False, case_kind))]",
        help="What it was in the end. A complaint is not closed without.",
    )
    cause_analysis = fields.Text(
        string="Analysis of the Cause",
        copy=False,
        groups=STAFF,
        help="How it came to this, as far as it was found out. It stands on the "
        "handling form.",
    )

    @api.constrains("cause_id", "case_kind")
    def _check_cause(self):
        for case in self.sudo():
            cause = case.cause_id
            if cause.child_ids:
                raise ValidationError(
                    self.env._(
                        "“%(cause)s” is a group of causes. Choose one of those that "
                        "belong to it.",
                        cause=cause.display_name,
                    )
                )

    @api.constrains("cause_id", "cause_analysis", "case_kind")
    def _check_cause_kept(self):
        """What a closed complaint had to say is not taken away again."""
        if self._is_closed_by_customer():
            return
        for case in self:
            if case._is_closing() and case._lacks_cause():
                case._refuse_to_close(*case._cause_obstacle())

    def _lacks_cause(self):
        case = self.sudo()
        analysed = case.cause_id and (case.cause_analysis or "").strip()
        return case.case_kind == "complaint" and not analysed

    def _closing_obstacles(self):
        obstacles = super()._closing_obstacles()
        if self._lacks_cause():
            obstacles.append(self._cause_obstacle())
        return obstacles

    def _cause_obstacle(self):
        sentence = self.env._(
            "%(case)s cannot be closed yet: name the cause, and how it came to it.",
            case=self.number,
        )
        return sentence, self._cause_action()

    def _cause_action(self):
        """The form in which the cause is entered and, if it was asked for, the case
        closed at once."""
        stage = self.stage_id.id if self._is_closing() else False
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enter the Cause"),
            "res_model": "helpdesk.ticket.cause",
            "view_mode": "form",
            "target": "new",
            "context": {"default_ticket_id": self.id, "default_stage_id": stage},
        }

    def action_enter_cause(self):
        """Open the form in which the cause is entered."""
        self.ensure_one()
        return self._cause_action()

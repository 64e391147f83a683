# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from .res_partner import STAFF


class HelpdeskTicket(models.Model):
    """Major and special cases are investigated before they are closed (CASE-7)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    is_special = fields.Boolean(
        string="Special Case",
        tracking=True,
        copy=False,
        groups=STAFF,
        help="Not closed without an investigation, whatever its level.",
    )
    special_reason = fields.Char(
        string="Why Special", tracking=True, copy=False, groups=STAFF
    )
    investigation_ids = fields.One2many(
        "key.account.investigation",
        "ticket_id",
        string="Investigations",
        groups=STAFF,
    )
    needs_investigation = fields.Boolean(
        compute="_compute_needs_investigation",
        groups=STAFF,
        help="Major or special, and not investigated yet.",
    )

    @api.depends(
        "is_special",
        "case_kind",
        "complaint_level_id.needs_investigation",
        "investigation_ids.state",
    )
    def _compute_needs_investigation(self):
        for case in self:
            case.needs_investigation = case._lacks_investigation()

    @api.constrains("is_special", "special_reason")
    def _check_special_reason(self):
        for case in self:
            if case.is_special and not (case.special_reason or "").strip():
                raise ValidationError(self.env._("Say why the case is a special one."))

    def write(self, vals):
        # Told apart before it is written: afterwards all of them are none.
        if not vals.get("is_special", True) and self.filtered("is_special"):
            self._check_may_be_plain()
        return super().write(vals)

    def _check_may_be_plain(self):
        """:raises AccessError: for everybody who could get rid of an investigation"""
        if not self.env.su and not self._may_decide():
            raise AccessError(
                self.env._("Only a supervisor decides that a case is no special one.")
            )

    def _lacks_investigation(self):
        case = self.sudo()
        major = case.case_kind == "complaint" and (
            case.complaint_level_id.needs_investigation
        )
        done = "done" in case.investigation_ids.mapped("state")
        return bool((major or case.is_special) and not done)

    def _closing_obstacles(self):
        obstacles = super()._closing_obstacles()
        if not self._lacks_investigation():
            return obstacles
        sentence = self.env._(
            "%(case)s cannot be closed yet: a major or special case is investigated "
            "first. Say what was found, its root and the consequences.",
            case=self.number,
        )
        return [*obstacles, (sentence, self._investigation_action())]

    def action_investigate(self):
        """Open the investigation of the case, a new one if there is none."""
        self.ensure_one()
        self.check_access("read")
        return self._investigation_action()

    def _investigation_action(self):
        begun = self.sudo().investigation_ids.filtered(lambda i: i.state == "draft")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Investigation"),
            "res_model": "key.account.investigation",
            "res_id": begun[:1].id,
            "view_mode": "form",
            "context": {"default_ticket_id": self.id},
        }

    def _customer_close_stages(self):
        """The customer confirms a case under investigation, but does not close it."""
        stages = super()._customer_close_stages()
        if stages and self._lacks_investigation():
            return self._stages_to_confirm()
        return stages

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: In these states a visit can still be moved, and each move is on record.
MOVABLE = ("planned", "cancelled")


class KeyAccountVisit(models.Model):
    """Moving a visit, with a reason once it is overdue (VISIT-2).

    What was planned first stays visible, and so does every move. The reason comes with
    the context, because a calendar writes nothing but a moment.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    first_planned_at = fields.Datetime(
        string="First Planned For",
        compute="_compute_first_planned_at",
        help="Before anybody moved it. What is only proposed is not planned yet.",
    )
    move_ids = fields.One2many(
        "key.account.visit.move", "visit_id", string="Moves", readonly=True, copy=False
    )
    move_count = fields.Integer(string="Times Moved", compute="_compute_move_count")

    @api.depends("planned_at", "move_ids.planned_from")
    def _compute_first_planned_at(self):
        for visit in self:
            visit.first_planned_at = visit.move_ids[:1].planned_from or visit.planned_at

    @api.depends("move_ids")
    def _compute_move_count(self):
        groups = self.env["key.account.visit.move"]._read_group(
            [("visit_id", "in", self.ids), ("planned_to", "!=", False)],
            ["visit_id"],
            ["__count"],
        )
        counts = {visit.id: count for visit, count in groups}
        for visit in self:
            visit.move_count = counts.get(visit._origin.id, 0)

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"move_ids"}

    def write(self, vals):
        if "planned_at" not in vals:
            return super().write(vals)
        moment = fields.Datetime.to_datetime(vals["planned_at"])
        moved = self.filtered(
            lambda visit: visit._was_planned() and visit.planned_at != moment
        )
        moved._check_move_reason()
        rows = [visit._move_values(moment) for visit in moved]
        result = super().write(vals)
        # Who may move the visit was checked; the log itself is nobody's to write.
        self.env["key.account.visit.move"].sudo().create(rows)
        return result

    def _was_planned(self):
        """Whether moving it is on record: it was more than a proposal once."""
        return self.state in MOVABLE and bool(self.planned_since)

    def _move_reason(self):
        return (self.env.context.get("key_account_move_reason") or "").strip()

    def _check_move_reason(self):
        """:raises UserError: for moving what is overdue without saying why"""
        if self.env.su or self._move_reason():
            return
        late = self.filtered(lambda visit: visit._is_day_over())
        if late:
            raise UserError(
                self.env._(
                    "The day of %(visits)s is over. Open the visit, press “Reschedule” "
                    "and say why it was not paid.",
                    visits=", ".join(late.mapped("name")),
                )
            )

    def _move_values(self, moment):
        """A row of the log; without a moment the visit is called off."""
        return {
            "visit_id": self.id,
            "planned_from": self.planned_at,
            "planned_to": moment,
            "was_late": self._is_day_over(),
            "reason": self._move_reason(),
        }

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_reschedule(self):
        """Ask for the new moment of a planned visit, and why."""
        self.ensure_one()
        self.check_access("write")
        self._check_state(*MOVABLE)
        return self._reschedule_dialog("move", self.env._("Reschedule Visit"))

    def action_cancel(self):
        """Call off a visit; what is overdue only with a reason.

        :return: the dialog that asks for the reason of one, if it is missing
        :raises UserError: for several of which some are overdue
        """
        late = self.filtered(lambda visit: visit.state == "planned" and visit.is_late)
        if late and not self.env.su and not self._move_reason():
            late.check_access("write")
            if len(self) == 1:
                return self._reschedule_dialog("cancel", self.env._("Cancel Visit"))
            late._check_move_reason()
        rows = [visit._move_values(False) for visit in late]
        result = super().action_cancel()
        self.env["key.account.visit.move"].sudo().create(rows)
        return result

    def action_plan_again(self):
        """Take up a cancelled visit; if its day is over, for another day."""
        gone = len(self) == 1 and self._was_planned() and self._is_day_over()
        if gone and self.state == "cancelled":
            return self.action_reschedule()
        return super().action_plan_again()

    def _reschedule_dialog(self, purpose, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "key.account.visit.reschedule",
            "view_mode": "form",
            "target": "new",
            "context": {"default_visit_id": self.id, "default_purpose": purpose},
        }

    def _reschedule(self, moment, reason):
        """Plan the visit for another moment (naive UTC), also if it was cancelled.

        :raises UserError: without a moment to come; without a reason, if it is overdue
        """
        self.ensure_one()
        self.check_access("write")
        self.sudo().lock_for_update()
        self._check_state(*MOVABLE)
        if not moment or moment <= fields.Datetime.now():
            raise UserError(
                self.env._("Choose a moment that lies ahead; this one is over.")
            )
        visit = self.with_context(key_account_move_reason=reason)
        visit.write({"planned_at": moment})
        if visit.state == "cancelled":
            visit.action_plan_again()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_moved(self):
        moved = self.env["key.account.visit.move"].sudo()
        if moved.search_count([("visit_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("A visit that was moved stays on record. Cancel it instead.")
            )

    def _erase_words(self):
        result = super()._erase_words()
        moves = self.env["key.account.visit.move"].sudo()
        moves._empty_words(Domain("visit_id", "in", self.ids))
        return result

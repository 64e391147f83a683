# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, RedirectWarning

from .res_partner import STAFF


class HelpdeskTicket(models.Model):
    """Raising and lowering the level of a complaint (CASE-2).

    Whoever serves a case may raise its level; a supervisor lowers it. Both say why. A
    level that needs departments names at least one, and one that alerts the head does
    so at once, through the alarms of the engine.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    level_reason = fields.Char(
        string="Reason of the Level",
        copy=False,
        readonly=True,
        groups=STAFF,
        help="Why the level was raised or lowered the last time.",
    )
    level_guidance = fields.Text(
        related="complaint_level_id.guidance", string="Guidance", groups=STAFF
    )

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        cases._alert_heads()
        return cases

    def write(self, vals):
        if not vals.get("complaint_level_id"):
            self._check_reason_has_level(vals)
            return super().write(vals)
        before = {case: case.complaint_level_id for case in self}
        changed = self._with_other_level(vals)
        if changed and not self.env.su:
            vals = changed._check_level_change(vals)
        result = super().write(vals)
        if vals.get("level_reason"):
            changed._note_level(before, vals["level_reason"])
        if not self.env.su:
            changed._check_departments_named(vals)
        self.filtered(
            lambda case: case.complaint_level_id != before[case]
        )._alert_heads()
        return result

    # ------------------------------------------------------------------
    # Who may, and why
    # ------------------------------------------------------------------

    def _check_reason_has_level(self, vals):
        """:raises AccessError: for a reason that is written without what it explains"""
        if "level_reason" in vals and not self.env.su:
            raise AccessError(
                self.env._("The reason of a level is given together with the level.")
            )

    def _with_other_level(self, vals):
        """The complaints that are and stay complaints, and get another level."""
        if vals.get("case_kind", "complaint") != "complaint":
            return self.browse()
        level = vals["complaint_level_id"]
        return self.filtered(
            lambda case: (
                case.case_kind == "complaint"
                and case.complaint_level_id
                and case.complaint_level_id.id != level
            )
        )

    def _check_level_change(self, vals):
        """Everybody who serves a case raises its level, a supervisor lowers it.

        :return: the values, with the reason where the case keeps it
        :raises AccessError: for an officer who lowers it
        :raises RedirectWarning: without a reason; opens the form that asks for it
        """
        level = self.complaint_level_id.browse(vals["complaint_level_id"])
        lowered = self.filtered(lambda case: case._is_lowered_to("complaint", level))
        if lowered and not lowered._may_decide():
            raise AccessError(
                self.env._(
                    "Only a supervisor lowers the level of a complaint. Ask yours, and "
                    "say why it is less serious than it seemed."
                )
            )
        given = vals.get("level_reason") or vals.get("void_reason") or ""
        if not given.strip():
            self._ask_level_reason(vals)
        return {**vals, "level_reason": given.strip()}

    def _ask_level_reason(self, vals):
        """:raises RedirectWarning: always; opens the form for level and reason"""
        raise RedirectWarning(
            self.env._("Another level needs a reason. Say why it changes."),
            self.env.ref("key_account_service.key_account_case_task_ask_action").id,
            self.env._("Give the reason"),
            {
                "default_ticket_id": self[:1].id,
                "default_relevel": True,
                "default_level_id": vals["complaint_level_id"],
            },
        )

    def _check_departments_named(self, vals):
        """:raises RedirectWarning: if nobody was asked yet whom the level needs"""
        missing = self.sudo().filtered("departments_missing")
        if not missing:
            return
        raise RedirectWarning(
            self.env._(
                "For this level other departments have to act. Say which, and what "
                "each of them is asked to do."
            ),
            self.env.ref("key_account_service.key_account_case_task_ask_action").id,
            self.env._("Name the departments"),
            {
                "default_ticket_id": missing[:1].id,
                "default_relevel": True,
                "default_level_id": vals["complaint_level_id"],
                "default_reason": vals.get("level_reason"),
            },
        )

    # ------------------------------------------------------------------
    # What follows
    # ------------------------------------------------------------------

    def _note_level(self, before, reason):
        """Write into the cases from which level to which, and why."""
        words = {
            case.id: self.env._(
                "%(before)s → %(after)s: %(reason)s",
                before=before[case].name,
                after=case.complaint_level_id.name,
                reason=reason,
            )
            for case in self
        }
        self._message_log_batch(
            {case_id: Markup("<p>%s</p>") % text for case_id, text in words.items()}
        )

    def _alert_heads(self):
        """Alarm the heads of what is so serious that they are in charge, at once."""
        serious = self.sudo().filtered(
            lambda case: case.complaint_level_id.alerts_head and not case._is_void()
        )
        for level, cases in serious.grouped("complaint_level_id").items():
            deadlines = cases.deadline_ids.filtered(lambda d: d.kind == "resolve")
            deadlines._tell_at_once(
                f"level-{level.code}",
                ["department_head", "company_head"],
                self.env._("A complaint of %(level)s.", level=level.name),
            )

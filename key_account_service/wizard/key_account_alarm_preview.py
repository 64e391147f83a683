# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.fields import Command, Domain

#: More deadlines are not looked at; nobody reads such a list.
MAX_DEADLINES = 500
#: Nor further ahead: a year.
MAX_HOURS = 366 * 24


class KeyAccountAlarmPreview(models.TransientModel):
    """Who would be alarmed, when and how, if nobody did anything (CASE-5).

    For one deadline, for a piece of work under a policy, or for all that the user may
    see and that take a step soon. It asks the engine itself and writes nothing, neither
    what it finds nor anything else.
    """

    _name = "key.account.alarm.preview"
    _inherit = "key.account.dialog.mixin"
    _description = "Who Would Be Alarmed?"

    deadline_id = fields.Many2one(
        "key.account.deadline", help="Empty: all that are open."
    )
    policy_id = fields.Many2one("key.account.deadline.policy")
    work_ref = fields.Reference(
        selection="_selection_work",
        string="Work",
        help="A piece of work, to try the policy on. It is not changed.",
    )
    start_at = fields.Datetime(
        string="Promise Starts At", default=fields.Datetime.now, required=True
    )
    hours = fields.Float(
        string="Hours Ahead", default=24.0, help="How far to look ahead."
    )
    line_ids = fields.One2many(
        "key.account.alarm.preview.line",
        "preview_id",
        string="Would Be Told",
        compute="_compute_line_ids",
    )

    @api.model
    def _selection_work(self):
        policies = self.env["key.account.deadline.policy"]
        models_ = self.env["ir.model"].sudo()
        return [(name, models_._get(name).name) for name in policies._work_models()]

    @api.depends("deadline_id", "policy_id", "work_ref", "start_at", "hours")
    def _compute_line_ids(self):
        self.browse().check_access("read")
        for preview in self:
            prospects = preview._prospects()
            preview.line_ids = [Command.clear()] + [
                Command.create(preview._line_values(prospect)) for prospect in prospects
            ]

    def _prospects(self):
        """What the engine foresees of what the user may see.

        Who serves the work and who is away is known to the engine, not to every user:
        it looks with all rights, as the sweep does.

        :raises AccessError: for work that the user may not see
        """
        now = fields.Datetime.now()
        Deadline = self.env["key.account.deadline"]
        if self.policy_id:
            if not self.work_ref:
                return []
            self.policy_id.check_access("read")
            self.work_ref.check_access("read")
            work = self.work_ref.sudo()
            start = self.start_at or now
            return Deadline.sudo()._foresee_promise(self.policy_id.sudo(), work, start)
        if self.deadline_id:
            deadline = self.deadline_id._origin
            deadline.check_access("read")
            return deadline.sudo()._foresee(now, datetime.max)
        until = now + timedelta(hours=min(max(self.hours, 0), MAX_HOURS))
        soon = Domain("next_event_at", "<=", until)
        deadlines = Deadline.search(
            soon, order="next_event_at, id", limit=MAX_DEADLINES
        )
        return deadlines.sudo()._foresee(now, until)

    def _line_values(self, prospect):
        step, _mark, _round, address = prospect.telling
        kinds = dict(prospect.policy._fields["kind"]._description_selection(self.env))
        values = {
            "at": prospect.at,
            "res_name": prospect.work._deadline_reference(),
            "kind": kinds.get(prospect.policy.kind),
            "step": step.with_env(self.env).display_name,
        }
        if not address:
            return {**values, "note": self.env._("Skipped: acknowledged already.")}
        if not address.get("user_id"):
            return {**values, "ways": self._impersonal_way(address)}
        user = self.env["res.users"].sudo().browse(address["user_id"])
        sent_at = step._deliver_after(user, prospect.at)
        return {
            **values,
            "user_id": user.id,
            "instead_of_id": address["instead_of_id"],
            "on_duty": address["on_duty"],
            "ways": ", ".join(step.with_context(lang=self.env.lang)._ways()),
            "held_until": sent_at if sent_at > prospect.at else False,
        }

    def _impersonal_way(self, address):
        """The chat or the action that a step reaches, by its name."""
        webhook = (
            self.env["key.account.webhook"].sudo().browse(address.get("webhook_id"))
        )
        action = self.env["ir.actions.server"].sudo().browse(address.get("action_id"))
        return webhook.display_name or action.display_name

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class KeyAccountAlarm(models.Model):
    """Who must be told what, once: a step of the escalation for one recipient.

    An alarm holds number, due time and a link, never content of the work (SEC-3). It is
    raised by the decide step, sent by the deliver step together with all others of the
    same recipient, and acknowledged by a person (CASE-5).
    """

    _name = "key.account.alarm"
    _inherit = ["key.account.sweep.mixin", "key.account.proof.mixin"]
    _description = "Deadline Alarm"
    _order = "id desc"
    _rec_name = "res_name"

    deadline_id = fields.Many2one(
        "key.account.deadline",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    step_id = fields.Many2one(
        "key.account.escalation.step",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    mark = fields.Char(required=True, readonly=True)
    round = fields.Integer(required=True, readonly=True, default=1)
    user_id = fields.Many2one(
        "res.users",
        string="Recipient",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    instead_of_id = fields.Many2one(
        "res.users",
        string="Instead of",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Who would have been told, but has left or is on leave.",
    )
    on_duty = fields.Boolean(
        readonly=True,
        help="The recipient was told because of the duty roster, and may open the work "
        "for as long as the promise is open.",
    )
    due_at = fields.Datetime(string="Due", readonly=True)
    by_notification = fields.Boolean(string="Notification", readonly=True)
    by_email = fields.Boolean(string="E-mail", readonly=True)
    state = fields.Selection(
        [
            ("pending", "To send"),
            ("delivered", "Sent"),
            ("acknowledged", "Acknowledged"),
            ("failed", "Failed"),
            ("obsolete", "No longer needed"),
            ("passed_on", "Passed on"),
        ],
        default="pending",
        required=True,
        readonly=True,
    )
    delivered_at = fields.Datetime(string="Sent On", readonly=True)
    acknowledged_at = fields.Datetime(string="Acknowledged On", readonly=True)
    acknowledged_by_id = fields.Many2one("res.users", readonly=True)
    acknowledged_note = fields.Char(string="Note", readonly=True)
    company_id = fields.Many2one(
        related="deadline_id.company_id", store=True, precompute=True, index=True
    )
    res_name = fields.Char(
        related="deadline_id.res_name", string="Work", related_sudo=True
    )
    kind = fields.Selection(
        related="deadline_id.kind", string="Promise", related_sudo=True
    )
    missed = fields.Boolean(compute="_compute_missed")

    _once_uniq = models.UniqueIndex("(deadline_id, mark, round, user_id)")
    _pending_idx = models.Index("(user_id, id) WHERE state = 'pending'")
    # A record rule asks it at every reading of the work.
    _on_duty_idx = models.Index("(user_id, deadline_id) WHERE on_duty")

    @api.depends("due_at")
    def _compute_missed(self):
        now = fields.Datetime.now()
        for alarm in self:
            alarm.missed = bool(alarm.due_at) and alarm.due_at <= now

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Alarms are proof of who was told and cannot be deleted.")
        )

    # ------------------------------------------------------------------
    # What a person does
    # ------------------------------------------------------------------

    def action_open_work(self):
        """Open the piece of work that the alarm is about."""
        self.ensure_one()
        self.check_access("read")
        return self.sudo().deadline_id.action_open_work()

    def action_acknowledge(self):
        """Ask for the note with which the alarms are acknowledged."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Acknowledge"),
            "res_model": "key.account.alarm.acknowledge",
            "view_mode": "form",
            "target": "new",
            "context": {"default_alarm_ids": self.ids},
        }

    def action_retry(self):
        """Try once more to send alarms that failed.

        :raises AccessError: for whoever does not administer the service
        """
        self.check_access("read")
        if not self.env.user.has_group("key_account_service.group_key_account_manager"):
            raise AccessError(
                self.env._("Only a key account administrator may send alarms again.")
            )
        failed = self.sudo().filtered(lambda alarm: alarm.state == "failed")
        failed.write({"state": "pending", "error": False, "error_at": False})

    def _acknowledge(self, note):
        """Record that the current user has taken notice.

        :raises AccessError: for an alarm that was meant for somebody else
        :raises UserError: for an alarm that was not sent or is acknowledged already
        """
        self.check_access("read")
        alarms = self.sudo()
        if any(alarm.user_id != self.env.user for alarm in alarms):
            raise AccessError(
                self.env._("Only the recipient of an alarm can acknowledge it.")
            )
        if any(alarm.state == "acknowledged" for alarm in alarms):
            raise UserError(
                self.env._("You have acknowledged this alarm already. Reload the list.")
            )
        if any(alarm.state != "delivered" for alarm in alarms):
            raise UserError(
                self.env._("Only alarms that were sent to you can be acknowledged.")
            )
        alarms.write(
            {
                "state": "acknowledged",
                "acknowledged_at": fields.Datetime.now(),
                "acknowledged_by_id": self.env.uid,
                "acknowledged_note": note,
            }
        )
        alarms._write_ledger_acknowledged(note)

    def _write_ledger_acknowledged(self, note):
        self.env["key.account.deadline.event"].create(
            [
                {
                    "deadline_id": alarm.deadline_id.id,
                    "kind": "acknowledged",
                    "at": fields.Datetime.now(),
                    "round": alarm.round,
                    "note": note,
                }
                for alarm in self
            ]
        )

    # ------------------------------------------------------------------
    # Raising
    # ------------------------------------------------------------------

    @api.model
    def _once_fields(self):
        """Hook: what tells one alarm from another."""
        return ["deadline_id", "mark", "round", "user_id"]

    @api.model
    def _way_fields(self):
        """Hook: the ways by which a person is told."""
        return ["by_notification", "by_email"]

    @api.model
    def _raise(self, vals_list):
        """Create alarms, each once, by all the ways of the steps that lead to it."""
        unique = {}
        for vals in vals_list:
            key = tuple(vals.get(name) for name in self._once_fields())
            same = unique.setdefault(key, vals)
            for way in self._way_fields():
                same[way] = same.get(way) or vals.get(way)
        # Creating nothing would still open a savepoint for each automation rule.
        if not unique:
            return self.browse()
        self.env.ref("key_account_service.ir_cron_deliver_alarms").sudo()._trigger()
        return self.create(list(unique.values()))

    def _revive(self):
        """Alarms that were dropped because the work seemed done are due after all."""
        dropped = self.sudo().filtered(lambda alarm: alarm.state == "obsolete")
        dropped.write({"state": "pending"})

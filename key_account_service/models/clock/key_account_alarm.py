# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_datetime


class KeyAccountAlarm(models.Model):
    """Who must be told what, once: a step of the escalation for one recipient.

    An alarm holds number, due time and a link, never content of the work (SEC-3). It is
    raised by the decide step, sent by the deliver step together with all others of the
    same recipient, and acknowledged by a person (CASE-5).
    """

    _name = "key.account.alarm"
    _inherit = "key.account.sweep.mixin"
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
        related="deadline_id.company_id", store=True, index=True
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

    @api.depends("mark")
    def _compute_missed(self):
        for alarm in self:
            alarm.missed = not (alarm.mark or "").startswith("warning")

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
    def _raise(self, vals_list):
        """Create alarms, each once, however many steps lead to the same."""
        unique = {
            (vals["deadline_id"], vals["mark"], vals["round"], vals["user_id"]): vals
            for vals in vals_list
        }
        return self.create(list(unique.values()))

    # ------------------------------------------------------------------
    # Deliver step
    # ------------------------------------------------------------------

    @api.model
    def _cron_deliver(self):
        """Scheduled action, every minute: send the alarms that were raised."""
        self._sweep_run(self._deliver)

    @api.model
    def _deliver(self, limit=None):
        """Send pending alarms, one message a recipient; never commits.

        :param int limit: at most so many alarms, 500 if not given
        :return: how many alarms were looked at
        """
        claimed = self.sudo()._sweep_claim(
            SQL("state = 'pending'"), SQL("user_id, id"), limit
        )
        for user, alarms in claimed.grouped("user_id").items():
            alarms._sweep_guarded(lambda batch, user=user: batch._deliver_to(user))
        if claimed:
            # The queue of e-mails is otherwise worked off only once an hour.
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return len(claimed)

    def _deliver_to(self, user):
        """Send one message with all alarms that still matter to one recipient."""
        needed = self.filtered(lambda alarm: alarm.deadline_id.state == "running")
        (self - needed).write({"state": "obsolete"})
        readable = needed._readable_by(user)
        (needed - readable)._fail(
            self.env._("%(user)s may not open the work.", user=user.name)
        )
        if readable:
            readable._send(user)
            readable.write(
                {
                    "state": "delivered",
                    "delivered_at": fields.Datetime.now(),
                    "error": False,
                    "error_at": False,
                }
            )

    def _readable_by(self, user):
        """The alarms whose work the recipient may read (SEC-3)."""
        readable = self.browse()
        for model, alarms in self.grouped(lambda a: a.deadline_id.res_model).items():
            works = self.env[model].browse(alarms.deadline_id.mapped("res_id")).exists()
            allowed = set(works.with_user(user)._filtered_access("read").ids)
            readable |= alarms.filtered(
                lambda a, allowed=allowed: a.deadline_id.res_id in allowed
            )
        return readable

    def _fail(self, reason):
        self.write(
            {"state": "failed", "error": reason, "error_at": fields.Datetime.now()}
        )

    def _sweep_poison(self, error):
        # Nothing is sent twice: a recipient who cannot be reached waits for a person.
        self._fail(str(error) or type(error).__name__)

    def _send(self, user):
        """Put the message to one recipient on its way, by the channels of the steps."""
        alarms = self.with_context(lang=user.lang, tz=user.tz or "UTC")
        subject = alarms._message_subject()
        body = alarms.env["ir.qweb"]._render(
            "key_account_service.alarm_message",
            {"rows": alarms._message_rows(), "user": user},
        )
        by_email = any(self.mapped("by_email"))
        prefers_email = user.notification_type == "email"
        if any(self.mapped("by_notification")) and not (by_email and prefers_email):
            alarms._send_notification(user, subject, body)
        if by_email:
            alarms._send_email(user, subject, body)

    def _send_notification(self, user, subject, body):
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            subject=subject,
            body=body,
            force_send=False,
        )

    def _send_email(self, user, subject, body):
        self.env["mail.mail"].create(
            {
                "subject": subject,
                "body_html": body,
                "author_id": self.env.ref("base.partner_root").id,
                "recipient_ids": [fields.Command.link(user.partner_id.id)],
            }
        )

    def _message_subject(self):
        missed = self.filtered("missed")
        if len(self) > 1:
            return self.env._("%(count)s deadlines need you", count=len(self))
        name = self.res_name
        if missed:
            return self.env._("%(work)s: deadline missed", work=name)
        return self.env._("%(work)s: deadline near", work=name)

    def _message_rows(self):
        """One row a deadline: the latest step counts, the earliest due comes first."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        by_deadline = {}
        for alarm in self.sorted(lambda a: (a.due_at, a.id)):
            deadline = alarm.deadline_id
            missed = alarm.missed or by_deadline.get(deadline, {}).get("missed")
            by_deadline[deadline] = {
                "number": deadline.res_name,
                "promise": kinds.get(alarm.kind, alarm.kind),
                "due": format_datetime(
                    self.env, alarm.due_at, tz=self.env.context["tz"], dt_format="short"
                ),
                "missed": missed,
                "url": f"{alarm.get_base_url()}/mail/view"
                f"?model={deadline.res_model}&res_id={deadline.res_id}",
            }
        return list(by_deadline.values())

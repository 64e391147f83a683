# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL, format_datetime

#: No message lists more; the rest comes with the next one.
MAX_PER_MESSAGE = 2000


class KeyAccountAlarm(models.Model):
    """The deliver step: one message a recipient, sent once (CASE-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.alarm"  # pylint: disable=consider-merging-classes-inherited

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
        self._pass_on_absent()
        order = SQL("user_id, id")
        pending = self.sudo()
        claimed = pending._sweep_claim(SQL("state = 'pending'"), order, limit)
        # One message a recipient: the batch does not end in the midst of one.
        for user in claimed[-1:].user_id:
            rest = SQL("state = 'pending' AND user_id = %s", user.id)
            claimed |= pending._sweep_claim(rest, order, MAX_PER_MESSAGE)
        for user, alarms in claimed.grouped("user_id").items():
            alarms._sweep_guarded(lambda batch, user=user: batch._deliver_to(user))
        if claimed:
            # The queue of e-mails is otherwise worked off only once an hour.
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return len(claimed)

    def _deliver_to(self, user):
        """Send one message with all alarms that still matter to one recipient."""
        open_states = ("running", "paused")
        needed = self.filtered(lambda alarm: alarm.deadline_id.state in open_states)
        (self - needed).write({"state": "obsolete"})
        readable = needed._readable_by(user)
        (needed - readable)._fail(
            self.env._("%(user)s may not open the work.", user=user.name)
        )
        if not readable._has_a_way_to(user):
            readable._fail(
                self.env._("%(user)s has no e-mail address.", user=user.name)
            )
        elif readable:
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

    def _has_a_way_to(self, user):
        """Whether at least one of the ways of these alarms reaches the recipient."""
        inbox = user.notification_type == "inbox" and any(
            self.mapped("by_notification")
        )
        return not self or inbox or bool(user.email)

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
                "instead_of": alarm.instead_of_id.name,
                "due": format_datetime(
                    self.env, alarm.due_at, tz=self.env.context["tz"], dt_format="short"
                ),
                "missed": missed,
                "url": f"{alarm.get_base_url()}/mail/view"
                f"?model={deadline.res_model}&res_id={deadline.res_id}",
            }
        return list(by_deadline.values())

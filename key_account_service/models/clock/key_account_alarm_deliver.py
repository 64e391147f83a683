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
        # Last: whatever happens here, new alarms have left.
        self.env["mail.mail"]._retry_alarms()

    @api.model
    def _deliver(self, limit=None):
        """Send pending alarms, one message a recipient; never commits.

        :param int limit: at most so many alarms, 500 if not given
        :return: how many alarms were looked at
        """
        self._pass_on_absent()
        due = SQL(
            "state = 'pending' AND (deliver_after IS NULL OR deliver_after <= %s)",
            fields.Datetime.now(),
        )
        order = SQL("user_id, id")
        pending = self.sudo()
        claimed = pending._sweep_claim(due, order, limit)
        # One message a recipient: the batch does not end in the midst of one.
        for user in claimed[-1:].user_id:
            rest = SQL("%s AND user_id = %s", due, user.id)
            claimed |= pending._sweep_claim(rest, order, MAX_PER_MESSAGE)
        claimed._deliver_by_address()
        if claimed:
            # The queue of e-mails is otherwise worked off only once an hour.
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return len(claimed)

    def _deliver_to(self, user):
        """Send one message with all alarms that still matter to one recipient."""
        needed = self._still_needed()
        readable = needed._readable_by(user)
        (needed - readable)._fail_unreadable(user)
        due = readable._hold_back(user)
        if due:
            due._send(user)

    def _fail_unreadable(self, user):
        """The recipient may not open the work: keep that visible, tell the next."""
        if self:
            self._pass_on_unreadable()
            self._fail(self.env._("%(user)s may not open the work.", user=user.name))

    def _still_needed(self):
        """Drop the alarms that help nobody any more.

        Their promise is kept or cancelled meanwhile, or somebody has taken notice of
        an earlier alarm and the step wants to be skipped then.
        """
        open_states = ("running", "paused")
        needed = self.filtered(lambda alarm: alarm.deadline_id.state in open_states)
        needed -= needed._skipped_by_now()
        (self - needed).write({"state": "obsolete"})
        return needed

    def _skipped_by_now(self):
        """The alarms that an acknowledgement given since they were raised spares."""
        optional = self.filtered("step_id.unless_acknowledged")
        if not optional:
            return optional
        events = self.env["key.account.deadline.event"].sudo()
        seen = set(
            events._read_group(
                [
                    ("deadline_id", "in", optional.deadline_id.ids),
                    ("kind", "=", "acknowledged"),
                ],
                ["deadline_id", "round"],
            )
        )
        return optional.filtered(lambda a: (a.deadline_id, a.round) in seen)

    def _mark_delivered(self, **values):
        self.write(
            {
                "state": "delivered",
                "delivered_at": fields.Datetime.now(),
                "error": False,
                "error_at": False,
                **values,
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

    def _send_notification(self, user, subject, body):
        return self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            subject=subject,
            body=body,
            force_send=False,
        )

    def _send_email(self, user, subject, body):
        return self.env["mail.mail"].create(
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
        """One row a deadline: the latest step counts, the earliest due comes first.

        In the language and the time zone of the context; ``due_at`` is UTC.
        """
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        base_url = self[:1].get_base_url()
        words = {
            moment: format_datetime(
                self.env, moment, tz=self.env.context["tz"], dt_format="short"
            )
            for moment in set(self.mapped("due_at"))
        }
        by_deadline = {}
        for alarm in self.sorted(lambda a: (a.due_at, a.id)):
            deadline = alarm.deadline_id
            missed = alarm.missed or by_deadline.get(deadline, {}).get("missed")
            by_deadline[deadline] = {
                "number": deadline.res_name,
                "promise": kinds.get(deadline.kind, deadline.kind),
                "instead_of": alarm.instead_of_id.name,
                "due": words[alarm.due_at],
                "due_at": fields.Datetime.to_string(alarm.due_at),
                "missed": missed,
                "url": f"{base_url}/mail/view"
                f"?model={deadline.res_model}&res_id={deadline.res_id}",
            }
        return list(by_deadline.values())

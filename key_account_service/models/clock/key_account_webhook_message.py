# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...lib import outbound, robot

#: Sent messages are deleted after so long; the alarms stay.
KEPT = timedelta(days=90)


class KeyAccountWebhookMessage(models.Model):
    """A message to a chat, queued with the alarms it tells of and sent later (CASE-5).

    It is sent at least once: a worker that dies between the answer of the robot and the
    end of its transaction leaves it in the queue. It holds no content of the work.
    """

    _name = "key.account.webhook.message"
    _inherit = "key.account.sweep.mixin"
    _description = "Webhook Message"
    _order = "id desc"
    _rec_name = "subject"

    webhook_id = fields.Many2one(
        "key.account.webhook",
        string="Chat",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="webhook_id.company_id")
    subject = fields.Char(required=True, readonly=True)
    rows = fields.Json(readonly=True, help="The deadlines the message tells of.")
    alarm_ids = fields.One2many(
        "key.account.alarm", "webhook_message_id", string="Alarms", readonly=True
    )
    state = fields.Selection(
        [("outgoing", "To send"), ("sent", "Sent"), ("failed", "Failed")],
        default="outgoing",
        required=True,
        readonly=True,
    )
    tries = fields.Integer(readonly=True)
    next_try_at = fields.Datetime(string="Next Try", readonly=True)
    sent_at = fields.Datetime(string="Sent On", readonly=True)

    _outgoing_idx = models.Index("(next_try_at, id) WHERE state = 'outgoing'")

    # ------------------------------------------------------------------
    # What a person does
    # ------------------------------------------------------------------

    def action_retry(self):
        """Try once more to send messages that failed.

        :raises AccessError: for whoever does not administer the service
        """
        # Whoever may read messages administers the service; nobody writes them.
        self.check_access("read")
        failed = self.sudo().filtered(lambda message: message.state == "failed")
        failed._queue_again()

    def _queue_again(self):
        self.write(
            {
                "state": "outgoing",
                "tries": 0,
                "next_try_at": fields.Datetime.now(),
                "error": False,
                "error_at": False,
            }
        )
        self._wake_cron()

    # ------------------------------------------------------------------
    # Queueing
    # ------------------------------------------------------------------

    @api.model
    def _queue(self, webhook, alarms):
        """Queue one message that tells a chat of alarms.

        In the language and the time zone of the company.
        """
        company = webhook.company_id or alarms[:1].company_id
        reader = company.partner_id
        alarms = alarms.with_context(lang=reader.lang, tz=reader.tz or "UTC")
        message = self.create(
            {
                "webhook_id": webhook.id,
                "subject": alarms._message_subject(),
                "rows": alarms._message_rows(),
                "next_try_at": fields.Datetime.now(),
            }
        )
        alarms.write({"webhook_message_id": message.id})
        self._wake_cron()
        return message

    @api.model
    def _wake_cron(self):
        self.env.ref(
            "key_account_service.ir_cron_send_webhook_messages"
        ).sudo()._trigger()

    # ------------------------------------------------------------------
    # Sending
    # ------------------------------------------------------------------

    @api.model
    def _cron_send(self):
        """Scheduled action, every minute: send what is queued.

        One message a transaction, so that what was sent is never sent again because
        the next one failed.
        """
        self._sweep_run(self._send_due, batch_size=1)

    @api.model
    def _send_due(self, limit=None):
        """Send queued messages whose time has come; never commits.

        :param int limit: at most so many messages, 500 if not given
        :return: how many messages were looked at
        """
        due = SQL("state = 'outgoing' AND next_try_at <= %s", fields.Datetime.now())
        claimed = self.sudo()._sweep_claim(due, SQL("next_try_at, id"), limit)
        for message in claimed:
            message._sweep_guarded(lambda one: one._send())
        return len(claimed)

    def _send(self):
        """Send one message, or note why it was not taken and when to try again."""
        webhook = self.webhook_id
        reader = (webhook.company_id or self.env.company).partner_id
        webhook = webhook.with_context(lang=reader.lang)
        try:
            webhook._post(self.subject, self._robot_rows())
        except outbound.Undelivered as error:
            self._try_later(webhook._explain(error))
            return
        self.write(
            {
                "state": "sent",
                "sent_at": fields.Datetime.now(),
                "tries": self.tries + 1,
                "error": False,
                "error_at": False,
            }
        )
        self.alarm_ids.filtered(lambda alarm: alarm.state == "failed")._mark_delivered()

    def _robot_rows(self):
        return [
            robot.Row(*(row[name] for name in robot.Row._fields))
            for row in self.rows or []
        ]

    def _try_later(self, reason):
        """Put off the next try, each time twice as long; in the end give up visibly."""
        now = fields.Datetime.now()
        tries = self.tries + 1
        failed = tries >= self.webhook_id.max_tries
        self.write(
            {
                "state": "failed" if failed else "outgoing",
                "tries": tries,
                "next_try_at": now + timedelta(minutes=2 ** (tries - 1)),
                "error": reason,
                "error_at": now,
            }
        )
        if failed:
            told = self.alarm_ids.filtered(lambda alarm: alarm.state == "delivered")
            told._fail(reason)

    def _sweep_poison(self, error):
        # What an unforeseen error says might name the address.
        self._try_later(
            self.env._("Unexpected error: %(kind)s", kind=type(error).__name__)
        )

    @api.autovacuum
    def _gc_sent(self):
        """Delete what was sent long ago."""
        limit = fields.Datetime.now() - KEPT
        self.search([("state", "=", "sent"), ("sent_at", "<", limit)]).unlink()

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

#: Ways by which a message reaches a person, and the column that says that it went out.
SENT = {"inbox": "sent_inbox", "email": "sent_email", "sms": "sent_sms"}


class KeyAccountAlarm(models.Model):
    """By which ways an alarm reached a person, and which of them failed (CASE-5).

    Inbox, e-mail and SMS leave as queued messages; what becomes of them is heard later.
    An alarm fails when no way is left; before that a note says which one failed.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.alarm"  # pylint: disable=consider-merging-classes-inherited

    by_sms = fields.Boolean(string="SMS", readonly=True)
    sent_inbox = fields.Boolean(string="By Inbox", readonly=True)
    sent_email = fields.Boolean(string="By E-mail", readonly=True)
    sent_sms = fields.Boolean(string="By SMS", readonly=True)
    delivery_note = fields.Text(
        string="Ways That Failed",
        readonly=True,
        help="The alarm reached its recipient, but not by every way it should have.",
    )
    mail_message_id = fields.Many2one(
        "mail.message", readonly=True, index="btree_not_null", ondelete="set null"
    )
    sms_id = fields.Many2one(
        "sms.sms", readonly=True, index="btree_not_null", ondelete="set null"
    )

    @api.model
    def _way_fields(self):
        return [*super()._way_fields(), "by_sms"]

    # ------------------------------------------------------------------
    # Leaving
    # ------------------------------------------------------------------

    def _send(self, user):
        """Put the message to one recipient on its way, by the ways of the steps.

        A way that cannot reach the recipient is left out, with a note on the alarm.
        """
        wanted = self._wanted_ways(user)
        missing = wanted & self._missing_ways(user)
        notes = sorted(self._missing_note(way, user) for way in missing)
        note = "\n".join(notes) or False
        values = self._send_message(user, wanted - missing - {"sms"})
        by_sms = self.filtered("by_sms") if "sms" not in missing else self.browse()
        sms = by_sms._send_sms(user)
        for alarms, text in ((by_sms, sms), (self - by_sms, sms.browse())):
            if wanted - missing - {"sms"} or text:
                alarms._mark_delivered(
                    **values, sms_id=text.id, sent_sms=bool(text), delivery_note=note
                )
            else:
                alarms._fail(note)

    def _wanted_ways(self, user):
        wanted = set()
        if any(self.mapped("by_notification")):
            wanted.add("inbox" if user.notification_type == "inbox" else "email")
        if any(self.mapped("by_email")):
            wanted.add("email")
        if any(self.mapped("by_sms")):
            wanted.add("sms")
        return wanted

    @api.model
    def _missing_ways(self, user):
        """The ways that cannot reach a person, whatever one sends."""
        missing = set() if user.email else {"email"}
        return missing if self._phone_number(user) else missing | {"sms"}

    @api.model
    def _missing_note(self, way, user):
        if way == "sms":
            return self.env._(
                "%(user)s has no valid phone number for SMS.", user=user.name
            )
        return self.env._("%(user)s has no e-mail address.", user=user.name)

    @api.model
    def _phone_number(self, user):
        """The number of a person's contact as the telephone network wants it."""
        return user.partner_id._phone_format(fname="phone")

    def _send_message(self, user, ways):
        """Send all alarms by inbox or e-mail.

        :return: the values by which the alarms remember that
        """
        values = {SENT[way]: way in ways for way in ("inbox", "email")}
        if not ways:
            return values
        alarms = self._in_words_of(user)
        subject = alarms._message_subject()
        body = alarms.env["ir.qweb"]._render(
            "key_account_service.alarm_message",
            {"rows": alarms._message_rows(), "user": user},
        )
        message = self.env["mail.message"]
        by_email = any(self.mapped("by_email")) and "email" in ways
        if "inbox" in ways or not by_email:
            message = alarms._send_notification(user, subject, body)
        if by_email:
            message = alarms._send_email(user, subject, body).mail_message_id
        return {**values, "mail_message_id": "email" in ways and message.id}

    def _in_words_of(self, user):
        """In the language and the time zone of a person, else that of the company."""
        zone = user.tz or user.company_id.partner_id.tz or "UTC"
        return self.with_context(lang=user.lang, tz=zone)

    def _send_sms(self, user):
        """Queue an SMS if any alarm wants one; Odoo itself sends it later."""
        if not self:
            return self.env["sms.sms"]
        alarms = self._in_words_of(user)
        rows = alarms._message_rows()
        first = "{number}, {promise}, {due} {url}".format(**rows[0])
        return self.env["sms.sms"].create(
            {
                "partner_id": user.partner_id.id,
                "number": self._phone_number(user),
                "body": f"{alarms._message_subject()}: {first}",
            }
        )

    # ------------------------------------------------------------------
    # What is heard later
    # ------------------------------------------------------------------

    def _way_failed(self, way, reason):
        """A message that had left did not arrive."""
        on_its_way = self.filtered(SENT[way])
        on_its_way.write({SENT[way]: False})
        told = on_its_way.filtered(lambda a: a.sent_inbox or a.sent_email or a.sent_sms)
        told.write({"delivery_note": reason})
        lost = on_its_way - told
        lost.filtered(lambda alarm: alarm.state == "delivered")._fail(reason)

    def _way_worked(self, way):
        """A message that had failed was sent again and left this time."""
        again = self.filtered(lambda alarm: not alarm[SENT[way]])
        again.write({SENT[way]: True, "delivery_note": False})
        again.filtered(lambda alarm: alarm.state == "failed")._mark_delivered()

"""CASE-5: inbox, e-mail, SMS: an alarm fails only when no way is left, and says so."""

import smtplib
from unittest.mock import patch

from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from common import HOUR, NOON, KeyAccountCase

LATE = NOON + 5 * HOUR
MAIL_LOGS = (
    "odoo.addons.mail.models.mail_mail",
    "odoo.addons.base.models.ir_mail_server",
)


class TestWays(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.step = self.ref("policy_resolve_level_1").step_ids.filtered(
            lambda step: step.recipient == "supervisor" and not step.offset_hours
        )
        self.supervisor.notification_type = "inbox"

    def ways(self, **ways):
        """Tell the supervisor by these ways only; return the alarm of a late case."""
        self.step.write(
            {"by_notification": False, "by_email": False, "by_sms": False, **ways}
        )
        case = self.make_case()
        self.sweep(LATE)
        return self.deadline(case).alarm_ids.filtered(
            lambda alarm: alarm.user_id == self.supervisor
        )

    def sms(self):
        return self.env["sms.sms"].search(
            [("partner_id", "=", self.supervisor.partner_id.id)]
        )

    # SMS

    def test_an_sms_is_queued_to_the_phone(self):
        self.supervisor.partner_id.write(
            {"phone": "138 0013 8000", "country_id": self.env.ref("base.cn").id}
        )
        alarm = self.ways(by_sms=True)
        self.assertEqual((alarm.state, alarm.sent_sms), ("delivered", True))
        sms = self.sms()
        self.assertEqual((sms, sms.state), (alarm.sms_id, "outgoing"))
        self.assertEqual(sms.number.replace(" ", "")[-11:], "13800138000")
        self.assertIn(alarm.res_name, sms.body)
        for secret in ("No picture", "Jinniu", "Wang"):
            self.assertNotIn(secret, sms.body)

    def test_one_sms_for_many_alarms(self):
        self.supervisor.partner_id.phone = "+86 138 0013 8000"
        self.step.by_sms = True
        for _index in range(3):
            self.make_case()
        self.sweep(LATE)
        self.assertEqual(len(self.sms()), 1)
        self.assertTrue(self.sms().body.startswith("3 "))

    def test_without_a_number_the_other_ways_count(self):
        alarm = self.ways(by_sms=True, by_notification=True)
        self.assertEqual((alarm.state, alarm.sent_inbox), ("delivered", True))
        self.assertIn("no valid phone number", alarm.delivery_note)
        self.assertFalse(self.sms())

    def test_without_any_way_the_alarm_fails(self):
        self.supervisor.partner_id.email = False
        alarm = self.ways(by_sms=True, by_email=True)
        self.assertEqual(alarm.state, "failed")
        self.assertIn("no valid phone number", alarm.error)
        self.assertIn("no e-mail address", alarm.error)
        self.supervisor.partner_id.phone = "+86 138 0013 8000"
        alarm.with_user(self.manager).action_retry()
        self.sweep(LATE)
        self.assertEqual((alarm.state, alarm.error), ("delivered", False))
        self.assertIn("no e-mail address", alarm.delivery_note)

    def answer_sms(self, state):
        """Let Odoo's queue send, and the provider answer."""
        with patch(
            "odoo.addons.sms.tools.sms_api.SmsApi._send_sms_batch",
            lambda api, messages, **kwargs: [
                {"uuid": number["uuid"], "state": state, "credit": 1}
                for message in messages
                for number in message["numbers"]
            ],
        ):
            self.sms().with_env(self.env)._send()
        self.env.invalidate_all()

    def test_a_refused_sms_is_shown(self):
        self.supervisor.partner_id.phone = "+86 138 0013 8000"
        alarm = self.ways(by_sms=True)
        self.answer_sms("insufficient_credit")
        self.assertEqual((alarm.state, alarm.sent_sms), ("failed", False))
        self.assertIn("Insufficient Credit", alarm.error)
        self.sms().write({"state": "outgoing"})
        self.answer_sms("success")
        self.assertEqual((alarm.state, alarm.sent_sms), ("delivered", True))

    def test_a_refused_sms_beside_an_inbox_is_a_note(self):
        self.supervisor.partner_id.phone = "+86 138 0013 8000"
        alarm = self.ways(by_sms=True, by_notification=True)
        self.answer_sms("unregistered")
        self.assertEqual(alarm.state, "delivered")
        self.assertIn("The SMS failed", alarm.delivery_note)

    # E-mail

    def send_mails(self, error=None, refused=None):
        """Let Odoo's queue of e-mails meet a mail server."""
        mails = self.env["mail.mail"].search(
            [("state", "in", ("outgoing", "exception"))]
        )
        mails.write({"state": "outgoing"})

        def connect(server, *args, **kwargs):
            if error:
                raise error
            return None

        def send(server, message, *args, **kwargs):
            if refused:
                raise refused
            return message["Message-Id"]

        with (
            patch.object(
                IrMail_Server, "_disable_send", classmethod(lambda cls: False)
            ),
            patch.object(IrMail_Server, "_connect__", connect),
            patch.object(IrMail_Server, "send_email", send),
            mute_logger(*MAIL_LOGS),
        ):
            mails.send()
        self.env.invalidate_all()

    def test_a_mail_server_that_is_down_fails_the_alarm_until_it_is_back(self):
        alarm = self.ways(by_email=True)
        self.assertEqual((alarm.state, alarm.sent_email), ("delivered", True))
        self.send_mails(error=ConnectionRefusedError("nobody there"))
        self.assertEqual((alarm.state, alarm.sent_email), ("failed", False))
        self.assertIn("nobody there", alarm.error)
        self.send_mails()
        self.assertEqual((alarm.state, alarm.sent_email), ("delivered", True))
        self.assertFalse(alarm.error)

    def test_an_address_that_is_refused_fails_the_alarm(self):
        alarm = self.ways(by_email=True)
        self.send_mails(refused=smtplib.SMTPRecipientsRefused({"x": (550, b"unknown")}))
        self.assertEqual(alarm.state, "failed")
        self.assertIn("550", alarm.error)
        self.assertTrue(self.env["mail.mail"].search([("state", "=", "exception")]))
        alarm.with_user(self.manager).action_retry()
        self.sweep(LATE)
        self.assertEqual(alarm.state, "delivered")

    def test_with_the_inbox_beside_it_is_a_note(self):
        alarm = self.ways(by_email=True, by_notification=True)
        self.send_mails(error=ConnectionRefusedError("nobody there"))
        self.assertEqual(alarm.state, "delivered")
        self.assertIn("nobody there", alarm.delivery_note)

    def test_a_notification_that_goes_by_email_counts_as_one(self):
        self.supervisor.notification_type = "email"
        alarm = self.ways(by_notification=True)
        self.assertEqual((alarm.sent_inbox, alarm.sent_email), (False, True))
        self.send_mails(error=ConnectionRefusedError("nobody there"))
        self.assertEqual(alarm.state, "failed")

    def test_what_is_acknowledged_stays_so(self):
        alarm = self.ways(by_email=True)
        alarm.with_user(self.supervisor)._acknowledge("Calling")
        self.send_mails(error=ConnectionRefusedError("nobody there"))
        self.assertEqual(alarm.state, "acknowledged")

    def test_other_mail_is_none_of_our_business(self):
        alarm = self.ways(by_notification=True)
        self.env["mail.mail"].create({"email_to": "x@example.com", "body_html": "x"})
        self.send_mails(error=ConnectionRefusedError("nobody there"))
        self.assertEqual((alarm.state, alarm.delivery_note), ("delivered", False))


class TestSpeed(KeyAccountCase):
    def test_delivery_costs_no_query_an_alarm(self):
        self.ref("policy_resolve_level_1").step_ids.filtered("offset_hours").unlink()
        counts = []
        for size in (5, 40):
            values = {
                "name": "x",
                "description": "x",
                "partner_id": self.contact.id,
                "case_kind": "complaint",
            }
            with self.at(NOON):
                self.env["helpdesk.ticket"].create([values] * size)
            with self.at(LATE):
                self.env["key.account.deadline"]._enforce_due()
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.env["key.account.alarm"]._deliver()
                self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 20, counts)

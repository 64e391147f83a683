"""APP-5: customers are told in steps that a service ends, and never twice."""

from datetime import timedelta
from unittest.mock import patch

from services import NOTICE, ServiceCase, days

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from common import NOON

DAY = timedelta(days=1)


class ReminderCase(ServiceCase):
    def steps(self, moment):
        return self.remind(moment).mapped("days_before")

    def mails(self, notices):
        return self.env["mail.mail"].search(
            [("mail_message_id", "in", notices.mail_message_id.ids)]
        )

    def by_sms(self):
        self.file.write({"preferred_channel": "sms", "mobile": "+86 138 0013 8000"})


class TestSteps(ReminderCase):
    def test_a_month_a_week_and_a_day_before(self):
        self.make_service(days(31))
        self.assertEqual(self.steps(NOON), [])
        for day, told in ((1, [30]), (23, [30]), (24, [30, 7]), (29, [30, 7])):
            self.assertEqual(self.steps(NOON + day * DAY), told, day)
        self.assertEqual(self.steps(NOON + 30 * DAY), [30, 7, 1])
        self.assertEqual(self.steps(NOON + 30 * DAY), [30, 7, 1], "nobody twice")
        self.assertEqual(self.steps(NOON + 40 * DAY), [30, 7, 1])

    def test_what_stood_still_is_caught_up_once(self):
        self.make_service(days(31))
        self.assertEqual(self.steps(NOON + 27 * DAY), [7])

    def test_what_is_over_is_not_reminded_of(self):
        self.make_service(days(3))
        self.assertEqual(self.steps(NOON + 4 * DAY), [])

    def test_a_renewal_stops_it(self):
        service = self.make_service(days(30))
        self.assertEqual(self.steps(NOON), [30])
        self.open_on(self.apply("renewal", [{"service_id": service.id}]))
        self.assertEqual(self.steps(NOON + 29 * DAY), [30])

    def test_a_renewal_takes_back_what_waits(self):
        self.file.preferred_channel = "phone"
        service = self.make_service(days(30))
        notice = self.remind()
        self.assertEqual(notice.state, "to_call")
        service.term_ids._decide("renewed")
        self.assertEqual(notice.state, "void")

    def test_what_is_decided_between_planning_and_sending(self):
        service = self.make_service(days(30))
        with self.at(NOON):
            self.env[NOTICE]._plan()
            service.date_until = days(300)
            service.term_ids._decide("renewed")
            self.env[NOTICE]._send_due()
        self.assertEqual(service.term_ids.notice_ids.state, "void")

    def test_steps_are_data(self):
        self.ref("reminder_month").tier_ids = self.ref("tier_b")
        self.ref("reminder_day").active = False
        self.env["key.account.service.reminder"].create(
            {"name": "Half a month before", "days_before": 15}
        )
        self.make_service(days(30))
        told = [self.steps(NOON + day * DAY) for day in (0, 15, 23, 30)]
        self.assertEqual(told, [[], [15], [15, 7], [15, 7]])

    def test_a_trial_is_told_otherwise(self):
        self.open_on(
            self.apply("trial", [{"period_months": 1, "is_free": True}]), days(-25)
        )
        self.assertFalse(self.remind())


class TestWays(ReminderCase):
    def test_by_email_with_a_link_to_the_portal(self):
        service = self.make_service(days(30))
        notice = self.remind()
        self.assertEqual((notice.channel, notice.state), ("email", "told"))
        self.assertEqual((notice.partner_id, notice.told_at), (self.account, NOON))
        mail = self.mails(notice)
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.recipient_ids, self.account)
        self.assertIn(service.name, mail.body_html)
        self.assertIn("/my/services", mail.body_html)
        self.assertIn(service.number, mail.subject)

    def test_the_liaison_is_told_where_the_account_has_no_address(self):
        self.account.email = False
        self.contact.key_person_role = "liaison"
        self.make_service(days(30))
        self.assertEqual(self.remind().partner_id, self.contact)

    def test_by_sms_without_the_name_of_the_service(self):
        self.by_sms()
        service = self.make_service(days(30))
        notice = self.remind()
        self.assertEqual((notice.channel, notice.state), ("sms", "told"))
        number = notice.sms_id.number.replace(" ", "")
        self.assertEqual(number, "+8613800138000")
        self.assertIn(service.number, notice.sms_id.body)
        self.assertNotIn(service.name, notice.sms_id.body)

    def test_an_sms_wakes_nobody(self):
        self.by_sms()
        self.env["key.account.quiet.hours"].search([]).unlink()
        self.env["key.account.quiet.hours"].create({"hour_from": 22, "hour_to": 7})
        self.make_service(days(30))
        notice = self.remind(NOON.replace(hour=23))
        self.assertEqual(notice.state, "waiting")
        self.remind(NOON.replace(day=3, hour=6))
        self.assertEqual(notice.state, "waiting")
        self.remind(NOON.replace(day=3, hour=7))
        self.assertEqual(notice.state, "told")

    def test_each_step_may_have_a_way_of_its_own(self):
        self.ref("reminder_month").channel = "call"
        self.make_service(days(30))
        self.assertEqual(self.remind().state, "to_call")

    def test_who_refuses_it_is_reached_otherwise(self):
        self.by_sms()
        self.env["phone.blacklist"].create({"number": "+8613800138000"})
        self.make_service(days(30))
        self.assertEqual(self.remind().channel, "email")

    def test_who_refuses_everything_is_called(self):
        self.env["mail.blacklist"]._add(self.account.email)
        self.make_service(days(30))
        notice = self.remind()
        self.assertEqual((notice.channel, notice.state), ("call", "to_call"))
        self.assertFalse(notice.mail_message_id)

    def test_who_refuses_it_in_between_gets_nothing(self):
        self.make_service(days(30))
        with self.at(NOON):
            self.env[NOTICE]._plan()
            self.env["mail.blacklist"]._add(self.account.email)
            self.env.invalidate_all()
            self.env[NOTICE]._send_due()
        notice = self.env[NOTICE].search([("file_id", "=", self.file.id)])
        self.assertEqual(notice.state, "to_call")
        self.assertFalse(notice.mail_message_id)

    def test_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.account.lang = "zh_CN"
        template = self.ref("mail_template_service_ends").with_context(lang="zh_CN")
        template.subject = "您的服务 {{ object.number }} 即将到期"
        service = self.make_service(days(30))
        mail = self.mails(self.remind())
        self.assertEqual(mail.subject, f"您的服务 {service.number} 即将到期")


class TestFailures(ReminderCase):
    def send(self, notice, error=None):
        """Let Odoo's queue of e-mails meet a mail server."""

        def connect(server, *args, **kwargs):
            if error:
                raise error

        mails = self.mails(notice)
        mails.state = "outgoing"
        with (
            patch.object(
                IrMail_Server, "_disable_send", classmethod(lambda cls: False)
            ),
            patch.object(IrMail_Server, "_connect__", connect),
            patch.object(IrMail_Server, "send_email", lambda *args, **kwargs: "<x@y>"),
            mute_logger("odoo.addons.mail.models.mail_mail"),
        ):
            mails.send()
        self.env.invalidate_all()

    def test_a_mail_server_that_is_down_is_seen(self):
        self.make_service(days(30))
        notice = self.remind()
        self.send(notice, ConnectionRefusedError("Connection refused"))
        self.assertEqual(notice.state, "failed")
        self.assertIn("refused", notice.error)
        self.assertFalse(notice.told_at)
        self.send(notice)
        self.assertEqual(notice.state, "told", "the server was back")
        self.assertFalse(notice.error)

    def test_what_arrived_is_not_kept(self):
        self.make_service(days(30))
        notice = self.remind()
        self.send(notice)
        self.assertEqual(notice.state, "told")
        self.assertFalse(self.mails(notice), "nothing of the file stays in a mail")

    def test_a_gateway_that_refuses_is_seen(self):
        self.by_sms()
        self.make_service(days(30))
        notice = self.remind()
        with self.gateway("insufficient_credit"):
            notice.sms_id.send()
        self.assertEqual(notice.state, "failed")
        self.assertTrue(notice.error)

    def test_a_gateway_that_takes_it(self):
        self.by_sms()
        self.make_service(days(30))
        notice = self.remind()
        with self.gateway():
            notice.sms_id.send()
        self.assertEqual(notice.state, "told")

    def test_tried_again_by_who_serves_the_account(self):
        self.make_service(days(30))
        notice = self.remind()
        self.send(notice, ConnectionRefusedError("Connection refused"))
        lost = self.mails(notice)
        with self.assertRaises(AccessError):
            notice.with_user(self.supervisor).action_try_again()
        with self.at(NOON):
            notice.with_user(self.officer).action_try_again()
        self.assertEqual(notice.state, "waiting")
        self.assertFalse(lost.exists(), "else it could arrive twice")
        self.remind()
        self.assertEqual(notice.state, "told")

    def test_one_that_cannot_be_written_stops_no_other(self):
        self.make_service(days(30))
        other = self.env["key.account.file"].create({"partner_id": self.contact.id})
        self.make_service(days(30), file_id=other.id)
        tell = type(self.env[NOTICE])._tell_by_email

        def fail(notice):
            if notice.partner_id == self.account:
                raise ValueError("Broken template")
            return tell(notice)

        sweep = "odoo.addons.key_account_service.models.clock.key_account_sweep_mixin"
        with (
            patch.object(type(self.env[NOTICE]), "_tell_by_email", fail),
            mute_logger(sweep),
        ):
            self.remind()
        notices = self.env[NOTICE].search([("account_id", "=", self.account.id)])
        self.assertEqual(set(notices.mapped("state")), {"failed", "told"})


class TestCalls(ReminderCase):
    def called(self, notice, user=None):
        user = user or self.officer
        with self.at(NOON):
            action = notice.with_user(user).action_called()
            form = self.env["key.account.service.called"].with_user(user)
            form = form.with_context(**action["context"])
            form.create({"note": "Wants to renew"}).action_apply()

    def calls(self):
        self.file.preferred_channel = "visit"
        self.make_service(days(30))
        self.make_service(days(29))
        return self.remind()

    def test_the_manager_is_told_how_many_and_nothing_else(self):
        domain = [("notified_partner_ids", "in", self.officer.partner_id.ids)]
        before = self.env["mail.message"].search(domain)
        self.calls()
        message = self.env["mail.message"].search(domain) - before
        self.assertIn("2 customers to call", message.subject)
        for word in ("Channel pack", "Jinniu", "KS0"):
            self.assertNotIn(word, message.subject + message.body)

    def test_the_call_is_on_record(self):
        notice = self.calls()[0]
        self.called(notice)
        self.assertEqual((notice.state, notice.told_by_id), ("told", self.officer))
        self.assertEqual((notice.told_at, notice.note), (NOON, "Wants to renew"))
        with self.assertRaisesRegex(UserError, "any more"):
            self.called(notice)

    def test_nobody_else_says_so(self):
        notice = self.calls()[0]
        for user in self.supervisor | self.stranger | self.auditor | self.clerk:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.called(notice, user)

"""CASE-5: e-mails of alarms that no mail server took are tried again."""

from common import HOUR, NOON, KeyAccountCase


class TestAlarmMail(KeyAccountCase):
    def failed_mail(self, **values):
        self.make_case()
        self.sweep(NOON + 5 * HOUR)
        alarms = self.env["key.account.alarm"].search([("by_email", "=", True)])
        messages = alarms.mail_message_id
        mail = self.env["mail.mail"].search([("mail_message_id", "in", messages.ids)])
        self.assertEqual(len(mail), 1)
        self.fail_mail(mail, **values)
        return mail

    def fail_mail(self, mail, hours=5, **values):
        mail.write({"state": "exception", **values})
        mail.flush_recordset()
        self.env.cr.execute(
            "UPDATE mail_mail SET create_date = %(at)s, write_date = %(at)s"
            " WHERE id = %(id)s",
            {"at": NOON + hours * HOUR, "id": mail.id},
        )
        mail.invalidate_recordset()

    def retry(self, hours):
        with self.at(NOON + hours * HOUR):
            self.env["mail.mail"]._retry_alarms()

    def test_after_a_quarter_of_an_hour(self):
        mail = self.failed_mail()
        self.retry(5.2)
        self.assertEqual(mail.state, "exception")
        self.retry(5.25)
        self.assertEqual(mail.state, "outgoing")

    def test_not_for_ever(self):
        mail = self.failed_mail()
        self.retry(5 + 48)
        self.assertEqual(mail.state, "exception")

    def test_a_wrong_address_waits_for_a_person(self):
        mail = self.failed_mail(failure_type="mail_email_invalid")
        self.retry(6)
        self.assertEqual(mail.state, "exception")

    def test_the_mail_of_others_is_left_alone(self):
        mail = self.env["mail.mail"].create({"body_html": "x", "email_to": "x@y.test"})
        self.fail_mail(mail)
        self.retry(6)
        self.assertEqual(mail.state, "exception")

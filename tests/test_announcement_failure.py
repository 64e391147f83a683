"""APP-6: what was not received is shown, and who wants no offers gets none."""

from unittest.mock import patch

from test_announcement import PHONE, AnnouncementCase

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from common import HOUR, NOON


class TestFailures(AnnouncementCase):
    def tell(self, **values):
        self.start(self.make_announcement(**values))
        self.announce()
        return self.recipient(self.account)

    def test_a_mail_that_no_server_takes_is_shown(self):
        recipient = self.tell()
        gone = ConnectionRefusedError("nobody there")
        with (
            patch.object(
                IrMail_Server, "_disable_send", classmethod(lambda cls: False)
            ),
            patch.object(IrMail_Server, "_connect__", side_effect=gone),
            mute_logger("odoo.addons.mail.models.mail_mail"),
        ):
            self.mails_to(recipient).send()
        self.assertEqual(recipient.state, "failed")
        self.assertIn("nobody there", recipient.error)
        self.assertFalse(recipient.told_at)
        self.assertEqual(recipient.announcement_id.failed_count, 1)

    def test_it_is_sent_again_by_hand(self):
        recipient = self.tell()
        self.mails_to(recipient)._postprocess_sent_message([], [], "550", "mail_smtp")
        with self.at(NOON + HOUR):
            recipient.with_user(self.deputy).action_send_again()
        self.announce(NOON + HOUR)
        self.assertEqual((recipient.state, recipient.error), ("told", False))
        self.assertEqual(len(self.mails_to(recipient)), 2)

    def test_also_after_all_were_told(self):
        announcement = self.start(self.make_announcement(waves=[("tier_a", 0)]))
        self.announce()
        self.assertEqual(announcement.state, "done")
        recipient = self.recipient(self.account)
        self.mails_to(recipient)._postprocess_sent_message([], [], "550", "mail_smtp")
        with self.at(NOON + HOUR):
            recipient.with_user(self.officer).action_send_again()
        self.assertEqual(announcement.state, "running")
        self.announce(NOON + HOUR)
        self.assertEqual((recipient.state, announcement.state), ("told", "done"))

    def test_a_refused_sms_is_shown(self):
        self.account.write({"email": False, "phone": PHONE})
        recipient = self.tell(by_sms=True, sms_text="New: 4K.")
        answer = [{"uuid": recipient.sms_id.uuid, "state": "insufficient_credit"}]
        api = "odoo.addons.sms.tools.sms_api.SmsApi._send_sms_batch"
        with patch(api, return_value=answer):
            recipient.sms_id._send()
        self.assertEqual(recipient.state, "failed")
        self.assertIn("redit", recipient.error)

    def test_a_broken_one_stops_no_other(self):
        self.bank.key_account_tier_id = self.ref("tier_a")
        template = type(self.env["mail.template"])
        real = template.send_mail

        def send(record, number, **options):
            if self.recipient(self.account).id == number:
                raise UserError("Broken")
            return real(record, number, **options)

        self.start(self.make_announcement())
        with patch.object(template, "send_mail", send):
            self.announce()
        hotel = self.recipient(self.account)
        self.assertEqual((hotel.state, hotel.error), ("waiting", "Broken"))
        self.assertEqual(self.recipient(self.bank).state, "told")
        self.announce(NOON + HOUR / 5)
        self.assertEqual(hotel.state, "waiting", "it is tried again after a while")
        self.announce(NOON + HOUR / 4)
        self.assertEqual((hotel.state, hotel.error), ("told", False))


class TestRefusals(AnnouncementCase):
    def tell(self, **values):
        self.start(self.make_announcement(**values))
        self.announce()
        return self.recipient(self.account)

    def refuse(self, partner):
        return (
            self.env["key.account.opt.out"]
            .with_user(self.officer)
            .create({"partner_id": partner.id, "note": "Said so on the telephone."})
        )

    def test_who_wants_no_offers_gets_none(self):
        self.refuse(self.account)
        recipient = self.tell()
        self.assertEqual(recipient.state, "refused")
        self.assertFalse(self.mails_to(recipient))
        self.assertEqual(recipient.announcement_id.refused_count, 1)

    def test_what_the_group_says_holds_for_its_people(self):
        self.refuse(self.account)
        self.assertFalse((self.contact | self.account)._wanting_offers())

    def test_what_a_person_says_holds_for_the_person(self):
        self.account.email = False
        self.contact.key_person_role = "liaison"
        self.refuse(self.contact)
        self.assertEqual(self.tell().state, "to_call")

    def test_at_the_last_moment(self):
        self.start(self.make_announcement())
        with self.at(NOON):
            self.env["key.account.announcement.wave"]._gather_due()
        self.refuse(self.account)
        self.announce()
        self.assertEqual(self.recipient(self.account).state, "refused")

    def test_a_consent_that_was_taken_back_counts(self):
        consent = self.env["key.account.consent"].create(
            {
                "file_id": self.env["key.account.file"]
                .search([("partner_id", "=", self.account.id)])
                .id,
                "purpose_id": self.ref("consent_purpose_marketing").id,
            }
        )
        self.assertTrue(self.account._wanting_offers(consent_only=True))
        consent.action_withdraw()
        self.assertFalse(self.account._wanting_offers())
        consent.copy({"withdrawn_on": False})
        self.assertTrue(self.account._wanting_offers())

    def test_only_who_agreed(self):
        self.assertEqual(self.tell(consent_only=True).state, "refused")

    def test_somebody_changes_the_mind(self):
        refusal = self.refuse(self.account)
        self.assertEqual(refusal.noted_by_id, self.officer)
        refusal.action_end()
        self.assertEqual(refusal.until_by_id, self.officer)
        self.assertEqual(self.tell().state, "told")
        self.assertTrue(self.refuse(self.account), "and once more")

    def test_the_button_on_the_list(self):
        recipient = self.tell().with_user(self.officer)
        recipient.action_refuse()
        recipient.action_refuse()
        self.assertFalse(self.account._wanting_offers())
        self.assertEqual(recipient.state, "told", "that it was told stays true")

    def test_nobody_says_it_for_somebody_else(self):
        refusal = self.env["key.account.opt.out"].with_user(self.officer)
        made = refusal.create(
            {
                "partner_id": self.account.id,
                "noted_by_id": self.manager.id,
                "since": "2020-01-01",
                "way": "link",
            }
        )
        self.assertEqual((made.noted_by_id, made.way), (self.officer, "spoken"))
        self.assertGreater(made.since.year, 2020)
        made.note = "On the telephone."
        for name, value in (("partner_id", self.contact.id), ("until", "2026-03-02")):
            with self.subTest(name=name), self.assertRaises(AccessError):
                made.write({name: value})
        for user in (self.stranger, self.auditor, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["key.account.opt.out"].with_user(user).create(
                    {"partner_id": self.account.id}
                )

    def test_erasing_a_person_leaves_that_it_refused(self):
        refusal = self.refuse(self.contact)
        self.account.email = False
        self.contact.key_person_role = "liaison"
        refusal.action_end()
        recipient = self.tell()
        recipient.with_user(self.officer).note = "Has a new flat."
        self.contact._erase_personal_data()
        self.assertFalse(recipient.note or refusal.note)
        self.assertEqual(recipient.state, "told")

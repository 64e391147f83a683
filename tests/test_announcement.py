"""APP-6: a new service is told to the tiers in order, once, and never unasked for."""

from announcements import DAY, AnnouncementMixin

from odoo.exceptions import AccessError, UserError, ValidationError

from common import HOUR, NOON, KeyAccountCase

PHONE = "+86 138 0013 8000"


class AnnouncementCase(AnnouncementMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        # Whoever the database has already is no customer of these tests.
        others = self.env["res.partner"].search(
            [("key_account_kind", "!=", False), ("id", "!=", self.account.id)]
        )
        others.key_account_kind = False
        self.bank = self.make_bank()


class TestInOrder(AnnouncementCase):
    def test_the_first_tier_is_told_at_once_the_next_later(self):
        announcement = self.start(self.make_announcement())
        self.announce()
        hotel = self.recipient(self.account)
        self.assertEqual((hotel.state, hotel.way), ("told", "email"))
        self.assertEqual((hotel.told_at, hotel.tier_id.code), (NOON, "A"))
        self.assertFalse(hotel.told_by_id, "it went by itself")
        self.assertFalse(self.recipient(self.bank))
        self.announce(NOON + 7 * DAY - HOUR)
        self.assertFalse(self.recipient(self.bank))
        self.assertEqual(announcement.state, "running")
        self.announce(NOON + 7 * DAY)
        self.assertEqual(self.recipient(self.bank).state, "told")
        self.assertEqual((announcement.state, announcement.told_count), ("done", 2))

    def test_nobody_is_told_before_it_is_let_go(self):
        self.make_announcement()
        self.announce()
        self.assertFalse(self.recipient(self.account))

    def test_it_can_begin_later(self):
        announcement = self.make_announcement(starts_at=NOON + DAY)
        self.start(announcement)
        self.announce()
        self.assertFalse(self.recipient(self.account))
        self.announce(NOON + DAY)
        self.assertEqual(self.recipient(self.account).state, "told")
        moments = announcement.wave_ids.mapped("due_at")
        self.assertEqual(moments, [NOON + DAY, NOON + 8 * DAY])

    def test_nobody_is_told_twice(self):
        self.start(self.make_announcement())
        for moment in (NOON, NOON + HOUR, NOON + 7 * DAY, NOON + 8 * DAY):
            self.announce(moment)
        self.assertEqual(len(self.recipient(self.account)), 1)
        self.assertEqual(len(self.mails_to(self.recipient(self.account))), 1)
        self.assertEqual(len(self.mails_to(self.recipient(self.bank))), 1)

    def test_who_rises_between_two_turns_is_not_forgotten(self):
        self.start(self.make_announcement())
        self.announce()
        self.bank.key_account_tier_id = self.ref("tier_a")
        self.announce(NOON + 7 * DAY)
        recipient = self.recipient(self.bank)
        self.assertEqual((recipient.state, recipient.tier_id.code), ("told", "A"))

    def test_who_falls_is_not_told_again(self):
        self.start(self.make_announcement())
        self.announce()
        self.account.key_account_tier_id = self.ref("tier_b")
        self.announce(NOON + 7 * DAY)
        self.assertEqual(len(self.recipient(self.account)), 1)

    def test_the_scheduled_action_does_it_all(self):
        announcement = self.start(self.make_announcement(waves=[("tier_a", 0)]))
        with self.enter_registry_test_mode():
            self.ref("ir_cron_announce").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.recipient(self.account).state, "told")
        self.assertEqual(announcement.state, "done")

    def test_other_tiers_hear_nothing(self):
        self.bank.key_account_tier_id = self.ref("tier_c")
        self.start(self.make_announcement())
        self.announce(NOON + 30 * DAY)
        self.assertFalse(self.recipient(self.bank))

    def test_a_thousand_are_listed_in_shares(self):
        waves = self.env["key.account.announcement.wave"]
        announcement = self.start(self.make_announcement(waves=[("tier_b", 0)]))
        for number in range(4):
            self.make_bank(name=f"Bank {number}", email=f"{number}@bank.example")
        with self.at(NOON):
            self.assertEqual(waves._gather_due(limit=2), 2)
            self.assertEqual(len(announcement.recipient_ids), 2)
            while waves._gather_due(limit=2):
                pass
        self.env.invalidate_all()
        self.assertEqual(len(announcement.recipient_ids), 5)

    def test_it_can_be_stopped_and_gone_on_with(self):
        announcement = self.start(self.make_announcement())
        announcement.with_user(self.manager).action_stop()
        self.announce()
        self.assertFalse(self.recipient(self.account))
        announcement.with_user(self.manager).action_go_on()
        self.announce()
        self.assertEqual(self.recipient(self.account).state, "told")

    def test_one_that_is_no_key_account_any_more_is_left_out(self):
        announcement = self.start(self.make_announcement())
        with self.at(NOON):
            self.env["key.account.announcement.wave"]._gather_due()
        self.account.key_account_kind = False
        self.announce()
        self.assertEqual(self.recipient(self.account).state, "void")
        self.assertFalse(announcement.told_count)


class TestWhoDecides(AnnouncementCase):
    def test_administrators_let_it_go(self):
        announcement = self.make_announcement()
        for user in (self.supervisor, self.officer, self.auditor, self.clerk):
            for method in ("action_start", "action_stop", "action_go_on"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(announcement.with_user(user), method)()
        self.assertEqual(announcement.state, "draft")

    def test_officers_write_none(self):
        with self.assertRaises(AccessError):
            self.make_announcement(user=self.officer)

    def test_what_customers_read_stays(self):
        announcement = self.start(self.make_announcement()).with_user(self.supervisor)
        with self.assertRaisesRegex(UserError, "is under way"):
            announcement.body = "<p>Something else</p>"
        with self.assertRaisesRegex(UserError, "is under way"):
            announcement.wave_ids[0].wait_days = 1
        with self.assertRaisesRegex(UserError, "is under way"):
            announcement.wave_ids[0].unlink()
        with self.assertRaisesRegex(UserError, "Only drafts"):
            announcement.unlink()

    def test_a_state_is_never_written_by_hand(self):
        with self.assertRaises(AccessError):
            self.make_announcement().with_user(self.manager).state = "running"
        with self.assertRaises(AccessError):
            self.make_announcement(state="running")

    def test_it_says_what_is_missing(self):
        with self.assertRaisesRegex(UserError, "Name the tiers"):
            self.start(self.make_announcement(waves=()))
        with self.assertRaisesRegex(UserError, "words of the SMS"):
            self.start(self.make_announcement(by_sms=True))
        announcement = self.start(self.make_announcement())
        with self.assertRaisesRegex(UserError, "cannot be done any more"):
            self.start(announcement)

    def test_the_preview_counts_those_of_the_tier(self):
        announcement = self.make_announcement()
        self.assertEqual(announcement.wave_ids.mapped("account_count"), [1, 1])


class TestWays(AnnouncementCase):
    def tell(self, **values):
        self.start(self.make_announcement(**values))
        self.announce()
        return self.recipient(self.account)

    def test_the_mail_says_it_all(self):
        mail = self.mails_to(self.tell())
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.subject, "New for you: 4K in your rooms")
        self.assertEqual(mail.recipient_ids, self.account)
        self.assertIn("Sharper than ever.", mail.body_html)
        self.assertIn("/key-account/no-offers/", mail.body_html)
        self.assertEqual(mail.reply_to, self.officer.email_formatted)

    def test_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.account.lang = "zh_CN"
        announcement = self.make_announcement()
        announcement.with_context(lang="zh_CN").name = "客房里的 4K"
        self.start(announcement)
        self.announce()
        mail = self.mails_to(self.recipient(self.account))
        self.assertEqual(mail.subject, "新业务告知：客房里的 4K")

    def test_somebody_at_the_group_who_has_an_address(self):
        self.account.email = False
        self.contact.key_person_role = "liaison"
        recipient = self.tell()
        self.assertEqual((recipient.partner_id, recipient.way), (self.contact, "email"))

    def test_without_an_address_somebody_calls(self):
        self.account.email = False
        recipient = self.tell()
        self.assertEqual(recipient.state, "to_call")
        officer = recipient.with_user(self.officer)
        with self.assertRaisesRegex(UserError, "how you told"):
            officer.action_told()
        officer.write({"way": "phone", "note": "Glad.", "reaction": "interested"})
        officer.action_told()
        self.assertEqual(
            (recipient.state, recipient.told_by_id), ("told", self.officer)
        )
        self.assertEqual(recipient.announcement_id.interested_count, 1)
        with self.assertRaisesRegex(UserError, "Nothing is to be told"):
            officer.action_told()

    def test_an_sms_goes_where_no_mail_can(self):
        self.account.write({"email": False, "phone": PHONE})
        recipient = self.tell(by_sms=True, sms_text="New: 4K.")
        self.assertEqual((recipient.state, recipient.way), ("told", "sms"))
        self.assertEqual(recipient.sms_id.state, "outgoing")
        self.assertIn("New: 4K. http", recipient.sms_id.body)

    def test_no_sms_unless_it_is_wanted(self):
        self.account.write({"email": False, "phone": PHONE})
        self.assertEqual(self.tell().state, "to_call")

    def test_the_black_list_counts(self):
        self.env["mail.blacklist"]._add("office@hotel.example")
        recipient = self.tell()
        self.assertEqual(recipient.state, "to_call")
        self.assertFalse(self.mails_to(recipient))

    def test_only_people_of_the_account_are_told(self):
        self.account.email = False
        recipient = self.tell().with_user(self.officer)
        with self.assertRaisesRegex(ValidationError, "does not belong"):
            recipient.partner_id = self.bank
        recipient.partner_id = self.contact
        with self.at(NOON + HOUR):
            recipient.action_send_again()
        self.announce(NOON + HOUR)
        self.assertEqual(recipient.state, "told")
        self.assertEqual(self.mails_to(recipient).recipient_ids, self.contact)


class TestApply(AnnouncementCase):
    def test_interest_leads_to_an_application(self):
        product = self.env["product.product"].create(
            {"name": "4K", "key_account_service_ok": True, "lst_price": 50}
        )
        self.start(self.make_announcement(product_id=product.id))
        self.announce()
        action = self.recipient(self.account).with_user(self.officer).action_apply()
        applications = self.env[action["res_model"]].with_user(self.officer)
        made = applications.with_context(**action["context"]).create({})
        self.assertEqual(
            (made.partner_id, made.line_ids.product_id), (self.account, product)
        )

    def test_without_a_service_it_says_so(self):
        self.start(self.make_announcement())
        self.announce()
        with self.assertRaisesRegex(UserError, "names no service"):
            self.recipient(self.account).with_user(self.officer).action_apply()

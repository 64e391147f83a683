"""TIER-10: the customer is told of the tier and its services, and that is on record."""

from unittest.mock import patch

from tiers import TODAY, TierMixin

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from common import NOON, KeyAccountCase


class NoticeCase(TierMixin, KeyAccountCase):
    def notices(self, account=None):
        account = account or self.account
        return self.env["key.account.tier.notice"].search(
            [("account_id", "=", account.id)], order="id"
        )

    def publish(self, **values):
        proposal = self.approved(**values)
        self.follow_days(NOON)
        return proposal

    def mails(self, notice):
        return self.env["mail.mail"].search(
            [("model", "=", notice._name), ("res_id", "=", notice.id)]
        )


class TestNotice(NoticeCase):
    def test_each_change_waits_to_be_told(self):
        first = self.notices()
        self.assertEqual((first.state, first.tier_id.code), ("to_tell", "A"))
        self.publish()
        second = self.notices()[-1]
        self.assertEqual(first.state, "void", "overtaken by the second change")
        self.assertEqual((second.state, second.former_tier_id.code), ("to_tell", "A"))
        self.assertEqual((second.date_from, second.partner_id), (TODAY, self.account))

    def test_a_tier_that_only_goes_on_is_not_told_again(self):
        self.publish(tier="tier_a", valid_until="2027-03-01")
        self.assertEqual(len(self.notices()), 1)

    def test_somebody_who_has_an_address_is_told(self):
        self.account.email = False
        self.contact.key_person_role = "liaison"
        self.publish()
        self.assertEqual(self.notices()[-1].partner_id, self.contact)

    def compose(self, notice, user=None):
        notice = notice.with_user(user or self.officer)
        action = notice.action_write_email()
        composer = self.env["mail.compose.message"].with_user(user or self.officer)
        return Form(composer.with_context(**action["context"])).save()

    def test_one_click_tells_the_customer(self):
        self.publish()
        notice = self.notices()[-1]
        with self.at(NOON):
            composer = self.compose(notice)
            self.assertIn("visit every month", composer.body)
            self.assertIn("First response: any other request: within 48", composer.body)
            self.assertNotIn("Important", composer.body)
            composer._action_send_mail()
        self.assertEqual((notice.state, notice.way), ("told", "email"))
        self.assertEqual((notice.told_by_id, notice.told_at), (self.officer, NOON))
        message = notice.message_ids.filtered(lambda m: m.partner_ids)
        self.assertEqual(message.partner_ids, self.account)
        self.assertIn(self.company.name, message.subject)
        self.assertNotIn("Turnover doubled", message.body)
        with self.assertRaisesRegex(UserError, "Nothing is left"):
            self.compose(notice)

    def test_the_customer_reads_it_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        tier = self.ref("tier_b")
        tier.with_context(lang="zh_CN").customer_services = "专属大客户经理"
        self.account.lang = "zh_CN"
        self.publish()
        composer = self.compose(self.notices()[-1])
        self.assertIn("专属大客户经理", composer.body)

    def test_a_note_among_colleagues_tells_nobody(self):
        notice = self.notices()
        notice.with_user(self.officer).message_post(
            body="Call first",
            partner_ids=self.account.ids,
            subtype_xmlid="mail.mt_note",
        )
        notice.with_user(self.officer).message_post(
            body="See this",
            message_type="comment",
            partner_ids=self.supervisor.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(notice.state, "to_tell")

    def test_told_otherwise_says_how(self):
        notice = self.notices().with_user(self.deputy)
        with self.assertRaisesRegex(UserError, "how the customer was told"):
            notice.action_told()
        notice.write({"way": "phone", "note": "Told Mr. He."})
        notice.action_told()
        self.assertEqual((notice.state, notice.told_by_id), ("told", self.deputy))
        with self.assertRaisesRegex(UserError, "Nothing is left"):
            notice.action_told()

    def test_without_an_address_it_says_what_to_do(self):
        notice = self.notices()
        self.account.email = False
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            notice.with_user(self.officer).action_write_email()

    def test_nobody_else_tells(self):
        notice = self.notices()
        for user in (self.stranger, self.auditor, self.clerk):
            for method in ("action_write_email", "action_told"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(notice.with_user(user), method)()


class TestByItself(NoticeCase):
    def setUp(self):
        super().setUp()
        self.ref("tier_b").tell_automatically = True

    def test_the_customer_is_told_on_publication(self):
        self.publish()
        notice = self.notices()[-1]
        self.assertEqual((notice.state, notice.way), ("told", "email"))
        mail = self.mails(notice)
        self.assertEqual(mail.state, "outgoing")
        self.assertIn("Tier B", mail.body_html)

    def test_the_first_tier_as_well(self):
        account = self.account.create(
            {
                "name": "Bank",
                "email": "office@bank.example",
                "key_account_kind": "group",
                "key_account_tier_id": self.ref("tier_b").id,
            }
        )
        self.assertEqual(self.notices(account).state, "told")

    def test_without_an_address_it_stays_visible(self):
        self.account.email = False
        self.publish()
        notice = self.notices()[-1]
        self.assertEqual(notice.state, "failed")
        self.assertIn("no e-mail address", notice.error)
        self.assertEqual(self.account.key_account_tier_id.code, "B")

    def test_a_failed_mail_is_kept_and_told_again(self):
        self.publish()
        notice = self.notices()[-1]
        mail = self.mails(notice)
        mail._postprocess_sent_message([], [], "550 no such user", "mail_smtp")
        self.assertEqual((notice.state, notice.error), ("failed", "550 no such user"))
        self.assertFalse(notice.told_at or notice.told_by_id)
        notice.with_user(self.officer).write({"way": "phone"})
        notice.with_user(self.officer).action_told()
        self.assertEqual((notice.state, notice.error), ("told", False))

    def test_a_broken_message_stops_no_publication(self):
        template = type(self.env["mail.template"])
        with patch.object(template, "send_mail", side_effect=UserError("Broken")):
            proposal = self.publish()
        self.assertEqual(proposal.state, "published")
        notice = self.notices()[-1]
        self.assertEqual((notice.state, notice.error), ("failed", "Broken"))

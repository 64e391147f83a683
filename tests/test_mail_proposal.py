"""CASE-1: an unknown sender is proposed as a key account's, and a person decides."""

from letters import CUSTOMER, SERVER, VOUCHED, PostMixin

from odoo.exceptions import AccessError, UserError

from common import HOUR, NOON, KeyAccountCase

NEW = "Chen Gang <chen.gang@hotel.example>"
FORWARD = """Please look after them.

---------- Forwarded message ----------
From: {who}
Sent: Monday
To: kas-clerk@kas.test
Subject: No picture

No picture since this morning.
"""


class TestProposal(PostMixin, KeyAccountCase):
    def test_by_the_domain(self):
        case = self.post(sender=NEW)
        self.assertEqual(case.proposed_account_id, self.account)
        self.assertEqual(case.proposed_email, "chen.gang@hotel.example")
        self.assertFalse(case.key_account_id or case.partner_id)
        self.assertTrue(self.deadline(case, "respond").due_at)

    def test_confirmed(self):
        case = self.post(sender=NEW)
        with self.at(NOON + 3 * HOUR):
            case.with_user(self.manager).action_confirm_proposal()
        contact = case.partner_id
        self.assertEqual(contact.name, "Chen Gang")
        self.assertEqual(contact.parent_id, self.account)
        self.assertEqual(case.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(case.key_account_manager_id, self.officer)
        self.assertEqual(self.deadline(case, "respond").started_at, NOON + HOUR)
        self.assertFalse(case.proposed_account_id or case.proposed_email)
        self.assertEqual(self.post(sender=NEW, number="n2").partner_id, contact)

    def test_confirmed_twice(self):
        case = self.post(sender=NEW)
        case.with_user(self.manager).action_confirm_proposal()
        with self.assertRaises(UserError):
            case.with_user(self.manager).action_confirm_proposal()

    def test_two_mails_of_one_new_person_make_one_contact(self):
        cases = self.post(sender=NEW) | self.post(sender=NEW, number="n2")
        for case in cases:
            case.with_user(self.manager).action_confirm_proposal()
        self.assertEqual(len(cases.partner_id), 1)

    def test_refused(self):
        case = self.post(sender=NEW)
        case.with_user(self.manager).action_refuse_proposal()
        self.assertFalse(case.proposed_account_id or case.partner_id)
        self.assertIn("does not belong", case.message_ids[0].body)

    def test_only_who_may_change_the_case_decides(self):
        case = self.post(sender=NEW)
        for user in (self.auditor, self.clerk, self.stranger):
            with self.assertRaises(AccessError):
                case.with_user(user).action_confirm_proposal()
            with self.assertRaises(AccessError):
                case.with_user(user).action_refuse_proposal()
        self.assertEqual(case.proposed_account_id, self.account)

    def test_a_public_host_says_nothing(self):
        self.contact.email = "wangfang@qq.com"
        self.assertFalse(self.post(sender="x@QQ.com").proposed_account_id)
        self.env["key.account.mail.host"].create({"name": "hotel.example"})
        self.assertFalse(self.post(sender=NEW, number="n2").proposed_account_id)

    def test_a_domain_that_only_looks_alike(self):
        for number, sender in enumerate(
            ("x@hotelxexample", "x@myhotel.example", "x@sub.hotel.example", "x@%")
        ):
            case = self.post(sender=sender, number=f"n{number}")
            self.assertFalse(case.proposed_account_id, sender)

    def test_the_account_with_most_contacts_there(self):
        other = self.env["res.partner"].create(
            {
                "name": "Hotel Shop",
                "is_company": True,
                "email": "shop@hotel.example",
                "key_account_kind": "group",
                "key_account_tier_id": self.ref("tier_b").id,
                "key_account_manager_id": self.stranger.id,
            }
        )
        case = self.post(sender=NEW)
        self.assertEqual(case.proposed_account_id, self.account)
        self.assertTrue(other.key_account_id)

    def test_it_is_found_in_the_queue(self):
        case = self.post(sender=NEW)
        found = self.env["helpdesk.ticket"].search(
            [("proposed_account_id", "!=", False)]
        )
        self.assertIn(case, found)

    def test_of_another_company_nothing_is_proposed(self):
        abroad = self.env["res.company"].create({"name": "Abroad"})
        self.account.key_account_company_id = abroad
        self.assertFalse(self.post(sender=NEW).proposed_account_id)


class TestForwarded(PostMixin, KeyAccountCase):
    """A colleague forwards what a customer wrote: whose it is, a person decides."""

    def forwarded(self, who, subject="Fwd: No picture", **values):
        self.company.key_account_mail_server = SERVER
        return self.post(
            sender="Clerk <kas-clerk@kas.test>",
            subject=subject,
            body=FORWARD.format(who=who),
            extra=VOUCHED,
            **values,
        )

    def test_of_a_known_contact(self):
        case = self.forwarded(f"Wang Fang <{CUSTOMER}>")
        self.assertFalse(case.partner_id or case.key_account_id)
        self.assertEqual(case.proposed_account_id, self.account)
        case.with_user(self.manager).action_confirm_proposal()
        self.assertEqual(case.partner_id, self.contact)

    def test_of_somebody_new(self):
        case = self.forwarded("Chen Gang <chen.gang@hotel.example>")
        self.assertEqual(case.proposed_account_id, self.account)
        self.assertEqual(case.proposed_name, "Chen Gang")

    def test_of_somebody_unknown(self):
        case = self.forwarded("Zhao <zhao@nowhere.example>")
        self.assertFalse(case.proposed_account_id)
        self.assertEqual(case.proposed_email, "zhao@nowhere.example")
        case.with_user(self.manager).action_refuse_proposal()
        self.assertFalse(case.proposed_email)

    def test_in_chinese(self):
        self.company.key_account_mail_server = SERVER
        case = self.post(
            sender="kas-clerk@kas.test",
            subject="=?utf-8?B?6L2s5Y+R77ya5rKh5pyJ5L+h5Y+3?=",
            body=f"请处理\n\n发件人： 王芳 <{CUSTOMER}>\n主题： 没有信号",
            extra=VOUCHED,
        )
        self.assertEqual(case.proposed_account_id, self.account)

    def test_of_a_colleague(self):
        case = self.forwarded("Officer <kas-officer@kas.test>")
        self.assertFalse(case.proposed_email)

    def test_a_customer_who_forwards_is_the_customer(self):
        case = self.post(
            subject="Fwd: No picture", body=FORWARD.format(who="x@bank.example")
        )
        self.assertEqual(case.partner_id, self.contact)
        self.assertFalse(case.proposed_email)

    def test_nobody_vouches_for_who_forwards(self):
        case = self.post(
            sender="kas-clerk@kas.test",
            subject="Fwd: No picture",
            body=FORWARD.format(who=f"Wang Fang <{CUSTOMER}>"),
        )
        self.assertFalse(case.partner_id)
        self.assertEqual(case.proposed_account_id, self.account)

"""CASE-1: what providers and pages hand over becomes one case, or joins its own."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError

from common import HOUR, NOON, KeyAccountCase

PHONE = "+86 139 0808 1234"
MESSAGE = "key.account.gateway.message"


class GatewayCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.cn")
        cls.contact.phone = PHONE
        cls.gateway = cls._gateway(name="SMS to the service", team_id=cls.desk.id)

    @classmethod
    def _gateway(cls, **values):
        return cls.env["key.account.gateway"].create(
            {"name": "Gateway", "company_id": cls.company.id, **values}
        )

    def take(self, text="No picture", sender="13908081234", at=NOON, **facts):
        gateway = facts.pop("gateway", self.gateway)
        with freeze_time(at):
            return (
                self.env[MESSAGE].sudo()._take_in(gateway.sudo(), sender, text, **facts)
            )


class TestGateway(GatewayCase):
    def test_a_message_of_a_customer_begins_a_case_with_promises(self):
        message = self.take("No picture since this morning")
        case = message.ticket_id
        self.assertEqual(message.state, "new")
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.key_account_id, self.account)
        self.assertEqual(case.received_at, NOON)
        self.assertEqual(case.channel_id, self.ref("helpdesk_ticket_channel_sms"))
        self.assertEqual(case.name, "No picture since this morning")
        self.assertIn("13908081234", case.description)
        case.case_kind = "complaint"
        self.assertTrue(case.deadline_ids)

    def test_however_the_number_is_spelt_it_is_the_same_customer(self):
        for number, sender in enumerate(
            (
                "13908081234",
                "+8613908081234",
                "0086 139-0808-1234",
                "１３９０８０８１２３４",
            )
        ):
            with self.subTest(sender=sender):
                case = self.take(sender=sender, number=f"n{number}").ticket_id
                self.assertEqual(case.partner_id, self.contact)

    def test_a_piece_of_a_number_is_nobody(self):
        for sender in ("08081234", "1234", "998613908081234"):
            with self.subTest(sender=sender):
                case = self.take(sender=sender).ticket_id
                self.assertFalse(case.partner_id)
                self.assertEqual(case.partner_name, sender)

    def test_a_number_of_two_accounts_is_decided_by_a_person(self):
        other = self.env["res.partner"].create(
            {"name": "Shu Bank", "key_account_kind": "group", "phone": PHONE}
        )
        self.assertTrue(other.key_account_id)
        self.assertFalse(self.take().ticket_id.partner_id)

    def test_the_next_message_joins_and_is_no_answer_of_ours(self):
        case = self.take().ticket_id
        case.case_kind = "complaint"
        message = self.take("It is still dark", at=NOON + HOUR)
        self.assertEqual(message.state, "joined")
        self.assertEqual(message.ticket_id, case)
        said = case.message_ids[0]
        self.assertIn("It is still dark", said.body)
        self.assertEqual(said.author_id, self.contact)
        self.assertFalse(case.first_response_at)
        self.assertEqual(self.deadline(case, "respond").state, "running")

    def test_a_stranger_who_writes_again_joins_as_well(self):
        case = self.take(sender="13911112222").ticket_id
        again = self.take("And the sound?", sender="+86 139 1111 2222")
        self.assertEqual(again.ticket_id, case)
        self.assertFalse(case.first_response_at)
        self.assertFalse(case.message_ids[0].author_id)

    def test_an_sms_joins_what_was_begun_at_the_counter(self):
        case = self.make_case()
        self.assertEqual(self.take().ticket_id, case)

    def test_after_the_end_a_message_begins_another_case(self):
        case = self.take().ticket_id
        case.stage_id = self.stage("cancelled")
        again = self.take("A new matter")
        self.assertEqual(again.state, "new")
        self.assertNotEqual(again.ticket_id, case)

    def test_a_message_that_is_sent_again_changes_nothing(self):
        first = self.take(number="4711")
        again = self.take("Something else", number="4711")
        self.assertEqual(again, first)
        self.assertEqual(len(self.gateway.message_ids), 1)
        other = self._gateway(name="Another")
        self.assertNotEqual(self.take(number="4711", gateway=other), first)

    def test_words_that_no_screen_and_no_database_likes(self):
        message = self.take("\x00" + "长" * 20_000, sender="x" * 500, name="\n\n")
        self.assertEqual(len(message.text), 10_000)
        self.assertLessEqual(len(message.sender), 200)
        self.assertLessEqual(len(message.ticket_id.name), 60)

    def test_html_is_text(self):
        case = self.take("<script>alert(1)</script>").ticket_id
        self.assertNotIn("<script>", case.description)
        self.assertIn("&lt;script&gt;", case.description)

    def test_an_empty_message_says_so(self):
        case = self.take("", number="5").ticket_id
        self.assertEqual(case.name, "The message has no text.")


class TestFlood(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gateway.write({"most": 2, "minutes": 30})

    def flood(self):
        """Messages of one unknown sender whose cases are closed at once."""
        for _number in range(2):
            case = self.take(sender="13955556666").ticket_id
            case.stage_id = self.stage("cancelled")
        return self.take("A third one", sender="13955556666")

    def test_too_many_of_one_sender_wait_for_a_person(self):
        message = self.flood()
        self.assertEqual(message.state, "waiting")
        self.assertFalse(message.ticket_id)
        self.assertEqual(self.gateway.waiting_count, 1)

    def test_later_they_begin_cases_again(self):
        self.flood()
        message = self.take(sender="13955556666", at=NOON + timedelta(minutes=31))
        self.assertEqual(message.state, "new")

    def test_too_many_together_wait_as_well(self):
        self.gateway.write({"most": 0, "most_together": 3})
        states = [self.take(sender=f"1395555000{n}").state for n in range(5)]
        self.assertEqual(states, ["new"] * 3 + ["waiting"] * 2)

    def test_without_a_limit_all_begin_cases(self):
        self.gateway.write({"most": 0, "most_together": 0})
        self.assertEqual(self.flood().state, "new")

    def notices(self):
        told = [("notified_partner_ids", "in", self.supervisor.partner_id.ids)]
        told += [("subject", "=", "Messages wait for a decision")]
        return self.env["mail.message"].search(told)

    def test_the_desk_is_told_once(self):
        self.desk.user_id = self.supervisor
        self.flood()
        self.assertEqual(len(self.notices()), 1)
        self.take("A fourth one", sender="13955556666")
        self.assertEqual(len(self.notices()), 1)
        self.assertNotIn("third", self.notices().body)

    def test_a_person_makes_a_case_of_it(self):
        message = self.flood().with_user(self.manager)
        message.action_make_case()
        self.assertEqual(message.state, "new")
        self.assertEqual(message.ticket_id.received_at, NOON)
        self.assertEqual(message.decided_by_id, self.manager)
        with self.assertRaisesRegex(UserError, "decided about this already"):
            message.action_make_case()
        with self.assertRaisesRegex(UserError, "decided about this already"):
            message.action_ignore()

    def test_or_ignores_it(self):
        message = self.flood().with_user(self.manager)
        message.action_ignore()
        self.assertEqual(message.state, "ignored")
        self.assertFalse(message.ticket_id)


class TestPage(GatewayCase):
    """What a page says of its writer nobody has looked at."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = cls._gateway(name="Write to us", kind="page", team_id=cls.desk.id)

    def test_a_known_address_is_proposed_and_not_believed(self):
        message = self.take(
            gateway=self.page, sender="wang.fang@hotel.example", name="Wang Fang"
        )
        case = message.ticket_id
        self.assertFalse(case.partner_id)
        self.assertEqual(case.proposed_account_id, self.account)
        case.with_user(self.manager).action_confirm_proposal()
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.received_at, NOON)

    def test_nobody_writes_into_the_case_of_somebody_else(self):
        case = self.make_case()
        message = self.take(gateway=self.page, sender=self.contact.email)
        self.assertNotEqual(message.ticket_id, case)
        again = self.take(gateway=self.page, sender=self.contact.email)
        self.assertNotEqual(again.ticket_id, message.ticket_id)

    def test_who_is_logged_in_is_known(self):
        case = self.take(gateway=self.page, sender="x", person=self.contact).ticket_id
        self.assertEqual(case.partner_id, self.contact)


class TestGatewayRecord(GatewayCase):
    def test_each_has_an_address_of_its_own_that_can_be_changed(self):
        other = self.gateway.copy()
        self.assertNotEqual(other.token, self.gateway.token)
        before = self.gateway.url
        self.gateway.with_user(self.manager).action_new_secret()
        self.assertNotEqual(self.gateway.url, before)

    def test_an_archived_gateway_takes_in_nothing(self):
        gateways = self.env["key.account.gateway"]
        self.assertEqual(
            gateways._of_token(self.gateway.token, "provider"), self.gateway
        )
        self.gateway.active = False
        self.assertFalse(gateways._of_token(self.gateway.token, "provider"))
        self.assertFalse(gateways._of_token(False, "provider"))

    def test_the_list_of_messages_opens(self):
        message = self.take()
        action = self.gateway.action_view_messages()
        found = self.env[MESSAGE].search(action["domain"])
        self.assertEqual(found, message)

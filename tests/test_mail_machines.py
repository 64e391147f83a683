"""CASE-1, CASE-3: machines, mails that come back, loops, and senders who are not."""

from letters import CUSTOMER, SERVER, VOUCHED, PostMixin, bounce, full, letter

from common import HOUR, NOON, KeyAccountCase

RESULTS = f"Authentication-Results: {SERVER}"
AWAY = "X-MS-Exchange-Inbox-Rules-Loop: wang.fang@hotel.example"


class TestMachines(PostMixin, KeyAccountCase):
    def assert_aside(self, why):
        aside = self.asides()[-1:]
        self.assertEqual((aside.why, aside.state), (why, "waiting"))
        return aside

    def test_no_case_of_what_a_machine_wrote(self):
        for number, extra in enumerate(
            (
                "Auto-Submitted: auto-replied",
                "X-Autoreply: yes",
                "Precedence: bulk",
                "Precedence: list",
                "X-Auto-Response-Suppress: All",
                "Return-Path: <>",
                f"Subject: Out of office: back on Monday\r\n{AWAY}",
                f"Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSN77ya5LyR5YGH?=\r\n{AWAY}",
            )
        ):
            with self.subTest(extra=extra):
                self.assertFalse(self.post(number=f"a{number}", extra=extra))
                self.assert_aside("automatic")
        self.assertFalse(self.cases())

    def test_a_person_who_writes_of_a_vacation(self):
        for number, subject in enumerate(("Out of office TV broken", "休假村没有信号")):
            mail = letter(to=self.address(), number=f"v{number}", subject=subject)
            self.assertTrue(self.post(mail), subject)

    def test_an_automatic_answer_is_noted_on_its_case(self):
        case = self.post(moment=NOON)
        self.close(case, NOON + HOUR)
        found = self.post(
            number="away", answers=["first"], extra="Auto-Submitted: auto-replied"
        )
        self.assertEqual(found, case)
        self.assertTrue(case.closed)
        said = case.message_ids.filtered(lambda m: m.message_type == "email")[:1]
        self.assertTrue(said.is_internal and said.subtype_id.internal)
        self.assertIn("machine", case.message_ids[0].body)

    def test_nobody_is_told_of_an_automatic_answer(self):
        case = self.post(moment=NOON)
        before = self.env["mail.mail"].search_count([])
        self.post(number="away", answers=["first"], extra="Precedence: auto_reply")
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertFalse(case.first_response_at)

    def test_a_mail_that_came_back(self):
        case = self.post(moment=NOON)
        ours = case.with_user(self.officer).message_post(
            body="We come at two.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.contact.ids,
        )
        self.assertFalse(self.post(bounce(ours.message_id, CUSTOMER, self.address())))
        self.assertEqual(self.cases(), case)
        self.assertIn("came back", case.message_ids[0].body)
        self.assertFalse(self.asides())

    def test_a_mail_that_came_back_of_which_nobody_knows(self):
        mail = bounce("<unknown@else.example>", "x@y.example", self.address())
        self.assertFalse(self.post(mail))
        self.assert_aside("bounce")

    def test_our_own_mail_comes_back(self):
        self.assertFalse(self.post(sender=self.address(), number="own"))
        self.assert_aside("own")

    def test_a_machine_that_gives_no_sign(self):
        """A loop: each of its mails looks like a person's."""
        self.company.key_account_mail_loop_count = 3
        found = [self.post(number=f"loop{n}", body=f"Ticket {n}") for n in range(8)]
        self.assertEqual(len(self.cases()), 3)
        self.assertEqual({*found[3:]}, {found[2]})
        self.assertIn("Many mails came", "".join(found[2].message_ids.mapped("body")))
        later = self.post(number="later", moment=NOON + 3 * HOUR)
        self.assertNotIn(later, found)

    def test_a_loop_without_an_open_case(self):
        self.company.key_account_mail_loop_count = 1
        self.close(self.post(moment=NOON + HOUR * 3 / 4), NOON + HOUR * 3 / 4)
        self.assertFalse(self.post(number="two"))
        self.assert_aside("loop")
        told = self.env["mail.message"].search(
            [("subject", "=", "A mail was set aside")]
        )
        self.assertEqual(told.partner_ids, self.manager.partner_id)
        self.post(number="three")
        self.assertEqual(
            self.env["mail.message"].search_count([("subject", "=", told.subject)]), 1
        )

    def test_senders_who_may_write_often(self):
        self.company.key_account_mail_loop_count = 1
        self.env["mail.gateway.allowed"].create({"email": CUSTOMER})
        for number in range(3):
            self.post(number=f"n{number}")
        self.assertEqual(len(self.cases()), 3)

    def test_answers_of_a_diligent_customer_are_never_stopped(self):
        self.company.key_account_mail_loop_count = 2
        case = self.post()
        for number in range(5):
            found = self.post(number=f"n{number}", answers=["first"])
            self.assertEqual(found, case)

    def test_more_than_odoo_would_let_through(self):
        """Odoo throws the 21st mail away; here nothing is lost."""
        self.company.key_account_mail_loop_count = 0
        case = self.post()
        for number in range(25):
            self.assertEqual(
                self.post(number=f"n{number}", answers=["first"]), case, number
            )


class TestSpoofed(PostMixin, KeyAccountCase):
    """A mail from outside that bears the address of a colleague."""

    def setUp(self):
        super().setUp()
        self.case = self.post(moment=NOON)

    def forged(self, number="forged", extra="", answers=("first",), **values):
        return self.post(
            sender="Officer <kas-officer@kas.test>",
            number=number,
            answers=[*answers],
            extra=f"Cc: {CUSTOMER}" + (f"\r\n{extra}" if extra else ""),
            **values,
        )

    def assert_worthless(self):
        self.assertFalse(self.case.first_response_at)
        said = self.case.message_ids.filtered(lambda m: m.message_type == "email")[:1]
        self.assertFalse(said.author_id)
        self.assertTrue(said.is_internal)
        self.assertIn("nobody vouches", self.case.message_ids[0].body)

    def test_nobody_vouches(self):
        self.assertEqual(self.forged(), self.case)
        self.assert_worthless()

    def test_another_server_vouches(self):
        self.company.key_account_mail_server = SERVER
        for number, extra in enumerate(
            (
                VOUCHED.replace(SERVER, "mx.evil.example"),
                VOUCHED.replace("dmarc=pass", "dmarc=fail"),
                VOUCHED.replace("header.from=kas.test", "header.from=evil.example"),
                f"{RESULTS}; spf=pass smtp.mailfrom=evil.example",
                f"{RESULTS}; dkim=pass header.d=evil.example",
                # Ours stands above what the sender made up.
                f"{RESULTS}; dmarc=fail\r\n{VOUCHED}",
                f"Authentication-Results: x; reason=({SERVER}; dmarc=pass)",
            )
        ):
            with self.subTest(extra=extra):
                self.forged(number=f"f{number}", extra=extra)
                self.assert_worthless()

    def test_our_server_vouches(self):
        self.company.key_account_mail_server = SERVER
        self.forged(
            extra=f"Authentication-Results: {SERVER} 1;\r\n"
            "\tspf=softfail smtp.mailfrom=x@kas.test;\r\n\tdkim=pass header.d=kas.test"
        )
        self.assertEqual(self.case.first_response_at, NOON + HOUR)

    def test_an_answer_to_a_mail_that_we_sent_to_that_person(self):
        asked = self.case.with_user(self.supervisor).message_post(
            body="Please answer the customer.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.officer.partner_id.ids,
        )
        self.forged(answers=[asked.message_id])
        self.assertEqual(self.case.first_response_at, NOON + HOUR)

    def test_an_answer_to_a_mail_that_we_sent_to_another(self):
        asked = self.case.with_user(self.supervisor).message_post(
            body="Please answer the customer.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.deputy.partner_id.ids,
        )
        self.forged(answers=[asked.message_id])
        self.assert_worthless()

    def test_a_forged_mail_tells_of_no_solution_and_opens_nothing(self):
        with self.at(NOON + HOUR):
            self.case.stage_id = self.stage("solved")
        self.forged()
        self.assertFalse(self.case.customer_informed_at)
        self.case.case_kind = "enquiry"
        self.close(self.case, NOON + HOUR)
        self.forged(number="again")
        self.assertTrue(self.case.closed)

    def test_a_new_mail_in_the_name_of_a_colleague(self):
        case = self.forged(answers=["nothing"], subject="Pay this bill")
        self.assertNotEqual(case, self.case)
        self.assertFalse(case.partner_id)
        self.assertFalse(case.message_ids.author_id & self.officer.partner_id)

    def test_over_rpc_nobody_is_the_mail_server(self):
        self.company.key_account_mail_server = SERVER
        gate = self.env["mail.thread"].with_user(self.officer)
        mail = letter(
            sender="kas-supervisor@kas.test",
            to=f"{self.address()}, {CUSTOMER}",
            number="rpc",
            answers=["first"],
            extra=VOUCHED,
        )
        gate.message_process(None, mail)
        self.env.invalidate_all()
        self.assertFalse(self.case.first_response_at)


class TestMailAside(PostMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.post(extra="Precedence: bulk", number="list", body="We have no picture.")
        self.aside = self.asides()

    def test_made_a_case_of_the_moment_it_came(self):
        with self.at(NOON + 5 * HOUR):
            action = self.aside.with_user(self.supervisor).action_make_case()
        case = self.cases()
        self.assertEqual(action["res_id"], case.id)
        self.assertEqual(case.received_at, NOON + HOUR)
        self.assertEqual(case.key_account_id, self.account)
        self.assertIn("no picture", case.description)
        due = self.deadline(case, "respond").due_at
        self.assertEqual(due, self.deadline(case, "respond").started_at + 24 * HOUR)
        self.assertEqual(self.deadline(case, "respond").started_at, NOON + HOUR)
        self.assertEqual(self.aside.state, "case")
        self.assertEqual(self.aside.decided_by_id, self.supervisor)
        self.assertEqual(self.asides(), self.aside)

    def test_an_answer_finds_the_case_that_was_made(self):
        self.aside.with_user(self.supervisor).action_make_case()
        self.assertEqual(self.post(number="n2", answers=["list"]), self.cases())

    def test_ignored(self):
        self.aside.with_user(self.supervisor).action_ignore()
        self.assertEqual(self.aside.state, "ignored")
        self.assertFalse(self.cases())

    def test_decided_once(self):
        self.aside.with_user(self.supervisor).action_ignore()
        with self.assertRaises(Exception) as refused:
            self.aside.with_user(self.supervisor).action_make_case()
        self.assertEqual(type(refused.exception).__name__, "UserError")

    def test_what_cannot_be_read_becomes_a_case_by_hand(self):
        self.patch(type(self.env["helpdesk.ticket"]), "_prepare_mail", lambda *a: 1 / 0)
        with self.at(NOON + 2 * HOUR):
            self.aside.with_user(self.supervisor).action_make_case()
        case = self.cases()
        self.assertEqual(case.name, self.aside.subject)
        self.assertEqual(case.attachment_ids.mapped("name"), ["mail.eml"])
        self.assertEqual(case.received_at, NOON + HOUR)

    def test_who_sees_it(self):
        aside = self.env["key.account.mail.aside"]
        for user, seen in (
            (self.supervisor, 1),
            (self.manager, 1),
            (self.auditor, 1),
            (self.officer, 0),
        ):
            self.assertEqual(aside.with_user(user).search_count([]), seen, user.login)
        self.desk.user_ids = self.officer
        self.assertEqual(aside.with_user(self.officer).search_count([]), 1)

    def test_the_mail_as_it_came(self):
        mail = self.aside.with_user(self.supervisor).content
        self.assertTrue(mail)
        self.assertIn(full("list"), self.aside.message_id)

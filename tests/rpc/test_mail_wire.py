"""SEC-1, SEC-3: what the wire may do to mails, and what it learns of them."""

from letters import SERVER, VOUCHED, letter

from common import NOON
from wire import WireCase

ASIDE = "key.account.mail.aside"
HOST = "key.account.mail.host"
REFERENCE = "key.account.mail.reference"


class TestMailWire(WireCase):
    def setUp(self):
        super().setUp()
        facts = {
            "subject": "Secret of the hotel",
            "sender": "wang.fang@hotel.example",
            "sender_address": "wang.fang@hotel.example",
            "received_at": NOON,
            "why": "automatic",
            "content": b"U2VjcmV0",
            "content_name": "mail.eml",
            "team_id": self.desk.id,
            "company_id": self.company.id,
        }
        self.of_case = self.env[ASIDE].create({**facts, "ticket_id": self.case.id})
        self.of_nobody = self.env[ASIDE].create(facts)
        self.env.flush_all()

    def seen(self, role, record):
        outcome = self.outcome(self.roles[role], ASIDE, "read", record.ids, ["subject"])
        return not outcome

    def test_who_reads_a_mail_of_a_case(self):
        readers = {role for role in self.roles if self.seen(role, self.of_case)}
        self.assertEqual(
            readers, {"officer", "deputy", "supervisor", "head", "manager", "auditor"}
        )

    def test_who_reads_a_mail_of_nobody(self):
        readers = {role for role in self.roles if self.seen(role, self.of_nobody)}
        self.assertEqual(
            readers, {"supervisor", "head", "outsider", "manager", "auditor"}
        )

    def test_the_mail_as_it_came_is_as_hidden_as_its_record(self):
        file = self.env["ir.attachment"].search(
            [("res_model", "=", ASIDE), ("res_field", "=", "content")], limit=1
        )
        self.assertTrue(file)
        for role in ("stranger", "clerk", "abroad", "portal", "portal_bank"):
            user = self.roles[role]
            self.assert_refused(user, "ir.attachment", "read", file.ids, ["datas"])
            self.login(user)
            answer = self.url_open(f"/web/content/{ASIDE}/{self.of_case.id}/content")
            self.assertNotIn(b"Secret", answer.content, role)

    def test_nobody_writes_or_forges_one(self):
        names = ["subject", "state", "ticket_id", "received_at"]
        for user in self.roles.values():
            self.assert_kept(
                self.of_case,
                names,
                lambda u=user: self.rpc(
                    u, ASIDE, "write", self.of_case.ids, {"state": "ignored"}
                ),
            )
            self.assert_refused(user, ASIDE, "unlink", self.of_case.ids)
            self.assert_refused(user, ASIDE, "create", {"why": "own"})

    def test_who_may_not_read_or_only_audits_decides_nothing(self):
        for role in ("stranger", "clerk", "auditor", "abroad", "portal", "portal_bank"):
            for method in ("action_ignore", "action_make_case"):
                self.assert_refused(
                    self.roles[role],
                    ASIDE,
                    method,
                    self.of_case.ids,
                    why=["AccessError"],
                )
        self.assertEqual(self.of_case.state, "waiting")

    def test_numbers_of_mails_are_nobody_s_business(self):
        for user in self.roles.values():
            self.assert_refused(user, REFERENCE, "search_read", [])

    def test_only_administrators_say_which_hosts_are_public(self):
        for role, user in self.roles.items():
            outcome = self.outcome(user, HOST, "create", {"name": f"{role}.example"})
            self.assertEqual(not outcome, role in ("manager", "abroad"), role)

    def test_nobody_proposes_an_account_by_hand(self):
        for user in (self.officer, self.supervisor, self.manager, self.portal):
            for values in (
                {"proposed_account_id": self.bank.id},
                {"proposed_email": "eve@bank.example"},
                {"previous_case_id": self.foreign.id},
            ):
                self.assert_kept(
                    self.case,
                    [*values],
                    lambda u=user, v=values: self.rpc(
                        u, "helpdesk.ticket", "write", self.case.ids, v
                    ),
                )

    def test_a_proposal_is_confirmed_by_who_may_change_the_case(self):
        self.case.sudo().write(
            {
                "partner_id": False,
                "proposed_account_id": self.account.id,
                "proposed_email": "new@hotel.example",
            }
        )
        for role in ("stranger", "clerk", "auditor", "abroad", "portal", "portal_bank"):
            self.assert_refused(
                self.roles[role],
                "helpdesk.ticket",
                "action_confirm_proposal",
                self.case.ids,
            )
        self.assertFalse(self.case.partner_id)

    def test_the_customer_learns_nothing_of_proposals(self):
        for name in ("proposed_account_id", "proposed_email", "previous_case_id"):
            self.assert_refused(
                self.portal, "helpdesk.ticket", "read", self.case.ids, [name]
            )

    def test_a_mail_over_rpc_is_none_of_the_mail_server(self):
        mail = letter(
            sender="kas-supervisor@kas.test",
            to=f"{self.desk.alias_id.display_name}, wang.fang@hotel.example",
            subject=f"Re: {self.case.number}",
            extra=VOUCHED,
        ).decode()
        self.company.key_account_mail_server = SERVER
        for user in self.roles.values():
            self.outcome(user, "mail.thread", "message_process", None, mail)
            self.assertFalse(self.case.first_response_at, user.login)

    def test_customers_bring_no_mail_over_rpc(self):
        before = self.env["helpdesk.ticket"].search_count([])
        for number, user in enumerate((self.portal, self.portal_bank)):
            mail = letter(to=self.desk.alias_id.display_name, number=f"p{number}")
            self.assert_refused(
                user, "mail.thread", "message_process", None, mail.decode()
            )
        self.assertEqual(self.env["helpdesk.ticket"].search_count([]), before)
        self.assertEqual(self.env[ASIDE].search_count([]), 2)

    def test_a_context_brings_no_mail(self):
        """What marks a mail on its way in is an object, which no call can send."""
        self.rpc(
            self.officer,
            "helpdesk.ticket",
            "message_post",
            self.case.ids,
            body="We come.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            context={"key_account_letter": {"forced": True, "vouched": True}},
        )
        self.assertTrue(self.case.message_ids)

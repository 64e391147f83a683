"""CASE-3 to CASE-5, TEAM-2: nobody forges how an account was served."""

from datetime import timedelta

from common import MAIL
from wire import NOON, WireCase

PAST = "2026-03-02 12:30:00"
FUTURE = "2036-03-02 12:30:00"
#: What only the engine writes, with a value that would suit the officer.
ENGINE_FIELDS = {
    "first_response_at": PAST,
    "solved_at": PAST,
    "customer_informed_at": PAST,
    "reopen_count": 7,
    "respond_by": FUTURE,
    "resolve_by": FUTURE,
    "deadline_due_at": FUTURE,
    "deadline_warn_at": FUTURE,
    "received_at": FUTURE,
}


class TestForgedCase(WireCase):
    """The officer of the account writes what only the engine may."""

    def forge(self, name, value, method):
        kwargs = {"specification": {}} if method == "web_save" else {}
        self.assert_kept(
            self.case,
            [name],
            lambda: self.rpc(
                self.officer,
                "helpdesk.ticket",
                method,
                [self.case.id],
                {name: value},
                **kwargs,
            ),
        )

    def test_an_existing_case_keeps_what_the_engine_wrote(self):
        for method in ("write", "web_save"):
            for name, value in ENGINE_FIELDS.items():
                with self.subTest(field=name, method=method):
                    self.forge(name, value, method)

    def test_an_existing_case_stays_with_its_account_and_tier(self):
        for name, value in (
            ("key_account_id", self.bank.id),
            ("key_account_tier_id", self.ref("tier_d").id),
        ):
            with self.subTest(field=name):
                self.forge(name, value, "write")

    def assert_unforged(self, found, name):
        """A case that came to be has no value an honest one would not have."""
        case = self.env["helpdesk.ticket"].browse(found)
        honest = self.make_case(moment=case.received_at)
        self.assertEqual(case[name], honest[name])

    def test_a_new_case_takes_nothing_of_the_engine_from_outside(self):
        values = {
            "name": "New",
            "description": "x",
            "partner_id": self.contact.id,
            "case_kind": "complaint",
        }
        for name, value in ENGINE_FIELDS.items():
            if name == "received_at":
                continue
            for way in ("values", "context"):
                extra = {name: value} if way == "values" else {}
                context = {f"default_{name}": value} if way == "context" else {}
                with self.subTest(field=name, way=way):
                    self.assert_engine_alone_wrote(name, {**values, **extra}, context)

    def assert_engine_alone_wrote(self, name, values, context):
        before = self.env["helpdesk.ticket"].search([]).ids
        self.outcome(
            self.officer, "helpdesk.ticket", "create", [values], context=context
        )
        created = self.env["helpdesk.ticket"].search([("id", "not in", before)])
        for case in created:
            self.assert_unforged(case.id, name)

    def test_defaults_of_a_user_forge_nothing(self):
        for name in ("first_response_at", "customer_informed_at", "reopen_count"):
            self.outcome(
                self.officer,
                "ir.default",
                "set",
                "helpdesk.ticket",
                name,
                ENGINE_FIELDS[name],
                user_id=True,
            )
        values = {"name": "New", "description": "x", "partner_id": self.contact.id}
        for name in ("first_response_at", "customer_informed_at", "reopen_count"):
            with self.subTest(field=name):
                self.assert_engine_alone_wrote(name, values, {})

    def test_a_copy_takes_nothing_of_the_engine_from_outside(self):
        for name in ("first_response_at", "customer_informed_at", "reopen_count"):
            before = self.env["helpdesk.ticket"].search([]).ids
            forged = {name: ENGINE_FIELDS[name]}
            self.outcome(
                self.officer, "helpdesk.ticket", "copy", [self.case.id], forged
            )
            created = self.env["helpdesk.ticket"].search([("id", "not in", before)])
            with self.subTest(field=name):
                self.assertFalse(created[name])

    def test_a_case_cannot_be_opened_without_the_moment_of_receipt(self):
        values = {
            "name": "New",
            "description": "x",
            "partner_id": self.contact.id,
            "case_kind": "complaint",
            "received_at": False,
        }
        before = self.env["helpdesk.ticket"].search([]).ids
        self.outcome(self.officer, "helpdesk.ticket", "create", [values])
        created = self.env["helpdesk.ticket"].search([("id", "not in", before)])
        for case in created:
            self.assertTrue(case.received_at)
            self.assertTrue(case.deadline_ids)

    def test_a_case_is_not_closed_by_pretending_that_the_customer_knows(self):
        closing = {"stage_id": self.stage("done").id, "customer_informed_at": PAST}
        self.outcome(self.officer, "helpdesk.ticket", "write", [self.case.id], closing)
        self.assertFalse(self.case.closed)
        self.assertEqual(self.deadline(self.case).state, "running")

    def test_a_message_does_not_answer_before_it_is_written(self):
        words = {
            "body": "We are on it.",
            "message_type": "comment",
            "subtype_xmlid": "mail.mt_comment",
            "partner_ids": self.contact.ids,
        }
        call = "helpdesk.ticket", "message_post", [self.case.id]
        self.assert_refused(self.officer, *call, **words, date=PAST)
        self.assertFalse(self.case.first_response_at)
        self.rpc(self.officer, *call, **words)
        answered = self.case.first_response_at
        self.assertTrue(answered)
        self.assertGreater(answered, NOON + timedelta(days=30))

    def test_a_mail_that_a_user_hands_in_is_no_answer(self):
        self.case.message_subscribe(self.contact.ids)
        question = self.case.message_post(
            body="?", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        mail = MAIL.format(
            name="Officer",
            sender=self.officer.email,
            to=f"{self.desk.alias_id.display_name}\nIn-Reply-To: {question.message_id}",
            subject="Re: No picture",
            body="We are on it.",
            message_id="answer",
        )
        self.rpc(self.officer, "mail.thread", "message_process", None, mail)
        self.assertFalse(self.case.first_response_at)

    def test_a_message_in_the_name_of_another_is_no_answer_of_the_customer(self):
        self.outcome(
            self.portal,
            "helpdesk.ticket",
            "message_post",
            [self.case.id],
            body="We are on it.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.contact.ids,
            author_id=self.officer.partner_id.id,
        )
        self.assertFalse(self.case.first_response_at)


class TestForgedResponsibility(WireCase):
    """Who answers for a case is not for the officer to say."""

    def write(self, user, values):
        return self.outcome(user, "helpdesk.ticket", "write", [self.case.id], values)

    def test_no_officer_names_somebody_else_as_account_manager_of_a_case(self):
        for giver in (self.officer, self.deputy):
            for given in (self.stranger.id, False):
                self.write(giver, {"key_account_manager_id": given})
                self.assertEqual(self.case.key_account_manager_id, self.officer)

    def test_a_new_case_goes_to_the_manager_of_its_account(self):
        name = "key_account_manager_id"
        for user in (self.officer, self.stranger):
            for way, values, context in (
                ("values", {name: user.id}, {}),
                ("context", {}, {f"default_{name}": user.id}),
            ):
                with self.subTest(user=user.login, way=way):
                    for case in self.opened(values, context, self.account):
                        self.assertEqual(case[name], self.officer)
                    for case in self.opened(values, context, self.bank):
                        self.assertEqual(case[name], self.stranger)

    def opened(self, values, context, partner):
        """The case that the officer opens, if the server lets him."""
        values = {
            "name": "New",
            "description": "x",
            "partner_id": partner.id,
            **values,
        }
        before = self.env["helpdesk.ticket"].search([]).ids
        self.outcome(
            self.officer, "helpdesk.ticket", "create", [values], context=context
        )
        return self.env["helpdesk.ticket"].search([("id", "not in", before)])

    def test_first_contact_is_not_passed_to_another_who_did_not_accept(self):
        self.write(self.officer, {"first_contact_user_id": self.stranger.id})
        self.assertEqual(self.case.first_contact_user_id, self.officer)

    def test_first_contact_is_accepted_by_taking_it(self):
        self.rpc(
            self.deputy,
            "helpdesk.ticket",
            "write",
            [self.case.id],
            {"first_contact_user_id": self.deputy.id},
        )
        self.assertEqual(self.case.first_contact_user_id, self.deputy)

    def test_a_case_is_never_without_first_contact(self):
        for user in (self.officer, self.supervisor, self.manager):
            with self.subTest(user=user.login):
                self.write(user, {"first_contact_user_id": False})
                self.assertTrue(self.case.first_contact_user_id)

    def test_first_contact_of_a_new_case_is_whoever_opens_it(self):
        name = "first_contact_user_id"
        for way, values, context in (
            ("another", {name: self.stranger.id}, {}),
            ("nobody", {name: False}, {}),
            ("context", {}, {f"default_{name}": self.stranger.id}),
        ):
            with self.subTest(way=way):
                for case in self.opened(values, context, self.account):
                    self.assertEqual(case[name], self.officer)

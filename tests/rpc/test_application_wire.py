"""APP-1, SEC-3: nobody helps an application over the wire."""

from applications import ApplicationMixin

from common import NOON
from wire import DENIED, Refused, WireCase

APPLICATION = "key.account.application"
LINE = "key.account.application.line"
EQUIPMENT = "key.account.application.equipment"
REVIEW = "tier.review"
FORWARD = "key.account.approval.forward"
PAST = "2026-03-02 12:30:00"
OUTSIDERS = ("stranger", "outsider", "clerk", "abroad", "portal", "portal_bank")
#: What only the add-on writes, with a value that would suit whoever applies.
FACTS = {
    "name": "KA00000",
    "state": "approved",
    "validation_status": "validated",
    "author_ids": [[6, 0, []]],
    "applicant_id": 1,
    "decided_by_id": 1,
    "decided_at": PAST,
    "submitted_by_id": 1,
    "submitted_at": PAST,
    "approved_at": PAST,
    "key_account_id": False,
    "key_account_tier_id": False,
    "amount": 1,
    "months": 1,
    "has_free": False,
    "is_unchanged": True,
    "former_id": False,
    "review_ids": [[0, 0, {"status": "approved"}]],
    "past_review_ids": [[0, 0, {"status": "approved"}]],
}


class ApplicationWire(ApplicationMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.application = self.apply(self.officer, reason="Secret reason")

    def submitted(self):
        return self.submit(self.application)

    def plain(self, **values):
        line = {"product_id": self.channels.id}
        return {
            "partner_id": self.account.id,
            "kind": "more",
            "reason": "x",
            "line_ids": [[0, 0, line]],
            **values,
        }


class TestForged(ApplicationWire):
    def test_no_fact_is_written(self):
        for user in (self.officer, self.supervisor, self.manager):
            for name, value in FACTS.items():
                with self.subTest(user=user.login, field=name):
                    self.assert_refused(
                        user,
                        APPLICATION,
                        "write",
                        self.application.ids,
                        {name: value},
                        why=(DENIED,),
                    )
        self.assertEqual(self.application.state, "draft")

    def test_none_is_born_approved(self):
        for name, value in FACTS.items():
            self.assert_refused(
                self.officer, APPLICATION, "create", [self.plain(**{name: value})]
            )
        context = {f"default_{name}": value for name, value in FACTS.items()}
        [made] = self.rpc(
            self.officer, APPLICATION, "create", [self.plain()], context=context
        )
        application = self.env[APPLICATION].browse(made)
        self.assertEqual(application.state, "draft")
        self.assertEqual(application.author_ids, self.officer)
        self.assertEqual(application.applicant_id, self.officer)
        self.assertFalse(application.review_ids or application.approved_at)

    def test_the_state_of_a_part_is_no_ones_to_write(self):
        values = {"application_id": self.application.id, "state": "moved"}
        self.assert_refused(self.officer, EQUIPMENT, "create", [values])
        part = {"application_id": self.application.id}
        [made] = self.rpc(self.officer, EQUIPMENT, "create", [part])
        self.assert_refused(
            self.officer, EQUIPMENT, "write", [made], {"state": "ready"}, why=(DENIED,)
        )

    def test_a_line_is_not_moved_into_what_superiors_look_at(self):
        other = self.apply(self.officer)
        self.submitted()
        for line, target in (
            (other.line_ids, self.application),
            (self.application.line_ids, other),
        ):
            self.assert_refused(
                self.officer, LINE, "write", line.ids, {"application_id": target.id}
            )
            self.assert_refused(
                self.stranger, LINE, "write", line.ids, {"application_id": target.id}
            )
        self.assertEqual(len(self.application.line_ids), 1)

    def test_skipping_checks_by_the_context_skips_none(self):
        self.submitted()
        context = {
            "skip_validation_check": True,
            "skip_check_state_condition": True,
            "tier_validation_defer_compute_can_review": True,
        }
        for user in (self.officer, self.supervisor, self.manager):
            for values in ({"reason": "x"}, {"state": "approved"}):
                self.assert_refused(
                    user,
                    APPLICATION,
                    "write",
                    self.application.ids,
                    values,
                    context=context,
                )
        price = {"price": 1}
        self.assert_refused(
            self.officer,
            LINE,
            "write",
            self.application.line_ids.ids,
            price,
            context=context,
        )
        self.assertEqual(self.application.reason, "Secret reason")

    def test_nothing_of_the_way_is_called_past_us(self):
        self.submitted()
        for user in (self.officer, self.supervisor, self.manager):
            for method in (
                "request_validation",
                "restart_validation",
                "evaluate_tier",
                "_approved",
                "_validate_tier",
                "_forward",
                "_write_facts",
            ):
                self.assert_refused(
                    user, APPLICATION, method, self.application.ids, why=(DENIED,)
                )
        self.assertEqual(self.application.state, "submitted")


class TestForgedDecision(ApplicationWire):
    def setUp(self):
        super().setUp()
        self.submitted()
        self.reviews = self.application.review_ids

    def test_nobody_decides_but_who_is_asked(self):
        for role in ("officer", "deputy", "head", "manager", "auditor", *OUTSIDERS):
            for method in (
                "validate_tier",
                "reject_tier",
                "return_tier",
                "action_forward",
            ):
                with self.subTest(role=role, method=method):
                    self.assert_refused(
                        self.roles[role], APPLICATION, method, self.application.ids
                    )
        self.assertEqual(self.application.state, "submitted")

    def test_reviews_are_nobodys_to_write(self):
        values = {"status": "approved", "done_by": self.head.id, "is_past": True}
        for role in ("officer", "supervisor", "head", "manager", "clerk"):
            user = self.roles[role]
            for name, args in (("write", [values]), ("unlink", []), ("copy", [])):
                with self.subTest(role=role, method=name):
                    self.assert_refused(user, REVIEW, name, self.reviews.ids, *args)
            forged = {"model": APPLICATION, "res_id": self.application.id, **values}
            self.assert_refused(user, REVIEW, "create", [forged])
        self.assertEqual(self.reviews.mapped("status"), ["pending"])

    def comment(self, user, decision):
        values = {
            "res_model": APPLICATION,
            "res_id": self.application.id,
            "review_ids": [[6, 0, self.reviews.ids]],
            "validate_reject": decision,
            "comment": "x",
        }
        [made] = self.rpc(user, "comment.wizard", "create", [values])
        return made

    def test_the_form_of_a_reason_is_no_way_around(self):
        for role in ("officer", "head", "manager", "stranger", "clerk"):
            for decision in ("validate", "reject", "return", "forward"):
                user = self.roles[role]
                try:
                    made = self.comment(user, decision)
                except Refused:
                    continue
                with self.subTest(role=role, decision=decision):
                    self.assert_refused(user, "comment.wizard", "add_comment", [made])
        self.assertEqual(self.reviews.mapped("status"), ["pending"])

    def test_passing_on_to_nobody_leaves_no_gap(self):
        for decision in ("forward", "x"):
            made = self.comment(self.supervisor, decision)
            self.assert_refused(
                self.supervisor, "comment.wizard", "add_comment", [made], why=(DENIED,)
            )
        self.assertEqual(self.reviews.mapped("status"), ["pending"])
        self.assertEqual(self.application.state, "submitted")

    def pass_on(self, user, to):
        """Fill in the form for passing on, as anybody may, and send it."""
        values = {
            "record": f"{APPLICATION},{self.application.id}",
            "reviewer_id": to.id,
            "words": "x",
        }
        try:
            [made] = self.rpc(user, FORWARD, "create", [values])
        except Refused as refusal:
            return str(refusal)
        return self.outcome(user, FORWARD, "action_forward", [made])

    def test_nobody_passes_on_but_who_is_asked(self):
        for role in ("officer", "deputy", "head", "manager", "auditor", *OUTSIDERS):
            for to in (self.officer, self.stranger, self.roles[role]):
                with self.subTest(role=role, to=to.login):
                    self.assertTrue(self.pass_on(self.roles[role], to))
        self.assertEqual(self.application.review_ids, self.reviews)
        self.assertEqual(self.reviews.reviewer_ids, self.supervisor)

    def test_never_to_an_author_nor_outside(self):
        for role in ("officer", "clerk", "abroad", "portal", "supervisor"):
            with self.subTest(to=role):
                self.assertTrue(self.pass_on(self.supervisor, self.roles[role]))
        self.assertEqual(self.reviews.mapped("status"), ["pending"])

    def test_the_form_of_others_is_not_read(self):
        values = {
            "record": f"{APPLICATION},{self.application.id}",
            "reviewer_id": self.head.id,
            "words": "Secret",
        }
        [made] = self.rpc(self.supervisor, FORWARD, "create", [values])
        for role in ("officer", "head", "clerk"):
            self.assert_refused(self.roles[role], FORWARD, "read", [made], ["words"])

    def test_whoever_it_is_passed_on_to_reads_it(self):
        self.assert_refused(
            self.stranger, APPLICATION, "read", self.application.ids, ["reason"]
        )
        self.assertFalse(self.pass_on(self.supervisor, self.stranger))
        [row] = self.rpc(
            self.stranger, APPLICATION, "read", self.application.ids, ["reason"]
        )
        self.assertEqual(row["reason"], "Secret reason")
        self.assert_refused(
            self.stranger, APPLICATION, "write", self.application.ids, {"reason": "x"}
        )
        self.assert_refused(
            self.supervisor, APPLICATION, "validate_tier", self.application.ids
        )
        self.rpc(self.stranger, APPLICATION, "validate_tier", self.application.ids)
        self.assertEqual(self.application.state, "approved")


class TestHidden(ApplicationWire):
    def records(self):
        values = {"application_id": self.application.id, "number": "Secret"}
        self.env[EQUIPMENT].create(values)
        application = self.submitted()
        return (
            application,
            application.line_ids,
            application.equipment_ids,
            application.review_ids,
        )

    def test_outsiders_learn_nothing(self):
        for records in self.records():
            domain = [("id", "in", records.ids)]
            for role in OUTSIDERS:
                user = self.roles[role]
                with self.subTest(model=records._name, role=role):
                    self.assert_refused(user, records._name, "read", records.ids, [])
                    for method, args in (
                        ("search", [domain]),
                        ("search_count", [domain]),
                        ("formatted_read_group", [domain, ["company_id"], ["__count"]]),
                        ("name_search", ["", domain]),
                    ):
                        try:
                            found = self.rpc(user, records._name, method, *args)
                        except Refused:
                            continue
                        self.assertFalse(found, method)

    def test_nobody_applies_who_does_not_serve_key_accounts(self):
        for role in ("clerk", "auditor", "portal", "portal_bank"):
            self.assert_refused(
                self.roles[role], APPLICATION, "create", [self.plain()], why=(DENIED,)
            )

    def test_of_another_company_nobody_applies_here(self):
        self.assert_refused(
            self.abroad,
            APPLICATION,
            "create",
            [self.plain(company_id=self.company.id)],
        )

    def test_applying_tells_nothing_of_the_file(self):
        service = self.service_of(name="Secret service")
        device = self.env["key.account.device"].create(
            {"file_id": service.file_id.id, "number": "Secret number"}
        )
        line = {"product_id": self.channels.id, "service_id": service.id}
        for values in (
            self.plain(kind="renewal", line_ids=[[0, 0, line]]),
            self.plain(equipment_ids=[[0, 0, {"device_id": device.id}]]),
        ):
            for role in ("stranger", "outsider"):
                self.assert_refused(self.roles[role], APPLICATION, "create", [values])
        [made] = self.rpc(self.stranger, APPLICATION, "create", [self.plain()])
        own = self.env[APPLICATION].browse(made)
        self.assert_refused(
            self.stranger, LINE, "write", own.line_ids.ids, {"service_id": service.id}
        )

    def test_nobody_becomes_a_key_account_by_applying(self):
        contact = self.stranger_to_us()
        values = self.plain(
            partner_id=contact.id,
            kind="new",
            customer_kind="leadership",
            is_network_customer="yes",
            manager_id=self.stranger.id,
        )
        [made] = self.rpc(self.stranger, APPLICATION, "create", [values])
        with self.at(NOON):
            self.rpc(self.stranger, APPLICATION, "action_submit", [made])
        self.assert_refused(
            self.stranger,
            APPLICATION,
            "validate_tier",
            [made],
            why=("UserError", DENIED),
        )
        self.assertFalse(contact.key_account_kind)

"""CASE-3, CASE-4: an officer does not get rid of a promise by a side door."""

from odoo.fields import Command

from wire import DENIED, Refused, WireCase

TICKET = "helpdesk.ticket"
POLICY = "key.account.deadline.policy"
STEP = "key.account.escalation.step"


class TestDodgedPromise(WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.passer_by = cls.env["res.partner"].create({"name": "Passer-by"})

    def enquiry(self):
        return self.make_case(case_kind="enquiry", team_id=self.desk.id)

    def test_not_by_another_customer(self):
        case = self.enquiry()
        promise = self.deadline(case, "respond")
        self.assertEqual(promise.state, "running")
        for partner in (self.passer_by.id, False):
            with self.subTest(partner=partner):
                try:
                    self.rpc(
                        self.officer, TICKET, "write", case.ids, {"partner_id": partner}
                    )
                except Refused:
                    pass
                self.assertEqual(promise.state, "running")
                self.assertEqual(case.partner_id, self.contact)

    def test_with_a_reason_the_customer_is_corrected(self):
        case = self.enquiry()
        values = {
            "ticket_ids": [Command.set(case.ids)],
            "partner_id": self.passer_by.id,
            "reason": "He only asked for the way",
        }
        model = "helpdesk.ticket.reason"
        (wizard,) = self.rpc(self.officer, model, "create", [values])
        self.rpc(self.officer, model, "action_confirm", [wizard])
        self.assertEqual(case.partner_id, self.passer_by)
        self.assertEqual(case.void_reason, "He only asked for the way")

    def test_not_by_the_account_of_another_manager(self):
        # It would be promised as much, but to somebody who knows nothing of it.
        values = {"partner_id": self.bank.id}
        self.assert_dodge_refused(self.case, values)
        self.assertEqual(self.case.key_account_manager_id, self.officer)
        values["void_reason"] = "It was the bank who called"
        self.rpc(self.officer, TICKET, "write", self.case.ids, values)
        [note] = self.case.message_ids.search(
            [("body", "ilike", "the bank who called")]
        )
        self.assertEqual(note.partner_ids, self.supervisor.partner_id)

    def test_not_by_another_company(self):
        values = {
            "company_id": self.abroad.company_id.id,
            "void_reason": "Nobody sees it there",
        }
        self.assert_refused(
            self.officer, TICKET, "write", self.case.ids, values, why=(DENIED,)
        )
        self.assertEqual(self.case.company_id, self.company)

    def test_not_by_whoever_is_on_duty_for_a_while(self):
        alarm = self.late(self.case)[:1]
        alarm.write({"user_id": self.stranger.id, "on_duty": True})
        change = {"name": "Seen to during the night"}
        self.rpc(self.stranger, TICKET, "write", self.case.ids, change)
        for values in (
            {"partner_id": self.bank.id},
            {"key_account_manager_id": self.stranger.id},
            {"stage_id": self.stage("cancelled").id},
            {"company_id": self.abroad.company_id.id},
            {"first_contact_user_id": self.clerk.id},
        ):
            with self.subTest(values=values), self.assertRaises(Refused):
                self.rpc(self.stranger, TICKET, "write", self.case.ids, values)
        self.assertEqual(self.case.key_account_manager_id, self.officer)
        self.assertEqual(self.deadline(self.case).state, "running")

    def test_not_by_a_supervisor_of_others_who_is_on_duty(self):
        """Who plans the roster may stand in it: that makes nobody the supervisor."""
        alarm = self.late(self.case)[:1]
        alarm.write({"user_id": self.outsider.id, "on_duty": True})
        promise = self.deadline(self.case)
        self.rpc(self.outsider, TICKET, "write", self.case.ids, {"name": "Seen to"})
        self.assert_dodge_refused(self.case, {"active": False}, self.outsider)
        move = {"due_at": "2036-03-02 12:00:00", "reason": "x"}
        hold = {"reason_id": self.ref("pause_reason_customer").id}
        for name, values in (("move", move), ("hold", hold)):
            model = f"key.account.deadline.{name}"
            values = {**values, "deadline_id": promise.id}
            (wizard,) = self.rpc(self.outsider, model, "create", [values])
            self.assert_refused(
                self.outsider, model, f"action_{name}", [wizard], why=(DENIED,)
            )
        self.assertEqual(promise.state, "running")

    def test_another_contact_of_the_same_customer_needs_no_reason(self):
        case = self.enquiry()
        values = {"partner_id": self.colleague.id}
        self.rpc(self.officer, TICKET, "write", case.ids, values)
        self.assertEqual(case.partner_id, self.colleague)
        self.assertEqual(self.deadline(case, "respond").state, "running")

    def test_not_by_what_the_conditions_of_a_policy_ask_for(self):
        category = self.env["helpdesk.ticket.category"].create({"name": "Storm"})
        self.env[POLICY].create(
            {
                "name": "Storm",
                "model_id": self.env["ir.model"]._get_id(TICKET),
                "kind": "resolve",
                "amount": 1,
                "sequence": 1,
                "domain": f"[('category_id', '=', {category.id})]",
            }
        )
        case = self.make_case(case_kind="enquiry", category_id=category.id)
        self.assertEqual(self.deadline(case).state, "running")
        values = {"category_id": False}
        self.assert_dodge_refused(case, values)
        values["void_reason"] = "There was no storm"
        self.rpc(self.officer, TICKET, "write", case.ids, values)
        self.assertEqual(self.deadline(case).state, "cancelled")

    def assert_dodge_refused(self, case, values, user=None):
        with self.assertRaises(Refused):
            self.rpc(user or self.officer, TICKET, "write", case.ids, values)
        self.assertEqual(self.deadline(case).state, "running")

    def test_not_by_a_case_that_is_born_without(self):
        values = {
            "name": "x",
            "description": "x",
            "partner_id": self.contact.id,
            "case_kind": "complaint",
        }
        for void in (
            {"active": False},
            {"duplicate_id": self.case.id},
            {"stage_id": self.stage("cancelled").id},
        ):
            case = values | void
            with self.subTest(void=void):
                self.assert_refused(
                    self.officer, TICKET, "create", [case], why=("UserError",)
                )
                case["void_reason"] = "He hung up"
                self.rpc(self.officer, TICKET, "create", [case])

    def test_not_by_a_detour_over_another_kind(self):
        for kind in ("business", "maintenance", "suggestion"):
            case = self.enquiry()
            self.outcome(self.officer, TICKET, "write", case.ids, {"case_kind": kind})
            self.assertEqual(self.deadline(case, "respond").state, "running")

    def test_not_by_a_reason_that_was_withdrawn(self):
        reason = self.env["key.account.pause.reason"].create(
            {"name": "As long as one likes", "active": False}
        )
        values = {"deadline_id": self.deadline(self.case).id, "reason_id": reason.id}
        model = "key.account.deadline.hold"
        (wizard,) = self.rpc(self.officer, model, "create", [values])
        self.assert_refused(
            self.officer, model, "action_hold", [wizard], why=("UserError",)
        )
        self.assertEqual(self.deadline(self.case).state, "running")

    def test_not_by_lowering_a_closed_case_and_opening_it_again(self):
        level = self.ref("complaint_level_3").id
        case = self.make_case(complaint_level_id=level)
        contact = self.env["helpdesk.ticket.contact"].create(
            {"ticket_id": case.id, "summary": "x", "solved": True}
        )
        contact.action_log()
        self.confirm(case)
        self.explain(case).stage_id = self.stage("done")
        lower = {"complaint_level_id": self.ref("complaint_level_1").id}
        self.outcome(self.officer, TICKET, "write", case.ids, lower)
        self.assertEqual(case.complaint_level_id.id, level)

    def test_not_by_the_context(self):
        case = self.make_case()
        for context in (
            {"void_reason": "x"},
            {"default_void_reason": "x"},
            {"tracking_disable": True, "install_mode": True},
            {"active_test": False},
        ):
            values = {"stage_id": self.stage("cancelled").id}
            self.outcome(
                self.officer, TICKET, "write", case.ids, values, context=context
            )
            self.assertEqual(self.deadline(case).state, "running")

    def test_not_in_the_bulk(self):
        values = {"id": self.case.id, "stage_id": self.stage("cancelled").id}
        self.outcome(
            self.officer,
            TICKET,
            "load",
            [".id", "stage_id/.id"],
            [[str(self.case.id), str(values["stage_id"])]],
        )
        self.outcome(
            self.officer,
            "res.partner",
            "write",
            self.contact.ids,
            {"helpdesk_ticket_ids": [Command.update(self.case.id, values)]},
        )
        self.outcome(
            self.officer,
            TICKET,
            "web_save_multi",
            self.case.ids,
            [{"stage_id": values["stage_id"]}],
            specification={},
        )
        self.assertEqual(self.deadline(self.case).state, "running")


class TestAdministratorOfTheService(WireCase):
    """Who administers the service administers neither Odoo nor its secrets."""

    def policy(self, **values):
        return {
            "name": "x",
            "model_id": self.env["ir.model"]._get_id(TICKET),
            "kind": "resolve",
            "amount": 1,
            "company_id": self.company.id,
            **values,
        }

    def test_no_action_by_a_default(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "x",
                "state": "code",
                "model_id": self.env["ir.model"]._get_id("key.account.alarm"),
            }
        )
        step = {"anchor": "due", "recipient": "responsible"}
        policy = self.ref("policy_resolve_level_1")
        context = {"default_action_id": action.id}
        self.outcome(
            self.manager, "ir.default", "set", STEP, "action_id", action.id, True
        )
        for extra in ({}, {"context": context}):
            self.outcome(
                self.manager,
                STEP,
                "create",
                [{**step, "policy_id": policy.id}],
                **extra,
            )
            self.outcome(
                self.manager,
                POLICY,
                "create",
                [self.policy(step_ids=[Command.create(step)])],
                **extra,
            )
            self.outcome(
                self.manager,
                POLICY,
                "write",
                policy.ids,
                {"step_ids": [Command.create(step)]},
                **extra,
            )
        self.assertFalse(self.env[STEP].search([("action_id", "=", action.id)]))

    def test_conditions_are_no_way_to_guess_at_secrets(self):
        for path in (
            "user_id.totp_secret",
            "first_contact_user_id.totp_secret",
            "user_id.api_key_ids.key",
        ):
            values = self.policy(domain=f"[('{path}', '=like', 'A%')]")
            with self.subTest(path=path):
                self.assert_refused(self.manager, POLICY, "create", [values])

    def test_a_promise_starts_at_a_moment_of_the_work(self):
        fields = self.env["ir.model.fields"]
        for field in (
            fields._get("res.users", "login_date"),
            fields._get("res.users", "login"),
            fields._get(TICKET, "name"),
        ):
            values = self.policy(start_field_id=field.id)
            with self.subTest(field=field.name):
                self.assert_refused(
                    self.manager, POLICY, "create", [values], why=("ValidationError",)
                )
        values = self.policy(start_field_id=fields._get(TICKET, "create_date").id)
        self.assertFalse(self.outcome(self.manager, POLICY, "create", [values]))

    def test_a_policy_for_what_carries_no_promise(self):
        for model in ("res.users", "ir.config_parameter"):
            values = self.policy(model_id=self.env["ir.model"]._get_id(model))
            with self.subTest(model=model):
                self.outcome(self.manager, POLICY, "create", [values])
                self.make_case()

    def test_the_code_of_an_action_is_not_guessed_from_an_alarm(self):
        for path in ("action_id.code", "step_id.action_id.code", "webhook_id.url"):
            for user in (self.auditor, self.supervisor, self.officer):
                domain = [(path, "ilike", "a")]
                with self.subTest(path=path, user=user.login):
                    outcome = self.outcome(
                        user, "key.account.alarm", "search_count", domain
                    )
                    self.assertEqual(outcome, DENIED)

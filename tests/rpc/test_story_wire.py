"""SEC-3, SEC-4: the story of a deadline and the health page over the wire."""

from common import HOUR, NOON
from wire import WireCase

HEALTH = "key.account.health"


class TestStoryOverTheWire(WireCase):
    def story(self, user, case):
        deadline = self.deadline(case)
        return self.rpc(user, "key.account.deadline", "read", deadline.ids, ["story"])

    def test_who_reads_the_case_reads_the_story(self):
        for role in ("officer", "deputy", "supervisor", "manager", "auditor"):
            with self.subTest(role=role):
                [row] = self.story(self.roles[role], self.case)
                self.assertIn("Due ", row["story"]["answer"])

    def test_nobody_else_reads_it_in_any_way(self):
        deadline = self.deadline(self.case)
        for role in ("stranger", "outsider", "clerk", "abroad"):
            user = self.roles[role]
            for method, args in (
                ("read", [deadline.ids, ["story"]]),
                ("web_read", [deadline.ids, {"story": {}}]),
                ("export_data", [deadline.ids, ["story"]]),
                ("action_explain", [deadline.ids]),
            ):
                with self.subTest(role=role, method=method):
                    self.assert_refused(user, "key.account.deadline", method, *args)
            told = ""
            with self.subTest(role=role, method="onchange"):
                args = [deadline.ids, {}, ["state"], {"story": {}, "res_name": {}}]
                try:
                    told = self.rpc(user, "key.account.deadline", "onchange", *args)
                except Exception as refusal:  # noqa: BLE001 refused is as good
                    told = str(refusal)
                self.assertNotIn("counted", str(told))
                self.assertNotIn("Due ", str(told))

    def test_customers_read_neither_story_nor_ledger_nor_notes(self):
        deadline = self.deadline(self.case)
        for role in ("portal", "portal_colleague", "portal_bank"):
            user = self.roles[role]
            for model, ids, names in (
                ("key.account.deadline", deadline.ids, ["story"]),
                ("key.account.deadline", deadline.ids, ["due_at"]),
                ("key.account.deadline.event", deadline.event_ids.ids, ["note"]),
                ("key.account.alarm", deadline.alarm_ids.ids or [1], ["mark"]),
                ("key.account.pause.reason", [1], ["name"]),
                ("key.account.pause.reason", [1], ["customer_text"]),
                ("key.account.deadline.policy", deadline.policy_id.ids, ["name"]),
                ("helpdesk.ticket", self.case.ids, ["deadline_ids"]),
                (HEALTH, [1], ["warning"]),
                ("key.account.health.job", [1], ["last_run_at"]),
            ):
                with self.subTest(role=role, model=model, names=names):
                    self.assert_refused(user, model, "read", ids, names)

    def test_no_customer_calls_for_a_story(self):
        for user in (self.portal, self.portal_bank, self.officer):
            for model, record in (
                ("helpdesk.ticket", self.case),
                ("key.account.deadline", self.deadline(self.case)),
            ):
                self.assert_refused(
                    user, model, "_customer_stories", record.ids, why=("AccessError",)
                )


class TestPortalPage(WireCase):
    def page(self, user, case):
        self.env.flush_all()
        self.login(user)
        return self.url_open(f"/my/ticket/{case.id}").text

    def test_the_customer_reads_why(self):
        with self.at(NOON + HOUR):
            self.case.stage_id = self.stage("awaiting")
        page = self.page(self.portal, self.case)
        self.assertIn("Promised: within 5 hr", page)
        self.assertIn("we are waiting for your answer", page)

    def test_nothing_internal_is_on_the_page(self):
        self.ref("pause_reason_customer").write(
            {"name": "Lazy customer", "customer_text": False}
        )
        self.env["key.account.deadline.policy"].search([]).name = "Policy for the rich"
        with self.at(NOON + HOUR):
            self.case.stage_id = self.stage("awaiting")
        with self.at(NOON + 2 * HOUR):
            self.case.stage_id = self.stage("in_progress")
            self.case.complaint_level_id = self.ref("complaint_level_2")
        self.late(self.case)
        page = self.page(self.portal, self.case)
        self.assertIn("Promise changed", page)
        for secret in ("Lazy", "for the rich", "Escalat", "Supervisor", "used up"):
            self.assertNotIn(secret, page)

    def test_of_other_cases_the_customer_reads_nothing(self):
        for role in ("portal_bank", "portal_colleague", "stranger", "clerk"):
            page = self.page(self.roles[role], self.case)
            self.assertNotIn("Promised: within", page)


class TestHealthOverTheWire(WireCase):
    def test_only_administrators_open_the_page(self):
        for role, user in self.roles.items():
            if role in ("manager", "abroad"):
                [row] = self.rpc(user, HEALTH, "read", [1], ["failed_deadline_count"])
                self.assertEqual(row["failed_deadline_count"], 0)
                continue
            for model in (HEALTH, "key.account.health.job"):
                with self.subTest(role=role, model=model):
                    self.assert_refused(user, model, "search_read", [])
                    self.assert_refused(user, model, "read", [1])

    def test_only_administrators_change_how_long_it_waits(self):
        for role, user in self.roles.items():
            if role not in ("manager", "abroad"):
                self.assert_refused(
                    user, HEALTH, "write", [1], {"patience_minutes": 900}
                )
        self.rpc(self.manager, HEALTH, "write", [1], {"patience_minutes": 9})
        self.assertEqual(self.env[HEALTH]._patience_minutes(), 9)

    def test_the_page_is_neither_made_nor_deleted(self):
        for user in (self.manager, self.officer):
            self.assert_refused(user, HEALTH, "create", [{}])
            self.assert_refused(user, HEALTH, "unlink", [1])
            self.assert_refused(user, "key.account.health.job", "create", [{}])
            self.assert_refused(user, "key.account.health.job", "unlink", [1])

    def test_the_warning_is_for_those_who_work_with_deadlines(self):
        for role in ("officer", "supervisor", "manager", "auditor"):
            told = self.rpc(self.roles[role], HEALTH, "scheduler_warning")
            self.assertEqual(set(told), {"warning", "may_open"})
            self.assertEqual(told["may_open"], role == "manager")
        for role in ("clerk", "portal", "portal_bank"):
            self.assertEqual(
                self.rpc(self.roles[role], HEALTH, "scheduler_warning"), {}
            )

    def test_a_failed_deadline_of_another_company_is_left_alone(self):
        deadline = self.deadline(self.case)
        deadline.sudo().write({"error": "Broken.", "next_event_at": NOON})
        self.assert_refused(
            self.abroad, "key.account.deadline", "action_retry", deadline.ids
        )
        self.assert_refused(self.abroad, HEALTH, "action_retry_deadlines", [1])
        self.assertEqual(deadline.next_event_at, NOON)
        self.rpc(self.manager, HEALTH, "action_retry_deadlines", [1])
        self.assertGreater(deadline.next_event_at, NOON)

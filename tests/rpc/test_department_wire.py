"""TEAM-2, TEAM-3, SEC-6: what departments and whoever is offered a case see and do."""

from departments import TASK, DepartmentMixin

from wire import DENIED, WireCase

OFFER = "key.account.case.offer"
TICKET = "helpdesk.ticket"
NEEDED = ["ticket_number", "ticket_name", "partner_id", "what", "asked_at", "state"]


class TestDepartmentWire(DepartmentMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.task = self.ask(self.case)
        self.other = self.ask(self.foreign, self.crew, user=self.stranger)
        self.env.flush_all()

    def found(self, user, model=TASK):
        return set(self.rpc(user, model, "search", []))

    # Who sees what

    def test_each_sees_the_tasks_of_the_own_department_or_cases(self):
        expected = {
            self.engineer: {self.task.id},
            self.rigger: {self.other.id},
            self.officer: {self.task.id},
            self.deputy: {self.task.id},
            self.supervisor: {self.task.id},
            self.head: {self.task.id},
            self.stranger: {self.other.id},
            self.outsider: {self.other.id},
            self.manager: {self.task.id, self.other.id},
            self.auditor: {self.task.id, self.other.id},
        }
        ours = {self.task.id, self.other.id}
        for user, tasks in expected.items():
            with self.subTest(user=user.login):
                self.assertEqual(self.found(user) & ours, tasks)

    def test_others_see_none_in_any_way(self):
        for user in (self.clerk, self.portal, self.portal_bank):
            self.assert_refused(user, TASK, "search", [])
            self.assert_refused(user, TASK, "read", self.task.ids, ["what"])
        for method, args in (
            ("read", [self.task.ids, ["what"]]),
            ("web_read", [self.task.ids, {"what": {}}]),
            ("export_data", [self.task.ids, ["what"]]),
        ):
            self.assert_refused(self.rigger, TASK, method, *args)
        domain = [("id", "=", self.task.id)]
        grouped = self.rpc(
            self.rigger, TASK, "formatted_read_group", domain, ["state"], ["__count"]
        )
        self.assertEqual(grouped, [])
        self.assertEqual(self.found(self.abroad) & {self.task.id}, set())

    def test_the_department_reads_what_it_needs_of_the_case_and_no_more(self):
        (read,) = self.rpc(self.engineer, TASK, "read", self.task.ids, NEEDED)
        self.assertEqual(read["ticket_name"], "Secret of the hotel")
        self.assertEqual(read["what"], "Measure the line of floor 7")
        self.assert_refused(self.engineer, TICKET, "read", self.case.ids, ["name"])
        self.assertNotIn(self.case.id, self.found(self.engineer, TICKET))
        self.assert_refused(self.engineer, "key.account.file", "search", [])
        promises = self.found(self.engineer, "key.account.deadline")
        self.assertFalse(promises & set(self.case.deadline_ids.ids))
        self.assert_refused(self.engineer, TASK, "action_open_case", self.task.ids)

    def test_the_inbox_of_a_department_opens_with_all_its_columns(self):
        views = self.rpc(self.engineer, TASK, "get_views", [(False, "list")])
        fields = views["models"][TASK]["fields"]
        names = {name: {} for name in fields if name not in ("deadline_ids",)}
        shown = self.rpc(self.engineer, TASK, "web_search_read", [], names)
        self.assertIn(self.task.id, [record["id"] for record in shown["records"]])

    def test_nothing_of_the_case_is_found_through_the_task(self):
        for path, value in (
            ("ticket_id.description", "picture"),
            ("ticket_id.key_account_id.name", "Jinniu"),
        ):
            domain = [(path, "ilike", value)]
            with self.subTest(path=path):
                outcome = self.outcome(self.engineer, TASK, "search", domain)
                found = not outcome and self.rpc(self.engineer, TASK, "search", domain)
                self.assertFalse(found)

    # Who does what

    def test_nobody_writes_or_deletes_a_task_by_hand(self):
        for user in (self.engineer, self.officer, self.supervisor, self.manager):
            for values in ({"state": "done"}, {"reason": "x"}, {"what": "x"}):
                self.assert_refused(user, TASK, "write", self.task.ids, values)
            self.assert_refused(user, TASK, "unlink", self.task.ids)

    def test_nobody_brings_facts_in_with_a_new_task(self):
        base = {
            "ticket_id": self.case.id,
            "department_id": self.technical.id,
            "what": "x",
        }
        for fact in (
            {"state": "done"},
            {"asked_at": "2020-01-01 00:00:00"},
            {"asked_by_id": self.deputy.id},
            {"refusal_count": 9},
            {"clock_from": "2030-01-01 00:00:00"},
        ):
            self.assert_refused(self.officer, TASK, "create", [base | fact])
        context = {"default_state": "done", "default_clock_from": "2030-01-01 00:00:00"}
        (made,) = self.rpc(self.officer, TASK, "create", [base], context=context)
        self.assertEqual(self.env[TASK].browse(made).state, "asked")

    def test_only_whoever_serves_a_case_asks_for_it(self):
        base = {"department_id": self.technical.id, "what": "x"}
        for user in (self.stranger, self.outsider, self.engineer, self.auditor):
            self.assert_refused(
                user, TASK, "create", [{**base, "ticket_id": self.case.id}]
            )

    def test_an_answer_is_the_departments(self):
        for user in (self.officer, self.rigger, self.stranger, self.manager):
            self.assert_refused(user, TASK, "action_accept", self.task.ids)
        self.rpc(self.engineer, TASK, "action_accept", self.task.ids)
        self.assertEqual(self.task.state, "accepted")

    def test_the_form_of_an_answer_is_its_users_own(self):
        form = "key.account.case.task.answer"
        values = {"task_id": self.task.id, "answer": "refuse", "words": "Secret"}
        (made,) = self.rpc(self.engineer, form, "create", [values])
        self.assert_refused(self.officer, form, "read", [made], ["words"])
        self.assert_refused(self.rigger, form, "action_apply", [made])
        self.rpc(self.engineer, form, "action_apply", [made])
        self.assertEqual(
            (self.task.state, self.task.refused_by_id), ("refused", self.engineer)
        )

    def test_whoever_is_no_contact_any_more_sees_nothing(self):
        self.technical.contact_ids.unlink()
        self.assert_refused(self.engineer, TASK, "search", [])
        self.assert_refused(self.engineer, TASK, "action_accept", self.task.ids)

    # Levels

    def test_levels_over_the_wire(self):
        level = {"complaint_level_id": self.level("3").id}
        self.assert_refused(
            self.officer,
            TICKET,
            "write",
            self.case.ids,
            level,
            why=("RedirectWarning",),
        )
        because = level | {"level_reason": "Three floors"}
        self.assert_refused(self.stranger, TICKET, "write", self.case.ids, because)
        self.rpc(self.officer, TICKET, "write", self.case.ids, because)
        lower = {"complaint_level_id": self.level("1").id, "level_reason": "x"}
        for user in (self.officer, self.deputy, self.outsider):
            self.assert_refused(
                user, TICKET, "write", self.case.ids, lower, why=(DENIED,)
            )
        self.rpc(self.supervisor, TICKET, "write", self.case.ids, lower)
        self.assertEqual(self.case.complaint_level_id, self.level("1"))

    # Offers

    def offered(self):
        offers = self.env[OFFER].with_user(self.officer)
        values = {"ticket_id": self.case.id, "user_id": self.stranger.id, "note": "N"}
        return offers.create(values).with_env(self.env)

    def test_an_offer_is_seen_by_whoever_is_asked_and_serves_the_case(self):
        offer = self.offered()
        for user in (self.officer, self.stranger, self.supervisor, self.auditor):
            self.assertIn(offer.id, self.found(user, OFFER), user.login)
        self.assertNotIn(offer.id, self.found(self.outsider, OFFER))
        for user in (self.clerk, self.engineer, self.portal):
            self.assert_refused(user, OFFER, "search", [])

    def test_an_offer_is_answered_by_whoever_is_asked(self):
        offer = self.offered()
        for user in (self.deputy, self.outsider, self.clerk, self.manager):
            self.assert_refused(user, OFFER, "action_accept", offer.ids)
        self.assert_refused(self.stranger, OFFER, "action_withdraw", offer.ids)
        self.assert_refused(
            self.stranger, OFFER, "write", offer.ids, {"state": "accepted"}
        )
        self.assert_refused(self.stranger, OFFER, "unlink", offer.ids)
        self.rpc(self.stranger, OFFER, "action_accept", offer.ids)
        self.assertEqual(self.case.first_contact_user_id, self.stranger)

    def test_nobody_offers_himself_a_foreign_case(self):
        values = {"ticket_id": self.case.id, "user_id": self.stranger.id}
        for extra in ({}, {"state": "offered"}, {"offered_by_id": self.officer.id}):
            for user in (self.stranger, self.outsider, self.clerk):
                self.assert_refused(user, OFFER, "create", [values | extra])

    # The queue

    def test_nobody_jumps_the_queue(self):
        for name in ("queue_rank", "queue_tier_rank"):
            for user in (self.officer, self.manager):
                self.assert_refused(user, TICKET, "write", self.case.ids, {name: -1})
            self.assert_refused(self.portal, TICKET, "read", self.case.ids, [name])

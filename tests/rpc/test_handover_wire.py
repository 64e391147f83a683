"""TEAM-1, SEC-1: nobody takes or gives an account by calls over the wire."""

from handovers import HandoverMixin

from wire import Refused, WireCase


class TestHandoverWire(HandoverMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.handover = self.make_handover()
        self.watched = ["state", "giver_id", "taker_id", "account_ids", "given_at"]

    def everybody_but(self, *users):
        return [user for user in self.roles.values() if user not in users]

    def call(self, user, method, *args, record=None):
        record = record or self.handover
        return self.outcome(user, record._name, method, record.ids, *args)

    def test_only_those_in_charge_propose(self):
        for user in self.everybody_but(self.supervisor, self.head, self.manager):
            self.assertTrue(self.call(user, "action_propose"), user.login)
        self.assertEqual(self.handover.state, "draft")
        self.assertFalse(self.call(self.head, "action_propose"))
        self.assertEqual(self.handover.state, "proposed")

    def test_nobody_confirms_for_another(self):
        self.call(self.supervisor, "action_propose")
        for user in self.everybody_but(self.officer):
            self.assertTrue(self.call(user, "action_confirm"), user.login)
        self.assertEqual(self.handover.state, "proposed")
        self.assertFalse(self.call(self.officer, "action_confirm"))
        for user in self.everybody_but(self.taker):
            self.assertTrue(self.call(user, "action_confirm"), user.login)
        self.assertEqual(self.handover.state, "given")
        self.assertEqual(self.account.key_account_manager_id, self.officer)

    def test_nobody_writes_what_is_confirmed(self):
        forged = {
            "state": "taken",
            "given_at": "2026-03-02 12:00:00",
            "given_by_id": self.officer.id,
            "taken_at": "2026-03-02 12:00:00",
            "team_id": self.other_team.id,
            "line_ids": [(5,)],
            "proposed_by_id": self.manager.id,
        }
        for user in self.roles.values():
            for name, value in forged.items():
                with self.subTest(user=user.login, name=name):
                    self.assertTrue(self.call(user, "write", {name: value}))
                    values = {
                        "giver_id": user.id,
                        "taker_id": self.taker.id,
                        name: value,
                    }
                    self.assert_refused(
                        user, "key.account.handover", "create", [values]
                    )

    def test_the_list_is_nobodys_to_write(self):
        self.call(self.supervisor, "action_propose")
        line = self.handover.line_ids[:1]
        for user in self.roles.values():
            self.assertTrue(self.call(user, "write", {"name": "Forged"}, record=line))
            self.assertTrue(self.call(user, "unlink", record=line))
            self.assertTrue(self.call(user, "copy", record=line))
        self.assertNotEqual(line.name, "Forged")

    def test_accounts_of_others_are_put_into_no_handover(self):
        values = {
            "giver_id": self.stranger.id,
            "taker_id": self.taker.id,
            "account_ids": [(6, 0, self.bank.ids)],
        }
        for user in self.everybody_but(self.stranger, self.outsider, self.manager):
            with self.subTest(user=user.login):
                self.assert_refused(user, "key.account.handover", "create", [values])

    def test_the_answer_of_another_is_refused(self):
        self.call(self.supervisor, "action_propose")
        for kind in ("refuse", "cancel", "draft", "confirm"):
            for user in (self.stranger, self.outsider, self.taker, self.deputy):
                values = {
                    "handover_id": self.handover.id,
                    "kind": kind,
                    "reason": "Forged",
                }
                model = "key.account.handover.answer"

                def answer(user=user, values=values, model=model):
                    answer = self.rpc(user, model, "create", [values])
                    self.rpc(user, model, "action_apply", answer)

                with self.assertRaises(Refused):
                    answer()
        self.assertEqual(self.handover.state, "proposed")

    def test_no_context_keeps_cases_back(self):
        """Whoever gives an account away gives its open cases, too."""
        self.rpc(
            self.supervisor,
            "res.partner",
            "write",
            self.account.ids,
            {"key_account_manager_id": self.taker.id},
            context={"key_account_keep_cases": True},
        )
        self.assertEqual(self.case.key_account_manager_id, self.taker)

    def test_outsiders_learn_of_no_handover(self):
        self.call(self.supervisor, "action_propose")
        lines = self.handover.line_ids
        for user in (self.stranger, self.outsider, self.clerk, self.abroad):
            for record in (self.handover, lines):
                found = []
                try:
                    found = self.rpc(user, record._name, "search", [])
                except Refused:
                    pass
                self.assertFalse(set(found) & set(record.ids))
                self.assert_refused(user, record._name, "read", record.ids)

    def test_the_history_is_read_by_those_in_charge_only(self):
        rows = self.env["key.account.assignment"].search(
            [("account_id", "=", self.account.id)]
        )
        readers = (self.supervisor, self.head, self.manager, self.auditor)
        for user in self.roles.values():
            outcome = self.call(user, "read", record=rows)
            self.assertEqual(not outcome, user in readers, user.login)

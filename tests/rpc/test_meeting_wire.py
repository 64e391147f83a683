"""VISIT-5, SEC-3: meetings over the wire: facts are facts, accounts stay apart."""

import hidden
import hidden_meetings  # noqa: F401 - it registers its makers

from wire import WireCase

FACTS = ["state", "approved_by_id", "approved_cost", "planned_cost", "name"]


class TestMeetingWire(WireCase):
    def setUp(self):
        super().setUp()
        self.meeting = hidden.make(self, "key.account.meeting").sudo()
        self.line = self.meeting.line_ids

    def test_nobody_writes_a_fact(self):
        for user in (self.officer, self.supervisor, self.manager):
            for vals in (
                {"state": "done"},
                {"state": "planned"},
                {"approved_cost": 1000000},
                {"approved_by_id": self.supervisor.id},
                {"submitted_by_id": self.supervisor.id},
                {"name": "KM99999"},
            ):
                self.assert_refused(
                    user, "key.account.meeting", "write", self.meeting.ids, vals
                )
            for vals in ({"visit_id": 1}, {"cost_share": 1}, {"key_account_id": 1}):
                self.assert_refused(
                    user, "key.account.meeting.line", "write", self.line.ids, vals
                )

    def test_a_fact_is_not_brought_in_by_creating_or_by_defaults(self):
        kind = self.ref("meeting_kind_exchange").id
        vals = {"title": "x", "kind_id": kind}
        create = self.officer, "key.account.meeting", "create"
        self.assert_refused(*create, [{**vals, "state": "planned"}])
        context = {"default_state": "done", "default_approved_cost": 1000000}
        made = self.rpc(*create, [vals], context=context)
        meeting = self.env["key.account.meeting"].browse(made)
        self.assertEqual((meeting.state, meeting.approved_cost), ("draft", 0))

    def test_a_dear_meeting_is_not_planned_past_the_superior(self):
        call = "key.account.meeting", "action_plan", self.meeting.ids
        self.rpc(self.officer, *call)
        self.assertEqual(self.meeting.state, "submitted")
        for user in (self.officer, self.stranger, self.auditor, self.outsider):
            for method in ("action_approve", "action_return", "action_done"):
                self.assert_refused(
                    user, "key.account.meeting", method, self.meeting.ids
                )
        self.rpc(
            self.supervisor, "key.account.meeting", "action_approve", self.meeting.ids
        )
        self.assertEqual(self.meeting.state, "planned")
        self.assert_refused(
            self.officer,
            "key.account.meeting",
            "write",
            self.meeting.ids,
            {"planned_cost": 10000},
        )

    def test_outsiders_see_neither_meeting_nor_guests(self):
        for role in ("stranger", "clerk", "abroad", "outsider", "portal"):
            for record in (self.meeting, self.line):
                self.assert_refused(
                    self.roles[role], record._name, "read", record.ids, ["display_name"]
                )

    def test_forms_that_print_name_only_what_their_user_reads(self):
        form = hidden.make(self, "key.account.contact.history")
        for user in (self.stranger, self.supervisor, self.auditor):
            self.assert_refused(
                user, "key.account.contact.history", "action_print", form.ids
            )
        for model in ("key.account.contact.history", "key.account.visit.list"):
            self.assert_refused(self.clerk, model, "create", [{}])
            self.assert_refused(self.portal, model, "create", [{}])

"""VISIT-1 to VISIT-5, PLAN-2: colleagues who bend the rules, or press twice."""

import hidden
import hidden_meetings  # noqa: F401 - it registers its makers
import hidden_weekly  # noqa: F401 - it registers its makers
from visit_records import RecordMixin
from visits import drawing

from wire import DENIED, WireCase

VISIT, SIGN = "key.account.visit", "key.account.visit.sign"
NEED, MEETING = "key.account.need", "key.account.meeting"


class TestServed(RecordMixin, WireCase):
    """Nobody makes believe that an account of others was met."""

    def test_strangers_plan_no_visit_to_accounts_of_others(self):
        values = {"partner_id": self.contact.id, "content": "Forged"}
        for user in (self.stranger, self.outsider):
            self.assert_refused(user, VISIT, "create", [values], why=(DENIED,))
        own = self.make_visit(self.stranger, partner_id=self.bank.id)
        self.env.flush_all()
        moved = {"partner_id": self.contact.id}
        self.assert_refused(
            self.stranger, VISIT, "write", own.ids, moved, why=(DENIED,)
        )

    def test_whoever_is_named_as_visitor_pays_it(self):
        visit = self.make_visit(user_id=self.stranger.id)
        self.env.flush_all()
        for vals in ({"content": "Talked"}, {"partner_id": self.account.id}):
            self.rpc(self.stranger, VISIT, "write", visit.ids, vals)
        self.rpc(self.stranger, VISIT, "action_done", visit.ids)
        self.assertEqual(visit.state, "done")

    def test_superiors_and_deputies_plan_visits(self):
        values = {"partner_id": self.contact.id}
        for user in (self.deputy, self.supervisor, self.head, self.manager):
            self.rpc(user, VISIT, "create", [values])

    def test_who_has_no_account_is_visited_by_everybody(self):
        somebody = self.env["res.partner"].create({"name": "Passer-by"})
        self.rpc(self.stranger, VISIT, "create", [{"partner_id": somebody.id}])


class TestRead(RecordMixin, WireCase):
    """The customer signs what the customer has read."""

    def opened(self, visit):
        [dialog] = self.rpc(
            self.officer,
            SIGN,
            "create",
            [{"visit_id": visit.id, "signature": drawing().decode()}],
        )
        return dialog

    def test_what_was_changed_meanwhile_is_read_again(self):
        visit = self.make_visit()
        for change in (
            lambda: visit.write({"content": "Something else"}),
            lambda: self.promise(visit, due_on="2036-03-02"),
            lambda: visit.write({"photo_ids": [(4, self.make_photo(visit).id)]}),
        ):
            dialog = self.opened(visit)
            change()
            self.env.flush_all()
            self.assert_refused(
                self.officer, SIGN, "action_sign", [dialog], why=("UserError",)
            )
            self.assertEqual(visit.state, "planned")
        self.rpc(self.officer, SIGN, "action_sign", [self.opened(visit)])
        self.assertEqual((visit.state, visit.is_intact), ("signed", True))

    def test_promises_are_read_before_they_are_signed(self):
        visit = self.make_visit()
        self.promise(visit, name="Six channels", due_on="2036-03-02")
        self.env.flush_all()
        [read] = self.rpc(
            self.officer, SIGN, "read", [self.opened(visit)], ["promises"]
        )
        self.assertIn("Six channels", read["promises"])

    def test_the_dialog_in_the_browser_knows_what_it_shows(self):
        visit = self.make_visit()
        self.env.flush_all()
        context = {"default_visit_id": visit.id}
        spec = {"visit_id": {}, "shown": {}, "promises": {}}
        answer = self.rpc(
            self.officer, SIGN, "onchange", [], {}, [], spec, context=context
        )
        self.assertEqual(answer["value"]["shown"], visit._seal())


class TestDodged(RecordMixin, WireCase):
    def test_a_signature_is_not_dodged_by_filing_a_call(self):
        self.contact.key_person_role = "liaison"
        self.env.flush_all()
        rules = self.env["key.account.visit.rule"]
        rules._rule_of(self.contact)[self.contact].sign = True
        visit = self.make_visit(way="phone")
        self.env.flush_all()
        self.rpc(self.officer, VISIT, "action_done", visit.ids)
        self.assert_refused(
            self.officer,
            VISIT,
            "write",
            visit.ids,
            {"way": "on_site"},
            why=("UserError",),
        )
        self.rpc(self.officer, VISIT, "write", visit.ids, {"way": "email"})


class TestTwice(RecordMixin, WireCase):
    """A second click, or a second transaction."""

    def test_a_report_is_sent_once(self):
        visits = self.env.registry[VISIT]
        self.patch(visits, "_print_signed", lambda visit: b"%PDF-1.4")
        visit = self.sign(self.make_visit())
        self.env.flush_all()
        self.rpc(self.officer, VISIT, "action_send_report", visit.ids)
        sent = visit.report_message_id
        self.assert_refused(
            self.officer, VISIT, "action_send_report", visit.ids, why=("UserError",)
        )
        self.assertEqual(visit.report_message_id, sent)

    def test_a_need_is_noted_once(self):
        visit = self.make_visit(needs="Ten channels")
        self.env.flush_all()
        for _click in range(2):
            self.rpc(self.officer, VISIT, "action_make_need", visit.ids)
        self.assertEqual(len(visit.need_ids), 1)


class TestFarAway(WireCase):
    def test_nobody_plans_for_his_grandchildren(self):
        days = {"date_from": "2126-04-01", "date_to": "2126-06-30"}
        plans = "key.account.visit.plan"
        why = ("ValidationError",)
        self.assert_refused(self.officer, plans, "create", [days], why=why)


class TestNeed(WireCase):
    def setUp(self):
        super().setUp()
        self.need = hidden.make(self, NEED).sudo()
        self.env.flush_all()

    def refused(self, user, vals):
        self.assert_refused(user, NEED, "write", self.need.ids, vals)

    def test_nobody_answers_for_whoever_was_asked(self):
        answered = {"answer": "Yes"}
        new = {"partner_id": self.contact.id, "what": "x", **answered}
        self.assert_refused(self.officer, NEED, "create", [new])
        for user in (self.officer, self.deputy, self.manager):
            self.refused(user, answered)
        self.rpc(self.officer, NEED, "action_to_superior", self.need.ids)
        self.refused(self.officer, answered)
        self.rpc(self.supervisor, NEED, "write", self.need.ids, {"answer": "No"})
        self.rpc(self.supervisor, NEED, "action_answer", self.need.ids)
        for vals in (answered, {"answer": False}):
            self.refused(self.officer, vals)
        self.assertEqual(self.need.answer, "No")

    def test_what_the_customer_was_told_stays(self):
        self.rpc(self.officer, NEED, "action_solved", self.need.ids)
        self.refused(self.officer, {"solution": "Something else"})
        self.rpc(self.officer, NEED, "write", self.need.ids, {"told_way": "phone"})
        self.rpc(self.officer, NEED, "action_told", self.need.ids)
        for vals in (
            {"what": "x"},
            {"solution": "x"},
            {"told_way": "on_site"},
            {"heard_on": "2020-01-01"},
        ):
            for user in (self.officer, self.supervisor, self.manager):
                self.refused(user, vals)
        self.rpc(self.officer, NEED, "action_reopen", self.need.ids)
        self.rpc(self.officer, NEED, "write", self.need.ids, {"solution": "Better"})


class TestMeetingAuthors(WireCase):
    def test_whoever_changed_the_cost_does_not_approve_it(self):
        meeting = hidden.make(self, MEETING).sudo()
        self.rpc(self.supervisor, MEETING, "write", meeting.ids, {"planned_cost": 9500})
        self.rpc(self.officer, MEETING, "action_plan", meeting.ids)
        self.assert_refused(
            self.supervisor, MEETING, "action_approve", meeting.ids, why=(DENIED,)
        )
        self.assert_refused(
            self.officer, MEETING, "write", meeting.ids, {"author_ids": [[5]]}
        )
        self.rpc(self.head, MEETING, "action_approve", meeting.ids)
        self.assertEqual(meeting.state, "planned")

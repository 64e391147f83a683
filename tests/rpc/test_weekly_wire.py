"""TEAM-4, PLAN-2: who learns of reviews and needs, and who forges them."""

import hidden
import hidden_weekly  # noqa: F401
from test_access_matrix import WAYS
from weekly import MONDAY

from common import NOON
from wire import DENIED, Refused, WireCase

REVIEW = "key.account.weekly.review"
LINE = "key.account.weekly.line"
ACTION = "key.account.weekly.action"
NEED = "key.account.need"
#: Who has to do with the hotel; the deputy reads a review while it is open.
READERS = {"officer", "deputy", "supervisor", "head", "manager", "auditor"}


class TestWeeklyWire(WireCase):
    def setUp(self):
        super().setUp()
        self.records = {
            model: hidden.make(self, model).with_env(self.env)
            for model in (LINE, REVIEW, ACTION, NEED)
        }
        self.env.flush_all()

    def sees(self, role, record):
        def call(method, *args):
            return self.rpc(self.roles[role], record._name, method, *args)

        found = set()
        for way, ask in WAYS.items():
            if way in ("export_data", "onchange"):
                continue
            try:
                found.add(bool(ask(call, [("id", "=", record.id)])))
            except Refused:
                found.add(False)
        self.assertEqual(len(found), 1, f"{role} sees {record} in some ways only")
        return found.pop()

    def test_only_who_has_to_do_with_the_account_sees_it(self):
        for model, record in self.records.items():
            for role in self.roles:
                with self.subTest(model=model, role=role):
                    self.assertEqual(self.sees(role, record), role in READERS)

    def test_the_deputy_leaves_the_review_when_it_is_handed_in(self):
        self.records[REVIEW].sudo().state = "submitted"
        self.assertFalse(self.sees("deputy", self.records[REVIEW]))
        self.assertTrue(self.sees("deputy", self.records[LINE]))

    def test_nobody_forges_an_answer(self):
        forged = {
            REVIEW: [
                {"state": "submitted"},
                {"open_count": 0},
                {"week_start": "2020-01-06"},
            ],
            LINE: [{"state": "nothing"}, {"facts": []}, {"review_id": 1}],
            ACTION: [{"state": "done"}, {"due_on": "2036-01-01"}, {"user_id": 2}],
            NEED: [{"state": "told"}, {"told_at": str(NOON)}, {"raised_to_id": 2}],
        }
        for model, values in forged.items():
            for vals in values:
                for role in self.roles:
                    with self.subTest(model=model, vals=vals, role=role):
                        self.assert_refused(
                            self.roles[role],
                            model,
                            "write",
                            self.records[model].ids,
                            vals,
                        )

    def test_nobody_makes_reviews_or_deletes_anything(self):
        values = {
            "user_id": self.officer.id,
            "week_start": "2020-01-06",
            "promised_at": str(NOON),
        }
        line = {"review_id": self.records[REVIEW].id, "account_id": self.bank.id}
        for role, user in self.roles.items():
            with self.subTest(role=role):
                self.assert_refused(user, REVIEW, "create", values)
                self.assert_refused(user, LINE, "create", line)
                for model, record in self.records.items():
                    self.assert_refused(user, model, "unlink", record.ids)

    def test_an_action_is_noted_by_who_serves_the_account_only(self):
        values = {"line_id": self.records[LINE].id, "what": "x", "due_on": str(MONDAY)}
        for role, user in self.roles.items():
            with self.subTest(role=role):
                if role in ("officer", "deputy"):
                    self.rpc(user, ACTION, "create", values)
                else:
                    self.assert_refused(user, ACTION, "create", values)

    def test_defaults_bring_in_no_facts(self):
        context = {"default_state": "done", "default_user_id": self.stranger.id}
        values = {"line_id": self.records[LINE].id, "what": "x", "due_on": str(MONDAY)}
        made = self.rpc(self.officer, ACTION, "create", values, context=context)
        action = self.env[ACTION].browse(made)
        self.assertEqual((action.state, action.user_id), ("open", self.officer))
        values = {"partner_id": self.contact.id, "what": "x"}
        context = {"default_state": "told", "default_account_id": self.bank.id}
        made = self.rpc(self.officer, NEED, "create", values, context=context)
        need = self.env[NEED].browse(made)
        self.assertEqual((need.state, need.account_id), ("open", self.account))

    def test_a_need_of_anothers_customer_is_not_noted(self):
        values = {"partner_id": self.bank.id, "what": "x"}
        for role in (
            "officer",
            "deputy",
            "supervisor",
            "clerk",
            "auditor",
            "portal_bank",
        ):
            self.assert_refused(self.roles[role], NEED, "create", values)

    def test_an_action_does_not_reach_the_line_of_another(self):
        line = self.records[LINE]
        review = self.env[REVIEW].create(
            {
                "user_id": self.stranger.id,
                "company_id": self.company.id,
                "week_start": MONDAY,
                "promised_at": NOON,
            }
        )
        theirs = self.env[LINE].create(
            {"review_id": review.id, "account_id": self.bank.id}
        )
        for values in (
            {"action_ids": [(0, 0, {"line_id": theirs.id, "what": "x"})]},
            {"action_ids": [(1, self.records[ACTION].id, {"line_id": theirs.id})]},
        ):
            self.assert_kept(
                self.env[ACTION].search([("line_id", "=", theirs.id)]) or theirs,
                ["state"],
                lambda values=values: self.outcome(
                    self.officer, LINE, "write", line.ids, values
                ),
            )
        self.assertFalse(theirs.action_ids)

    def test_what_a_review_shows_is_read_by_the_rights_of_the_reader(self):
        line = self.records[LINE].sudo()
        line.facts = [
            {
                "section": "heard",
                "kind": "case",
                "model": "helpdesk.ticket",
                "id": self.foreign.id,
                "at": str(NOON),
            }
        ]
        (shown,) = self.rpc(self.officer, LINE, "read", line.ids, ["heard_facts"])
        self.assertFalse(shown["heard_facts"])
        with self.assertRaisesRegex(Refused, DENIED):
            self.rpc(self.stranger, LINE, "read", line.ids, ["facts"])

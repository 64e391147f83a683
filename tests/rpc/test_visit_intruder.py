"""VISIT-1 to VISIT-6, SEC-3: outsiders of every kind against everything of visits."""

import json
from contextlib import suppress
from datetime import timedelta

import hidden
import hidden_meetings  # noqa: F401 - it registers its makers
import hidden_visit_calendar  # noqa: F401 - it registers its makers
import hidden_visit_plans  # noqa: F401 - it registers its makers
import hidden_weekly  # noqa: F401 - it registers its makers
from visits import VisitMixin

from odoo import fields
from odoo.tests import new_test_user

from wire import Refused, WireCase

VISIT, EVENT = "key.account.visit", "calendar.event"
DAY = timedelta(days=1)
#: What is hidden in a record of each model, and a value that an intruder would write.
MODELS = {
    VISIT: {"content": "Forged"},
    "key.account.visit.add": {"words": "Forged"},
    "key.account.visit.coverage": {},
    "key.account.visit.list": {"shown": "done"},
    "key.account.visit.log": {"content": "Forged"},
    "key.account.visit.move": {"reason": "Forged"},
    "key.account.visit.plan": {"note": "Forged"},
    "key.account.visit.plan.all": {"date_to": "2036-05-30"},
    "key.account.visit.promise": {"result": "Forged"},
    "key.account.visit.reschedule": {"reason": "Forged"},
    "key.account.visit.rule.grid": {"company_id": False},
    "key.account.visit.sign": {"signed_by": "Forged"},
    "key.account.contact.history": {"with_content": False},
    "key.account.meeting": {"title": "Forged"},
    "key.account.meeting.line": {"outcome": "Forged"},
    "key.account.need": {"solution": "Forged"},
    "key.account.weekly.action": {"result": "Forged"},
    "key.account.weekly.line": {"remark": "Forged"},
    "key.account.weekly.review": {"note": "Forged"},
}
OUTSIDE = "stranger outsider clerk abroad portal portal_bank".split()
#: Fields that groups are made by; what a model lacks is left out.
GROUPS = ("partner_id", "account_id", "user_id", "company_id", "visit_id", "state")
REPORTS = {
    "report_visit": VISIT,
    "report_visit_list": "key.account.visit.list",
    "report_contact_history": "key.account.contact.history",
    "report_weekly_review": "key.account.weekly.review",
}


class Intruder(VisitMixin, WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for role, group in (
            ("engineer", "key_account_service.group_key_account_department"),
            ("rigger", "key_account_service.group_key_account_crew"),
            ("employee", "base.group_user"),
        ):
            cls.roles[role] = new_test_user(cls.env, f"kas-{role}", groups=group)
        cls.outside = [*OUTSIDE, "engineer", "rigger", "employee"]
        cls.account.name = "Secret Hotel"

    def planned(self, **values):
        moment = fields.Datetime.now() + 3 * DAY
        return self.make_visit(planned_at=moment, place="Secret", **values)


class TestRecords(Intruder):
    def reads(self, record):
        """Calls that would tell something of a record."""
        ids, mine = record.ids, [("id", "in", record.ids)]
        names = [name for name in GROUPS if name in record._fields]
        told = {"display_name": {}, **{name: {} for name in MODELS[record._name]}}
        yield "read", [ids, list(told)], {}
        yield "web_read", [ids, told], {}
        yield "search_read", [mine, list(told)], {}
        yield "name_search", ["", mine], {}
        yield "export_data", [ids, ["display_name"]], {}
        if names:
            yield "formatted_read_group", [mine, names[:1], ["__count"]], {}
        yield "onchange", [ids, {}, [], told], {}
        yield "copy", [ids], {}
        yield "message_post", [ids], {"body": "Forged"}

    def test_outsiders_learn_and_change_nothing(self):
        for model, vals in MODELS.items():
            record = hidden.make(self, model).sudo()
            names = list(vals)
            before = record.read(names) if names else []
            for role in self.outside:
                user = self.roles[role]
                with self.subTest(model=model, role=role):
                    self.assertFalse(self.learned(user, record))
                    for method, args in (("write", [vals]), ("unlink", [])):
                        if vals or method == "unlink":
                            self.assert_refused(user, model, method, record.ids, *args)
            self.env.invalidate_all()
            self.assertEqual(record.read(names) if names else [], before)

    def learned(self, user, record):
        """The calls that told a user something."""
        found = []
        for method, args, kwargs in self.reads(record):
            with suppress(Refused):
                answer = self.rpc(user, record._name, method, *args, **kwargs)
                if answer and (method != "onchange" or "Secret" in json.dumps(answer)):
                    found.append((method, answer))
        return found


class TestPrinted(Intruder):
    def test_nobody_prints_what_he_may_not_read(self):
        visit = self.make_visit(content="Secret of the hotel")
        visit.action_done()
        for report, model in REPORTS.items():
            record = visit if model == VISIT else hidden.make(self, model)
            self.env.flush_all()
            url = f"/report/html/key_account_service.{report}/{record.id}"
            self.login(self.officer)
            self.assertIn("Secret", self.url_open(url).text, report)
            for role in [*self.outside, None]:
                self.login(role and self.roles[role])
                with self.subTest(report=report, role=role):
                    self.assertNotIn("Secret", self.url_open(url).text)


class TestParticipant(Intruder):
    """Whoever was only asked to come along does not decide about the visit."""

    def setUp(self):
        super().setUp()
        self.guest = self.roles["employee"]
        self.visit = self.planned(participant_ids=[(4, self.guest.partner_id.id)])
        self.event = self.visit.event_id
        self.moment = self.visit.planned_at
        self.env.flush_all()

    def tried(self, user):
        """What a participant may try in a calendar."""
        later = fields.Datetime.to_string(self.moment + 9 * DAY)
        model = self.env["ir.model"]._get(EVENT)
        yield EVENT, "write", [self.event.ids, {"start": later, "stop": later}]
        yield EVENT, "write", [self.event.ids, {"recurrency": True}]
        yield (
            EVENT,
            "write",
            [
                self.event.ids,
                {
                    "recurrency": True,
                    "rrule_type": "weekly",
                    "mon": True,
                    "count": 3,
                    "end_type": "count",
                },
            ],
        )
        yield EVENT, "write", [self.event.ids, {"user_id": user.id}]
        yield EVENT, "write", [self.event.ids, {"partner_ids": [[5]]}]
        yield EVENT, "write", [self.event.ids, {"allday": True}]
        yield EVENT, "action_mass_archive", [self.event.ids, "self_only"]
        yield EVENT, "action_mass_deletion", [self.event.ids, "self_only"]
        yield EVENT, "action_archive", [self.event.ids]
        yield EVENT, "unlink", [self.event.ids]
        yield "calendar.attendee", "unlink", [self.event.attendee_ids.ids]
        yield (
            "calendar.attendee",
            "write",
            [self.event.attendee_ids.ids, {"state": "declined"}],
        )
        yield (
            "mail.activity",
            "create",
            [
                {
                    "res_model_id": model.id,
                    "res_id": self.event.id,
                    "calendar_event_id": self.event.id,
                    "user_id": user.id,
                }
            ],
        )

    def state(self):
        self.env.invalidate_all()
        event = self.visit.event_id
        return (
            self.visit.read(["state", "planned_at", "user_id", "participant_ids"]),
            event.active,
            event.start,
            event.user_id,
            event.partner_ids,
        )

    def test_a_guest_moves_nothing(self):
        before = self.state()
        for role in ("employee", "stranger", "clerk", "engineer", "portal"):
            user = self.roles[role]
            for model, method, args in self.tried(user):
                with self.subTest(role=role, model=model, method=method, args=args):
                    self.outcome(user, model, method, *args)
                    self.assertEqual(self.state(), before)

    def test_an_activity_is_no_way_to_call_it_off(self):
        kind = self.env.ref("mail.mail_activity_data_meeting")
        for user in (self.guest, self.stranger):
            activity = (
                self.env["mail.activity"]
                .sudo()
                .create(
                    {
                        "res_model_id": self.env["ir.model"]._get("res.partner").id,
                        "res_id": self.guest.partner_id.id,
                        "activity_type_id": kind.id,
                        "calendar_event_id": self.event.id,
                        "user_id": user.id,
                    }
                )
            )
            self.env.flush_all()
            before = self.state()
            self.outcome(user, "mail.activity", "unlink_w_meeting", activity.ids)
            self.assertEqual(self.state(), before)

    def test_the_answer_of_a_guest_is_an_answer_only(self):
        before = self.state()
        mine = self.event.attendee_ids.filtered(
            lambda one: one.partner_id == self.guest.partner_id
        )
        self.rpc(self.guest, "calendar.attendee", "do_decline", mine.ids)
        self.assertEqual(mine.state, "declined")
        self.assertEqual(self.state(), before)

    def test_a_visit_does_not_repeat(self):
        values = {"recurrency": True, "rrule_type": "weekly", "mon": True}
        values |= {"count": 3, "end_type": "count"}
        before = self.state()
        self.assert_refused(self.officer, EVENT, "write", self.event.ids, values)
        recurrence = self.env["calendar.recurrence"].create(
            {"rrule_type": "weekly", "mon": True, "count": 3, "end_type": "count"}
        )
        self.outcome(
            self.officer,
            EVENT,
            "write",
            self.event.ids,
            {"recurrence_id": recurrence.id},
        )
        self.assertEqual(self.state(), before)
        self.assertFalse(self.event.recurrency)

    def test_the_calendar_tells_no_confidential_name(self):
        self.company.key_account_visit_event_customer = True
        visit = self.planned()
        self.env.flush_all()
        for role in ("stranger", "clerk", "employee", "engineer", "rigger"):
            user = self.roles[role]
            found = []
            mine = [("id", "=", visit.event_id.id)]
            for method, args in (
                ("search_read", [mine, ["name", "display_name", "location"]]),
                ("name_search", ["Secret"]),
                ("search", [[("name", "ilike", "Secret")]]),
                ("search", [[("location", "ilike", "Secret")]]),
                ("search", [[("description", "ilike", visit.name)]]),
                ("formatted_read_group", [mine, ["name"], ["__count"]]),
                ("export_data", [visit.event_id.ids, ["name", "location"]]),
            ):
                with suppress(Refused):
                    answer = self.rpc(user, EVENT, method, *args)
                    if "Secret" in json.dumps(answer) or (
                        method == "search" and visit.event_id.id in answer
                    ):
                        found.append((method, args))
            with self.subTest(role=role):
                self.assertFalse(found)

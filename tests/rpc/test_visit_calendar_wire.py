"""VISIT-2, SEC-3: visits in the calendar attacked over the wire."""

from contextlib import suppress
from datetime import timedelta

from visits import VisitMixin

from odoo import fields

from wire import DENIED, Refused, WireCase

VISIT, EVENT, MOVE = "key.account.visit", "calendar.event", "key.account.visit.move"
COVERAGE = "key.account.visit.coverage"
OUTSIDERS = "stranger outsider clerk abroad portal portal_bank".split()
DAY = timedelta(days=1)


class TestVisitCalendarWire(VisitMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.contact.key_person_role = "liaison"
        self.soon = fields.Datetime.now() + 3 * DAY
        self.visit = self.make_visit(planned_at=self.soon, place="Secret")
        self.visit.planned_at = self.soon + DAY
        self.event, self.move = self.visit.event_id, self.visit.move_ids
        self.env.flush_all()
        self.later = fields.Datetime.to_string(self.soon + 9 * DAY)

    def test_what_the_clock_and_the_calendar_say_is_nobodys_to_write(self):
        facts = {
            "deadline_due_at": self.later,
            "deadline_warn_at": self.later,
            "event_id": False,
            "move_ids": [[5]],
            "planned_since": self.later,
        }
        plain = {"partner_id": self.contact.id}
        for user in (self.officer, self.manager):
            for name, value in facts.items():
                with self.subTest(user=user.login, field=name):
                    self.assert_refused(
                        user,
                        VISIT,
                        "write",
                        [self.visit.id],
                        {name: value},
                        why=(DENIED,),
                    )
                    self.assert_refused(
                        user, VISIT, "create", [{**plain, name: value}], why=(DENIED,)
                    )

    def test_no_fact_comes_in_by_a_default(self):
        event = self.env[EVENT].create(
            {"name": "Other", "start": self.soon, "stop": self.soon}
        )
        context = {
            "default_event_id": event.id,
            "default_planned_since": "2020-01-01 00:00:00",
            "default_move_ids": [[0, 0, {"reason": "Forged"}]],
        }
        plain = {"partner_id": self.contact.id, "planned_at": self.later}
        [made] = self.rpc(self.officer, VISIT, "create", [plain], context=context)
        visit = self.env[VISIT].browse(made)
        self.assertNotEqual(visit.event_id, event)
        self.assertGreater(visit.planned_since, self.soon - 4 * DAY)
        self.assertFalse(visit.move_ids)

    def test_the_log_is_nobodys_to_write(self):
        forged = {"visit_id": self.visit.id, "reason": "Forged"}
        for user in (self.officer, self.supervisor, self.manager, self.auditor):
            self.assert_refused(user, MOVE, "create", [forged])
            self.assert_refused(
                user, MOVE, "write", [self.move.id], {"reason": "Forged"}
            )
            self.assert_refused(user, MOVE, "unlink", [self.move.id])

    def test_outsiders_read_neither_log_nor_coverage(self):
        row = self.env[COVERAGE].search([("partner_id", "=", self.contact.id)])
        self.assertEqual(self.rows(self.officer, row), [row.id])
        for role in OUTSIDERS:
            with self.subTest(role=role):
                user = self.roles[role]
                self.assert_refused(user, MOVE, "read", self.move.ids, ["reason"])
                self.assertEqual(self.rows(user, row), [])

    def rows(self, user, row):
        """What a user reads of a row, by its number and by a search."""
        found = set()
        for call in (
            lambda: self.rpc(user, COVERAGE, "read", row.ids, ["state"]),
            lambda: self.rpc(user, COVERAGE, "search_read", [("id", "in", row.ids)]),
            lambda: self.rpc(user, COVERAGE, "web_read", row.ids, {"state": {}}),
        ):
            with suppress(Refused):
                found |= {one["id"] for one in call()}
        return sorted(found)

    def test_outsiders_move_no_visit_by_its_event(self):
        self.visit.sudo().participant_ids = [(4, self.clerk.partner_id.id)]
        self.env.flush_all()
        values = {"start": self.later, "stop": self.later}
        for role in OUTSIDERS:
            user = self.roles[role]
            for args in (
                ("write", [self.event.id], values),
                ("write", [self.event.id], {"active": False}),
                ("write", [self.event.id], {"user_id": user.id}),
                ("web_save", [self.event.id], values, {}),
                ("action_archive", [self.event.id]),
                ("unlink", [self.event.id]),
            ):
                with self.subTest(role=role, method=args[0]):
                    self.assert_refused(user, EVENT, *args)
        self.env.invalidate_all()
        self.assertEqual(self.visit.planned_at, self.soon + DAY)
        self.assertEqual(self.visit.user_id, self.officer)

    def test_what_others_see_of_the_event(self):
        for role in ("stranger", "clerk", "supervisor"):
            [seen] = self.rpc(
                self.roles[role],
                EVENT,
                "read",
                [self.event.id],
                ["name", "description", "location", "display_name"],
            )
            self.assertNotIn(self.visit.name, str(seen))
            self.assertNotIn("Secret", str(seen))

    def test_outsiders_reschedule_and_log_nothing(self):
        for role in OUTSIDERS:
            user = self.roles[role]
            self.assert_refused(user, VISIT, "action_reschedule", [self.visit.id])
            self.assert_refused(
                user,
                "key.account.visit.reschedule",
                "create",
                [{"visit_id": self.visit.id, "planned_at": self.later}],
            )
        dialog = "key.account.visit.log"
        values = {"partner_id": self.contact.id, "content": "Forged"}
        for user in (self.stranger, self.outsider, self.abroad):
            [made] = self.rpc(user, dialog, "create", [values])
            self.assert_refused(user, dialog, "action_log", [made], why=(DENIED,))
        for user in (self.clerk, self.auditor, self.portal):
            self.assert_refused(user, dialog, "create", [values])

    def test_nobody_uses_the_dialog_of_another(self):
        values = {"visit_id": self.visit.id, "planned_at": self.later}
        dialog = "key.account.visit.reschedule"
        [made] = self.rpc(self.officer, dialog, "create", [values])
        for user in (self.deputy, self.supervisor, self.manager):
            self.assert_refused(user, dialog, "action_confirm", [made])

    def test_who_serves_the_account_moves_it_by_the_wire(self):
        self.rpc(
            self.officer,
            EVENT,
            "write",
            [self.event.id],
            {"start": self.later, "stop": self.later},
        )
        self.env.invalidate_all()
        self.assertEqual(fields.Datetime.to_string(self.visit.planned_at), self.later)

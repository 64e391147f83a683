"""TEAM-2: a case is passed on by an offer, and is its owner's until one accepts."""

from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

OFFER = "key.account.case.offer"


class TestCaseOffer(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(user=self.officer)
        self.night = self.env["helpdesk.ticket.team"].create(
            {
                "name": "Night Desk",
                "user_ids": [Command.set((self.stranger | self.deputy).ids)],
            }
        )

    def offer(self, to=None, user=None, moment=NOON, note="Call back at 15:00"):
        """Offered by the form, to a person or a desk."""
        to = to if to is not None else self.stranger
        by = user or self.officer
        with self.at(moment):
            action = self.case.with_user(by).action_pass_on()
            form = Form(
                self.env[action["res_model"]]
                .with_user(by)
                .with_context(**action["context"])
            )
            form.to = "user" if to._name == "res.users" else "team"
            form["user_id" if form.to == "user" else "team_id"] = to
            form.note = note
            form.save().action_offer()
        self.env.invalidate_all()
        return self.env[OFFER].search([("ticket_id", "=", self.case.id)], limit=1)

    def accept(self, offer, user, moment=NOON):
        with self.at(moment):
            offer.with_user(user).action_accept()
        self.env.invalidate_all()

    def decline(self, offer, user, reason="I am away"):
        with self.at(NOON):
            forms = self.env["key.account.case.offer.decline"].with_user(user)
            forms.create({"offer_id": offer.id, "reason": reason}).action_decline()
        self.env.invalidate_all()

    def told(self, work):
        marks = [
            ("mark", "=like", "now:%"),
            ("deadline_id", "in", work.deadline_ids.ids),
        ]
        alarms = self.env["key.account.alarm"].search(marks, order="id")
        return alarms.mapped("user_id.login")

    # Never ownerless

    def test_the_owner_stays_until_somebody_accepts(self):
        offer = self.offer()
        self.assertEqual((offer.state, offer.offered_by_id), ("offered", self.officer))
        self.assertEqual(self.case.first_contact_user_id, self.officer)
        self.assertEqual(self.case.open_offer_id, offer)
        self.accept(offer, self.stranger)
        self.assertEqual(offer.state, "accepted")
        self.assertEqual(offer.answered_by_id, self.stranger)
        self.assertEqual(self.case.first_contact_user_id, self.stranger)
        self.assertFalse(self.case.open_offer_id)
        self.assertTrue(self.case.with_user(self.stranger).has_access("write"))

    def test_whoever_is_asked_reads_the_offer_but_not_the_case(self):
        offer = self.offer().with_user(self.stranger)
        self.assertEqual(offer.ticket_name, "No picture")
        self.assertEqual(offer.note, "Call back at 15:00")
        self.assertFalse(self.case.with_user(self.stranger).has_access("read"))

    def test_whoever_is_asked_is_told_at_once(self):
        self.assertEqual(self.told(self.offer()), ["kas-stranger"])

    def test_declining_needs_a_reason_is_counted_and_told(self):
        offer = self.offer()
        with self.assertRaises(UserError):
            self.decline(offer, self.stranger, reason=" ")
        self.decline(offer, self.stranger)
        self.assertEqual((offer.state, offer.reason), ("declined", "I am away"))
        self.assertEqual(self.case.first_contact_user_id, self.officer)
        self.assertEqual(self.case.decline_count, 1)
        self.assertEqual(self.told(self.case), ["kas-officer"])
        self.assertIn("I am away", " ".join(self.case.message_ids.mapped("body")))

    def test_an_unanswered_offer_reminds_and_returns(self):
        offer = self.offer()
        self.assertEqual(offer.deadline_due_at, NOON + HOUR)
        self.sweep(NOON + timedelta(minutes=50))
        self.sweep(NOON + HOUR)
        alarms = offer.deadline_ids.alarm_ids.filtered("user_id")
        self.assertEqual(
            [(a.mark, a.user_id.login) for a in alarms.sorted("id")[1:]],
            [
                ("warning+0/responsible", "kas-stranger"),
                ("due+0/supervisor", "kas-officer"),
                ("due+0/supervisor", "kas-supervisor"),
            ],
        )
        self.assertEqual(offer.state, "returned")
        self.assertEqual(self.case.first_contact_user_id, self.officer)
        notes = " ".join(self.case.message_ids.mapped("body"))
        self.assertIn("came back to", notes)
        with self.assertRaises(UserError):
            self.accept(offer, self.stranger, NOON + 2 * HOUR)
        self.assertEqual(self.offer(self.deputy).state, "offered", "offered anew")

    # A desk

    def test_of_a_desk_the_first_wins_and_the_second_is_told_who(self):
        offer = self.offer(self.night)
        self.assertEqual(set(self.told(offer)), {"kas-stranger", "kas-deputy"})
        self.accept(offer, self.deputy)
        with self.assertRaises(UserError) as late:
            self.accept(offer, self.stranger)
        self.assertIn("kas-deputy", str(late.exception))
        self.assertEqual(self.case.first_contact_user_id, self.deputy)

    def test_while_one_is_accepting_the_other_is_told_so(self):
        offer = self.offer(self.night)
        model = type(self.env[OFFER])
        none = lambda records, **_options: records.browse()  # noqa: E731
        with (
            patch.object(model, "try_lock_for_update", none),
            self.assertRaises(UserError) as busy,
        ):
            self.accept(offer, self.stranger)
        self.assertIn("Somebody else is answering", str(busy.exception))

    # What does not happen

    def test_only_whoever_was_asked_answers(self):
        offer = self.offer()
        for user in (self.deputy, self.supervisor, self.manager, self.clerk):
            with self.assertRaises(AccessError):
                self.accept(offer, user)
            with self.assertRaises(AccessError):
                self.decline(offer, user)
        with self.assertRaises(UserError):
            self.accept(offer, self.officer)

    def test_an_answer_is_given_once(self):
        for end in ("accepted", "declined", "returned", "withdrawn"):
            offer = self.offer()
            offer.write({"state": end, "reason": "x", "answered_by_id": self.deputy.id})
            for answer in (self.accept, self.decline):
                with self.subTest(end=end), self.assertRaises(UserError):
                    answer(offer, self.stranger)
            with self.assertRaises(UserError):
                offer.with_user(self.officer).action_withdraw()

    def test_a_case_is_offered_once_at_a_time(self):
        self.offer()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.env[OFFER].create(
                {"ticket_id": self.case.id, "user_id": self.deputy.id}
            )
            self.env.flush_all()

    def test_nobody_is_offered_what_he_could_not_open(self):
        with self.assertRaises(ValidationError):
            self.env[OFFER].create(
                {"ticket_id": self.case.id, "user_id": self.clerk.id}
            )
        empty = self.env["helpdesk.ticket.team"].create({"name": "Empty"})
        with self.assertRaises(ValidationError):
            self.offer(empty)

    def test_a_foreign_case_is_not_passed_on(self):
        with self.assertRaises(AccessError):
            self.env[OFFER].with_user(self.stranger).create(
                {"ticket_id": self.case.id, "user_id": self.stranger.id}
            )

    def test_a_closed_case_is_not_passed_on(self):
        self.case.stage_id = self.stage("cancelled")
        with self.assertRaises(UserError):
            self.offer()

    # The case goes on meanwhile

    def test_the_owner_takes_the_offer_back(self):
        offer = self.offer()
        self.case.with_user(self.officer).action_withdraw_offer()
        self.assertEqual(offer.state, "withdrawn")
        self.assertEqual(self.deadline(offer, "accept").state, "cancelled")

    def test_whoever_gives_the_case_to_somebody_ends_the_offer(self):
        offer = self.offer()
        self.case.with_user(self.supervisor).first_contact_user_id = self.deputy
        self.assertEqual(offer.state, "withdrawn")
        with self.assertRaises(UserError):
            self.accept(offer, self.stranger)
        self.assertEqual(self.case.first_contact_user_id, self.deputy)

    def test_a_case_that_is_over_is_offered_to_nobody_any_more(self):
        offer = self.offer()
        self.case.stage_id = self.stage("cancelled")
        self.assertEqual(offer.state, "withdrawn")

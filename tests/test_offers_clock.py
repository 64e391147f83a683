"""Calls, desks and trials that nobody sees to are told up the line (APP-5 to APP-7)."""

from datetime import timedelta

from announcements import DAY, AnnouncementMixin
from services import ServiceCase, days
from site_days import SiteMixin
from test_trial import TrialCase

from common import HOUR, NOON, KeyAccountCase


class TestCallsOfAnnouncements(AnnouncementMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.account.email = False
        self.contact.email = False
        self.start(self.make_announcement())
        self.announce()
        self.one = self.recipient(self.account)

    def test_the_manager_is_asked_to_call(self):
        self.assertEqual(self.one.state, "to_call")
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.officer.partner_id.ids)], order="id desc"
        )[:1]
        self.assertIn("1 customers to call", message.subject)
        self.assertNotIn("Jinniu", message.body)

    def test_a_call_nobody_makes_goes_up_the_line(self):
        promise = self.deadline(self.one, "tell")
        self.assertEqual(promise.due_at, NOON + 3 * DAY)
        self.sweep(NOON + 3 * DAY)
        self.sweep(NOON + 4 * DAY)
        told = {login for _mark, login in self.told(self.one)}
        self.assertEqual(told, {"kas-officer", "kas-supervisor"})
        self.assertEqual(self.one.deadline_state, "missed")
        self.one.with_user(self.officer).way = "phone"
        with self.at(NOON + 5 * DAY):
            self.one.with_user(self.officer).action_told()
        self.assertEqual((promise.state, promise.met_at), ("met", NOON + 5 * DAY))

    def test_who_refuses_need_not_be_called(self):
        self.one.with_user(self.officer).action_refuse()
        self.assertEqual(self.deadline(self.one, "tell").state, "cancelled")

    def test_what_a_message_tells_promises_nothing(self):
        bank = self.make_bank()
        self.announce(NOON + 7 * DAY)
        told = self.recipient(bank)
        self.assertEqual(told.state, "told")
        self.assertFalse(told.deadline_ids)
        with self.at(NOON + 8 * DAY):
            told._note_failure("No such mailbox")
        self.assertEqual(self.deadline(told, "tell").state, "running")


class TestCallsOfServices(ServiceCase):
    def test_by_three_days_and_never_after_the_end(self):
        self.file.preferred_channel = "phone"
        self.make_service(days(30))
        first = self.remind()
        self.assertEqual(self.deadline(first, "tell").due_at, NOON + 3 * DAY)
        last = self.remind(NOON + 29 * DAY) - first
        end = NOON.replace(hour=0) + 31 * DAY
        self.assertEqual(self.deadline(last, "tell").due_at, end)
        self.sweep(NOON + 4 * DAY)
        told = {login for _mark, login in self.told(first)}
        self.assertEqual(told, {"kas-officer", "kas-supervisor"})

    def test_the_call_and_the_renewal_end_it(self):
        self.file.preferred_channel = "phone"
        first, second = self.make_service(days(30)), self.make_service(days(29))
        called, void = self.remind().sorted(lambda one: one.term_id != first.term_ids)
        called.with_user(self.officer)._called("He wants it.")
        second.term_ids._decide("renewed")
        states = [self.deadline(one, "tell").state for one in (called, void)]
        self.assertEqual(states, ["met", "cancelled"])

    def test_an_end_that_is_corrected_into_the_past_is_taken(self):
        service = self.make_service(days(7))
        self.screen()
        due = self.deadline(service.term_ids, "renew").due_at
        with self.at(NOON):
            service.date_until = days(-1)
        promise = self.deadline(service.term_ids, "renew")
        self.assertEqual((promise.state, promise.due_at), ("running", due))


class TestDesk(SiteMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        with self.at(NOON):
            self.day = self.make_day(
                starts_at=NOON + 2 * DAY,
                ends_at=NOON + 2 * DAY + 2 * HOUR,
                user_id=self.deputy.id,
            ).with_env(self.env)
        self.promise = self.deadline(self.day, "site")

    def test_a_desk_that_nobody_closes_goes_up_the_line(self):
        self.assertEqual(self.promise.due_at, NOON + 3 * DAY + 2 * HOUR)
        self.sweep(NOON + 3 * DAY + 2 * HOUR)
        self.assertEqual({who for _mark, who in self.told(self.day)}, {"kas-deputy"})
        self.sweep(NOON + 5 * DAY)
        self.assertIn("kas-supervisor", {who for _mark, who in self.told(self.day)})
        with self.at(NOON + 5 * DAY):
            self.day.with_user(self.officer).action_held()
        self.assertEqual(self.promise.state, "met")

    def test_it_moves_with_the_day(self):
        with self.at(NOON + DAY):
            self.day.with_user(self.officer).write(
                {"starts_at": NOON + 9 * DAY, "ends_at": NOON + 9 * DAY + HOUR}
            )
        self.assertEqual(self.promise.due_at, NOON + 10 * DAY + HOUR)

    def test_called_off_and_planned_again(self):
        mine = self.day.with_user(self.officer)
        mine.cancel_reason = "Holiday"
        with self.at(NOON + HOUR):
            mine.action_cancel()
        self.assertEqual(self.promise.state, "cancelled")
        with self.at(NOON + 2 * HOUR):
            mine.action_plan_again()
        self.assertEqual(self.promise.state, "running")
        self.assertEqual(self.promise.due_at, NOON + 3 * DAY + 2 * HOUR)


class TestConversion(TrialCase):
    def convert(self):
        trial = self.begin().with_user(self.officer)
        trial.opinion = "The guests like it."
        with self.at(NOON):
            trial.action_convert()
        self.env.invalidate_all()
        return trial.with_env(self.env)

    def test_it_is_watched_until_the_application_is_submitted(self):
        trial = self.convert()
        promise = self.deadline(trial, "trial")
        self.assertEqual(promise.state, "running")
        with self.at(NOON + DAY):
            trial.conversion_id.with_user(self.officer).action_submit()
        self.assertEqual((promise.state, promise.met_at), ("met", NOON + DAY))

    def test_a_draft_that_is_thrown_away_asks_again(self):
        trial = self.convert()
        trial.conversion_id.with_user(self.officer).unlink()
        self.assertEqual(trial.state, "running")
        self.assertEqual(self.deadline(trial, "trial").state, "running")

    def test_one_that_begins_later_has_all_its_days(self):
        first = NOON.date() + timedelta(days=60)
        application = self.make_application(date_from=first)
        with self.at(NOON):
            application.line_ids.sudo()._open_services(NOON.date())
        service = application.line_ids.sudo().service_id
        trial = self.env["key.account.trial"].search(
            [("application_id", "=", application.id)]
        )
        self.assertEqual((trial.date_from, service.date_from), (first, first))
        self.assertEqual(service.date_until, first + timedelta(days=29))

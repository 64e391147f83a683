"""FILE-12: significant changes reach those concerned at once, and nobody else."""

from test_account_file import FileCase

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from common import HOUR, NOON

SWEEP = "odoo.addons.key_account_service.models.clock.key_account_sweep_mixin"
SECRET = "The general manager is ill."


class ChangeCase(FileCase):
    def report(self, user=None, **values):
        Change = self.env["key.account.significant.change"].with_user(
            user or self.officer
        )
        with self.at(NOON):
            return Change.create(
                {
                    "file_id": self.file.id,
                    "kind": "leadership",
                    "what": SECRET,
                    **values,
                }
            )

    def messages(self, user):
        return self.env["mail.message"].search(
            [("notified_partner_ids", "in", user.partner_id.ids)], order="id"
        )


class TestTelling(ChangeCase):
    def test_deputy_and_supervisor_are_told_at_once_without_content(self):
        people = self.deputy | self.supervisor
        before = {user: self.messages(user) for user in people}
        change = self.report()
        self.assertEqual(change.informed_ids, people)
        for user in people:
            (message,) = self.messages(user) - before[user]
            text = message.subject + message.body
            self.assertIn(change.name, text)
            for hidden in (SECRET, "Leadership", self.account.name):
                self.assertNotIn(hidden, text)
        self.assertEqual(set(change.notice_ids.mapped("told_at")), {NOON})

    def test_the_manager_is_told_of_what_the_deputy_reports(self):
        change = self.report(self.deputy)
        self.assertEqual(change.informed_ids, self.officer | self.supervisor)

    def test_a_deputy_who_does_not_stand_in_today_is_not_told(self):
        self.account.key_account_deputy_from = "2036-01-01"
        self.assertEqual(self.report().informed_ids, self.supervisor)

    def test_others_who_read_the_file_can_be_added(self):
        change = self.report()
        before = self.messages(self.head), self.messages(self.deputy)
        change.informed_ids = [Command.link(self.head.id)]
        self.assertEqual(len(self.messages(self.head) - before[0]), 1)
        self.assertFalse(self.messages(self.deputy) - before[1])

    def test_nobody_is_told_who_may_not_read_the_file(self):
        for user in self.stranger | self.clerk:
            with self.assertRaisesRegex(ValidationError, "may not read the file"):
                self.report(informed_ids=[Command.set(user.ids)])

    def test_each_is_told_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.deputy.lang = "zh_CN"
        self.supervisor.lang = "en_US"
        change = self.report()
        self.assertIn("was reported", self.messages(self.supervisor)[-1].subject)
        self.assertIn(change.name, self.messages(self.deputy)[-1].subject)


class TestAcknowledging(ChangeCase):
    def test_each_acknowledges_for_oneself_with_the_time(self):
        change = self.report()
        self.assertEqual(change.open_count, 2)
        with self.at(NOON + HOUR):
            change.with_user(self.supervisor).action_acknowledge()
        with self.at(NOON + 2 * HOUR):
            change.with_user(self.supervisor).action_acknowledge()
        notice = change.notice_ids.filtered("acknowledged_at")
        self.assertEqual(notice.user_id, self.supervisor)
        self.assertEqual(notice.acknowledged_at, NOON + HOUR)
        self.assertEqual(change.open_count, 1)

    def test_what_waits_for_me_is_found(self):
        change = self.report()
        mine = [("is_mine", "=", True)]
        for user, waits in ((self.supervisor, True), (self.officer, False)):
            found = change.with_user(user).search(mine)
            self.assertEqual(change in found, waits)
            self.assertEqual(change.with_user(user).is_mine, waits)
            found = change.with_user(user).search([("is_mine", "=", False)])
            self.assertEqual(change in found, not waits)
        change.with_user(self.supervisor).action_acknowledge()
        self.env.invalidate_all()
        self.assertNotIn(change, change.with_user(self.supervisor).search(mine))

    def test_who_was_not_told_acknowledges_nothing(self):
        change = self.report()
        with self.assertRaisesRegex(UserError, "not asked to take notice"):
            change.with_user(self.head).action_acknowledge()
        with self.assertRaises(AccessError):
            change.with_user(self.stranger).action_acknowledge()

    def test_what_is_reported_differently_is_read_again(self):
        change = self.report()
        change.with_user(self.supervisor).action_acknowledge()
        before = self.messages(self.supervisor)
        change.what = "The general manager has retired."
        self.assertEqual(change.open_count, 2)
        self.assertEqual(len(self.messages(self.supervisor) - before), 1)


class TestNotInTime(ChangeCase):
    """Who lets a change lie is asked again, and it goes up the line (FILE-12)."""

    def setUp(self):
        super().setUp()
        self.change = self.report()
        self.change.with_user(self.deputy).action_acknowledge()
        self.notice = self.change.notice_ids - self.change.notice_ids.filtered(
            "acknowledged_at"
        )
        self.people = self.supervisor | self.head | self.manager | self.deputy
        self.heard = {user: self.messages(user) for user in self.people}

    def wait(self, hours):
        with self.at(NOON + hours * HOUR):
            self.env["key.account.significant.change.notice"]._ask_due()
        self.env.flush_all()

    def told(self, user):
        return [
            message.subject + message.body
            for message in self.messages(user) - self.heard[user]
        ]

    def test_nobody_is_asked_before_the_time(self):
        self.wait(23)
        self.assertFalse(any(self.told(user) for user in self.people))

    def test_up_the_line_until_it_is_read(self):
        for hours, counts in ((24, (1, 1, 0)), (25, (1, 1, 0)), (48, (2, 1, 1))):
            self.wait(hours)
            heard = (self.supervisor, self.head, self.manager)
            self.assertEqual(tuple(len(self.told(user)) for user in heard), counts)
        self.wait(72)
        self.assertEqual(len(self.told(self.manager)), 2)
        self.assertEqual(self.notice.asked_count, 3)
        self.change.with_user(self.supervisor).action_acknowledge()
        self.wait(200)
        self.assertEqual(len(self.told(self.supervisor)), 3)

    def test_who_has_taken_notice_hears_nothing(self):
        self.wait(24)
        self.assertFalse(self.told(self.deputy))

    def test_nothing_of_the_change_stands_in_the_message(self):
        self.wait(24)
        for user in self.supervisor | self.head:
            (text,) = self.told(user)
            self.assertIn(self.change.name, text)
            for hidden in (SECRET, "Leadership", self.account.name):
                self.assertNotIn(hidden, text)

    def test_who_may_not_read_it_any_more_is_not_asked_but_the_superior_is(self):
        self.team.leader_id = self.head
        self.wait(24)
        self.assertFalse(self.told(self.supervisor))
        self.assertEqual(len(self.told(self.head)), 1)
        self.assertFalse(self.notice.ask_at)

    def test_the_time_is_the_companys(self):
        self.company.key_account_change_hours = 2
        self.change.what = "It came differently."
        self.assertEqual(set(self.change.notice_ids.mapped("asked_count")), {0})
        with self.at(NOON):
            self.change.what = "And again."
        self.wait(1)
        self.assertEqual(set(self.change.notice_ids.mapped("asked_count")), {0})
        self.wait(2)
        self.assertEqual(set(self.change.notice_ids.mapped("asked_count")), {1})

    def test_one_that_fails_stops_no_other(self):
        other = self.report()
        readers = type(other)._readers

        def failing(change, users):
            return readers(change, users) if change.id == other.id else 1 / 0

        self.patch(type(other), "_readers", failing)
        with mute_logger(SWEEP):
            self.wait(24)
        self.assertTrue(self.notice.error)
        self.assertEqual(set(other.notice_ids.mapped("asked_count")), {1})

    def test_a_report_reaches_somebody_where_only_the_manager_serves(self):
        self.account.key_account_deputy_id = False
        self.team.leader_id = self.officer
        self.assertEqual(self.report().informed_ids, self.head)


class TestRights(ChangeCase):
    def test_who_reads_and_who_reports(self):
        change = self.report()
        for user in self.officer | self.deputy | self.supervisor | self.auditor:
            self.assertTrue(self.sees(user, change))
            self.assertTrue(self.sees(user, change.notice_ids))
        self.assertFalse(self.sees(self.stranger, change))
        self.assertFalse(self.sees(self.stranger, change.notice_ids))
        for user in self.stranger | self.supervisor | self.auditor | self.clerk:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.report(user)

    def test_the_report_is_in_the_name_of_who_reports_it(self):
        forged = {"reported_by_id": self.deputy.id}
        with self.assertRaises(AccessError):
            self.report(**forged)
        change = self.report()
        for values in (forged, {"reported_at": NOON}, {"name": "KC00000"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                change.write(values)

    def test_nobody_acknowledges_by_writing(self):
        notice = self.report().notice_ids[0]
        for user in self.officer | self.supervisor | self.manager:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                notice.with_user(user).acknowledged_at = NOON

    def test_a_report_stays_with_its_account(self):
        with self.assertRaises(AccessError):
            self.report().file_id = self.person

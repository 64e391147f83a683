"""FILE-8: files are verified, complete, and looked after; nobody is told twice."""

from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError

from common import NOON, KeyAccountCase

DAY = timedelta(days=1)
FILE = "key.account.file"
REMINDER = "key.account.upkeep.reminder"
#: A Monday, as the period of reminders begins on one.
MONDAY = NOON


class UpkeepCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.file = cls.env[FILE].search([("partner_id", "=", cls.account.id)])
        with cls.freeze(NOON):
            cls.person = cls.env[FILE].create({"partner_id": cls.contact.id})
        cls.rule = cls.ref("upkeep_rule_a")

    @classmethod
    def freeze(cls, moment):
        return cls.at(cls, moment)

    def verify(self, file, user=None, moment=NOON):
        with self.at(moment):
            file.with_user(user or self.officer).action_verify()
        self.env.invalidate_all()

    def found(self, moment, domain, user=None):
        with self.at(moment):
            files = self.env[FILE].with_user(user or self.officer)
            return files.search([*domain, ("account_id", "=", self.account.id)])


class TestFreshness(UpkeepCase):
    def test_who_serves_the_account_verifies(self):
        for user in self.officer | self.deputy:
            self.verify(self.person, user)
            self.assertEqual(self.person.verified_by_id, user)
            self.assertEqual(self.person.verified_on, NOON.date())

    def test_nobody_else_verifies(self):
        others = self.supervisor | self.head | self.manager
        for user in others | self.auditor | self.stranger | self.clerk:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.verify(self.person, user)

    def test_only_the_button_says_who_verified(self):
        person = self.person.with_user(self.officer)
        for values in (
            {"verified_on": "2099-01-01"},
            {"verified_by_id": self.supervisor.id},
        ):
            with self.assertRaises(AccessError):
                person.write(values)
        other = self.contact.copy({"name": "Other"})
        forged = person.with_context(default_verified_on="2099-01-01")
        file = forged.create({"partner_id": other.id})
        self.assertFalse(file.verified_on)

    def test_fresh_until_the_last_day_and_stale_after_it(self):
        self.verify(self.person)
        self.assertEqual(self.person.verify_by, date(2026, 6, 2))
        last = NOON.replace(month=6)
        for moment, stale in ((last, False), (last + DAY, True)):
            found = self.found(moment, [("is_stale", "=", True)])
            self.assertEqual(self.person in found, stale)
            other = self.found(moment, [("is_stale", "=", False)])
            self.assertEqual(self.person in other, not stale)
            with self.at(moment):
                self.env.invalidate_all()
                self.assertEqual(self.person.is_stale, stale)

    def test_a_file_that_nobody_verified_counts_from_its_first_day(self):
        opened = self.person.create_date.date()
        self.assertFalse(self.person.verified_on)
        self.assertGreater(self.person.verify_by, opened + 80 * DAY)

    def test_the_interval_follows_the_tier(self):
        self.verify(self.person)
        self.account.key_account_tier_id = self.ref("tier_b")
        self.assertEqual(self.person.verify_by, date(2026, 9, 2))
        self.account.key_account_tier_id = self.ref("tier_d")
        self.assertEqual(self.person.verify_by, date(2027, 3, 2))

    def test_a_changed_rule_is_followed_by_the_scheduled_action(self):
        self.verify(self.person)
        self.rule.verify_months = 1
        self.assertTrue(self.person.upkeep_outdated)
        self.env[FILE]._work_out_upkeep()
        self.assertEqual(self.person.verify_by, date(2026, 4, 2))
        self.assertFalse(self.person.upkeep_outdated)
        self.rule.verify_months = 0
        self.env[FILE]._work_out_upkeep()
        self.assertFalse(self.person.verify_by)
        self.assertFalse(self.person.is_stale)

    def test_the_rule_of_the_own_company_goes_first(self):
        self.rule.create(
            {
                "tier_id": self.ref("tier_a").id,
                "company_id": self.company.id,
                "verify_months": 2,
            }
        )
        self.env[FILE]._work_out_upkeep()
        self.verify(self.person)
        self.assertEqual(self.person.verify_by, date(2026, 5, 2))

    def test_the_file_of_a_former_account_is_looked_after_by_nobody(self):
        with self.at(NOON):
            self.account.key_account_kind = False
            self.env.flush_all()
        self.assertEqual(self.person.ended_on, NOON.date())
        late = NOON.replace(year=2030)
        self.assertFalse(self.found(late, [("is_stale", "=", True)], self.manager))
        self.account.key_account_kind = "group"
        self.assertFalse(self.person.ended_on)

    def test_a_hundred_files_cost_no_more_queries_than_ten(self):
        people = self.env["res.partner"].create(
            [{"name": f"P{n}", "parent_id": self.account.id} for n in range(100)]
        )
        files = self.env[FILE].create([{"partner_id": p.id} for p in people])
        self.env.flush_all()
        counts = []
        for some in (files[:10], files[10:]):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._work_out_upkeep_now()
            some.with_user(self.officer).action_verify()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


class TestCompleteness(UpkeepCase):
    def missing(self, file=None):
        self.env.invalidate_all()
        return set((file or self.person).missing_ids.mapped("name"))

    def test_every_shipped_criterion_can_be_met_and_missed(self):
        """Complete in every respect, by filling in what is asked for."""
        self.contact.write(
            {"phone": "1", "function": "x", "key_person_role": "decision_maker"}
        )
        self.person.write(
            {
                "sex": "male",
                "preferred_channel": "phone",
                "influence": "high",
                "attitude": "neutral",
            }
        )
        self.assertEqual(self.missing(), {"Birthday not known"})
        self.assertLess(self.person.completeness, 100)
        birthday = self.env["key.account.anniversary"].create(
            {"file_id": self.person.id, "month": 5, "day": 1}
        )
        self.assertEqual(self.missing(), set())
        self.assertEqual(self.person.completeness, 100)
        self.assertFalse(self.person.is_incomplete)
        birthday.kind = "wedding"
        self.assertEqual(self.missing(), {"Birthday not known"})
        birthday.kind = "birthday"
        birthday.unlink()
        self.assertEqual(self.missing(), {"Birthday not known"})

    def test_a_group_is_asked_for_its_people(self):
        self.assertIn("No decision maker known", self.missing(self.file))
        before = self.file.completeness
        self.contact.key_person_role = "decision_maker"
        self.assertNotIn("No decision maker known", self.missing(self.file))
        self.assertGreater(self.file.completeness, before)
        self.contact.active = False
        self.assertIn("No decision maker known", self.missing(self.file))

    def test_the_score_is_the_weight_of_what_is_known(self):
        criteria = self.env["key.account.file.criterion"]
        criteria.search([]).active = False
        criteria.create(
            [
                {
                    "name": name,
                    "domain": f"[('{field}', '!=', False)]",
                    "weight": weight,
                    "for_person": True,
                }
                for name, field, weight in (
                    ("Employer", "employer", 3),
                    ("Sex", "sex", 1),
                )
            ]
        )
        self.env[FILE]._work_out_upkeep()
        self.assertEqual(self.person.completeness, 0)
        self.person.with_user(self.officer).employer = "1"
        self.assertEqual(self.person.completeness, 75)
        self.assertEqual(self.missing(), {"Sex"})

    def test_incomplete_files_are_found_by_what_they_lack(self):
        birthday = self.ref("criterion_birthday")
        lacking = [("missing_ids", "in", birthday.ids)]
        self.assertEqual(self.found(NOON, lacking), self.person)
        self.env["key.account.anniversary"].create(
            {"file_id": self.person.id, "month": 5, "day": 1}
        )
        self.assertFalse(self.found(NOON, lacking))

    def test_the_supervisor_sees_those_of_the_team(self):
        incomplete = [("is_incomplete", "=", True)]
        for user in self.officer | self.supervisor | self.manager | self.auditor:
            found = self.found(NOON, incomplete, user)
            self.assertEqual(found, self.file | self.person)
        self.assertFalse(self.found(NOON, incomplete, self.stranger))

    def test_the_target_is_that_of_the_tier(self):
        self.rule.target = 0
        self.env[FILE]._work_out_upkeep()
        self.assertFalse(self.person.is_incomplete)

    def test_nothing_is_asked_for_that_the_score_would_not_follow(self):
        criterion = self.ref("criterion_sex")
        for domain in (
            "[('account_id.user_ids.password', '=', 'x')]",
            "[('partner_id.user_ids.login', '!=', False)]",
            "[('anniversary_ids', 'any', [('create_uid.login', '=', 'x')])]",
            "[('completeness', '>', 3)]",
            "[('nonsense', '=', 3)]",
            "[]",
            "open('/etc/passwd')",
        ):
            with self.subTest(domain=domain), self.assertRaises(ValidationError):
                criterion.domain = domain

    def test_where_to_fill_in(self):
        self.assertEqual(self.ref("criterion_sex").place, "sex")
        self.assertEqual(self.ref("criterion_birthday").place, "anniversary_ids")
        self.assertEqual(self.ref("criterion_phone").place, "partner_id.phone")

    def test_a_hundred_files_cost_no_more_queries_than_ten(self):
        people = self.env["res.partner"].create(
            [{"name": f"P{n}", "parent_id": self.account.id} for n in range(110)]
        )
        files = self.env[FILE].create([{"partner_id": p.id} for p in people])
        self.env.flush_all()
        counts = []
        for some in (files[:10], files[10:]):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.with_user(self.officer).mapped("missing_ids.name")
            some.write({"sex": "male"})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


class TestReminder(UpkeepCase):
    def remind(self, moment=MONDAY):
        """The scheduled action; logins of those who were told by it."""
        before = self.env[REMINDER].search([("sent_at", "!=", False)])
        with self.at(moment):
            self.env[REMINDER]._plan()
            self.env[REMINDER]._send_due()
        self.env.invalidate_all()
        sent = self.env[REMINDER].search([("sent_at", "!=", False)]) - before
        ours = self.officer | self.deputy | self.supervisor | self.stranger
        return sent.filtered(lambda r: r.user_id in ours).mapped(
            lambda r: (r.user_id.login, r.file_count)
        )

    def test_once_a_week_with_the_number_of_files(self):
        self.assertEqual(self.remind(), [("kas-officer", 2)])
        self.assertEqual(self.remind(), [])
        self.assertEqual(self.remind(MONDAY + 6 * DAY), [])
        self.assertEqual(self.remind(MONDAY + 7 * DAY), [("kas-officer", 2)])

    def test_it_catches_up_after_a_downtime_once(self):
        self.remind()
        self.assertEqual(self.remind(MONDAY + 24 * DAY), [("kas-officer", 2)])
        self.assertEqual(self.remind(MONDAY + 25 * DAY), [])

    def test_nobody_is_told_who_has_nothing_to_do(self):
        self.rule.target = 0
        self.env[FILE]._work_out_upkeep()
        self.verify(self.file | self.person)
        self.assertEqual(self.remind(), [])
        # Becomes stale in the midst of a week: told then, and once.
        self.assertEqual(
            self.remind(NOON.replace(month=6, day=4)), [("kas-officer", 2)]
        )

    def test_the_period_is_configurable(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("key_account_service.upkeep_reminder_days", "1")
        self.remind()
        self.assertEqual(self.remind(MONDAY + DAY), [("kas-officer", 2)])

    def test_the_deputy_is_told_while_the_manager_is_away(self):
        self.away(self.officer)
        self.assertEqual(self.remind(), [("kas-deputy", 2)])

    def test_the_supervisor_is_told_when_both_are_away(self):
        self.away(self.officer)
        self.away(self.deputy)
        self.assertEqual(self.remind(), [("kas-supervisor", 2)])

    def test_a_deputy_whose_period_is_over_is_not_told(self):
        self.away(self.officer)
        self.account.key_account_deputy_until = NOON.date() - DAY
        self.assertEqual(self.remind(), [("kas-supervisor", 2)])

    def away(self, user):
        resource = self.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id, "company_id": self.company.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": resource.id,
                "calendar_id": False,
                "date_from": NOON - DAY,
                "date_to": NOON + DAY,
            }
        )

    def test_it_tells_a_number_and_a_link(self):
        self.person.partner_id.name = "Secret Person"
        self.remind()
        message = self.env["mail.message"].search(
            [("notified_partner_ids", "in", self.officer.partner_id.ids)], limit=1
        )
        self.assertIn("2", message.subject)
        self.assertIn("/odoo/key-account-upkeep", message.body)
        for secret in ("Secret", self.account.name, self.contact.name):
            self.assertNotIn(secret, message.body + message.subject)

    def test_a_poisoned_reminder_stops_only_itself(self):
        bank = {
            "name": "Bank",
            "key_account_kind": "group",
            "key_account_manager_id": self.stranger.id,
        }
        self.env["res.partner"].create(bank)
        self.env.flush_all()
        send = type(self.env[REMINDER])._send

        def failing(reminder):
            if reminder.user_id == self.officer:
                raise ValueError("Broken.")
            send(reminder)

        with (
            patch.object(type(self.env[REMINDER]), "_send", failing),
            self.assertLogs("odoo.addons.key_account_service", "WARNING"),
        ):
            self.assertEqual(self.remind(), [("kas-stranger", 1)])
        failed = self.env[REMINDER].search([("user_id", "=", self.officer.id)])
        self.assertEqual(failed.error, "Broken.")
        self.assertEqual(self.remind(), [])
        later = MONDAY + timedelta(minutes=16)
        self.assertEqual(self.remind(later), [("kas-officer", 2)])

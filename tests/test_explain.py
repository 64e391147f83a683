"""CASE-5: why is it due then? Each deadline answers from its ledger, in sentences."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from common import HOUR, NOON, KeyAccountCase

#: What no customer may read, whatever happened.
SECRETS = ("Policy-name", "kas-", "Core", "Escalat", "Supervisor", "Secret reason")


class StoryCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer.tz = "Asia/Shanghai"
        cls.contact.tz = "Asia/Shanghai"

    def story(self, deadline, moment=None, user=None, **context):
        """The story as a colleague reads it at a moment."""
        deadline = deadline.with_user(user or self.officer).with_context(**context)
        deadline.invalidate_recordset(["story"])
        with freeze_time(moment or NOON):
            return deadline.story

    def line(self, story, kind):
        """The last line of a kind."""
        return [line for line in story["lines"] if line["kind"] == kind][-1]

    def move(self, case, stage, moment, user=None):
        with self.at(moment):
            case.with_user(user or self.officer).stage_id = self.stage(stage)

    def inform(self, case, moment):
        with self.at(moment):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": case.id, "summary": "It works again.", "solved": True}
            ).action_log()

    def by_working_hours(self):
        """Let complaints of level 2 go by working hours."""
        policies = self.env["key.account.deadline.policy"].search(
            [("complaint_level_ids", "in", self.ref("complaint_level_2").ids)]
        )
        hours = self.env.ref("resource.resource_calendar_std")
        policies.write({"clock": "calendar", "calendar_id": hours.id})


class TestStory(StoryCase):
    def test_another_clock_is_not_dated_back(self):
        case = self.make_case()
        deadline = self.deadline(case)
        self.by_working_hours()
        with self.at(NOON + HOUR):
            case.complaint_level_id = self.ref("complaint_level_2")
        story = self.story(deadline, NOON + 2 * HOUR)
        self.assertEqual(
            self.line(story, "started")["text"],
            "Promised: 5 hr, then due: Tue, Mar 3, 2026, 01:00.",
        )
        self.assertIn(
            "Counted in the working hours “", self.line(story, "relevelled")["text"]
        )

    def test_from_the_start(self):
        case = self.make_case()
        story = self.story(self.deadline(case), NOON + HOUR)
        self.assertEqual(
            story["answer"],
            "Due Tue, Mar 3, 2026, 01:00: 5 hr from Mon, Mar 2, 2026, 20:00.",
        )
        self.assertEqual(story["zone"], "Asia/Shanghai")
        [started] = story["lines"]
        self.assertEqual(
            started["text"],
            "Promised: 5 hr, around the clock. Due: Tue, Mar 3, 2026, 01:00.",
        )
        self.assertEqual(started["at"], "Mon, Mar 2, 2026, 20:00")
        self.assertEqual((started["by"], started["recorded"]), ("", ""))

    def test_a_pause(self):
        case = self.make_case()
        deadline = self.deadline(case)
        self.move(case, "awaiting", NOON + HOUR)
        waiting = self.story(deadline, NOON + 2 * HOUR)
        self.assertEqual(
            waiting["answer"], "The clock stands; 4 hr left when it goes on."
        )
        paused = self.line(waiting, "paused")
        self.assertEqual(paused["text"], "The clock stands: 1 hr used, 4 hr left.")
        self.assertEqual(paused["by"], self.officer.name)
        self.assertEqual(paused["note"], "Waiting for the customer")
        self.move(case, "in_progress", NOON + 3.5 * HOUR)
        story = self.story(deadline, NOON + 4 * HOUR)
        self.assertEqual(
            story["answer"],
            "Due Tue, Mar 3, 2026, 03:30: 4 hr of 5 hr were left when the clock went "
            "on, Mon, Mar 2, 2026, 23:30.",
        )
        self.assertIn("stood for 2 hr 30 min", self.line(story, "paused")["text"])
        self.assertEqual(
            self.line(story, "resumed")["text"],
            "The clock goes on: 4 hr left. Due: Tue, Mar 3, 2026, 03:30.",
        )

    def test_another_promise(self):
        case = self.make_case()
        deadline = self.deadline(case)
        with self.at(NOON + 40 * timedelta(minutes=1)):
            case.complaint_level_id = self.ref("complaint_level_2")
        story = self.story(deadline, NOON + HOUR)
        changed = self.line(story, "relevelled")["text"]
        self.assertTrue(changed.startswith("Promise changed to "), changed)
        self.assertIn("; 40 min stay used: ", changed)
        self.assertIn("Promised: 5 hr,", self.line(story, "started")["text"])
        due = self.env["key.account.deadline"]._story_time(deadline.due_at)
        self.assertNotIn("5 hr from", story["answer"])
        with self.subTest("the answer names the time of the deadline"):
            shown = deadline.with_user(self.officer)._story_time(deadline.due_at)
            self.assertIn(shown, story["answer"])
            self.assertTrue(due)

    def test_missed_and_kept_late(self):
        case = self.make_case()
        deadline = self.deadline(case)
        self.sweep(NOON + 6 * HOUR)
        story = self.story(deadline, NOON + 6 * HOUR)
        self.assertTrue(story["answer"].endswith("By now it is 1 hr late."))
        self.assertEqual(
            self.line(story, "missed")["text"], "The promised 5 hr are used up."
        )
        self.assertIn("Written down: ", self.line(story, "missed")["recorded"])
        self.assertIn("Supervisor", self.line(story, "escalated")["text"])
        self.inform(case, NOON + 6.5 * HOUR)
        story = self.story(deadline, NOON + 9 * HOUR)
        self.assertEqual(
            story["answer"],
            "Kept Tue, Mar 3, 2026, 02:30: 1 hr 30 min late. "
            "Due Tue, Mar 3, 2026, 01:00: 5 hr from Mon, Mar 2, 2026, 20:00.",
        )
        self.assertEqual(deadline.late_by, 5400)
        self.assertEqual(self.line(story, "met")["by"], self.officer.name)

    def test_an_alarm_was_noticed(self):
        case = self.make_case()
        self.sweep(NOON + 6 * HOUR)
        alarms = self.deadline(case).alarm_ids.filtered(
            lambda alarm: (
                alarm.user_id == self.supervisor and alarm.state == "delivered"
            )
        )
        with self.at(NOON + 7 * HOUR):
            alarms.with_user(self.supervisor)._acknowledge("I call him.")
        story = self.story(self.deadline(case), NOON + 7 * HOUR)
        line = self.line(story, "acknowledged")
        self.assertEqual(line["text"], f"{self.supervisor.name} has taken notice.")
        self.assertEqual(line["note"], "I call him.")

    def test_cancelled(self):
        case = self.make_case()
        self.move(case, "cancelled", NOON + HOUR, self.supervisor)
        story = self.story(self.deadline(case), NOON + 2 * HOUR)
        self.assertTrue(story["answer"].startswith("Nothing is promised any more."))
        self.assertEqual(
            self.line(story, "cancelled")["text"],
            "Nothing is promised any more; 1 hr were used.",
        )

    def test_every_kind_of_fact_has_a_sentence(self):
        deadline = self.deadline(self.make_case())
        events = self.env["key.account.deadline.event"].sudo()
        for kind, _label in events._fields["kind"].selection:
            if kind != "started":
                events.create(
                    {
                        "deadline_id": deadline.id,
                        "kind": kind,
                        "at": NOON + HOUR,
                        "mark": "due+120/supervisor" if kind == "escalated" else "",
                    }
                )
        story = self.story(deadline, NOON + 2 * HOUR)
        for line in story["lines"]:
            with self.subTest(kind=line["kind"]):
                self.assertTrue(line["text"])
                self.assertNotIn("%(", line["text"])
        self.assertIn("2 hr later: Supervisor", self.line(story, "escalated")["text"])

    def test_a_step_of_another_age_is_still_told(self):
        deadline = self.deadline(self.make_case())
        self.env["key.account.deadline.event"].sudo().create(
            {
                "deadline_id": deadline.id,
                "kind": "escalated",
                "at": NOON + HOUR,
                "mark": "due+60/somebody_of_old",
            }
        )
        story = self.story(deadline, NOON + 2 * HOUR)
        self.assertEqual(
            self.line(story, "escalated")["text"], "The next step of the escalation."
        )

    def test_in_the_zone_of_each_reader(self):
        deadline = self.deadline(self.make_case())
        self.assertIn("01:00", self.story(deadline)["answer"])
        self.assertIn("17:00", self.story(deadline, tz="UTC")["answer"])
        self.assertEqual(
            self.story(deadline, tz="Asia/Kathmandu")["zone"], "Asia/Kathmandu"
        )

    def test_in_the_language_of_the_reader(self):
        deadline = self.deadline(self.make_case())
        story = self.story(deadline, lang="zh_CN")
        self.assertIn("2026年3月3日周二 01:00", story["answer"])
        self.assertIn("5小时", story["answer"])
        self.assertEqual(story["lines"][0]["title"], "开始计时")

    def test_many_cost_no_more_queries_than_one(self):
        def queries(count):
            for number in range(count):
                self.make_case(name=f"Case {count}-{number}")
            deadlines = self.env["key.account.deadline"].search([])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            deadlines.mapped("story")
            return self.env.cr.sql_log_count - before

        queries(1)
        few = queries(2)
        self.assertLessEqual(queries(20), few + 1)

    def test_who_may_not_read_the_case_is_told_nothing(self):
        deadline = self.deadline(self.make_case())
        for user in (self.stranger, self.clerk):
            self.assertFalse(self.story(deadline, user=user))
            with self.assertRaises(AccessError):
                deadline.with_user(user).action_explain()
        self.assertTrue(self.story(deadline, user=self.auditor))
        action = deadline.with_user(self.officer).action_explain()
        self.assertEqual(action["res_id"], deadline.id)


class TestCustomerStory(StoryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = new_test_user(
            cls.env, "kas-portal", "base.group_portal", partner_id=cls.contact.id
        )
        cls.env["key.account.deadline.policy"].search([]).name = "Policy-name"

    def told(self, case, moment, kind="Solution"):
        """The sentences about a promise, as the customer reads them at a moment."""
        with self.at(moment):
            stories = case.with_user(self.portal)._customer_stories()
        found = [story for story in stories if story["promise"] == kind]
        return found[0] if found else None

    def sentences(self, case, moment):
        return [line["text"] for line in self.told(case, moment)["lines"]]

    def test_a_pause_and_its_reason(self):
        case = self.make_case()
        self.move(case, "awaiting", NOON + HOUR)
        self.assertEqual(
            self.sentences(case, NOON + 2 * HOUR),
            [
                "Promised: within 5 hr, counted around the clock from Mon, Mar 2, "
                "2026, 20:00.",
                "On hold: Mon, Mar 2, 2026, 21:00, we are waiting for your answer.",
                "When we go on, 4 hr are left.",
            ],
        )
        self.assertEqual(self.told(case, NOON + 2 * HOUR)["state"], "paused")
        self.move(case, "in_progress", NOON + 3 * HOUR)
        self.assertEqual(
            self.sentences(case, NOON + 4 * HOUR)[2:],
            [
                "We go on with it: Mon, Mar 2, 2026, 23:00. 2 hr are not counted.",
                "So it is due: Tue, Mar 3, 2026, 03:00.",
            ],
        )

    def test_a_reason_without_words_for_customers_stays_inside(self):
        reason = self.ref("pause_reason_customer")
        reason.write({"name": "Secret reason", "customer_text": False})
        case = self.make_case()
        self.move(case, "awaiting", NOON + HOUR)
        self.assertEqual(
            self.sentences(case, NOON + 2 * HOUR)[1],
            "On hold: Mon, Mar 2, 2026, 21:00, waiting.",
        )

    def test_late_and_done(self):
        case = self.make_case()
        self.sweep(NOON + 6 * HOUR)
        late = self.told(case, NOON + 6 * HOUR)
        self.assertEqual(late["state"], "late")
        self.assertEqual(
            late["lines"][-1]["text"],
            "We are late. It was due: Tue, Mar 3, 2026, 01:00.",
        )
        self.inform(case, NOON + 6.5 * HOUR)
        self.assertEqual(
            self.sentences(case, NOON + 9 * HOUR)[-1],
            "Done: Tue, Mar 3, 2026, 02:30, 1 hr 30 min late.",
        )

    def test_done_in_time(self):
        case = self.make_case()
        self.inform(case, NOON + 2 * HOUR)
        told = self.told(case, NOON + 9 * HOUR)
        self.assertEqual(told["state"], "kept")
        self.assertTrue(told["lines"][-1]["text"].endswith("in time."))

    def test_another_promise(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.complaint_level_id = self.ref("complaint_level_2")
        self.assertIn(
            "Promise changed: Mon, Mar 2, 2026, 21:00, to ",
            self.sentences(case, NOON + 2 * HOUR)[1],
        )

    def test_another_clock_is_not_dated_back(self):
        case = self.make_case()
        self.by_working_hours()
        with self.at(NOON + HOUR):
            case.complaint_level_id = self.ref("complaint_level_2")
        promised, changed, *_due = self.sentences(case, NOON + 2 * HOUR)
        self.assertEqual(
            promised, "Promised: within 5 hr from Mon, Mar 2, 2026, 20:00."
        )
        self.assertTrue(changed.endswith("counted in our working hours."), changed)

    def test_nothing_is_told_of_what_is_owed_no_more(self):
        case = self.make_case()
        self.move(case, "cancelled", NOON + HOUR, self.supervisor)
        with self.at(NOON + 2 * HOUR):
            self.assertEqual(case.with_user(self.portal)._customer_stories(), [])

    def test_all_that_happens_inside_stays_inside(self):
        case = self.make_case()
        self.move(case, "awaiting", NOON + HOUR)
        self.move(case, "in_progress", NOON + 2 * HOUR)
        with self.at(NOON + 3 * HOUR):
            case.complaint_level_id = self.ref("complaint_level_3")
        self.sweep(NOON + 99 * HOUR)
        alarms = case.deadline_ids.alarm_ids.filtered(
            lambda alarm: alarm.user_id == self.head and alarm.state == "delivered"
        )
        alarms.with_user(self.head)._acknowledge("Secret reason")
        self.inform(case, NOON + 100 * HOUR)
        with self.at(NOON + 101 * HOUR):
            stories = case.with_user(self.portal)._customer_stories()
        text = str(stories)
        for secret in (*SECRETS, self.officer.name, self.ref("tier_a").name):
            self.assertNotIn(secret, text)
        kinds = {line["kind"] for story in stories for line in story["lines"]}
        self.assertLessEqual(
            kinds, {"started", "paused", "resumed", "relevelled", "met", "due"}
        )

    def test_of_a_foreign_case_the_customer_is_told_nothing(self):
        foreign = self.make_case(partner_id=self.env.company.partner_id.id)
        with self.assertRaises(AccessError):
            foreign.with_user(self.portal)._customer_stories()

    def test_in_the_language_of_the_customer(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            stories = (
                case.with_user(self.portal)
                .with_context(lang="zh_CN")
                ._customer_stories()
            )
        text = stories[-1]["lines"][-1]["text"]
        self.assertIn("2026年3月3日周二 01:00", text)

"""APP-1, CASE-5: where an application stands, and that nobody lets it lie."""

from datetime import timedelta

from applications import ApplicationMixin

from odoo.fields import Command, Domain

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)
WARNING = "warning+0/responsible"


class TestStanding(ApplicationMixin, KeyAccountCase):
    def standing(self, application, user=None):
        return application.with_user(user or self.officer).standing

    def test_the_applicant_always_sees_for_whom_it_waits(self):
        application = self.apply(line_ids=[self.line(self.leased_line)])
        self.assertEqual(application.waits_for_ids, self.officer)
        self.submit(application)
        name = self.supervisor.name
        self.assertEqual(
            self.standing(application), f"Waits for {name} since 2026-03-02 12:00"
        )
        self.approve(application, self.supervisor, moment=NOON + HOUR)
        self.assertEqual(
            self.standing(application),
            f"Waits for {self.head.name} since 2026-03-02 13:00",
        )
        self.decide(application, self.head, "return_tier")
        self.assertEqual(application.waits_for_ids, self.officer)
        self.submit(application)
        self.approve(application, self.supervisor, self.head)
        # Of what comes next the account manager takes care.
        self.assertEqual(application.waits_for_ids, self.officer)

    def test_moments_are_shown_in_the_zone_of_the_reader(self):
        application = self.submit(self.apply())
        self.officer.tz = "Asia/Shanghai"
        self.assertIn("2026-03-02 20:00", self.standing(application))
        self.assertIn("2026-03-02 12:00", self.standing(application, self.deputy))

    def test_nothing_waits_any_more_when_it_is_over(self):
        application = self.submit(self.apply())
        self.decide(application, self.supervisor, "reject_tier")
        self.assertFalse(application.waits_for_ids or application.waits_since)
        self.assertFalse(application.standing)

    def test_many_are_named_shortly(self):
        step = self.ref("tier_definition_application_supervisor")
        group = self.ref("group_key_account_supervisor")
        step.write({"review_type": "group", "reviewer_group_id": group.id})
        application = self.submit(self.apply())
        self.assertEqual(len(application.waits_for_ids), 2)
        self.assertRegex(self.standing(application), "head.*, .*supervisor.* since")


class TestClock(ApplicationMixin, KeyAccountCase):
    def promise(self, application):
        self.env.invalidate_all()
        return self.deadline(application, "approve")

    def test_a_draft_promises_nothing(self):
        self.assertFalse(self.promise(self.apply()))

    def test_superiors_have_two_days_and_are_warned_after_one(self):
        promise = self.promise(self.submit(self.apply()))
        self.assertEqual(promise.due_at, NOON + 2 * DAY)
        self.assertEqual(promise.warn_at, NOON + DAY)
        self.assertEqual(promise.responsible_id, self.supervisor)
        self.assertEqual(promise.partner_id, self.account)

    def test_nobody_lets_it_lie(self):
        application = self.submit(self.apply())
        self.sweep(NOON + DAY)
        self.assertEqual(self.told(application), [(WARNING, "kas-supervisor")])
        self.sweep(NOON + 2 * DAY)
        self.sweep(NOON + 3 * DAY)
        self.sweep(NOON + 4 * DAY)
        told = [login for _mark, login in self.told(application)[1:]]
        self.assertEqual(told[:2], ["kas-supervisor", "kas-head"])
        self.assertIn("kas-manager", told)
        self.assertNotIn("kas-officer", told)

    def test_the_next_step_answers_for_it(self):
        application = self.submit(self.apply(line_ids=[self.line(self.leased_line)]))
        self.approve(application, self.supervisor, moment=NOON + HOUR)
        self.assertEqual(self.promise(application).responsible_id, self.head)
        self.sweep(NOON + DAY)
        self.assertEqual(self.told(application), [(WARNING, "kas-head")])

    def test_whoever_it_was_passed_on_to_answers_for_it(self):
        application = self.submit(self.apply())
        with self.at(NOON + HOUR):
            self.forward(application, self.supervisor, self.stranger)
        self.assertEqual(self.promise(application).responsible_id, self.stranger)

    def test_decided_it_is_kept(self):
        application = self.submit(self.apply())
        self.approve(application, moment=NOON + HOUR)
        promise = self.promise(application)
        self.assertEqual((promise.state, promise.met_at), ("met", NOON + HOUR))
        rejected = self.submit(self.apply(line_ids=[self.line(self.leased_line)]))
        with self.at(NOON + HOUR):
            self.decide(rejected, self.supervisor, "reject_tier")
        self.assertEqual(self.promise(rejected).state, "met")

    def test_with_those_who_applied_the_time_stands_still(self):
        application = self.submit(self.apply())
        with self.at(NOON + 10 * HOUR):
            self.decide(application, self.supervisor, "return_tier")
        self.assertEqual(self.promise(application).state, "paused")
        self.sweep(NOON + 9 * DAY)
        self.assertFalse(self.told(application))
        again = NOON + 10 * DAY
        self.submit(application, moment=again)
        promise = self.promise(application)
        self.assertEqual(promise.state, "running")
        self.assertEqual(promise.due_at, again + 38 * HOUR)

    def test_dropped_it_never_alarms(self):
        application = self.submit(self.apply())
        with self.at(NOON + HOUR):
            application.with_user(self.officer).action_withdraw()
            application.with_user(self.officer).action_cancel()
        self.assertEqual(self.promise(application).state, "cancelled")
        self.sweep(NOON + 9 * DAY)
        self.assertFalse(self.told(application))

    def test_the_terms_are_data(self):
        self.ref("policy_approve").write(
            {"amount": 4, "domain": "[('kind', '=', 'new')]"}
        )
        self.assertFalse(self.promise(self.submit(self.apply())))


class TestFamily(ApplicationMixin, KeyAccountCase):
    """Handover and erasure: an application goes with its account and its person."""

    def test_open_applications_move_with_the_account(self):
        application = self.submit(self.apply())
        done = self.apply(line_ids=[self.line(self.leased_line)])
        done.with_user(self.officer).action_cancel()
        models = self.env["key.account.handover"]._handover_models()
        work = models["key.account.application"]
        ours = Domain(work.account, "=", self.account.id)
        found = application.search(work.open & ours)
        self.assertEqual(found, application)

    def test_whoever_took_it_over_writes_it(self):
        application = self.apply()
        application.sudo().applicant_id = self.stranger
        application.with_user(self.stranger).reason = "x"
        self.assertEqual(application.waits_for_ids, self.stranger)

    def test_erased_words_go_and_decisions_stay(self):
        application = self.apply(
            partner_id=self.contact.id, contribution="Secret", phone="028 555"
        )
        paper = self.env["ir.attachment"].create({"name": "Form", "raw": b"Secret"})
        application.attachment_ids = [Command.link(paper.id)]
        self.submit(application)
        self.assertIn(application.name, " ".join(self.contact._erasure_obstacles()))
        self.decide(application, self.supervisor, "reject_tier", "Secret comment")
        self.assertFalse(self.contact._erasure_obstacles())
        application._erase_words()
        self.env.invalidate_all()
        for name in ("contribution", "phone", "attachment_ids"):
            self.assertFalse(application[name])
        self.assertEqual(application.reason, "Erased")
        self.assertEqual(application.review_ids[0].comment, "Erased")
        self.assertEqual(application.review_ids[0].done_by, self.supervisor)
        self.assertEqual(application.state, "rejected")

    def test_a_person_gets_a_copy_of_what_was_applied_for(self):
        self.apply(partner_id=self.contact.id)
        data = self.contact.sudo()._personal_data()
        self.assertIn("VIP Service Applications", data)

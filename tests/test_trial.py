"""APP-6: free trials have a start, an end and a result that is asked for in time."""

from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from common import NOON, KeyAccountCase

TODAY = NOON.date()


class TrialCase(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.company.partner_id.tz = "Asia/Shanghai"
        self.product = self.env["product.product"].create(
            {
                "name": "4K",
                "key_account_service_ok": True,
                "key_account_trial_days": 30,
                "lst_price": 50,
            }
        )

    def make_application(self, user=None, **line):
        return (
            self.env["key.account.application"]
            .with_user(user or self.officer)
            .create(
                {
                    "partner_id": self.contact.id,
                    "kind": "trial",
                    "reason": "x",
                    "line_ids": [
                        (
                            0,
                            0,
                            {"product_id": self.product.id, "is_free": True, **line},
                        )
                    ],
                }
            )
        )

    def begin(self, application=None, day=TODAY):
        application = application or self.make_application()
        with self.at(NOON):
            return application.line_ids._begin_trials(day).with_env(self.env)


class TestTrial(TrialCase):
    def test_it_begins_with_the_service_and_ends_after_its_days(self):
        trial = self.begin()
        self.assertEqual(trial.date_from, TODAY)
        self.assertEqual(trial.date_until, TODAY + timedelta(days=29))
        self.assertEqual(
            (trial.account_id, trial.product_id), (self.account, self.product)
        )
        self.assertEqual((trial.state, trial.user_id), ("running", self.officer))
        self.assertTrue(trial.name.startswith("KT"))
        self.assertEqual(trial.tier_id.code, "A")

    def test_it_begins_once(self):
        application = self.make_application()
        trial = self.begin(application)
        self.assertFalse(self.begin(application))
        self.assertTrue(trial.exists())

    def test_only_of_trial_applications(self):
        application = self.make_application()
        application.kind = "more"
        self.assertFalse(self.begin(application))

    def test_the_service_ends_with_the_trial(self):
        application = self.make_application()
        file = self.env["key.account.file"].search(
            [("partner_id", "=", self.account.id)]
        )
        service = self.env["key.account.service"].create(
            {"file_id": file.id, "name": "4K", "date_from": TODAY}
        )
        application.line_ids.sudo().service_id = service
        trial = self.begin(application)
        self.assertEqual(service.date_until, trial.date_until)
        self.assertTrue(service.is_trial)
        self.assertFalse(service.is_paid)

    def test_opening_a_line_begins_the_trial(self):
        application = self.make_application()
        with self.at(NOON):
            application.line_ids.sudo()._open_services(TODAY)
        trials = self.env["key.account.trial"].search(
            [("application_id", "=", application.id)]
        )
        self.assertEqual(len(trials), 1)


class TestResult(TrialCase):
    def test_who_wants_it_applies_without_a_gap(self):
        trial = self.begin().with_user(self.officer)
        trial.opinion = "The guests like it."
        with self.at(NOON):
            action = trial.action_convert()
        application = trial.conversion_id
        self.assertEqual(
            (application._name, application.id), (action["res_model"], action["res_id"])
        )
        self.assertEqual((application.kind, application.state), ("more", "draft"))
        line = application.line_ids
        self.assertEqual((line.product_id, line.is_free), (self.product, False))
        self.assertEqual(line.date_from, trial.date_until + timedelta(days=1))
        self.assertEqual(application.partner_id, self.contact)
        self.assertEqual(
            (trial.state, trial.decided_by_id), ("converted", self.officer)
        )
        self.assertEqual((trial.decided_at, trial.conversion_state), (NOON, "draft"))

    def test_who_does_not_says_why(self):
        trial = self.begin().with_user(self.deputy)
        with self.assertRaisesRegex(UserError, "what the customer says"):
            trial.action_not_wanted()
        trial.opinion = "Too dear."
        trial.action_not_wanted()
        self.assertEqual(
            (trial.state, trial.decided_by_id), ("not_wanted", self.deputy)
        )
        for method in ("action_convert", "action_not_wanted"):
            with self.subTest(method), self.assertRaisesRegex(UserError, "is known"):
                getattr(trial, method)()

    def test_a_result_can_be_asked_for_again(self):
        trial = self.begin().with_user(self.officer)
        with self.assertRaisesRegex(UserError, "no result yet"):
            trial.action_reopen()
        trial.action_convert()
        with self.assertRaisesRegex(UserError, "is under way"):
            trial.action_reopen()
        trial.conversion_id.sudo().state = "withdrawn"
        trial.action_reopen()
        self.assertEqual((trial.state, trial.decided_at), ("running", False))
        self.assertEqual(self.deadline(trial, "trial").state, "running")

    def test_facts_are_nobodys_to_write(self):
        trial = self.begin()
        for vals in (
            {"state": "converted"},
            {"date_until": "2030-01-01"},
            {"account_id": self.contact.id},
            {"deadline_due_at": "2030-01-01 00:00:00"},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                trial.with_user(self.manager).write(vals)

    def test_strangers_have_nothing_to_do_with_it(self):
        trial = self.begin()
        for user in (self.stranger, self.clerk):
            found = self.env["key.account.trial"].with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                found.browse(trial.id).opinion = "x"
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                found.browse(trial.id).action_convert()
        auditor = trial.with_user(self.auditor)
        self.assertEqual(auditor.state, "running")
        with self.assertRaises(AccessError):
            auditor.opinion = "x"


class TestPromise(TrialCase):
    def test_the_result_is_due_before_the_end(self):
        trial = self.begin()
        # The last day is 31 March in Shanghai; it ends at 16:00 UTC.
        self.assertEqual(trial.date_until.isoformat(), "2026-03-31")
        deadline = self.deadline(trial, "trial")
        self.assertEqual(deadline.due_at, datetime(2026, 3, 28, 16))
        self.assertEqual(deadline.responsible_id, self.officer)

    def test_who_serves_is_reminded_and_superiors_are_told(self):
        trial = self.begin()
        self.sweep(datetime(2026, 3, 24, 16))
        self.assertEqual(
            [login for _mark, login in self.told(trial)], [self.officer.login]
        )
        self.sweep(datetime(2026, 3, 28, 16))
        told = {login for _mark, login in self.told(trial)}
        self.assertEqual(told, {self.officer.login, self.supervisor.login})
        self.sweep(datetime(2026, 3, 31, 16))
        told = {login for _mark, login in self.told(trial)}
        self.assertIn(self.head.login, told)

    def test_a_result_keeps_it(self):
        trial = self.begin()
        trial.opinion = "No."
        with self.at(NOON + timedelta(days=20)):
            trial.with_user(self.officer).action_not_wanted()
        self.sweep(datetime(2026, 4, 30))
        deadline = self.deadline(trial, "trial")
        self.assertEqual((deadline.state, deadline.missed_at), ("met", False))
        self.assertFalse(self.told(trial))

    def test_a_very_short_trial_asks_at_once(self):
        self.product.key_account_trial_days = 1
        deadline = self.deadline(self.begin(), "trial")
        self.assertEqual(deadline.due_at, NOON + timedelta(minutes=1))

    def test_a_handover_takes_it_along(self):
        trial = self.begin()
        handover = self.env["key.account.handover"].create(
            {
                "giver_id": self.officer.id,
                "taker_id": self.deputy.id,
                "account_ids": self.account.ids,
            }
        )
        works = [work for work in handover._open_work() if work._name == trial._name]
        self.assertEqual(works, [trial])
        handover.sudo()._move_work()
        self.assertEqual(trial.user_id, self.deputy)

    def test_erasing_a_customer_erases_what_was_said(self):
        trial = self.begin()
        trial.opinion = "My daughter watches it."
        self.account._erase_personal_data()
        self.assertFalse(trial.opinion)


class TestSubmission(TrialCase):
    def check(self, application):
        application.with_env(self.env)._check_submittable()

    def test_a_trial_is_free(self):
        with self.assertRaisesRegex(UserError, "A trial is free"):
            self.check(self.make_application(is_free=False))

    def test_only_what_may_be_tried(self):
        self.product.key_account_trial_days = 0
        with self.assertRaisesRegex(UserError, "cannot be tried free"):
            self.check(self.make_application())

    def test_the_form_of_what_is_on_offer_says_how_long(self):
        view = "key_account_service.product_template_view_form_service"
        with Form(self.product.product_tmpl_id, view) as product:
            product.key_account_trial_days = 60
        self.assertEqual(self.product.key_account_trial_days, 60)

    def test_once_for_a_customer(self):
        application = self.make_application()
        self.check(application)
        trial = self.begin(application)
        with self.assertRaisesRegex(UserError, trial.name):
            self.check(self.make_application())

    def test_others_are_none_of_its_business(self):
        application = self.make_application(is_free=False)
        application.kind = "more"
        self.check(application)

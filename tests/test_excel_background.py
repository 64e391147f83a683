"""FILE-9: imports run in the background, one by one, and cost little."""

import base64

from accounts_in_excel import ACCOUNTS, PEOPLE, ExcelCase, account
from psycopg2.errors import SerializationFailure


class TestBackground(ExcelCase):
    def test_the_scheduled_action_works_off_what_waits(self):
        job = self.job(Accounts=[ACCOUNTS, account()])
        job.action_check()
        self.assertEqual(job.state, "waiting")
        cron = self.ref("ir_cron_file_import")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(job.state, "checked")
        job.action_import()
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(job.state, "done")
        self.assertEqual((job.progress_ids.done, job.progress_ids.total), (2, 2))
        self.assertEqual(job.progress, 100)

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.ref("ir_cron_file_import").method_direct_trigger()
        self.env.invalidate_all()

    def test_who_meets_a_change_by_others_is_run_again(self):
        """A contact that somebody saves meanwhile must not cost the workbook."""
        job = self.job(Accounts=[ACCOUNTS, account()])
        job.action_check()
        run, attempts = type(self.Job)._run, []

        def collide(job):
            attempts.append(job.id)
            if len(attempts) == 1:
                raise SerializationFailure
            return run(job)

        self.patch(type(self.Job), "_run", collide)
        self.run_cron()
        self.assertEqual((len(attempts), job.state), (2, "checked"))
        self.assertTrue(job.workbook)

    def test_one_that_breaks_stops_none_behind_it(self):
        jobs = [self.job(Accounts=[ACCOUNTS, account()]) for _each in range(2)]
        for job in jobs:
            job.action_check()
        run = type(self.Job)._run

        def break_first(job):
            return run(job) if job.id == jobs[1].id else exec("raise KeyError('x')")

        self.patch(type(self.Job), "_run", break_first)
        with self.assertLogs("odoo.addons.key_account_service", "ERROR"):
            self.run_cron()
        self.assertEqual([job.state for job in jobs], ["refused", "checked"])

    def test_findings_are_in_the_language_of_who_asked(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.supervisor.lang = "zh_CN"
        job = self.job(Accounts=[ACCOUNTS, account(name="")])
        job.action_check()
        self.run_cron()
        said = job.with_context(lang="zh_CN")._explain("no_name")
        self.assertNotEqual(said, job.with_context(lang="en_US")._explain("no_name"))
        self.assertEqual(job.finding_ids.mapped("text"), [said])

    def test_an_import_of_somebody_who_has_left(self):
        job = self.job(Accounts=[ACCOUNTS, account()])
        job.action_check()
        self.supervisor.active = False
        with self.assertLogs("odoo.addons.key_account_service", "ERROR"):
            job.with_env(self.env)._run_safely()
        self.assertEqual(job.sudo().state, "refused")

    def test_the_workbook_is_kept_as_it_was_sent(self):
        job = self.job(Accounts=[ACCOUNTS, account()])
        data = base64.b64decode(job.with_context(bin_size=False).workbook)
        self.assertTrue(data.startswith(b"PK"))


class TestCost(ExcelCase):
    """The number of queries follows the batches, not the rows (FILE-9)."""

    def cost(self, user, **sheets):
        """Queries of an import that was tried out."""
        job = self.tried(user, **sheets)
        self.assertEqual(self.errors(job), [])
        job.action_import()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        job.with_env(self.env)._run()
        self.env.flush_all()
        self.assertEqual((job.state, job.unchanged_count), ("done", 0))
        return self.env.cr.sql_log_count - before

    def cost_of_accounts(self, count, prefix):
        rows = [account(f"{prefix}{n}", f"{prefix} {n}") for n in range(count)]
        return self.cost(self.supervisor, Accounts=[ACCOUNTS, *rows])

    def cost_of_people(self, count, prefix):
        people = [
            (f"{prefix} {n}", "K1", "Liaison", "08-15", f"{prefix}{n}")
            for n in range(count)
        ]
        return self.cost(self.officer, People=[PEOPLE, *people])

    def test_adding_accounts(self):
        self.cost_of_accounts(2, "W")
        few, many = self.cost_of_accounts(5, "F"), self.cost_of_accounts(60, "M")
        self.assertLess(many, few + 5)

    def test_adding_people(self):
        """Odoo itself looks up the companies for each new contact of a company."""
        self.cost_of_people(2, "W")
        few, many = self.cost_of_people(5, "F"), self.cost_of_people(60, "M")
        self.assertLess(many, few + 55 + 5)

    def test_changing_files(self):
        self.cost_of_people(60, "P")
        heads = ("Name", "Account Reference", "Preferences", "Birthday", "Modems")
        costs = []
        for count in (2, 5, 60):
            rows = [
                (f"P {n}", "K1", f"{count}", f"09-{n % 9 + 1}", f"{count}-{n}")
                for n in range(count)
            ]
            costs.append(self.cost(self.officer, People=[heads, *rows]))
        self.assertLess(costs[2], costs[1] + 5)

"""What cannot be done for one piece of work stops no other (CASE-6, CASE-7, CASE-8)."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

DAY = 24 * HOUR
SWEEP = "odoo.addons.key_account_service.models.clock.key_account_sweep_mixin"


class TestPoisoned(KeyAccountCase):
    @contextmanager
    def failing(self, records, method):
        """For these records a method fails."""
        model = type(records)
        working = getattr(model, method)

        def fail(one, *args):
            if one in records:
                raise ValueError("poisoned")
            return working(one, *args)

        with patch.object(model, method, fail), mute_logger(SWEEP):
            yield

    def measures(self):
        values = [
            {
                "ticket_id": self.make_case().id,
                "name": name,
                "date_due": NOON.date(),
                "user_id": self.officer.id,
            }
            for name in ("Mend the amplifier", "Replace the splitter")
        ]
        return self.env["key.account.case.measure"].create(values)

    def test_measures(self):
        bad, good = self.measures()
        with self.at(NOON + 2 * DAY):
            with self.failing(bad, "_tell_supervisor"):
                self.assertEqual(bad._tell_overdue(), 2)
                self.assertEqual(bad._tell_overdue(), 0)
            self.assertTrue(good.overdue_told_on)
            self.assertEqual((bad.error, bad.overdue_told_on), ("poisoned", False))
        with self.at(NOON + 2 * DAY + HOUR):
            bad._tell_overdue()
        self.assertTrue(bad.overdue_told_on)
        self.assertFalse(bad.error or bad.error_at)

    def test_a_day_ends_where_the_company_is(self):
        measure = self.measures()[0]
        self.company.partner_id.tz = "Asia/Shanghai"
        for hours, late in ((3.5, False), (4.5, True)):
            with self.at(NOON + hours * HOUR):
                measure._tell_overdue()
                self.assertEqual(bool(measure.overdue_told_on), late)

    def test_articles(self):
        articles = self.env["key.account.case.article"].create(
            [{"name": name, "situation": "x", "solution": "x"} for name in "ab"]
        )
        articles.sudo().write({"state": "published", "review_on": NOON.date()})
        bad, good = articles
        with self.at(NOON + DAY), self.failing(bad, "_ask_keepers"):
            articles._ask_again()
        self.assertTrue(good.asked_on)
        self.assertEqual((bad.error, bad.asked_on), ("poisoned", False))

    def test_samples(self):
        other = self.env["res.company"].create({"name": "Branch of Wuhou"})
        samples = self.env["key.account.call.back.sample"]
        moment = NOON + timedelta(days=7)
        with self.at(moment):
            week = {
                company: samples._last_week(company)
                for company in (self.company, other)
            }
            samples._prepare(week)
            drawn = samples.search([("week_start", "in", list(week.values()))])
            bad = drawn.filtered(lambda sample: sample.company_id == self.company)
            with self.failing(bad, "_draw"):
                samples._draw_due()
            self.assertEqual((drawn - bad).mapped("state"), ["drawn"])
            self.assertEqual((bad.state, bad.error), ("draft", "poisoned"))
        with self.at(moment + HOUR):
            samples._draw_due()
        self.assertEqual((bad.state, bad.error), ("drawn", False))

    def test_rules_of_early_warning(self):
        rules = self.env["key.account.warning.rule"]
        bad = self.ref("warning_rule_account")
        for days in range(3):
            self.make_case(NOON + days * DAY)
        with self.at(NOON + 3 * DAY), self.failing(bad, "_raise_warnings"):
            rules._watch()
        self.assertEqual((bad.error, bad.check_all), ("poisoned", True))
        raised = [("rule_id", "=", bad.id)]
        self.assertFalse(self.env["key.account.warning"].search(raised))
        with self.at(NOON + 3 * DAY + HOUR):
            rules._watch()
        self.assertTrue(self.env["key.account.warning"].search(raised))
        self.assertFalse(bad.error or bad.check_all)

"""Weekly reviews for tests: made as on Monday morning, and answered."""

from datetime import date, datetime, timedelta

from common import KeyAccountCase

MONDAY = date(2026, 3, 2)
#: Monday, seven in the morning in Shanghai.
MORNING = datetime(2026, 3, 1, 23)
WEEK = timedelta(weeks=1)


class WeeklyMixin:
    """The manager of the hotel in a company that lives by the clock of Shanghai."""

    def begin_weeks(self):
        """Nobody else's accounts are in the way."""
        companies = self.env["res.company"].search([])
        companies.key_account_weekly = False
        self.company.key_account_weekly = True
        self.company.partner_id.tz = "Asia/Shanghai"

    def run_week(self, moment=MORNING):
        """What the scheduled action does, without its commits."""
        with self.at(moment):
            made = self.env["key.account.weekly.review"]._open_week()
            self.env["key.account.weekly.review"]._list_due()
        self.env.invalidate_all()
        return made.with_env(self.env)

    def review_of(self, user=None, moment=MORNING):
        made = self.run_week(moment)
        return made.filtered(lambda one: one.user_id == (user or self.officer))

    def line_of(self, review, account=None):
        found = account or self.account
        return review.line_ids.filtered(lambda line: line.account_id == found)

    def note(self, line, user=None, **values):
        """An action as the dialog notes it."""
        actions = self.env["key.account.weekly.action"].with_user(user or self.officer)
        return actions.create(
            {
                "line_id": line.id,
                "kind": "own",
                "what": "Offer the English channels.",
                "due_on": MONDAY + timedelta(days=4),
                **values,
            }
        )


class WeeklyCase(WeeklyMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.begin_weeks()

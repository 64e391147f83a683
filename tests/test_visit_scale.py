"""NFR: lists of visits, reviews and coverage cost no query a row."""

from datetime import timedelta

from lxml import etree
from weekly import MORNING, WeeklyCase

from common import HOUR, NOON

FEW, MANY = 4, 40
DAY = timedelta(days=1)
LISTS = (
    "key.account.visit",
    "key.account.visit.coverage",
    "key.account.visit.promise",
    "key.account.meeting.line",
    "key.account.need",
    "key.account.weekly.line",
    "key.account.weekly.action",
)


class TestVisitScale(WeeklyCase):
    def setUp(self):
        super().setUp()
        self.review = self.review_of()
        self.grow(FEW)

    def grow(self, count):
        """So many more accounts, each with a record of everything."""
        number = self.env["res.partner"].search_count([])
        accounts = self.env["res.partner"].create(
            [
                {
                    "name": f"Account {number + one}",
                    "is_company": True,
                    "key_account_kind": "group",
                    "key_account_tier_id": self.ref("tier_a").id,
                    "key_account_manager_id": self.officer.id,
                    "child_ids": [(0, 0, {"name": "x", "key_person_role": "liaison"})],
                }
                for one in range(count)
            ]
        )
        people = accounts.child_ids
        visits = self.env["key.account.visit"].create(
            [
                {
                    "partner_id": person.id,
                    "user_id": self.officer.id,
                    "planned_at": NOON + one * HOUR,
                    "content": "x",
                }
                for one, person in enumerate(people)
            ]
        )
        self.env["key.account.visit.promise"].create(
            [
                {"visit_id": visit.id, "name": "x", "due_on": NOON.date() + 9000 * DAY}
                for visit in visits
            ]
        )
        self.env["key.account.need"].create(
            [{"partner_id": person.id, "what": "x"} for person in people]
        )
        self.env["key.account.meeting"].create(
            {
                "title": "x",
                "kind_id": self.ref("meeting_kind_exchange").id,
                "user_id": self.officer.id,
                "date_start": NOON,
                "line_ids": [(0, 0, {"partner_id": person.id}) for person in people],
            }
        )
        lines = self.env["key.account.weekly.line"].create(
            [
                {"review_id": self.review.id, "account_id": account.id, "facts": []}
                for account in accounts
            ]
        )
        with self.at(MORNING):
            for line in lines:
                self.note(line)
        self.env.flush_all()

    def queries(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def shown(self, model, user):
        """A list as the browser reads it, all rows on one page."""
        records = self.env[model].with_user(user)
        arch = etree.fromstring(records.get_view(view_type="list")["arch"])
        spec = {}
        for node in arch.xpath("//field[not(ancestor::field)]"):
            field = records._fields[node.get("name")]
            spec[field.name] = (
                {"fields": {"display_name": {}}} if field.relational else {}
            )
        return lambda: records.web_search_read([], spec, limit=2000)

    def test_lists_cost_no_query_a_row(self):
        reads = {
            (model, user): self.shown(model, user)
            for model in LISTS
            for user in (self.officer, self.supervisor)
        }
        few = {}
        for key, read in reads.items():
            self.assertGreaterEqual(read()["length"], FEW, key)
            few[key] = self.queries(read)
        self.grow(MANY)
        for key, read in reads.items():
            with self.subTest(model=key[0], user=key[1].login):
                self.assertLessEqual(self.queries(read), few[key] + 6)

    def test_a_form_of_a_long_review_and_plan(self):
        lines = "key.account.weekly.line"
        spec = {
            "line_ids": {"fields": {"account_id": {"fields": {"display_name": {}}}}}
        }
        review = self.review.with_user(self.officer)
        few = self.queries(lambda: review.web_read(spec))
        self.grow(MANY)
        self.assertLessEqual(self.queries(lambda: review.web_read(spec)), few + 6)
        found = self.env[lines].search([("review_id", "=", review.id)])
        found.action_ids.sudo().unlink()
        found.state = "open"
        some, rest = found[:FEW], found[FEW:]
        with self.at(MORNING):
            few = self.queries(some.with_user(self.officer).action_nothing)
            many = self.queries(rest.with_user(self.officer).action_nothing)
            self.assertLessEqual(many, few + 6)
            review.action_submit()

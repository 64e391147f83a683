"""VISIT-3, FILE-6, SEC-3: visit list and contact history of a period, read back."""

from datetime import date, timedelta

from test_reports import FormCase, plain

from odoo.exceptions import AccessError, UserError

from common import HOUR, NOON

LIST = "key_account_service.action_report_visit_list"
HISTORY = "key_account_service.action_report_contact_history"
#: In Shanghai it is 2 March, 20:00.
DAY = date(2026, 3, 2)


class PaperCase(FormCase):
    def form(self, model, user=None, **values):
        return (
            self.env[model]
            .with_user(user or self.officer)
            .create({"date_from": DAY, "date_to": DAY, **values})
        )

    def visit_list(self, user=None, **values):
        return self.form("key.account.visit.list", user, **values)

    def history(self, user=None, **values):
        return self.form(
            "key.account.contact.history",
            user,
            **{"partner_id": self.account.id, **values},
        )

    def done(self, moment=NOON, **values):
        with self.at(moment):
            visit = self.make_visit(planned_at=moment, **values)
            visit.action_done()
        return visit

    def whose(self, form):
        """The visits of a list, in whatever order."""
        return set(form._visits().mapped("name"))


class TestVisitList(PaperCase):
    def test_a_visit_counts_on_the_day_on_which_it_took_place(self):
        week = timedelta(days=7)
        met = self.make_visit(planned_at=NOON - week, visited_at=NOON - HOUR)
        met.action_done()
        later = self.make_visit(planned_at=NOON, visited_at=NOON - week)
        later.action_done()
        planned = self.make_visit(planned_at=NOON)
        self.assertEqual(self.whose(self.visit_list()), {met.name, planned.name})

    def test_days_are_those_of_who_prints(self):
        begins = NOON.replace(hour=16) - timedelta(days=1)
        ends = begins + timedelta(days=1)
        inside = [self.make_visit(planned_at=at) for at in (begins, ends - HOUR / 60)]
        for at in (begins - HOUR / 60, ends):
            self.make_visit(planned_at=at)
        self.assertEqual(self.whose(self.visit_list()), {v.name for v in inside})

    def test_what_is_chosen(self):
        done = self.done()
        planned = self.make_visit(planned_at=NOON)
        cancelled = self.make_visit(planned_at=NOON)
        with self.at(NOON):
            cancelled.action_cancel()
        proposed = self.make_visit(planned_at=NOON)
        proposed.sudo().state = "proposed"
        for shown, visits in (
            ("all", done | planned | cancelled),
            ("done", done),
            ("open", planned),
        ):
            found = self.whose(self.visit_list(shown=shown))
            self.assertEqual(found, set(visits.mapped("name")), shown)
        away = self.team.copy({"name": "Away", "member_ids": False})
        for chosen in (
            {"user_id": self.deputy.id},
            {"account_id": self.env.company.partner_id.id},
            {"team_id": away.id},
        ):
            self.assertFalse(self.whose(self.visit_list(**chosen)), chosen)
        self.assertEqual(
            len(self.whose(self.visit_list(team_id=self.department.id))), 3
        )

    def test_only_what_one_may_read(self):
        visit = self.done()
        self.assertEqual(self.whose(self.visit_list(self.supervisor)), {visit.name})
        self.assertEqual(self.whose(self.visit_list(self.auditor)), {visit.name})
        self.assertFalse(self.whose(self.visit_list(self.stranger)))

    def test_a_period_that_ends_before_it_begins_is_refused(self):
        with self.assertRaisesRegex(UserError, "ends before"):
            self.visit_list(date_to=DAY - timedelta(days=1))

    def test_a_book_is_refused_before_it_is_printed(self):
        form = self.visit_list()
        with self.assertRaisesRegex(UserError, "shorter period"):
            form._check_size(1001)
        form._check_size(1000)

    def test_what_stands_on_paper(self):
        done = self.done(
            needs="A check every quarter.",
            competitor_info="Shu Net offered half the price.",
            place="Third floor",
        )
        overdue = self.make_visit(planned_at=NOON + HOUR, content=False)
        # As everywhere, a visit is overdue when its day is over.
        with self.at(NOON + 2 * HOUR):
            (page,) = self.print(LIST, self.visit_list())
        self.assert_no_text(page, "overdue")
        with self.at(NOON + 13 * HOUR):
            (page,) = self.print(LIST, self.visit_list())
        self.assert_text(
            page,
            "Visit List",
            done.name,
            overdue.name,
            self.contact.name,
            self.account.name,
            self.ref("tier_a").name,
            "Li Qiang",
            "Third floor",
            "2026-03-02 20:00",
            "We looked at the set-top boxes together.",
            "A check every quarter.",
            "Planned, overdue",
            "Asia/Shanghai (UTC+08:00)",
        )
        self.assert_no_text(page, "Shu Net")

    def test_without_content_nothing_that_was_said(self):
        self.done(needs="A check every quarter.")
        (page,) = self.print(LIST, self.visit_list(with_content=False))
        self.assert_no_text(page, "set-top", "A check")

    def test_a_long_record_runs_over_pages_and_loses_nothing(self):
        self.done(content="\n".join(f"Line {n} end" for n in range(120)))
        pages = self.print(LIST, self.visit_list())
        self.assertGreater(len(pages), 1)
        for number in range(120):
            self.assertEqual("".join(pages).count(f"Line{number}end"), 1)

    def test_an_empty_period_says_so(self):
        (page,) = self.print(LIST, self.visit_list())
        self.assert_text(page, "No visit in this period.")

    def test_in_the_language_of_who_prints(self):
        self.done()
        self.env["res.lang"]._activate_lang("zh_CN")
        form = self.visit_list().with_context(lang="zh_CN")
        (sheet,) = self.values(LIST, form)["forms"]
        self.assertEqual(sheet["lang"], "zh_CN")

    def values(self, report, form):
        name = self.env.ref(report).report_name
        return (
            self.env[f"report.{name}"].with_env(form.env)._get_report_values(form.ids)
        )

    def test_nobody_prints_the_form_of_another(self):
        form = self.visit_list()
        for user in (self.stranger, self.supervisor, self.clerk):
            with self.assertRaises(AccessError):
                self.render(LIST, form, user)


class TestContactHistory(PaperCase):
    def test_all_channels_the_newest_first(self):
        visit = self.done(NOON - HOUR, needs="A check.", handling="On Monday.")
        case = self.make_case(NOON - 2 * HOUR)
        with self.at(NOON):
            case.with_user(self.officer)._record_contact(
                NOON, way="phone", we_said="A crew is on the way."
            )
            self.env["key.account.reception"].with_user(self.officer).create(
                {
                    "partner_id": self.contact.id,
                    "matter": "Asked for the hours",
                    "answer": "From nine to six.",
                    "received_at": NOON - HOUR / 2,
                }
            )
        lines = self.history()._lines()
        self.assertEqual(
            [line["at"] for line in lines],
            [NOON, NOON - HOUR / 2, NOON - HOUR, NOON - 2 * HOUR],
        )
        (page,) = self.print(HISTORY, self.history())
        self.assert_text(
            page,
            "Contact History",
            self.account.name,
            visit.name,
            case.number,
            "A crew is on the way.",
            "Asked for the hours",
            "From nine to six.",
            "A check.",
            "On Monday.",
            "On site",
            "2026-03-02 20:00",
        )
        order = [page.index(plain(text)) for text in ("A crew", "Asked for", "A check")]
        self.assertEqual(order, sorted(order))

    def test_only_of_the_period_and_of_what_took_place(self):
        self.done(NOON - timedelta(days=1))
        self.make_visit(planned_at=NOON)
        cancelled = self.make_visit(planned_at=NOON, visited_at=NOON)
        cancelled.action_cancel()
        self.assertFalse(self.history()._lines())
        (page,) = self.print(HISTORY, self.history())
        self.assert_text(page, "No contact in this period.")

    def test_only_with_one_person(self):
        self.done(partner_id=self.account.id)
        with_wang = self.done(
            partner_id=self.account.id, participant_ids=self.contact.ids
        )
        form = self.history(partner_id=self.contact.id)
        self.assertEqual(form.person_id, self.contact)
        self.assertEqual([line["number"] for line in form._lines()], [with_wang.name])
        self.assertFalse(self.history().person_id)

    def test_never_what_was_heard_of_competitors_nor_the_tier(self):
        self.done(competitor_info="Shu Net offered half the price.")
        (page,) = self.print(HISTORY, self.history())
        self.assert_no_text(page, "Shu Net", self.ref("tier_a").name)

    def test_without_what_was_said(self):
        visit = self.done()
        (page,) = self.print(HISTORY, self.history(with_content=False))
        self.assert_text(page, visit.name)
        self.assert_no_text(page, "set-top")

    def test_strangers_learn_nothing(self):
        self.done()
        self.make_case()
        self.assertFalse(self.history(self.stranger)._lines())
        self.assertEqual(len(self.history(self.supervisor)._lines()), 2)
        self.assertEqual(len(self.history(self.auditor)._lines()), 2)
        form = self.history()
        for user in (self.stranger, self.auditor):
            with self.assertRaises(AccessError):
                self.render(HISTORY, form, user)

    def test_a_customer_who_is_no_key_account_has_none(self):
        other = self.env["res.partner"].create({"name": "Plain"})
        with self.assertRaisesRegex(UserError, "no key account"):
            self.history(partner_id=other.id).action_print()

    def test_the_button_hands_out_the_paper(self):
        self.done()
        for form, report in ((self.history(), HISTORY), (self.visit_list(), LIST)):
            action = form.action_print()
            self.assertEqual(action["report_name"], self.env.ref(report).report_name)
            self.assertTrue(action["close_on_report_download"])

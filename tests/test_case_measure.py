"""CASE-4, CASE-6: what is done about a case, by whom, until when."""

from datetime import date

from odoo.exceptions import AccessError, RedirectWarning, UserError

from common import HOUR, NOON, KeyAccountCase

TODAY = date(2026, 3, 2)
TOMORROW = date(2026, 3, 3)


class MeasureCase(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case()
        self.company.partner_id.tz = "Asia/Shanghai"

    def measure(self, user=None, **values):
        with self.at(NOON):
            return (
                self.env["key.account.case.measure"]
                .with_user(user or self.officer)
                .create(
                    {
                        "ticket_id": self.case.id,
                        "name": "Replace the amplifier",
                        "date_due": TOMORROW,
                        **values,
                    }
                )
            )

    def done(self, measure, user=None, result="Replaced."):
        measure = measure.with_user(user or self.officer)
        with self.at(NOON + HOUR):
            measure.result = result
            measure.action_done()

    def overdue(self, moment):
        with self.at(moment):
            self.env["key.account.case.measure"]._tell_overdue()


class TestMeasure(MeasureCase):
    def test_agreed_carried_out_and_on_record(self):
        measure = self.measure()
        self.assertEqual((measure.user_id, measure.state), (self.officer, "open"))
        self.done(measure)
        self.assertEqual((measure.state, measure.done_by_id), ("done", self.officer))
        self.assertEqual(measure.done_at, NOON + HOUR)
        self.assertFalse(measure.activity_ids)

    def test_no_end_without_result(self):
        measure = self.measure()
        for end in ("action_done", "action_give_up"):
            for result in (False, "  "):
                measure.result = result
                with self.assertRaises(UserError):
                    getattr(measure, end)()
        self.assertEqual(measure.state, "open")

    def test_ended_it_is_locked_until_taken_up_again(self):
        measure = self.measure()
        self.done(measure)
        for values in ({"result": "x"}, {"name": "x"}, {"date_due": TODAY}):
            with self.assertRaisesRegex(UserError, "Take it up again"):
                measure.write(values)
        with self.assertRaises(UserError):
            measure.action_done()
        with self.at(NOON):
            measure.action_take_up()
        self.assertEqual((measure.state, measure.done_at), ("open", False))
        self.assertEqual(measure.activity_ids.user_id, self.officer)

    def test_overdue_by_day_and_found(self):
        measure = self.measure()
        Measure = measure.browse()
        for moment, late in ((NOON, False), (NOON + 48 * HOUR, True)):
            with self.at(moment):
                measure.invalidate_recordset(["is_overdue"])
                self.assertEqual(measure.is_overdue, late)
                for value in (True, False):
                    found = Measure.search(
                        [("is_overdue", "=", value), ("id", "=", measure.id)]
                    )
                    self.assertEqual(bool(found), late == value)

    def test_found_by_account_for_readers_of_the_case(self):
        measure = self.measure(user_id=self.clerk.id)
        domain = [("key_account_id", "=", self.account.id)]
        self.assertIn(measure, measure.search(domain))
        self.assertEqual(measure.key_account_id, self.account)
        mine = measure.with_user(self.clerk)
        self.assertFalse(mine.search(domain))
        self.assertFalse(mine.key_account_id)


class TestReminder(MeasureCase):
    def test_the_responsible_finds_it_among_the_own_activities(self):
        measure = self.measure(user_id=self.deputy.id)
        activity = measure.activity_ids
        self.assertEqual(activity.user_id, self.deputy)
        self.assertEqual(activity.date_deadline, TOMORROW)
        self.assertIn(self.case.number, activity.summary)
        self.assertNotIn("amplifier", activity.summary)

    def test_whoever_is_reminded_reads_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["key_account_service"], ["zh_CN"]
        )
        self.deputy.lang = "zh_CN"
        measure = self.measure(user_id=self.deputy.id)
        self.assertIn("措施", measure.activity_ids.summary)
        with self.at(NOON):
            measure.write({"user_id": self.officer.id, "date_due": date(2026, 3, 9)})
        self.assertEqual(measure.activity_ids.user_id, self.officer)
        self.assertEqual(measure.activity_ids.date_deadline, date(2026, 3, 9))

    def test_the_supervisor_is_told_once_that_it_is_late(self):
        measure = self.measure()
        self.overdue(NOON + 24 * HOUR)
        self.assertEqual(len(measure.activity_ids), 1)
        # Past midnight in Chengdu, still the day before in UTC.
        self.overdue(NOON + 29 * HOUR)
        told = measure.activity_ids.filtered(lambda one: one.user_id != self.officer)
        self.assertEqual(told.user_id, self.supervisor)
        self.overdue(NOON + 30 * HOUR)
        self.assertEqual(len(measure.activity_ids), 2)

    def test_another_day_begins_anew(self):
        measure = self.measure()
        self.overdue(NOON + 48 * HOUR)
        with self.at(NOON + 48 * HOUR):
            measure.date_due = date(2026, 3, 5)
        self.assertFalse(measure.overdue_told_on)
        self.assertEqual(measure.activity_ids.user_id, self.officer)

    def test_what_is_ended_is_told_to_nobody(self):
        measure = self.measure()
        self.done(measure)
        self.overdue(NOON + 72 * HOUR)
        self.assertFalse(measure.overdue_told_on or measure.activity_ids)


class TestWhoMay(MeasureCase):
    def test_those_of_the_case_agree_on_it(self):
        for user in (self.officer, self.deputy, self.supervisor, self.manager):
            self.assertTrue(self.measure(user))
        for user in (self.stranger, self.auditor, self.clerk):
            with self.assertRaises(AccessError):
                self.measure(user, user_id=user.id)

    def test_the_responsible_of_another_department_carries_it_out(self):
        measure = self.measure(user_id=self.clerk.id)
        self.assertFalse(self.case.with_user(self.clerk).has_access("read"))
        mine = measure.with_user(self.clerk)
        self.assertEqual(mine.search([]), measure)
        for values in ({"name": "Nothing"}, {"date_due": date(2027, 1, 1)}):
            with self.assertRaises(AccessError):
                mine.write(values)
        with self.assertRaises(AccessError):
            mine.user_id = self.officer
        mine.result = "Replaced."
        with self.assertRaises(AccessError):
            mine.action_give_up()
        mine.action_done()
        self.assertEqual((measure.state, measure.done_by_id), ("done", self.clerk))
        with self.assertRaises(AccessError):
            mine.action_take_up()

    def test_others_see_nothing_of_it(self):
        measure = self.measure()
        for user in (self.stranger, self.clerk):
            hidden = measure.with_user(user)
            self.assertFalse(hidden.search([]))
            with self.assertRaises(AccessError):
                hidden.read(["name"])
            with self.assertRaises(AccessError):
                hidden.action_done()
        reader = measure.with_user(self.auditor)
        self.assertTrue(reader.name)
        with self.assertRaises(AccessError):
            reader.result = "x"

    def test_facts_are_nobodys_to_write_nor_is_it_deleted(self):
        measure = self.measure()
        for name, value in (
            ("state", "done"),
            ("done_at", NOON),
            ("done_by_id", self.officer.id),
            ("overdue_told_on", TODAY),
        ):
            for user in (self.officer, self.manager):
                with self.assertRaises(AccessError):
                    measure.with_user(user).write({name: value})
                with self.assertRaises(AccessError):
                    self.measure(user, **{name: value})
        with self.assertRaises(AccessError):
            measure.with_user(self.manager).unlink()

    def test_not_moved_to_a_foreign_case(self):
        foreign = self.make_case(
            partner_id=False, key_account_manager_id=self.stranger.id
        )
        measure = self.measure()
        with self.assertRaises(AccessError):
            measure.ticket_id = foreign
        with self.assertRaises(AccessError):
            self.measure(ticket_id=foreign.id)


class TestClosing(MeasureCase):
    def ready(self):
        case = self.explain(self.case).with_user(self.officer)
        with self.at(NOON + HOUR):
            case.stage_id = self.stage("solved")
            case._note_contact(NOON + HOUR)
            self.confirm(case)
        return case

    def test_open_measures_hold_back_a_complaint(self):
        measure = self.measure()
        case = self.ready()
        with self.assertRaisesRegex(RedirectWarning, "Replace the amplifier") as found:
            case.stage_id = self.stage("done")
        action = found.exception.args[1]
        self.assertEqual(action["res_model"], "key.account.case.measure")
        self.assertEqual(measure.search(action["domain"]), measure)
        self.done(measure)
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_given_up_with_a_reason_it_does_not(self):
        measure = self.measure(result="The customer moved out.")
        measure.action_give_up()
        self.assertEqual(measure.state, "cancelled")
        case = self.ready()
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_nor_what_is_no_complaint(self):
        self.measure()
        self.case.with_user(self.manager).case_kind = "enquiry"
        self.case.stage_id = self.stage("done")
        self.assertTrue(self.case.closed)

    def test_erased_with_the_person(self):
        measure = self.measure()
        self.case.sudo()._erase_words()
        self.assertEqual((measure.name, measure.result), ("Erased", "Erased"))

"""Days begin where the company is, not in Greenwich (FILE-8, TEAM-1, OPS-2)."""

from datetime import date, datetime, timedelta

from test_account_file import FileCase

from common import NOON

#: Seven in the morning of 3 March in Shanghai, still 2 March in UTC.
MORNING = datetime(2026, 3, 2, 23)


class TestDays(FileCase):
    def setUp(self):
        super().setUp()
        self.company.partner_id.tz = "Asia/Shanghai"
        (self.officer | self.deputy).tz = "Asia/Shanghai"

    def test_a_file_counts_from_the_day_it_was_opened_there(self):
        contact = self.contact.copy({"name": "New"})
        with self.at(MORNING):
            self.env.cr._now = MORNING
            self.addCleanup(lambda: setattr(self.env.cr, "_now", None))
            file = self.env["key.account.file"].create({"partner_id": contact.id})
            self.env.flush_all()
        self.assertEqual(file.verify_by, date(2026, 6, 3))

    def test_who_is_asked_to_look_after_files_is_who_stands_in_there(self):
        self.account.key_account_deputy_from = date(2026, 3, 3)
        keeper = self.account._key_account_keeper
        with self.at(MORNING - timedelta(hours=8)):
            self.assertEqual(keeper(self.officer.ids), self.supervisor)
        with self.at(MORNING):
            self.assertEqual(keeper(self.officer.ids), self.deputy)

    def test_nothing_is_erased_before_the_day_comes_there(self):
        self.company.partner_id.tz = "America/New_York"
        self.ref("retention_rule_person").write({"months": 1, "automatic": True})
        with self.at(NOON):
            self.person.partner_id.active = False
            self.env.flush_all()
        self.env["key.account.file"]._work_out_upkeep()
        self.assertEqual(self.person.erase_after, date(2026, 4, 2))
        for hour, erased in ((3, False), (5, True)):
            with self.at(datetime(2026, 4, 2, hour)):
                self.env["key.account.file"]._erase_due()
            self.env.invalidate_all()
            self.assertEqual(bool(self.person.erased_on), erased)

    def test_a_hold_lasts_until_its_day_ends_there(self):
        self.company.partner_id.tz = "America/New_York"
        self.person.write({"hold_reason": "Law suit", "hold_until": "2026-03-02"})
        with self.at(datetime(2026, 3, 3, 3)):
            self.assertTrue(self.person._erasure_obstacles())
        with self.at(datetime(2026, 3, 3, 6)):
            self.assertFalse(self.person._erasure_obstacles())

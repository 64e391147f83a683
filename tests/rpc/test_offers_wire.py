"""APP-6: who learns what customers were told, and who refuses by a link."""

from announcements import AnnouncementMixin
from test_access_matrix import WAYS

from wire import DENIED, REFUSALS, Refused, WireCase

RECIPIENT = "key.account.announcement.recipient"
OPT_OUT = "key.account.opt.out"
#: Who has to do with the hotel, and who with the bank.
READERS = {
    "officer": (True, False),
    "deputy": (True, False),
    "stranger": (False, True),
    "supervisor": (True, False),
    "head": (True, False),
    "outsider": (False, True),
    "manager": (True, True),
    "auditor": (True, True),
    "clerk": (False, False),
    "abroad": (False, False),
    "portal": (False, False),
    "portal_bank": (False, False),
}


class TestOffersWire(AnnouncementMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.announcement = self.make_announcement()
        recipients = self.env[RECIPIENT]
        self.hotel, self.shu = recipients.create(
            [
                {
                    "announcement_id": self.announcement.id,
                    "account_id": account.id,
                    "partner_id": account.id,
                    "state": "to_call",
                    "note": "Secret",
                }
                for account in (self.account, self.bank)
            ]
        )
        self.refused = self.env[OPT_OUT].create({"partner_id": self.account.id})
        self.refused_bank = self.env[OPT_OUT].create({"partner_id": self.bank.id})
        self.env.flush_all()

    def sees(self, role, record):
        def call(method, *args):
            return self.rpc(self.roles[role], record._name, method, *args)

        found = set()
        for way, ask in WAYS.items():
            if way in ("export_data", "onchange"):
                continue
            try:
                found.add(bool(ask(call, [("id", "=", record.id)])))
            except Refused:
                found.add(False)
        self.assertEqual(len(found), 1, f"{role} sees {record} in some ways only")
        return found.pop()

    def test_only_who_has_to_do_with_the_account_sees_it(self):
        pairs = (self.hotel, self.shu), (self.refused, self.refused_bank)
        for role, expected in READERS.items():
            for pair in pairs:
                with self.subTest(role=role, model=pair[0]._name):
                    seen = tuple(self.sees(role, record) for record in pair)
                    self.assertEqual(seen, expected)

    def test_counts_tell_strangers_nothing(self):
        read = "key.account.announcement", "read", self.announcement.ids
        names = ["open_count"]
        (found,) = self.rpc(self.officer, *read, names)
        self.assertEqual(found["open_count"], 1)
        (found,) = self.rpc(self.manager, *read, names)
        self.assertEqual(found["open_count"], 2)

    def test_nobody_forges_that_somebody_was_told(self):
        for role in READERS:
            for vals in ({"state": "told"}, {"told_at": "2026-03-02 12:00:00"}):
                with self.subTest(role=role, vals=vals):
                    self.assert_refused(
                        self.roles[role], RECIPIENT, "write", self.hotel.ids, vals
                    )

    def test_nobody_adds_or_removes_recipients(self):
        vals = {
            "announcement_id": self.announcement.id,
            "account_id": self.account.id,
            "partner_id": self.account.id,
        }
        for role in READERS:
            user = self.roles[role]
            with self.subTest(role=role):
                self.assert_refused(user, RECIPIENT, "create", [vals])
                self.assert_refused(user, RECIPIENT, "unlink", self.hotel.ids)
                self.assert_refused(user, OPT_OUT, "unlink", self.refused.ids)

    def test_strangers_note_nothing(self):
        for role in ("stranger", "outsider", "auditor", "clerk", "abroad", "portal"):
            user = self.roles[role]
            with self.subTest(role=role):
                vals = {"note": "Forged"}
                for record in (self.hotel, self.refused):
                    self.assert_refused(
                        user, record._name, "write", record.ids, vals, why=DENIED
                    )
                for method in ("action_told", "action_refuse", "action_send_again"):
                    self.assert_refused(
                        user, RECIPIENT, method, self.hotel.ids, why=DENIED
                    )
                self.assert_refused(
                    user, OPT_OUT, "action_end", self.refused.ids, why=DENIED
                )

    def test_only_administrators_of_the_company_let_it_go(self):
        for role in set(READERS) - {"manager"}:
            with self.subTest(role=role):
                self.assert_refused(
                    self.roles[role],
                    "key.account.announcement",
                    "action_start",
                    self.announcement.ids,
                )
        self.assertEqual(self.announcement.state, "draft")

    def test_nobody_gives_an_announcement_to_another_company(self):
        self.assert_refused(
            self.supervisor,
            "key.account.announcement",
            "write",
            self.announcement.ids,
            {"company_id": self.abroad.company_id.id},
            why=REFUSALS,
        )

    # ------------------------------------------------------------------
    # The link
    # ------------------------------------------------------------------

    def url(self):
        return self.hotel._refusal_url().replace(self.hotel.get_base_url(), "")

    def test_opening_the_link_does_nothing_yet(self):
        self.refused.action_end()
        self.env.flush_all()
        self.login(None)
        page = self.url_open(self.url())
        self.assertEqual(page.status_code, 200)
        self.assertIn("No more offers?", page.text)
        self.assertNotIn("Hotel", page.text)
        self.assertTrue(self.account._wanting_offers())

    def test_the_button_refuses_once(self):
        self.refused.action_end()
        self.env.flush_all()
        self.login(None)
        page = self.url_open(self.url())
        token = page.text.partition('name="csrf_token"')[2].split('"')[1]
        for _twice in range(2):
            page = self.url_open(self.url(), {"csrf_token": token})
            self.assertIn("Thank you", page.text)
        self.env.invalidate_all()
        self.assertFalse(self.account._wanting_offers())
        standing = self.env[OPT_OUT].search(
            [("partner_id", "=", self.account.id), ("until", "=", False)]
        )
        self.assertEqual((standing.way, standing.noted_by_id.id), ("link", False))

    def test_a_made_up_link_tells_nothing(self):
        self.login(None)
        for number in (self.hotel.id, self.shu.id, 0, 2**31 - 1, 2**31, 10**30):
            for token in ("x", "False", self.hotel._refusal_token()[:-1] + "é"):
                page = self.url_open(f"/key-account/no-offers/{number}/{token}")
                self.assertEqual(page.status_code, 404)

    def test_without_the_token_of_the_session_nothing_is_posted(self):
        self.refused.action_end()
        self.env.flush_all()
        self.login(None)
        self.url_open(self.url(), {"x": "y"})
        self.env.invalidate_all()
        self.assertTrue(self.account._wanting_offers())

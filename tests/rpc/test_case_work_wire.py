"""CASE-4, CASE-6, CASE-9, SEC-3: the work on a case attacked over the wire."""

from visits import drawing

from wire import DENIED, WireCase

FORM, NOTE = "key.account.case.form", "key.account.case.note"
MEASURE, TICKET = "key.account.case.measure", "helpdesk.ticket"
OUTSIDE = ("stranger", "clerk", "outsider", "abroad", "portal", "portal_bank")


class TestCaseWork(WireCase):
    def setUp(self):
        super().setUp()
        image = {"name": "Wang Fang", "image": drawing().decode()}
        mine = self.case.with_user(self.officer)
        self.form = mine._sign_form({"customer": image})
        self.note = mine._record_contact("2026-03-02 12:30:00", we_said="Secret")
        self.measure = (
            self.env[MEASURE]
            .with_user(self.officer)
            .create(
                {
                    "ticket_id": self.case.id,
                    "name": "Secret",
                    "date_due": "2026-03-05",
                }
            )
        )
        self.env.flush_all()

    def test_outsiders_learn_nothing(self):
        for record in (self.form, self.note, self.measure):
            for role in OUTSIDE:
                with self.subTest(model=record._name, role=role):
                    user, model = self.roles[role], record._name
                    self.assert_refused(user, model, "read", record.ids)
                    if role.startswith("portal"):
                        continue
                    domain = [("id", "=", record.id)]
                    self.assertFalse(self.rpc(user, model, "search", domain))
                    count = self.rpc(user, model, "search_count", domain)
                    self.assertFalse(count)

    def test_what_is_on_record_is_nobodys_to_make_change_or_delete(self):
        for record in (self.form, self.note):
            for role in ("officer", "supervisor", "manager", "auditor", "clerk"):
                user, model = self.roles[role], record._name
                values = {"ticket_id": self.case.id}
                for method, arguments in (
                    ("write", (record.ids, values)),
                    ("create", ([values],)),
                    ("unlink", (record.ids,)),
                ):
                    with self.subTest(model=model, role=role, method=method):
                        self.assert_refused(
                            user, model, method, *arguments, why=(DENIED,)
                        )

    def test_nor_by_way_of_the_case(self):
        for name, record in (("contact_ids", self.note), ("form_ids", self.form)):
            for command in ((2, record.id, 0), (3, record.id, 0), (5, 0, 0)):
                self.assert_refused(
                    self.officer, TICKET, "write", self.case.ids, {name: [command]}
                )
        self.assertTrue(self.form.exists() and self.note.exists())

    def test_a_measure_is_ended_by_its_buttons_only(self):
        for role in ("officer", "supervisor", "manager"):
            for values in ({"state": "done"}, {"done_at": "2026-03-02 12:00:00"}):
                self.assert_refused(
                    self.roles[role], MEASURE, "write", self.measure.ids, values
                )
        for role in OUTSIDE:
            for method in ("action_done", "action_give_up", "action_take_up"):
                self.assert_refused(self.roles[role], MEASURE, method, self.measure.ids)
        self.assertEqual(self.measure.state, "open")

    def test_no_forged_signature_through_the_form_that_signs(self):
        for role in ("stranger", "clerk", "auditor"):
            values = {
                "ticket_id": self.foreign.id if role == "officer" else self.case.id,
                "signed_by": "Forged",
                "signature": drawing().decode(),
            }
            with self.subTest(role=role):
                user = self.roles[role]
                try:
                    made = self.rpc(user, "helpdesk.ticket.sign", "create", [values])
                except Exception:  # noqa: BLE001
                    continue
                self.assert_refused(user, "helpdesk.ticket.sign", "action_sign", made)
        self.assertEqual(len(self.case.form_ids), 1)

    def test_nobody_reads_a_foreign_case_in_the_form_that_signs(self):
        model = "helpdesk.ticket.sign"
        values = {
            "ticket_id": self.case.id,
            "signed_by": "Forged",
            "signature": drawing().decode(),
        }
        for role in ("stranger", "outsider"):
            user = self.roles[role]
            with self.subTest(role=role):
                told = ""
                if not self.outcome(user, model, "create", [values]):
                    (last,) = self.rpc(user, model, "search", [], limit=1)
                    if not self.outcome(user, model, "read", [last], ["summary"]):
                        told = str(self.rpc(user, model, "read", [last], ["summary"]))
                spec = {"ticket_id": {}, "summary": {}, "signed_by": {}}
                sent = ([], {"ticket_id": self.case.id}, ["ticket_id"], spec)
                if not self.outcome(user, model, "onchange", *sent):
                    told += str(self.rpc(user, model, "onchange", *sent))
                self.assertNotIn("Secret", told)
                self.assertNotIn("Wang Fang", told)

    def test_the_signature_is_no_file_of_its_own(self):
        for role in OUTSIDE:
            self.authenticate(self.roles[role].login, self.roles[role].login)
            for name in ("pdf", "signature"):
                answer = self.url_open(f"/web/content/{FORM}/{self.form.id}/{name}")
                self.assertEqual(answer.status_code, 404, (role, name))

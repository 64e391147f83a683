"""SEC-1, SEC-3: account files and their parts under attack over the wire."""

import json

from hidden import device, key_person, person_file
from test_access_matrix import INTERNAL, WAYS

from wire import WireCase

#: Parts of the file of somebody at the hotel; what must not be told is ``Secret``.
PARTS = {
    "key.account.relative": {"name": "Secret", "phone": "110"},
    "key.account.anniversary": {"month": 5, "day": 1, "name": "Secret"},
    "key.account.device": {"number": "Secret"},
    "key.account.service": {"name": "Secret"},
    "key.account.competitor.presence": {"competitor": "Secret"},
}
READERS = {"officer", "deputy", "supervisor", "head", "manager", "auditor"}
OUTSIDERS = ("stranger", "outsider", "clerk", "abroad", "portal", "portal_bank")


class TestFileWire(WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        exporters = cls.env.ref("base.group_allow_export")
        exporters.user_ids |= cls.env["res.users"].browse(
            [cls.roles[role].id for role in INTERNAL]
        )
        cls.file = person_file(cls)
        cls.file.write({"department": "Secret", "preferences": "Secret"})
        cls.parts = [
            cls.env[model].create({"file_id": cls.file.id, **values})
            for model, values in PARTS.items()
        ]

    def seen(self, role, record, way):
        """Whether a role learns of a record in one of the ways."""
        user = self.roles[role]

        def call(method, *args):
            return self.rpc(user, record._name, method, *args)

        try:
            return bool(WAYS[way](call, [("id", "=", record.id)]))
        except Exception as refusal:  # pylint: disable=broad-except
            self.assertEqual(type(refusal).__name__, "Refused")
            return False

    def test_every_part_is_found_by_exactly_those_who_read_the_file(self):
        ways = [way for way in WAYS if way != "onchange"]
        for record in (self.file, *self.parts):
            for role in INTERNAL:
                for way in ways:
                    with self.subTest(model=record._name, role=role, way=way):
                        self.assertEqual(self.seen(role, record, way), role in READERS)

    def test_customers_are_refused_altogether(self):
        for record in (self.file, *self.parts):
            for role in ("portal", "portal_colleague", "portal_bank"):
                self.assert_refused(self.roles[role], record._name, "search", [])

    def test_no_form_tells_outsiders_the_name_of_a_part(self):
        for role in ("stranger", "clerk", "abroad"):
            for record in self.parts:
                for method, args in (
                    ("onchange", [record.ids, {}, [], {"display_name": {}}]),
                    ("web_read", [record.ids, {"display_name": {}}]),
                    ("name_search", ["Secret"]),
                ):
                    with self.subTest(role=role, model=record._name, method=method):
                        told = self.answer(role, record._name, method, *args)
                        self.assertNotIn("Secret", told)

    def answer(self, role, model, method, *args):
        """What the server tells, refusals included."""
        try:
            return json.dumps(self.rpc(self.roles[role], model, method, *args))
        except Exception as refusal:  # pylint: disable=broad-except
            return str(refusal)

    def test_nothing_is_found_by_searching_through_the_contact(self):
        """No path of fields leads from what outsiders read into a file."""
        contact = self.env["res.partner"]
        for name, field in contact._fields.items():
            if "key.account.file" in (field.comodel_name or ""):
                self.assertFalse(field.store or field.search, name)
        shown = [("id", "=", self.contact.id), ("key_account_file_shown", "=", True)]
        for role in ("stranger", "clerk"):
            told = self.answer(role, "res.partner", "search_count", shown)
            self.assertNotEqual(told, "1")

    def test_the_button_tells_outsiders_nothing(self):
        contacts = (self.contact | self.colleague).ids
        for role in ("stranger", "clerk", "outsider"):
            rows = self.rpc(
                self.roles[role],
                "res.partner",
                "read",
                contacts,
                ["key_account_file_shown"],
            )
            self.assertEqual({row["key_account_file_shown"] for row in rows}, {False})

    def test_outsiders_add_and_change_nothing(self):
        for role in OUTSIDERS:
            user = self.roles[role]
            for record in self.parts:
                values = {"file_id": self.file.id, **PARTS[record._name]}
                self.assert_refused(user, record._name, "create", [values])
                self.assert_refused(user, record._name, "write", record.ids, values)
                self.assert_refused(user, record._name, "unlink", record.ids)
            self.assert_refused(
                user, "key.account.file", "create", [{"partner_id": self.contact.id}]
            )

    def test_a_number_in_use_is_no_oracle(self):
        """An outsider is refused in the same way whether a number is in use or not."""
        for number in ("Secret", "unused"):
            for role in ("stranger", "supervisor", "clerk"):
                values = {"file_id": self.file.id, "number": number}
                self.assert_refused(
                    self.roles[role],
                    "key.account.device",
                    "create",
                    [values],
                    why=("AccessError",),
                )

    def test_what_follows_from_files_is_nobody_s_to_write(self):
        self.rpc(
            self.officer,
            "key.account.file",
            "write",
            self.file.ids,
            {"phone": "110", "department": "Desk"},
        )
        self.assertFalse(self.contact.phone)
        self.assertEqual(self.file.department, "Desk")

    def test_a_form_for_a_key_person_is_its_maker_s_own(self):
        form = key_person(self, "key.account.key.person")
        for role in ("stranger", "deputy", "supervisor", "manager", "clerk"):
            user = self.roles[role]
            self.assert_refused(user, form._name, "read", form.ids, ["department"])
            self.assert_refused(user, form._name, "action_add", form.ids)
            if role != "clerk":
                self.assertFalse(self.rpc(user, form._name, "search", []))
        self.assert_refused(
            self.stranger,
            form._name,
            "create",
            [{"file_id": self.file.id, "name": "Forged"}],
        )

    def test_the_report_by_its_address(self):
        url = f"/report/html/key_account_service.report_account_file/{self.file.id}"
        for role in (*OUTSIDERS, None):
            self.login(self.roles[role] if role else None)
            answer = self.url_open(url)
            self.assertNotIn("Secret", answer.text, role)
        for role in ("officer", "auditor"):
            self.login(self.roles[role])
            self.assertIn("Secret", self.url_open(url).text)

    def test_nothing_of_the_file_is_in_messages_or_attachments(self):
        messages = self.env["mail.message"].search(
            [
                "|",
                ("model", "=like", "key.account.file%"),
                ("body", "ilike", "Secret"),
            ]
        )
        self.assertFalse(messages.filtered(lambda m: m.model != "helpdesk.ticket"))
        self.env["ir.actions.report"].with_user(self.officer)._render_qweb_html(
            "key_account_service.action_report_account_file", self.file.ids
        )
        self.assertFalse(
            self.env["ir.attachment"].search([("res_model", "=", "key.account.file")])
        )

    def test_a_device_given_back_by_an_outsider(self):
        card = device(self, "key.account.device")
        for role in (*OUTSIDERS, "supervisor", "auditor"):
            self.assert_refused(
                self.roles[role], card._name, "action_give_back", card.ids
            )
        self.assertTrue(card.active)

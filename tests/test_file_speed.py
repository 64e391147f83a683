"""The cost of lists and forms of account files does not grow with what they show."""

from test_account_file import PARTS, FileCase

#: What the web client asks for on the list, and on the form of a group.
LIST = {
    "is_former": {},
    "partner_id": {"fields": {"display_name": {}}},
    "account_id": {"fields": {"display_name": {}}},
    "key_account_kind": {},
    "key_person_role": {},
    "key_account_tier_id": {"fields": {"display_name": {}}},
    "key_account_manager_id": {"fields": {"display_name": {}}},
    "phone": {},
    "attitude": {},
    "person_count": {},
}
FORM = {
    **LIST,
    "is_organisation": {},
    "is_editable": {},
    "missing_person_count": {},
    "person_ids": {"fields": LIST, "limit": 80},
    "anniversary_ids": {"fields": {"day_label": {}, "next_date": {}}, "limit": 80},
    "relative_ids": {"fields": {"name": {}}, "limit": 80},
    "device_ids": {"fields": {"number": {}}, "limit": 80},
    "ticket_ids": {"fields": {"number": {}}, "limit": 80},
    "visit_count": {},
    "ticket_count": {},
}


class TestSpeed(FileCase):
    def add_people(self, count):
        people = self.env["res.partner"].create(
            [
                {
                    "name": f"Person {number}",
                    "parent_id": self.account.id,
                    "key_person_role": "liaison",
                }
                for number in range(count)
            ]
        )
        files = self.file.create([{"partner_id": person.id} for person in people])
        for model, values in PARTS.items():
            lines = [{"file_id": file.id, **values} for file in files]
            if model == "key.account.device":
                for number, line in enumerate(lines):
                    line["number"] = f"C{count}-{number}"
            self.env[model].create(lines)
        return files

    def queries(self, call):
        """How many queries a call takes when nothing is cached."""
        self.env.flush_all()
        call()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    def cost_of_list(self):
        files = self.env["key.account.file"].with_user(self.officer)
        return self.queries(
            lambda: files.web_search_read(
                [("account_id", "=", self.account.id)], LIST, limit=100
            )
        )

    def cost_of_form(self):
        file = self.file.with_user(self.officer)
        return self.queries(lambda: file.web_read(FORM))

    def test_a_list_of_80_files(self):
        self.add_people(8)
        few = self.cost_of_list()
        self.add_people(72)
        self.assertLessEqual(self.cost_of_list(), few)
        self.assertLess(few, 20)

    def test_a_group_with_30_persons(self):
        self.add_people(3)
        few = self.cost_of_form()
        self.add_people(27)
        self.assertLessEqual(self.cost_of_form(), few)
        self.assertLess(few, 60)

    def test_the_button_on_80_contacts(self):
        ids = self.add_people(80).partner_id.ids
        contacts = self.env["res.partner"].with_user(self.officer).browse(ids)
        cost = self.queries(lambda: contacts.mapped("key_account_file_shown"))
        self.assertLess(cost, 10)

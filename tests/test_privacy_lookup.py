"""Odoo's search for the data of a person finds files, and tells nothing of them."""

from test_account_file import FileCase

from odoo.exceptions import UserError


class TestPrivacyLookup(FileCase):
    def setUp(self):
        super().setUp()
        wizard = self.env["privacy.lookup.wizard"].create(
            {"name": "Wang Fang", "email": "wang.fang@hotel.example"}
        )
        self.env.flush_all()
        wizard.action_lookup()
        self.lines = wizard.line_ids

    def found(self, model):
        lines = self.lines.filtered(lambda line: line.res_model == model)
        return self.env[model].browse(lines.mapped("res_id"))

    def test_the_file_and_every_line_of_it_once(self):
        self.assertEqual(self.found("key.account.file").ids, self.person.ids)
        for part in self.parts:
            self.assertEqual(self.found(part._name).ids, part.ids)

    def test_named_as_a_relative_of_somebody_else(self):
        relative = self.env["key.account.relative"].create(
            {
                "file_id": self.file.id,
                "name": "Wang Fang",
                "partner_id": self.contact.id,
            }
        )
        wizard = self.lines.wizard_id
        self.env.flush_all()
        wizard.action_lookup()
        self.lines = wizard.line_ids
        self.assertIn(relative, self.found("key.account.relative"))

    def test_places_of_work_are_found_though_they_are_active_elsewhere(self):
        place = self.env["fsm.location"].create(
            {"name": "Lobby", "owner_id": self.contact.id}
        )
        self.assertFalse(place._fields["active"].store)
        wizard = self.lines.wizard_id
        self.env.flush_all()
        wizard.action_lookup()
        self.lines = wizard.line_ids
        self.assertEqual(self.found("fsm.location"), place)

    def test_it_tells_nothing_of_the_file(self):
        names = " ".join(self.lines.mapped("res_name"))
        self.assertNotIn("Li Na", names)
        self.assertNotIn("8100 0001", names)

    def test_it_deletes_nothing_of_the_file(self):
        ours = self.lines.filtered(
            lambda line: line.res_model.startswith("key.account.")
        )
        for line in ours:
            with self.assertRaises(UserError):
                line.action_unlink()
        (ours | ours).action_unlink_all()
        ours.action_archive_all()
        self.assertTrue(self.person.exists() and self.person.active)
        for part in self.parts:
            self.assertTrue(part.exists())

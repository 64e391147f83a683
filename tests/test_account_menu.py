"""FILE-10: what belongs to accounts and files is found without a long search."""

from odoo.exceptions import AccessError
from odoo.tests import Form

from common import KeyAccountCase

MOST = 7


class TestAccountMenu(KeyAccountCase):
    def below(self, name):
        menu = self.ref(name)
        return self.env["ir.ui.menu"].search([("parent_id", "=", menu.id)])

    def test_no_level_is_longer_than_one_sees_at_a_glance(self):
        for name in ("accounts", "file"):
            level = self.below(f"key_account_service_menu_{name}")
            while level:
                for siblings in level.grouped("parent_id").values():
                    entries = siblings.filtered("action")
                    groups = siblings - entries
                    self.assertLessEqual(len(entries), MOST)
                    self.assertLessEqual(len(groups), MOST)
                    self.assertEqual(
                        len(siblings), len(set(siblings.mapped("sequence")))
                    )
                level = self.env["ir.ui.menu"].search([("parent_id", "in", level.ids)])

    def test_an_officer_finds_no_empty_group(self):
        menus = self.env["ir.ui.menu"].with_user(self.officer)
        shown = menus.browse(menus._visible_menu_ids())
        names = self.ref("key_account_service_menu_file").child_id & shown
        self.assertNotIn(self.ref("key_account_service_menu_oversight"), names)
        self.assertIn(self.ref("key_account_service_menu_content"), names)


class TestPlaceOnTheMap(KeyAccountCase):
    def pages(self, user):
        partners = self.env["res.partner"].with_user(user)
        return partners.get_view(view_type="form")["arch"]

    def test_only_field_service_sees_where_a_contact_lies(self):
        self.assertNotIn("geo_location", self.pages(self.officer))
        self.officer.group_ids |= self.env.ref("fieldservice.group_fsm_user_own")
        self.assertIn("geo_location", self.pages(self.officer))

    def test_without_that_page_a_contact_is_edited_as_before(self):
        with Form(self.account.with_user(self.supervisor)) as form:
            form.city = "Chengdu"
        self.assertEqual(self.account.city, "Chengdu")
        with self.assertRaises(AccessError):
            self.account.with_user(self.clerk).write({"key_account_kind": False})

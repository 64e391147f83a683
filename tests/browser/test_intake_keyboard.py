"""CASE-1: a caller is taken in under 20 seconds, without the mouse."""

from keyboard import keyboard

from odoo.tests import HttpCase, tagged

from common import BranchMixin

BOX = ".modal div[name='partner_id'] input"
HIT = ".o-autocomplete--dropdown-item"
LIMIT = 20


@tagged("post_install", "-at_install")
class TestKeyboard(BranchMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact.write({"name": "王芳", "phone": "+86 28 8765 4321"})

    def opened(self, keys):
        keys.wait(".o_list_view .o_list_buttons, .o_list_view .o_control_panel", "New")
        keys.waited = 0
        keys.hotkey("c")
        keys.wait(BOX)

    def take(self, keys, text, name):
        """From the first key to the recorded case."""
        self.opened(keys)
        self.assertEqual(keys.focus(), "partner_id")
        keys.type(text)
        keys.wait(HIT, "王芳")
        keys.press("Enter")
        keys.wait(".modal div[name='key_account_tier_id']", "A")
        keys.tab_to("case_kind")
        keys.press("Space")
        keys.wait(".modal div[name='promise']", "We will have it solved by")
        keys.tab_to("name")
        keys.type(name)
        keys.hotkey("q")
        keys.wait(".o_form_view div[name='resolve_by']")

    def newest(self):
        return self.env["helpdesk.ticket"].search([], order="id desc", limit=1)

    def test_a_call_is_taken_by_initials(self):
        with keyboard(self, "/odoo/cases", "kas-deputy") as keys:
            self.take(keys, "wf", "No picture in 40 rooms")
        case = self.newest()
        self.assertEqual(case.name, "No picture in 40 rooms")
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(case.case_kind, "complaint")
        self.assertLess(keys.seconds, LIMIT, f"{keys.strokes} keys")
        self.assertLess(keys.strokes, 40)

    def test_and_by_telephone(self):
        with keyboard(self, "/odoo/cases", "kas-deputy") as keys:
            self.take(keys, "87654321", "No picture, room 12")
        self.assertEqual(self.newest().partner_id, self.contact)
        self.assertLess(keys.seconds, LIMIT, f"{keys.strokes} keys")

    def test_who_calls_again_is_added_to_the_case(self):
        case = self.make_case(user=self.deputy)
        # While the browser works, the cursor of the test is its own.
        number = case.number
        with keyboard(self, "/odoo/cases", "kas-deputy") as keys:
            self.opened(keys)
            keys.type("wf")
            keys.wait(HIT, "王芳")
            keys.press("Enter")
            keys.wait(".modal .o_open_cases button", number)
            keys.tab_to("open_case_ids")
            keys.press("Enter")
            keys.wait(".modal button[name='action_join_case']")
            keys.tab_to("name")
            keys.type("Still dark")
            keys.hotkey("q")
            keys.wait(".o_form_view div[name='resolve_by']")
        self.assertEqual(self.newest(), case)
        # Work has begun with it, which the conversation says as well.
        self.assertIn("Still dark", " ".join(case.message_ids.mapped("body")))
        self.assertLess(keys.seconds, LIMIT, f"{keys.strokes} keys")

    def test_a_caller_whom_nobody_knows(self):
        with keyboard(self, "/odoo/cases", "kas-deputy") as keys:
            self.opened(keys)
            keys.type("13600001111")
            keys.wait(HIT, "New caller")
            keys.press("Enter")
            keys.tab_to("case_kind")
            keys.press("Space")
            keys.tab_to("name")
            keys.type("No picture")
            keys.hotkey("q")
            keys.wait(".o_form_view div[name='resolve_by']")
        case = self.newest()
        self.assertFalse(case.partner_id)
        self.assertIn("13600001111", case.description)
        self.assertLess(keys.seconds, LIMIT, f"{keys.strokes} keys")

    def test_a_proposed_level_is_taken_with_one_key(self):
        with keyboard(self, "/odoo/cases", "kas-deputy") as keys:
            self.opened(keys)
            keys.type("wf")
            keys.wait(HIT, "王芳")
            keys.press("Enter")
            keys.tab_to("case_kind")
            keys.press("Space")
            keys.wait(".modal div[name='promise']", "We will have it solved by")
            keys.tab_to("name")
            keys.type("They call the press")
            keys.press("Tab")
            keys.wait(".modal .o_proposed_level", "because of “press”")
            keys.hotkey("p")
            keys.wait(".modal div[name='level_guidance']", "parent company")

"""A browser that is worked by its keyboard alone, as a clerk with a headset does."""

import json
import time
from contextlib import contextmanager

from odoo.tests.common import ChromeBrowser

#: What Chrome wants to know of keys that are no letters.
KEYS = {
    "Tab": (9, ""),
    "Enter": (13, "\r"),
    "Space": (32, " "),
    "ArrowDown": (40, ""),
    "Escape": (27, ""),
}
ALT = 1
#: Seconds a key of somebody who types 40 words a minute, the speed of an office.
SECONDS_A_KEY = 0.3


class Keyboard:
    """Presses real keys in Chrome, and counts them."""

    def __init__(self, browser):
        self.browser = browser
        self.strokes = 0
        self.waited = 0.0

    def type(self, text):
        for sign in text:
            self.strokes += 1
            self._send("char", text=sign, key=sign)

    def press(self, name, times=1):
        code, text = KEYS[name]
        key = " " if name == "Space" else name
        for _time in range(times):
            self.strokes += 1
            about = {"key": key, "code": name, "windowsVirtualKeyCode": code}
            self._send("keyDown" if text else "rawKeyDown", text=text, **about)
            self._send("keyUp", **about)

    def hotkey(self, letter):
        """Alt and a letter."""
        self.strokes += 2
        code = ord(letter.upper())
        about = {"key": letter, "windowsVirtualKeyCode": code, "modifiers": ALT}
        self._send("rawKeyDown", **about)
        self._send("keyUp", **about)

    def _send(self, kind, **about):
        params = {"type": kind, **about}
        self.browser._websocket_request("Input.dispatchKeyEvent", params=params)

    def evaluate(self, expression):
        answer = self.browser._websocket_request(
            "Runtime.evaluate",
            params={"expression": expression, "returnByValue": True},
        )
        return answer["result"].get("value")

    def wait(self, selector, text="", seconds=20):
        """Until the page shows ``text`` in ``selector``; a person would wait, too."""
        begin = time.monotonic()
        found = (
            f"[...document.querySelectorAll({json.dumps(selector)})]"
            f".some((el) => el.textContent.includes({json.dumps(text)}))"
        )
        while not self.evaluate(found):
            if time.monotonic() - begin > seconds:
                raise AssertionError(f"{selector} with {text!r} does not show")
            time.sleep(0.02)
        self.waited += time.monotonic() - begin

    def focus(self):
        """The name of the field that has the focus."""
        field = "document.activeElement.closest('.o_field_widget[name]')"
        return self.evaluate(f"{field}?.getAttribute('name') || ''")

    def tab_to(self, name, most=8):
        """Tab on until a field has the focus."""
        for _time in range(most):
            if self.focus() == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached; focus on {self.focus()}")

    @property
    def seconds(self):
        """What a person needs: the keys at office speed, and what the page took."""
        return self.strokes * SECONDS_A_KEY + self.waited


@contextmanager
def keyboard(test, path, login):
    """Log in, open a page, and hand over its keyboard."""
    browser = ChromeBrowser(test)
    with test.allow_requests(browser=browser):
        try:
            test.authenticate(login, login, browser=browser)
            test.cr.flush()
            test.cr.clear()
            browser.navigate_to(test.base_url() + path)
            yield Keyboard(browser)
        finally:
            browser.stop()
            test._wait_remaining_requests()
            test.env.invalidate_all()

"""The pictures of the README, taken from a fresh demo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from . import demo
from .paths import CHECKOUT, Failure, run_main, say

DATABASE = "kas_screenshots"
PORT = 8079
FOLDER = CHECKOUT / "docs" / "images"
DESKTOP = {"width": 1280, "height": 760}
PHONE = {"width": 390, "height": 780}
TALL = {"width": 1280, "height": 1250}
#: The first account of a list.
ACCOUNT = ".o_data_row td[name='complete_name']"


class Shot(NamedTuple):
    """A page as one login sees it; ``clicks`` are made before the picture is taken."""

    name: str
    login: str
    path: str
    clicks: tuple[str, ...] = ()
    viewport: dict = DESKTOP


SHOTS = [
    Shot("desk", "wang.fang", "/odoo/cases"),
    Shot("desk-zh", "li.qiang", "/odoo/cases"),
    Shot("case", "wang.fang", "/odoo/cases", (".o_data_row td[name='name']",)),
    Shot("case-zh", "li.qiang", "/odoo/cases", (".o_data_row td[name='name']",)),
    Shot("kanban", "wang.fang", "/odoo/cases", (".o_switch_view.o_kanban",)),
    Shot("my-deadlines", "wang.fang", "/odoo/my-deadlines"),
    # All that were sent, without the two filters that begin with what is left to do.
    Shot("alarms", "zhao.min", "/odoo/deadline-alarms", (".o_facet_remove",) * 2),
    Shot("accounts", "zhao.min", "/odoo/key-accounts"),
    Shot("account", "wang.fang", "/odoo/my-key-accounts", (ACCOUNT,), TALL),
    Shot("account-zh", "li.qiang", "/odoo/my-key-accounts", (ACCOUNT,), TALL),
    Shot("accounts-phone", "wang.fang", "/odoo/my-key-accounts", viewport=PHONE),
    Shot(
        "policies", "admin", "/odoo/deadline-policies", (".o_data_row td[name='name']",)
    ),
    Shot("portal", "customer", "/my/tickets"),
    Shot("portal-zh", "customer", "/my/tickets"),
    Shot("phone", "wang.fang", "/odoo/cases", viewport=PHONE),
]


@contextmanager
def running_demo() -> Iterator[str]:
    """A demo of its own, so that nobody's work is seen or lost."""
    options = [f"--database={DATABASE}", f"--port={PORT}"]
    demo.main([*options, "--fresh", "--detach"])
    try:
        yield f"http://localhost:{PORT}"
    finally:
        demo.main([*options, "--stop"])


def sign_in(browser: Browser, address: str, shot: Shot) -> Page:
    """A new session of the login; the password is the same in the demo."""
    context = browser.new_context(
        viewport=shot.viewport,
        timezone_id="Asia/Shanghai",
        locale="zh-CN" if shot.name.endswith("-zh") else "en-US",
    )
    page = context.new_page()
    page.goto(f"{address}/web/login")
    page.fill("input[name=login]", shot.login)
    page.fill("input[name=password]", shot.login)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/web/login" not in url)
    return page


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Take one picture."""
    page = sign_in(browser, address, shot)
    page.goto(address + shot.path)
    page.wait_for_selector(".o_view_controller, .o_portal_wrap")
    for selector in shot.clicks:
        page.wait_for_selector(selector)
        page.locator(selector).first.click()
        page.wait_for_timeout(500)
    # The web client never falls silent; give it time to draw.
    page.wait_for_timeout(3000)
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    page.context.close()


def main(arguments: list[str]) -> int:
    """Take all pictures, or those that are named."""
    wanted = [shot for shot in SHOTS if not arguments or shot.name in arguments]
    if not wanted:
        raise Failure(f"no such picture; there are: {', '.join(s.name for s in SHOTS)}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for shot in wanted:
            say(f"Taking {shot.name}")
            take(browser, address, shot)
        browser.close()
    return 0


if __name__ == "__main__":
    run_main(main)

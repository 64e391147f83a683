"""The pictures of the README, taken from a fresh demo."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
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
#: The file of a group customer: the first in the list of them.
FILES = "/odoo/key-account-files"
GROUP_FILE = ".o_data_row:has-text('天府国际酒店集团') td[name='partner_id']"
KEY_PERSONS = ".o_notebook .nav-link[name='people']"
SUBMITTED = "/odoo/key-account-tier-proposals"
PROPOSAL = ".o_data_row:has(.text-bg-info) td[name='account_id']"
IMPORT = "/odoo/key-account-import"
#: Where a workbook with errors is handed over, tried out and refused.
WORKBOOK = "input[type=file]"
TRY_OUT = (
    ".o_list_button_add",
    WORKBOOK,
    "button[name='action_read']",
    "button[name='action_check']",
    ".o_horizontal_separator:has-text('Findings')",
)


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
    Shot("account-file", "wang.fang", FILES, (GROUP_FILE, KEY_PERSONS)),
    Shot("account-file-zh", "li.qiang", FILES, (GROUP_FILE, KEY_PERSONS)),
    Shot("tier-proposal", "zhao.min", SUBMITTED, (PROPOSAL,)),
    Shot("import", "wang.fang", IMPORT, TRY_OUT),
    Shot("card-matrix", "admin", "/odoo/key-account-card-matrix"),
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


def faulty_workbook(folder: str) -> Path:
    """A workbook as clerks send it: a word and a date that nobody can read."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Accounts"
    sheet.append(["Account Name", "Sex", "Birthday", "Customer Since"])
    sheet.append(["张国栋", "male", "1963-10-26", "2015-01-15"])
    sheet.append(["邱慧敏", "unsure", "8 March, I think", "2016-03-08"])
    sheet.append(["高立", "male", "1971-06-31", "2018-05-01"])
    path = Path(folder) / "Key accounts 2026.xlsx"
    book.save(path)
    return path


def step(page: Page, selector: str) -> None:
    """Click, or hand over the workbook where a file is asked for."""
    if selector == WORKBOOK:
        with tempfile.TemporaryDirectory() as folder:
            page.set_input_files(selector, faulty_workbook(folder))
            page.wait_for_timeout(1500)
        return
    # A workbook is tried out by the scheduler, which may be busy.
    page.wait_for_selector(selector, timeout=120_000)
    page.locator(selector).first.click()
    page.wait_for_timeout(500)


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Take one picture."""
    page = sign_in(browser, address, shot)
    page.goto(address + shot.path)
    page.wait_for_selector(".o_view_controller, .o_portal_wrap, .o_card_matrix")
    for selector in shot.clicks:
        step(page, selector)
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

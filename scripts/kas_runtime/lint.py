"""The checks of scripts/lint: style, what Odoo 19 has dropped, translations."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from .paths import CHECKOUT, MODULE, Failure, run_main, say

ADDON = CHECKOUT / MODULE
CODE = [MODULE, "tests", "scripts", "benchmarks", "setup.py"]
# Dropped or advised against in Odoo 19; its own upgrade checker misses these.
OUTDATED = re.compile(r"kanban-box|oe_chatter|\bt-esc\b|\bt-raw\b")
# The author is not the OCA; the one README stands at the top of the repository.
NOT_OURS = "manifest-required-author,missing-readme"
TRANSLATION = ADDON / "i18n" / "zh_CN.po"


def run(*command: str) -> Iterator[str]:
    """Run a tool of the environment; yield its output if it complains."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=CHECKOUT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        yield done.stdout.strip()


def existing(names: list[str]) -> list[str]:
    """Those of the names that are in the checkout."""
    return [name for name in names if (CHECKOUT / name).exists()]


def files(*suffixes: str) -> list[Path]:
    """The add-on's files of that kind."""
    return sorted(path for path in ADDON.rglob("*") if path.suffix in suffixes)


def place(path: Path, line: int) -> str:
    """How a finding names its place."""
    return f"{path.relative_to(CHECKOUT)}:{line}"


def style() -> Iterator[str]:
    """Ruff's rules (see pyproject.toml)."""
    yield from run("ruff", "check", "--output-format=concise", *existing(CODE))


def layout() -> Iterator[str]:
    """Ruff's formatting."""
    yield from run("ruff", "format", "--check", *existing(CODE))


def pylint_odoo() -> Iterator[str]:
    """The OCA's rules for add-ons."""
    yield from run("pylint", "--rcfile=.pylintrc", f"--disable={NOT_OURS}", MODULE)


def deprecated() -> Iterator[str]:
    """Odoo's own upgrade checker finds nothing to rewrite."""
    path = f"--addons-path={CHECKOUT}"
    options = ["--from", "17.0", "--glob", f"{MODULE}/**/*", "--dry-run"]
    yield from run("odoo", path, "upgrade_code", *options)


def outdated() -> Iterator[str]:
    """No markup of earlier versions."""
    for path in files(".xml", ".js", ".py", ".html"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if match := OUTDATED.search(line):
                yield f"{place(path, number)}: {match[0]} is not used in Odoo 19"


def well_formed() -> Iterator[str]:
    """Every XML file can be read."""
    from lxml import etree

    for path in files(".xml", ".svg"):
        try:
            etree.parse(str(path))
        except etree.XMLSyntaxError as error:
            yield f"{place(path, error.lineno or 1)}: {error.msg}"


def translated() -> Iterator[str]:
    """The Chinese translation is complete and keeps its placeholders."""
    import polib

    if not TRANSLATION.exists():
        yield f"{TRANSLATION.relative_to(CHECKOUT)} is missing"
        return
    for entry in polib.pofile(str(TRANSLATION)):
        at = place(TRANSLATION, entry.linenum)
        if entry.obsolete:
            yield f"{at}: obsolete entry “{entry.msgid}”"
        elif entry.fuzzy or not entry.translated():
            yield f"{at}: “{entry.msgid}” is not translated"
        elif placeholders(entry.msgid) != placeholders(entry.msgstr):
            yield f"{at}: “{entry.msgid}” and its translation differ in placeholders"


def placeholders(text: str) -> list[str]:
    """The parts of a text that a program fills in."""
    return sorted(re.findall(r"%\(\w+\)[sdif]|%[sd]|\{\{.*?\}\}", text))


def pins() -> Iterator[str]:
    """requirements.txt is complete and does not contradict itself."""
    yield from run("pip", "check")


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "ruff-check": style,
    "ruff-format": layout,
    "pylint-odoo": pylint_odoo,
    "upgrade-code": deprecated,
    "outdated": outdated,
    "xml": well_formed,
    "translation": translated,
    "requirements": pins,
}


def main(arguments: list[str]) -> int:
    """Run the checks named, or all; return 1 if one complains."""
    if unknown := set(arguments) - set(CHECKS):
        raise Failure(
            f"no such check: {', '.join(sorted(unknown))}; "
            f"there are {', '.join(CHECKS)}."
        )
    failed = []
    for name in arguments or CHECKS:
        findings = list(CHECKS[name]())
        say(f"{name}: {'failed' if findings else 'fine'}")
        print("\n".join(findings), end="\n" if findings else "", flush=True)
        failed += [name] if findings else []
    if failed:
        raise Failure(f"mend what {', '.join(failed)} found (see above).")
    return 0


if __name__ == "__main__":
    run_main(main)

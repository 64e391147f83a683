"""The catalogs of the add-on, brought in line with the terms it has now.

Translations are kept; what is no longer used goes, what is new is listed until somebody
translates it. ``--words`` takes new translations from JSON files.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import polib

from . import databases, postgres, server
from .paths import CHECKOUT, MODULE, folder, run_main, say

CATALOGS = CHECKOUT / MODULE / "i18n"
TEMPLATE = CATALOGS / f"{MODULE}.pot"
CHINESE = CATALOGS / "zh_CN.po"
EXTRA = CHECKOUT / MODULE / "i18n_extra" / "zh_CN.po"
WIDTH = 78


def export() -> polib.POFile:
    """Every term of the add-on as it is now, by Odoo's own export."""
    target = folder("log") / "translate.pot"
    database = databases.test_name("translate")
    databases.clone_database(database)
    try:
        databases.install_module(database, folder("log") / "translate.log")
        options = [f"--config={os.environ['ODOO_RC']}", f"--database={database}"]
        command = [sys.executable, "-m", "odoo", "i18n", "export", *options, MODULE]
        subprocess.run([*command, f"--output={target}"], check=True, cwd=CHECKOUT)
    finally:
        databases.drop_database(database)
    return polib.pofile(str(target), wrapwidth=WIDTH)


def read_words(files: Iterable[Path]) -> dict[str, str]:
    """New translations; later files win. Terms are compared without their spacing."""
    words: dict[str, str] = {}
    for file in files:
        terms = json.loads(file.read_text())
        words |= {" ".join(term.split()): said for term, said in terms.items()}
    return words


def write_template(terms: polib.POFile) -> None:
    """The template: the terms without a translation, under the header there was."""
    old = polib.pofile(str(TEMPLATE), wrapwidth=WIDTH)
    terms.metadata, terms.header = old.metadata, old.header
    for entry in terms:
        entry.msgstr = ""
    terms.save(str(TEMPLATE))


def write_catalog(terms: polib.POFile, words: dict[str, str]) -> list[str]:
    """The catalog: what was translated already, and the new words.

    Returns the terms that nobody has translated yet.
    """
    catalog = polib.pofile(str(CHINESE), wrapwidth=WIDTH)
    known = {entry.msgid: entry.msgstr for entry in catalog}
    catalog.clear()
    missing = []
    for entry in terms:
        said = words.get(" ".join(entry.msgid.split())) or known.get(entry.msgid)
        if not said:
            missing.append(entry.msgid)
            continue
        catalog.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=said.rstrip("\n") + "\n" * entry.msgid.endswith("\n"),
                comment=entry.comment,
                occurrences=entry.occurrences,
            )
        )
    catalog.save(str(CHINESE))
    return missing


def tidy_extra(terms: polib.POFile) -> None:
    """Second words keep only the places where the term still stands."""
    places = {entry.msgid: set(entry.occurrences) for entry in terms}
    catalog = polib.pofile(str(EXTRA), wrapwidth=WIDTH)
    for entry in [entry for entry in catalog if entry.msgctxt == MODULE]:
        found = places.get(entry.msgid, set())
        entry.occurrences = [place for place in entry.occurrences if place in found]
        if not entry.occurrences:
            catalog.remove(entry)
    catalog.save(str(EXTRA))


def main(arguments: list[str]) -> int:
    """Rewrite the catalogs; the exit code says whether anything is untranslated."""
    parser = argparse.ArgumentParser(prog="scripts/translate", description=__doc__)
    parser.add_argument("--words", nargs="*", default=[], type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    with postgres.running():
        server.enter_environment()
        terms = export()
    words = read_words(options.words)
    missing = write_catalog(terms, words)
    tidy_extra(terms)
    write_template(terms)
    for term in missing:
        say(f"untranslated: {term!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    run_main(main)

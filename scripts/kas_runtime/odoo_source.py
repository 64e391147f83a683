"""Odoo 19 itself: the user's own, or Debian's package unpacked in the cache."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .packages import update
from .paths import Failure, folder, prune_siblings, remove, say

SERIES = "19.0"
PACKAGE = "odoo-19"
SUITE = "sid"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# The package links fonts and scripts of these instead of carrying them.  Two have
# moved on in SUITE; the files Odoo wants are in the release named.
OLDER = "trixie"
LINKED = (
    f"fonts-font-awesome/{OLDER}",
    f"fonts-inconsolata/{OLDER}",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
# Raise it when what is done with the packages below changes: they are fetched anew.
RECIPE = "r2"
PYTHON_FOLDER = "usr/lib/python3/dist-packages"


@dataclass(frozen=True)
class Odoo:
    """A folder that holds the ``odoo`` package, and what tells versions apart."""

    path: Path
    version: str


def locate() -> Odoo:
    """Odoo as the user names it, else from the cache, else fetched."""
    return _from_folder() or _from_interpreter() or _from_debian()


def _from_folder() -> Odoo | None:
    named = os.environ.get("ODOO_HOME")
    if not named:
        return None
    path = Path(named).expanduser().absolute()
    if path.name == "odoo" and (path / "release.py").is_file():
        path = path.parent
    release = path / "odoo" / "release.py"
    if not release.is_file():
        raise Failure(
            f"ODOO_HOME={named} holds no odoo/release.py; "
            "point it at a checkout of Odoo 19 or the folder its package lies in."
        )
    series = re.search(r"version_info = \((\d+), (\d+)", release.read_text())
    if not series or ".".join(series.groups()) != SERIES:
        raise Failure(f"ODOO_HOME={named} is not Odoo {SERIES}.")
    return Odoo(path, f"{SERIES} {path} {release.stat().st_mtime_ns}")


def _from_interpreter() -> Odoo | None:
    python = os.environ.get("KAS_PYTHON")
    if not python:
        return None
    probe = "import odoo.release as r; print(r.series, r.__file__, sep='\\n')"
    answer = subprocess.run([python, "-c", probe], capture_output=True, text=True)
    if answer.returncode:
        return None
    series, file = answer.stdout.split("\n")[:2]
    if series != SERIES:
        raise Failure(f"KAS_PYTHON={python} imports Odoo {series}, not {SERIES}.")
    path = Path(file).parents[1]
    return Odoo(path, f"{SERIES} {path}")


def _from_debian() -> Odoo:
    base = folder("odoo")
    for found in sorted(base.glob(f"{SERIES}*.{RECIPE}")):
        prune_siblings(found)
        return Odoo(found / PYTHON_FOLDER, found.name)
    work = base / ".partial"
    remove(work)
    (work / "deb").mkdir(parents=True)
    _download(work / "deb")
    version = _unpack(work)
    (work / "root").rename(base / version)
    remove(work)
    return Odoo(base / version / PYTHON_FOLDER, version)


def _mirror() -> str:
    """The Debian mirror this machine is already set up to use."""
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI)"]
    command += ["Created-By: Packages", "Origin: Debian"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        answer = None
    for uri in answer.stdout.split() if answer else ():
        if "security" not in uri:
            return uri
    return ""


def _apt_options(work: Path) -> list[str]:
    """A private apt for one suite, so that the machine's own stays untouched."""
    mirror = _mirror()
    if not mirror:
        # Without package lists (a fresh image) apt does not know its origins.
        update()
        mirror = _mirror()
    if not mirror or not KEYRING.is_file():
        raise Failure(
            f"Odoo is taken from Debian's package {PACKAGE}, but this machine has no "
            "Debian mirror and keyring (debian-archive-keyring). "
            f"Install Odoo {SERIES} yourself and name its folder in ODOO_HOME."
        )
    sources = work / "sources.list"
    sources.write_text(
        "".join(
            f"deb [signed-by={KEYRING}] {mirror} {suite} main\n"
            for suite in (SUITE, OLDER)
        )
    )
    for name in ("lists/partial", "cache/archives/partial"):
        (work / name).mkdir(parents=True, exist_ok=True)
    settings = {
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": work / "lists",
        "Dir::Cache": work / "cache",
        "APT::Sandbox::User": "root",
        "APT::Get::List-Cleanup": "0",
    }
    return [
        item for key, value in settings.items() for item in ("-o", f"{key}={value}")
    ]


def _download(target: Path) -> None:
    say(f"Fetching Odoo {SERIES} (Debian's {PACKAGE}, about 120 MB)")
    options = _apt_options(target.parent)
    for action in (["update", "-qq"], ["download", "-qq", PACKAGE, *LINKED]):
        done = subprocess.run(
            ["apt-get", *options, *action],
            cwd=target,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            raise Failure(
                f"Odoo could not be fetched: {done.stdout.strip()[-800:]}\n"
                "Check the network and apt's mirror and run this again, "
                f"or install Odoo {SERIES} yourself and name its folder in ODOO_HOME."
            )


def _unpack(work: Path) -> str:
    """Unpack what we use of the packages and mend it; return the version."""
    say("Unpacking Odoo")
    root = work / "root"
    root.mkdir()
    [main] = (work / "deb").glob(f"{PACKAGE}_*.deb")
    # The package also ships half of the add-ons a second time: left out.
    _extract(
        main, root, [f"./{PYTHON_FOLDER}/odoo", f"./{PYTHON_FOLDER}/odoo-*.egg-info"]
    )
    for deb in (work / "deb").glob("*.deb"):
        if deb != main:
            _extract(deb, root, ["./usr/share"])
    _mend(root / PYTHON_FOLDER)
    query = ["dpkg-deb", "-f", str(main), "Version"]
    answer = subprocess.run(query, capture_output=True, text=True, check=True)
    return f"{answer.stdout.strip()}.{RECIPE}"


def _extract(deb: Path, root: Path, wanted: list[str]) -> None:
    command = ["tar", "-x", "--no-same-owner", "--wildcards", "-C", str(root), *wanted]
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE
    ) as source:
        done = subprocess.run(command, stdin=source.stdout)
        source.stdout.close()
    if done.returncode or source.returncode:
        raise Failure(f"{deb.name} could not be unpacked; is the disk full?")


def _mend(python_folder: Path) -> None:
    """Put right what Debian leaves out or what does not fit a virtual environment."""
    # The web client asks for this file on every page and logs an error without it.
    script = python_folder / (
        "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    )
    if not script.exists():
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text("/* placeholder: background blur is not available */\n")
    # The environment has psycopg2 under its binary distribution's name.
    for metadata in python_folder.glob("odoo-*.egg-info/*"):
        if metadata.name in ("PKG-INFO", "requires.txt"):
            text = metadata.read_text()
            metadata.write_text(re.sub(r"\bpsycopg2(?!-)", "psycopg2-binary", text))
    broken = [p for p in python_folder.rglob("*") if p.is_symlink() and not p.exists()]
    if broken:
        names = ", ".join(sorted({link.name for link in broken}))
        say(f"Note: these linked fonts or scripts are missing: {names}")

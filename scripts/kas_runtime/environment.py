"""The Python environment: pinned packages, with Odoo on its path."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .odoo_source import Odoo
from .paths import CHECKOUT, Failure, digest, folder, home, prune_siblings, remove, say

REQUIREMENTS = CHECKOUT / "requirements.txt"
STAMP = ".complete"


def key(odoo: Odoo) -> str:
    """Changes whenever an environment built before would not fit any more."""
    return digest([REQUIREMENTS, Path(__file__), sys.version, odoo.version])


def ensure(odoo: Odoo) -> Path:
    """The environment's interpreter; the environment is built if need be."""
    target = folder("venvs") / key(odoo)
    python = target / "bin" / "python"
    if not (target / STAMP).exists():
        # Without its stamp it was interrupted half-way: begin again.
        remove(target)
        _build(target, odoo)
        (target / STAMP).touch()
    _link_default(target)
    _link_pdf_engine(target)
    prune_siblings(target)
    return python


def _build(target: Path, odoo: Odoo) -> None:
    say("Installing Python packages")
    _run([sys.executable, "-m", "venv", str(target)])
    python = str(target / "bin" / "python")
    [site] = (target / "lib").glob("python3*/site-packages")
    # Every package is pinned, so nothing is left to resolve.
    _run([python, "-m", "pip", "install", "-q", "--no-deps", "-r", str(REQUIREMENTS)])
    # OCA add-ons install into the same “odoo” namespace; a path file joins both.
    # Only now, lest pip takes packages beside the user's Odoo for installed ones.
    (site / "odoo-19.pth").write_text(f"{odoo.path}\n")
    _run([python, "-c", "import odoo.release, odoo.tools, odoo.addons.base"])


def _run(command: list[str]) -> None:
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        command,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        raise Failure(
            f"“{' '.join(command)}” failed:\n{done.stdout.strip()[-2000:]}\n"
            "Check the network (or pip's configuration) and run this again."
        )


def _link(link: Path, target: Path) -> None:
    """Point a link at its target in one step, so that no reader finds it gone."""
    if link.is_symlink() and os.readlink(link) == str(target):
        return
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.symlink_to(target)
    fresh.replace(link)


def _link_default(target: Path) -> None:
    """A name for people to use; the programs themselves use the keyed folder."""
    _link(home() / "venv", target)


def _link_pdf_engine(target: Path) -> None:
    """Odoo looks for “wkhtmltopdf”; the packed one has another name."""
    _link(folder("bin") / "wkhtmltopdf", target / "bin" / "wkhtmltopdf-pack")

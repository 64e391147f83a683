"""The steps of scripts/setup."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from . import environment, odoo_source, packages
from .paths import CHECKOUT, home, locked, run_main, say


def prepare() -> Path:
    """Make everything ready and return the environment's interpreter."""
    with locked("setup"):
        packages.install()
        return environment.ensure(odoo_source.locate())


def main(arguments: list[str]) -> int:
    """Prepare, then hand over to another module if one is named."""
    begun = time.monotonic()
    python = prepare()
    seconds = time.monotonic() - begun
    if arguments[:1] != ["--then"]:
        say(f"Ready in {seconds:.0f} s: {python}")
        return 0
    os.environ.update(
        KAS_HOME=str(home()),
        KAS_CHECKOUT=str(CHECKOUT),
        KAS_SETUP_SECONDS=f"{seconds:.1f}",
    )
    module, *rest = arguments[1:]
    sys.stdout.flush()
    os.execv(python, [str(python), "-m", f"kas_runtime.{module}", *rest])


if __name__ == "__main__":
    run_main(main)

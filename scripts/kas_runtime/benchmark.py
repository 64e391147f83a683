"""The steps of scripts/benchmark: run one of the programs of ``benchmarks/``."""

from __future__ import annotations

import os
import subprocess
import sys

from . import postgres, server
from .paths import CHECKOUT, Failure, run_main

FOLDER = CHECKOUT / "benchmarks"
#: Not programs but what they share.
SHARED = {"__init__", "bench"}


def main(arguments: list[str]) -> int:
    """``scripts/benchmark NAME [OPTION…]``."""
    names = sorted({path.stem for path in FOLDER.glob("*.py")} - SHARED)
    if not arguments or arguments[0] not in names:
        raise Failure(f"say which one: scripts/benchmark {' | '.join(names)}")
    name, *options = arguments
    with postgres.running():
        server.enter_environment()
        os.environ["PYTHONPATH"] += os.pathsep + str(FOLDER)
        program = [sys.executable, str(FOLDER / f"{name}.py"), *options]
        return subprocess.run(program, cwd=CHECKOUT).returncode


if __name__ == "__main__":
    run_main(main)

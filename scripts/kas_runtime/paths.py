"""Where things are, and the few helpers every step needs."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
MODULE = "key_account_service"
# After so long what no checkout has used is dropped from the cache.
UNUSED_DAYS = 14


class Failure(Exception):
    """A failure with a sentence that tells the reader what to do."""


def home() -> Path:
    """The cache folder, shared by every checkout of one user."""
    if explicit := os.environ.get("KAS_HOME"):
        return Path(explicit).expanduser().absolute()
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(cache).expanduser().absolute() / MODULE


def folder(name: str) -> Path:
    """A folder of that name inside the cache, made when it is missing."""
    path = home() / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def say(text: str) -> None:
    """Show progress at once, even into a pipe."""
    print(f"==> {text}", flush=True)


def digest(parts: Iterable[str | bytes | Path]) -> str:
    """A short key of texts and file contents, in the order given."""
    total = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part
        data = data.encode() if isinstance(data, str) else data
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()[:12]


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """Let one process at a time do this step; the system frees it on a crash."""
    with open(folder("locks") / name, "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Waiting for another run to finish its step “{name}”")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def last_lines(path: Path, count: int = 30) -> str:
    """The end of a log, for a message about a failure."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-count:])


def remove(path: Path) -> None:
    """Delete a folder, whatever is left of it."""
    shutil.rmtree(path, ignore_errors=True)


def prune_siblings(current: Path) -> None:
    """Mark a folder as used; drop those beside it that nobody used for long."""
    os.utime(current)
    oldest = time.time() - UNUSED_DAYS * 86400
    for other in current.parent.iterdir():
        if other.is_dir() and other.stat().st_mtime < oldest:
            remove(other)


def run_main(main: Callable[[list[str]], int]) -> None:
    """Run a program; a Failure becomes its sentence and exit code 1."""
    # Asked to end, it cleans up as it does after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main(sys.argv[1:]))
    except Failure as failure:
        print(f"\nFailed: {failure}", file=sys.stderr, flush=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)

"""The file that holds the keys: outside the database, readable by nobody else."""

import os
import stat
import tempfile
from pathlib import Path

from .secret import Keyring, new_key, parse_keys

HEADER = """\
# The keys of the ID numbers, the one in use first. Keep a copy in a safe place, apart
# from the backups of the database: without it no number can be read again.
"""


def read_keys(path: Path) -> Keyring:
    """The keys in a file.

    :raises FileNotFoundError: if there is none
    :raises PermissionError: if others may read it, or this process may not
    :raises ValueError: if it holds no keys
    """
    with path.open() as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & (stat.S_IWGRP | stat.S_IRWXO):
            raise PermissionError(f"{path} may be read or changed by others.")
        return parse_keys(file.read())


def make_keys(path: Path) -> Keyring:
    """The keys in a file, which is made with a new key if there is none.

    Several processes may do so at once: the first one's file is everybody's, and
    nobody ever reads half a file.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".key")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(f"{HEADER}{new_key()}\n")
            file.flush()
            os.fsync(file.fileno())
        _link_unless_there(temporary, path)
    finally:
        os.unlink(temporary)
    return read_keys(path)


def _link_unless_there(source, path):
    try:
        os.link(source, path)
    except FileExistsError:
        return
    # The name must survive a power cut as the content does.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

"""System packages, by apt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from .paths import Failure, say

# What the browser tests, PDF printing and Chinese text need.
NEEDED = (
    "chromium",
    "fonts-noto-cjk",
    "libfontconfig1",
    "libxext6",
    "libxrender1",
)


def is_installed(package: str) -> bool:
    """Ask dpkg; a package that was removed but not purged does not count."""
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}", package],
        capture_output=True,
        text=True,
    )
    return answer.stdout.strip() == "installed"


def has_ensurepip() -> bool:
    """Debian splits the part of venv that installs pip into a package."""
    probe = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(probe, capture_output=True).returncode == 0


def missing() -> list[str]:
    """The packages this machine lacks."""
    if not shutil.which("dpkg-query"):
        if shutil.which("chromium"):
            say("Not a Debian system: its packages are taken as they are")
            return []
        raise Failure(
            "this machine has no apt and no chromium; install the equivalents of "
            f"{', '.join(NEEDED)} yourself, with “chromium” on PATH."
        )
    wanted = [package for package in NEEDED if not is_installed(package)]
    if not has_ensurepip():
        wanted.append("python3-venv")
    return wanted


def root_prefix() -> list[str] | None:
    """How to become root without a question, or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and not subprocess.run([sudo, "-n", "true"], capture_output=True).returncode
    ):
        return [sudo, "-n"]
    return None


def apt(*arguments: str, check: bool = True) -> None:
    """Run apt-get as root; its output is shown only when it fails."""
    prefix = root_prefix()
    if prefix is None:
        raise Failure(f"this needs root: run “apt-get {' '.join(arguments)}” first.")
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *arguments]
    done = subprocess.run(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode and check:
        print(done.stdout[-3000:], file=sys.stderr)
        raise Failure(f"“apt-get {' '.join(arguments)}” failed (see above).")


def update() -> None:
    """Renew apt's lists; a source that is down may be one we do not need."""
    apt("update", "-qq", check=False)


def install() -> None:
    """Install what is missing."""
    wanted = missing()
    if not wanted:
        return
    names = " ".join(wanted)
    if root_prefix() is None:
        raise Failure(
            f"these packages are missing: {names}. Install them as root with "
            f"“apt-get install --no-install-recommends {names}” and run this again."
        )
    say(f"Installing system packages: {names}")
    update()
    apt("install", "-y", "-qq", "--no-install-recommends", *wanted)

"""Find, or else install, the browsers that the demo and the tests drive.

`python build/browser.py chromium|firefox` is the step of `make setup`; `find_browser` and `find_firefox` are
for whoever starts one. Branded Chrome is passed over: since version 137 it ignores `--load-extension`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class NoBrowserError(Exception):
    """No usable browser; the message says what was looked for and what to do."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What sets one browser apart: where it is looked for and which packages bring it."""

    name: str
    variable: str
    commands: tuple[str, ...]
    packages: tuple[str, ...]
    versions: tuple[str, ...]  # how the `--version` of a usable one begins


CHROMIUM = _Kind(
    name="Chromium",
    variable="SOFTSELL_CHROMIUM",
    commands=("chromium", "chromium-browser"),
    packages=("chromium", "chromium-sandbox", "fonts-liberation"),
    versions=("Chromium", "Google Chrome for Testing"),
)
FIREFOX = _Kind(
    name="Firefox",
    variable="SOFTSELL_FIREFOX",
    commands=("firefox-esr", "firefox"),
    packages=("firefox-esr",),
    versions=("Mozilla Firefox",),
)


def find_browser() -> Path:
    """The Chromium to drive: `SOFTSELL_CHROMIUM`, else an installed one, else Playwright's own.

    Raises:
        NoBrowserError: there is none, or `SOFTSELL_CHROMIUM` names something else.
    """
    # Playwright's own node wants libatomic, which a bare Debian lacks; the one that npm runs on is there.
    if node := shutil.which("node"):
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node)
    found = _installed(CHROMIUM) or _playwright_chromium()
    if found is None:
        raise NoBrowserError("No Chromium found: run `make setup`, or name one in SOFTSELL_CHROMIUM.")
    return found


def find_firefox() -> Path:
    """The Firefox to drive: `SOFTSELL_FIREFOX`, else an installed one.

    Raises:
        NoBrowserError: there is none, or `SOFTSELL_FIREFOX` names something else.
    """
    found = _installed(FIREFOX)
    if found is None:
        raise NoBrowserError("No Firefox found: install firefox-esr, or name one in SOFTSELL_FIREFOX.")
    return found


def _installed(kind: _Kind) -> Path | None:
    named = os.environ.get(kind.variable)
    if named:
        version = _version(Path(named))
        if not version.startswith(kind.versions):
            raise NoBrowserError(
                f"{kind.variable}={named} is no {kind.name}: {version or 'it does not start'}. "
                f"Name a {kind.name}, or unset {kind.variable}."
            )
        return Path(named)
    for command in kind.commands:
        path = shutil.which(command)
        if path and _version(Path(path)).startswith(kind.versions):
            return Path(path)
    return None


def _version(browser: Path) -> str:
    """What the browser calls itself, or an empty string where it does not start."""
    try:
        shown = subprocess.run([browser, "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return shown.strip().partition("\n")[0]


def _playwright_chromium() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() and _version(path).startswith(CHROMIUM.versions) else None


def _as_root() -> list[str] | None:
    """The words to put before a command so that it runs as root, or None where that cannot be."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _apt_install(kind: _Kind) -> None:
    """Install the browser's packages where apt is at hand and allowed; the caller looks what came of it."""
    root = _as_root()
    if root is None or not shutil.which("apt-get"):
        return
    print(f"Installing {kind.name} with apt (a few minutes) ...", flush=True)
    quiet = ["-qq", "-o=Dpkg::Use-Pty=0"]
    with Path(os.devnull).open("w") as nowhere:
        subprocess.run([*root, "apt-get", *quiet, "update"], check=False)
        install = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *quiet, "install", "-y"]
        subprocess.run([*install, "--no-install-recommends", *kind.packages], stdout=nowhere, check=False)


def _playwright_install() -> None:
    print("Downloading a Chromium with Playwright (about 200 MB) ...", flush=True)
    libraries = ["--with-deps"] if _as_root() is not None and shutil.which("apt-get") else []
    command = [sys.executable, "-m", "playwright", "install", *libraries, "chromium"]
    subprocess.run(command, check=False)


def ensure_chromium() -> Path:
    """`find_browser`, after installing one where there is none.

    Raises:
        NoBrowserError: none could be installed either.
    """
    steps: tuple[Callable[[], None], ...] = (partial(_apt_install, CHROMIUM), _playwright_install)
    for step in steps:
        try:
            return find_browser()
        except NoBrowserError:
            if os.environ.get(CHROMIUM.variable):
                raise
            step()
    if found := _installed(CHROMIUM) or _playwright_chromium():
        return found
    raise NoBrowserError(
        "No Chromium could be installed. Install the package `chromium`, or name one in SOFTSELL_CHROMIUM. "
        "Where Playwright has downloaded one that does not start, it lacks libraries: as root run "
        "`.venv/bin/python -m playwright install-deps chromium`."
    )


def ensure_firefox() -> Path:
    """`find_firefox`, after installing one where there is none.

    Raises:
        NoBrowserError: none could be installed either.
    """
    if not os.environ.get(FIREFOX.variable) and _installed(FIREFOX) is None:
        _apt_install(FIREFOX)
    return find_firefox()


def main(arguments: list[str]) -> int:
    """Make one browser ready and say which; 1 where Chromium is not to be had."""
    if arguments not in (["chromium"], ["firefox"]):
        print("usage: browser.py chromium|firefox", file=sys.stderr)
        return 2
    firefox = arguments == ["firefox"]
    try:
        path = ensure_firefox() if firefox else ensure_chromium()
    except NoBrowserError as missing:
        print(missing, file=sys.stderr)
        if firefox:
            print("The tests in Firefox will be skipped.", file=sys.stderr)
        return 0 if firefox else 1
    print(f"{_version(path)} at {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

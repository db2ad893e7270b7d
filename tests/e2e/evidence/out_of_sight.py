"""A Chromium whose tabs hide behind one another as a visitor's do.

Playwright keeps every tab that it opens, and every one of a browser that it starts, as if it were looked at. It lets
those be of a browser that runs already, when told to keep its defaults to itself.
"""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Final

from browser import find_browser
from chromium import Installed, StartError, installed_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Playwright

_LISTENING: Final = re.compile(rb"DevTools listening on (ws://\S+)")
_SWITCHES: Final = (
    "--headless=new", "--remote-debugging-port=0", "--no-first-run", "--no-default-browser-check",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pings",
)  # fmt: skip


@contextmanager
def hiding_browser(playwright: Playwright, package: Path, profile: Path) -> Iterator[Installed]:
    """A fresh Chromium with the extension in it, of whose tabs one is in sight at a time."""
    command = [
        str(find_browser()),
        *_SWITCHES,
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        f"--user-data-dir={profile}",
        f"--disable-extensions-except={package}",
        f"--load-extension={package}",
        "about:blank",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        browser = playwright.chromium.connect_over_cdp(_address(process), no_defaults=True)
        yield installed_in(browser.contexts[0])
        browser.close()
    finally:
        process.terminate()
        process.wait(20)


def _address(process: subprocess.Popen[bytes]) -> str:
    """Where the browser listens, as it says itself; what it says later nobody reads, so that it never waits."""
    assert process.stderr is not None
    for line in process.stderr:
        if found := _LISTENING.search(line):
            Thread(target=process.stderr.read, daemon=True).start()
            return found[1].decode()
    raise StartError("Chromium ended before it listened")

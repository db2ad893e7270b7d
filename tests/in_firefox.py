"""The built extension in a real Firefox, driven over WebDriver BiDi."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.in_chromium import SITE
from websockets.sync.client import connect

from browser import NoBrowserError, find_firefox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from websockets.sync.client import ClientConnection

_UUID: Final = "6f7a0c54-3c1e-4f0e-9d57-5e5f0c9a7b11"

# Permission questions are answered with yes, our pages get a known address, and Firefox runs no errands of its own.
_PREFERENCES: Final = {
    "extensions.webextOptionalPermissionPrompts": False,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.newtabpage.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "messaging-system.rsexperimentloader.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """A BiDi session: commands by name, scripts in tabs, clicks that count as a person's."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.command("session.new", capabilities={})

    def command(self, method: str, **params: object) -> dict[str, Any]:
        """The result of a BiDi command."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            reply = json.loads(self._socket.recv(timeout=60))
            if reply.get("id") == number:
                assert reply["type"] == "success", reply
                result: dict[str, Any] = reply["result"]
                return result

    def install(self, package: Path, extension_id: str) -> None:
        """Install the extension of the folder `package` until the browser ends."""
        installed = self.command("webExtension.install", extensionData={"type": "path", "path": str(package)})
        assert installed["extension"] == extension_id

    def tab(self, address: str) -> str:
        """Open `address` in a new tab and give the tab's handle."""
        handle: str = self.command("browsingContext.create", type="tab")["context"]
        self.command("browsingContext.navigate", context=handle, url=address, wait="complete")
        return handle

    def run(self, tab: str, expression: str) -> Any:
        """The value of a JavaScript expression in a tab, by way of JSON; promises are waited for."""
        answer = self.command(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        value = answer["result"].get("value")
        return None if value is None else json.loads(value)

    def act(self, tab: str, script: str) -> None:
        """Run a script of the page as from a person's hand, and wait for the promise it may give."""
        target = {"context": tab}
        answer = self.command(
            "script.evaluate", expression=script, target=target, awaitPromise=True, userActivation=True
        )
        assert answer["type"] == "success", answer

    def until(self, tab: str, expression: str, seconds: float = 60) -> Any:
        """The value of the expression as soon as it is true."""
        ends = time.monotonic() + seconds
        while not (value := self.run(tab, expression)):
            assert time.monotonic() < ends, f"not true within {seconds} s: {expression}"
            time.sleep(0.1)
        return value

    def click(self, tab: str, selector: str) -> None:
        """Click the middle of an element with the mouse."""
        self.point(tab, selector, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})

    def point(self, tab: str, selector: str, *then: dict[str, object]) -> None:
        """Move the mouse to the middle of an element, and do with it what is said."""
        place = f"(() => {{ const e = document.querySelector({selector!r}); e.scrollIntoView({{ block: 'center' }}); "
        place += "const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        x, y = self.run(tab, place)
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        mouse = {"type": "pointer", "id": "mouse", "actions": [move, *then]}
        self.command("input.performActions", context=tab, actions=[mouse])

    def back(self, tab: str) -> None:
        """Go back by one page."""
        self.command("browsingContext.traverseHistory", context=tab, delta=-1)

    def find_tab(self, address: str, seconds: float = 20) -> str:
        """The tab in which `address` has opened by itself."""
        ends = time.monotonic() + seconds
        while True:
            tabs = self.command("browsingContext.getTree")["contexts"]
            for tab in tabs:
                if tab["url"] == address:
                    return str(tab["context"])
            assert time.monotonic() < ends, f"no tab on {address}: {[tab['url'] for tab in tabs]}"
            time.sleep(0.1)


@dataclass(frozen=True, slots=True)
class Installed:
    """A running Firefox with the extension in it, allowed everywhere; `own` is a tab on its welcome page."""

    driven: Firefox
    id: str
    own: str

    def ask(self, kind: str, **fields: object) -> Any:
        """The background's answer to a message of our own pages (kinds: `extension/shared/kinds.js`)."""
        message = json.dumps({"v": 1, "kind": kind, **fields})
        return self.driven.run(self.own, f"browser.runtime.sendMessage({message})")

    def number(self, address: str) -> int:
        """The number by which the extension knows the tab that shows `address`."""
        tabs = "browser.tabs.query({}).then((all) => all.map(({ id, url }) => [url, id]))"
        found: dict[str, int] = dict(self.driven.run(self.own, tabs))
        return found[address]

    def state(self, address: str) -> dict[str, Any]:
        """How it stands with the tab that shows `address`, as the popup gets it."""
        state: dict[str, Any] = self.ask("state", tabId=self.number(address))
        return state

    def sleep(self) -> None:
        """Put the event page to sleep as Firefox does after half a minute without an event."""
        windows = self.driven.command("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        window = next(one["context"] for one in windows if one["url"].endswith("/browser.xhtml"))
        self.driven.act(window, f"WebExtensionPolicy.getByID({self.id!r}).extension.terminateBackground()")
        views = "browser.extension.getViews().filter((view) => view.location.pathname.startsWith('/_generated'))"
        self.driven.until(self.own, f"{views}.length === 0")


@contextmanager
def installed(built: Path, profile: Path) -> Iterator[Installed]:
    """A fresh Firefox with the extension of the folder `built`, taken through its first run, on at the demo shops."""
    try:
        browser = find_firefox()
    except NoBrowserError as missing:
        pytest.skip(str(missing))
    package = built / "firefox"
    extension_id = json.loads((package / "manifest.json").read_text())["browser_specific_settings"]["gecko"]["id"]
    with firefox(browser, profile, extension_id) as driven:
        driven.install(package, extension_id)
        welcome = driven.find_tab(own_address("ui/welcome.html"))
        driven.until(welcome, "document.querySelector('#everywhere')?.innerText.length > 0")
        driven.click(welcome, "#everywhere")
        driven.until(welcome, "document.querySelector('#everywhere').getAttribute('aria-pressed') === 'true'")
        extension = Installed(driven, extension_id, welcome)
        assert extension.ask("site-set", site=SITE, on=True) == {"ok": True}
        yield extension


@pytest.fixture(scope="session")
def fox(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """The one Firefox that tests share, with the extension in it."""
    with installed(built, tmp_path_factory.mktemp("firefox")) as extension:
        yield extension


def own_address(path: str) -> str:
    """The address of a file of the extension."""
    return f"moz-extension://{_UUID}/{path}"


@contextmanager
def firefox(browser: Path, profile: Path, extension_id: str) -> Iterator[Firefox]:
    """Start `browser` without a window; the extension of that id gets the address `own_address` tells."""
    preferences = {**_PREFERENCES, "extensions.webextensions.uuids": json.dumps({extension_id: _UUID})}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()]
    (profile / "user.js").write_text("".join(lines))
    command = [str(browser), "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
    command.append("--remote-allow-system-access")  # an event page is put to sleep from the browser's own window
    log = profile / "stderr.txt"
    with log.open("w") as stderr:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr)
    try:
        with connect(f"{_listening(log, process)}/session", max_size=None) as socket:
            yield Firefox(socket)
    finally:
        process.terminate()
        process.wait(30)


def _listening(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Where Firefox says that it listens."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends and process.poll() is None:
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text(errors="replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"Firefox does not listen: {log.read_text(errors='replace')[-500:]}")

"""The built extension in a real Firefox, driven over WebDriver BiDi."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from websockets.sync.client import connect

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

    def until(self, tab: str, expression: str, seconds: float = 60) -> Any:
        """The value of the expression as soon as it is true."""
        ends = time.monotonic() + seconds
        while not (value := self.run(tab, expression)):
            assert time.monotonic() < ends, f"not true within {seconds} s: {expression}"
            time.sleep(0.1)
        return value

    def click(self, tab: str, selector: str) -> None:
        """Click the middle of an element with the mouse."""
        place = f"(() => {{ const e = document.querySelector({selector!r}); e.scrollIntoView({{ block: 'center' }}); "
        place += "const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        x, y = self.run(tab, place)
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        mouse = {"type": "pointer", "id": "mouse", "actions": [move, *press]}
        self.command("input.performActions", context=tab, actions=[mouse])

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

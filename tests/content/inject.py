"""The content scripts in a world of their own in a real page, with the extension around them played by a stub."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import CDPSession, Page

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "extension"
HERE = Path(__file__).parent
PENDING = ROOT / "tests/pending.js"
SITE = "https://shop.test/"
TIMEOUT_MS = 20_000

RULES: list[dict[str, Any]] = [
    {
        "id": "en.scarcity.only-n-left",
        "tactic": "scarcity",
        "pattern": r"only (\d+) left(?: in stock)?",
        "to": "$1 in stock",
        "strength": 0.6,
        "why": "A low number hurries you; take the time you need.",
        "evidence": [],
    },
    {
        "id": "en.urgency.hurry",
        "tactic": "urgency",
        "pattern": r"hurry(?: up|[,!] sale ends in [\d:]+)?",
        "to": "Take your time.",
        "strength": 0.8,
        "why": "An order to be quick leaves no room to think.",
        "evidence": ["The clock started again when the page was loaded anew."],
    },
    {
        "id": "en.shaming.no-thanks",
        "tactic": "shaming",
        "pattern": r"no thanks, i [\w ]+",
        "to": "No, thank you",
        "strength": 0.3,
        "why": "It makes a plain no sound foolish.",
        "evidence": [],
    },
]


class Inject:
    """One page with the content scripts in an isolated world of it, as a browser runs them."""

    def __init__(self, page: Page, messages: dict[str, Any]) -> None:
        self.page = page
        self.messages = messages
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.world = 0
        self.probes = 0

    def load(self, html: str, path: str = "") -> None:
        """Go to the site, where this document is."""
        self.page.unroute_all()
        self.page.route(f"{SITE}**", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        self.page.goto(SITE + path)

    def start(
        self, setup: str = "", *, rules: list[dict[str, Any]] | None = None, closed_roots: bool = False
    ) -> None:
        """Put the stub and the content scripts in; `setup` is script that changes the stub first."""
        frame = self.cdp.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        made = self.cdp.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "content"})
        self.world = made["executionContextId"]
        for script in (PENDING, HERE / "stub_chrome.js"):
            # Named like ours, for our timers run through them: a trace must not take those for the page's.
            self.js(script.read_text() + f"; undefined\n//# sourceURL=content/{script.name}")
        self.js(f"stub.rules = {json.dumps(rules or RULES)}; stub.messages = {json.dumps(self.messages)}; {setup}; 0")
        if closed_roots:
            self.know_closed_roots()
        self.load_scripts()

    def know_closed_roots(self) -> None:
        """Let the stub show the closed shadow roots there are now, as the browser shows them to extensions."""
        self.cdp.send("DOM.enable")
        for host in _all(self.cdp.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]):
            for root in host.get("shadowRoots", []):
                if root["shadowRootType"] == "closed":
                    handles = [
                        self.cdp.send(
                            "DOM.resolveNode",
                            {"backendNodeId": node["backendNodeId"], "executionContextId": self.world},
                        )["object"]["objectId"]
                        for node in (host, root)
                    ]
                    self.cdp.send(
                        "Runtime.callFunctionOn",
                        {
                            "objectId": handles[0],
                            "functionDeclaration": "function (root) { stub.closed.set(this, root); }",
                            "arguments": [{"objectId": handles[1]}],
                        },
                    )

    def load_scripts(self) -> None:
        listed = re.findall(r"'(content/[\w-]+\.js)'", (EXTENSION / "shared/content-files.js").read_text())
        for name in listed:
            self.js((EXTENSION / name).read_text() + f"\n//# sourceURL={name}")

    def open(self, html: str, setup: str = "") -> None:
        """Load, start, and wait for the first report."""
        self.load(html)
        self.start(setup)
        self.until("stub.sent.some((m) => m.kind === 'report')")

    def js(self, script: str) -> Any:
        """The value of a script in the content scripts' world; a promise is awaited."""
        done = self.cdp.send(
            "Runtime.evaluate",
            {
                "contextId": self.world,
                "expression": script,
                "awaitPromise": True,
                "returnByValue": True,
                "userGesture": False,
            },
        )
        if "exceptionDetails" in done:
            details = done["exceptionDetails"]
            raise AssertionError(details.get("exception", {}).get("description", details["text"]))
        return done["result"].get("value")

    def until(self, condition: str) -> None:
        """Wait until a condition holds in the content scripts' world."""
        self.js(
            f"""new Promise((resolve, reject) => {{
                const ends = performance.now() + {TIMEOUT_MS};
                const look = () => {{
                    if ({condition}) {{ resolve(); return; }}
                    if (performance.now() > ends) {{
                        reject(new Error({json.dumps("never came: " + condition)})); return;
                    }}
                    pending.wait(look, 5);
                }};
                look();
            }})"""
        )

    def rest(self) -> None:
        """Wait until the content scripts mean to do nothing more: what has not happened by then, will not."""
        self.js("pending.rest()")

    def sent(self, kind: str) -> list[dict[str, Any]]:
        """The messages of a kind so far."""
        found: list[dict[str, Any]] = self.js(f"stub.sent.filter((m) => m.kind === {json.dumps(kind)})")
        return found

    def blocks(self) -> list[dict[str, Any]]:
        """Every block the engine was asked about so far."""
        return [block for message in self.sent("scan") for block in message["blocks"]]

    def texts(self) -> list[str]:
        return [block["text"] for block in self.blocks()]

    def reported(self) -> list[dict[str, Any]]:
        """The findings of the last report."""
        found: list[dict[str, Any]] = self.sent("report")[-1]["findings"]
        return found

    def settle(self) -> dict[str, Any]:
        """Wait until a change made now, and with it all that were made before, is in a report; give that report."""
        self.probes += 1
        text = f"only {1000 + self.probes} left"
        self.page.evaluate(
            "(text) => document.body.append(Object.assign(document.createElement('p'), { textContent: text }))", text
        )
        self.until(
            f"stub.sent.some((m) => m.kind === 'report' && m.findings.some((f) => f.text === {json.dumps(text)}))"
        )
        return self.sent("report")[-1]

    def painted(self) -> list[str]:
        """The texts that are highlighted now, as the browser holds them."""
        texts: list[str] = self.page.evaluate(
            r"""() => [...CSS.highlights.values()].flatMap((highlight) => [...highlight].map((range) => {
                const live = new Range();
                live.setStart(range.startContainer, range.startOffset);
                live.setEnd(range.endContainer, range.endOffset);
                return live.toString().replace(/\s+/g, ' ');
            }))"""
        )
        return texts

    def place(self, text: str) -> tuple[float, float]:
        """The middle of the first highlighted range with this text."""
        x, y = self.page.evaluate(
            r"""(text) => {
                for (const highlight of CSS.highlights.values()) {
                    for (const range of highlight) {
                        const live = new Range();
                        live.setStart(range.startContainer, range.startOffset);
                        live.setEnd(range.endContainer, range.endOffset);
                        if (live.toString().replace(/\s+/g, ' ') === text) {
                            const box = live.getClientRects()[0];
                            return [box.x + box.width / 2, box.y + box.height / 2];
                        }
                    }
                }
                throw new Error(`not painted: ${text}`);
            }""",
            text,
        )
        return x, y

    def tell(self, message: dict[str, Any]) -> Any:
        """Send as the background does."""
        return self.js(f"stub.tell({json.dumps({'v': 1, **message})})")


class Card:
    """The open card, inside its closed shadow root."""

    def __init__(self, inject: Inject) -> None:
        self.inject = inject

    @staticmethod
    def is_open(inject: Inject) -> bool:
        return bool(inject.page.evaluate("/^x[0-9a-z]+-/.test(document.documentElement.lastElementChild.localName)"))

    def wait_open(self) -> Card:
        self.inject.page.wait_for_function(
            "/^x[0-9a-z]+-/.test(document.querySelector('dialog:modal')?.lastElementChild?.localName"
            " ?? document.documentElement.lastElementChild.localName)"
        )
        self.until("(card) => card.getAnimations().length === 0")
        return self

    def wait_closed(self) -> None:
        self.inject.page.wait_for_function(
            "!/^x[0-9a-z]+-/.test(document.documentElement.lastElementChild.localName)"
        )

    def call(self, function: str, *arguments: Any) -> Any:
        """The value of a function called with the card's element first."""
        self.inject.cdp.send("DOM.enable")
        root = self.inject.cdp.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        node = _find(root, lambda n: _attribute(n, "class") == "card" and _attribute(n, "role") == "dialog")
        assert node is not None, "no card is open"
        resolved = self.inject.cdp.send("DOM.resolveNode", {"backendNodeId": node["backendNodeId"]})
        done = self.inject.cdp.send(
            "Runtime.callFunctionOn",
            {
                "objectId": resolved["object"]["objectId"],
                "functionDeclaration": f"function(...rest) {{ return ({function})(this, ...rest); }}",
                "arguments": [{"value": argument} for argument in arguments],
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def text(self, selector: str = "*") -> str:
        found: str = self.call("(card, selector) => card.querySelector(selector).textContent", selector)
        return found

    def box(self) -> dict[str, float]:
        """Where it stands once it has come to rest."""
        found: dict[str, float] = self.call(
            """async (card) => {
                await Promise.all(card.getAnimations().map((animation) => animation.finished));
                return card.getBoundingClientRect().toJSON();
            }"""
        )
        return found

    def press(self, name: str) -> None:
        """Click the button of this name with the real mouse."""
        box = self.call(
            """(card, name) => {
                const all = [...card.querySelectorAll('button')];
                const button = all.find((b) => (b.getAttribute('aria-label') ?? b.textContent) === name);
                button.scrollIntoView({ block: 'nearest' });
                return button.getBoundingClientRect().toJSON();
            }""",
            name,
        )
        self.inject.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def until(self, condition: str) -> None:
        """Wait until a function of the card's element gives true."""
        self.call(
            f"""(card) => new Promise((resolve, reject) => {{
                const ends = performance.now() + {TIMEOUT_MS};
                const look = () => {{
                    if (({condition})(card)) {{ resolve(); return; }}
                    if (performance.now() > ends) {{ reject(new Error('never came')); return; }}
                    setTimeout(look, 5);
                }};
                look();
            }})"""
        )


def _all(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    todo = [node]
    while todo:
        one = todo.pop()
        yield one
        todo += [*one.get("shadowRoots", []), *one.get("children", [])]


def _attribute(node: dict[str, Any], name: str) -> str | None:
    flat = node.get("attributes", [])
    return dict(zip(flat[::2], flat[1::2], strict=True)).get(name)


def _find(node: dict[str, Any], test: Callable[[dict[str, Any]], bool]) -> dict[str, Any] | None:
    if test(node):
        return node
    for child in [*node.get("shadowRoots", []), *node.get("children", [])]:
        found = _find(child, test)
        if found is not None:
            return found
    return None

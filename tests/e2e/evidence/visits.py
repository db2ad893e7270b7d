"""Visits to the fixture shop, many at once in tabs of one browser with the built extension."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from tests.e2e.evidence import steps
from tests.e2e.evidence.serving import HOSTS, host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Page
    from tests.e2e.evidence.behaviour import Behaviour, Found

    from chromium import Installed, Tab

AT_ONCE: Final = 12
"""Tabs open at a time."""

DEADLINE_S: Final = 90.0
"""How long one visit may take while all others go on."""

# The findings of every tab, kept as the background stores them: `fresh()` waits until something was stored, or for
# the 50 ms after which pages are looked at again.
_LISTEN: Final = """() => {
    const reports = {};
    let tell = () => {};
    chrome.storage.session.onChanged.addListener((changes) => {
        for (const [key, { newValue }] of Object.entries(changes)) {
            if (key.startsWith('tab:')) {
                reports[key.slice(4)] = (newValue?.frames ?? []).flatMap(({ findings }) => findings);
            }
        }
        tell();
    });
    globalThis.fresh = async () => {
        await new Promise((done) => {
            tell = done;
            setTimeout(done, 50);
        });
        const taken = { ...reports };
        for (const tab of Object.keys(taken)) delete reports[tab];
        return taken;
    };
}"""


@dataclass(slots=True)
class Visit:
    """A visit on its way: what the extension found is in `latest`, the phrases by which we wait for it included;
    `elsewhere` is the tab that the visitor looks at meanwhile."""

    row: Behaviour
    tab: Tab
    address: str
    latest: list[Found] = field(default_factory=list)
    sentinels: int = 0
    elsewhere: Page | None = None

    def reported(self) -> list[Found]:
        """All hard findings as last reported."""
        return self.latest

    def findings(self) -> list[Found]:
        """The hard findings on what is the page's own."""
        return [one for one in self.latest if not one["context"].startswith("Sentinel ")]

    def steps(self) -> Iterator[None]:
        """The visit from first to last; it yields where it waits."""
        for step in self.row.steps:
            yield from step(self)
        if self.row.honest:
            yield from steps.answered()(self)
        else:
            for check in self.row.checks:
                yield from steps.seen(check)(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a visit ended: the checks that did not hold, or what went wrong, and how long it took."""

    failed: str
    seconds: float


def switch_on(extension: Installed) -> None:
    """Let the extension read every site of the fixture shop."""
    pattern = f"http://*.{HOSTS}/*"
    extension.allow(pattern)
    for kind, fields in (
        ("hosts", {"mode": "sites", "origins": [pattern]}),
        ("site-set", {"site": HOSTS, "on": True}),
    ):
        answer = extension.ask(kind, **fields)
        assert answer is not None
        assert "error" not in answer, answer


def visit_all(
    extension: Installed, rows: Iterable[Behaviour], port: int, at_once: int = AT_ONCE
) -> dict[str, Outcome]:
    """Visit each row once, `at_once` at a time, and tell by name how it ended."""
    extension.own.evaluate(_LISTEN)
    waiting = iter(rows)
    going: dict[str, tuple[Visit, Iterator[None], float]] = {}
    done: dict[str, Outcome] = {}
    while True:
        for row in islice(waiting, at_once - len(going)):
            visit = Visit(row, extension.open_tab(), f"http://{host_of(row.name)}:{port}")
            going[row.name] = (visit, visit.steps(), time.monotonic())
        if not going:
            return done
        for tab, found in extension.own.evaluate("() => fresh()").items():
            for visit, _, _ in going.values():
                if visit.tab.id == int(tab):
                    visit.latest = found
        for name, (visit, way, began) in list(going.items()):
            failed = _advance(visit, way, began)
            if failed is not None:
                done[name] = Outcome(failed, time.monotonic() - began)
                del going[name]
                visit.tab.page.close()


def _advance(visit: Visit, way: Iterator[None], began: float) -> str | None:
    """Go on with a visit: what failed once it has ended (empty: nothing), None while it lasts."""
    try:
        next(way)
    except StopIteration:
        return _verdict(visit)
    except Exception as fault:  # noqa: BLE001 - the other visits go on; the row's own test tells of this one
        return f"{type(fault).__name__}: {fault}"
    if time.monotonic() - began > DEADLINE_S:
        return f"not at its end after {DEADLINE_S:.0f} s; {_verdict(visit) or 'its checks hold'}"
    return None


def _verdict(visit: Visit) -> str:
    findings = visit.findings()
    failed = [words for words, holds in visit.row.checks if not holds(findings)]
    return f"wanted {'; '.join(failed)}\nfound {_shown(findings)}" if failed else ""


def _shown(findings: list[Found]) -> list[dict[str, Any]]:
    return [{key: one[key] for key in ("tactic", "rule", "text", "strength", "evidence")} for one in findings]

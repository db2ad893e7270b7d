"""How soon the engine starts and reads in a browser, beside harper.js, Pyodide and a plain loop, all in turn."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import peers
from in_browser import session
from pages import text_of
from softsell import documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from in_browser import Session

_FIRST: Final = """async () => {
    const began = performance.now();
    const { ask, status } = await import('/engine/host.js');
    await ask('{"v": 1, "kind": "about"}');
    const time = performance.now() - began;
    const { boot } = status();
    if (boot !== 'cold') throw new Error(`a ${boot} start`);
    return time;
}"""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds, one for each run."""

    second_start: list[float] = field(default_factory=list)
    """Our first script on a page to its first mark, no engine running."""
    harper_start: list[float] = field(default_factory=list)
    """harper.js from a new Worker to the first lint of that page's text."""
    first_start: list[float] = field(default_factory=list)
    """The engine's start where nothing is kept."""
    pyodide_start: list[float] = field(default_factory=list)
    """Pyodide's own cold boot."""
    warm: list[float] = field(default_factory=list)
    """Our first script on a page to its first mark, the engine running."""
    large_page: list[float] = field(default_factory=list)
    """The same on a page of twice its text."""
    harper_large: list[float] = field(default_factory=list)
    """harper.js on its text, the Worker running."""
    loop_large: list[float] = field(default_factory=list)
    """Each expression of the English rules over each of its blocks, in JavaScript."""
    change: list[float] = field(default_factory=list)
    """One sentence changed to one that presses, until it is drawn with its mark."""
    task: list[float] = field(default_factory=list)
    """Our longest task on a page's main thread."""
    worked: list[float] = field(default_factory=list)
    """Our longest task there by the processor's time."""


@cache
def times(package: Path, pages: tuple[Path, ...], large: tuple[Path, ...]) -> Times:
    """Measure on copies of one page with other texts in each, and on copies of a large one; the first two warm up.

    All that a figure is held beside is measured in turn with it.
    """
    taken = Times()
    with (
        tempfile.TemporaryDirectory() as scratch,
        session(peers.furnished(package, Path(scratch)), pages[0].parent) as running,
    ):
        own = running.extension.own
        for page in pages[:2]:
            running.load(page.name)
        running.await_snapshot()
        for page, again, bigger in zip(pages[2:], (*pages[3:], pages[2]), large[2:], strict=True):
            running.stop_engine()
            taken.second_start.append(running.load(page.name)["painted"])
            first, second = peers.harper(own, [text_of(page), text_of(bigger)])
            taken.harper_start.append(first)
            taken.harper_large.append(second)
            for name, known in ((again.name, taken.warm), (bigger.name, taken.large_page)):
                read = running.load(name)
                known.append(read["painted"])
                taken.task.append(read["task"])
                taken.worked.append(read["worked"])
            taken.change.append(running.change(len(taken.change) + 4))
        for _ in pages[2:]:
            running.stop_engine()
            running.forget_snapshot()
            taken.first_start.append(_on_new_page(running, lambda page: page.evaluate(_FIRST)))
            taken.pyodide_start.append(_on_new_page(running, peers.pyodide))
        texts = [block.text for block in documents.load(str(large[0])).blocks]
        taken.loop_large.extend(peers.loop(own, texts, len(large[2:])))
    return taken


def _on_new_page(running: Session, measure: Callable[[Page], Any]) -> float:
    """What `measure` says on a page of the extension that is closed after, with all that runs in it."""
    page = running.extension.context.new_page()
    try:
        page.goto(running.extension.url("ui/options.html"))
        return float(measure(page))
    finally:
        page.close()

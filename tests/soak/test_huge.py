"""Documents beyond all measure are read in part, said to be, and never hold up the page (threat T10)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from tests.soak.tracing import traced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.content.inject import Inject

pytestmark = [pytest.mark.soak, pytest.mark.browser]

LONG_MS = 50

NODES = """() => {
    const some = document.createElement('div');
    some.innerHTML = '<div><i></i><b></b></div>'.repeat(1000);
    for (let n = 0; n < 334; n += 1) {
        document.body.append(some.cloneNode(true));
    }
    document.body.append(Object.assign(document.createElement('p'), { textContent: 'Only 4 left' }));
    document.body.offsetHeight;
}"""
# Only what is asked for is laid out; the browser itself takes half a minute for all of it.
TEXT = """(nodes) => {
    const line = `Only 3 left of this calm lamp, ${'and a word or two about it '.repeat(20)}`;
    const each = Math.floor(50_000_000 / line.length / nodes) || 1;
    for (let n = 0; n < nodes; n += 1000) {
        const some = document.createElement('div');
        some.style.contentVisibility = 'auto';
        some.innerHTML = `<p>${line.repeat(each)}</p>`.repeat(Math.min(1000, nodes));
        document.body.append(some);
    }
    document.body.offsetHeight;
}"""
LEVELS = """() => {
    let at = document.body;
    for (let n = 0; n < 5_000; n += 1) {
        at = at.appendChild(document.createElement('span'));
        if (n % 100 === 0) at.append(`Level ${n} `);
    }
    at.textContent = 'Only 4 left';
    document.body.offsetHeight;
}"""


@contextmanager
def started(inject: Inject, name: str, build: str, *arguments: int) -> Iterator[None]:
    """Start on the page that `build` makes; the page must not be held up until the end of the block."""
    inject.load("<p>Only 3 left</p>")
    inject.page.evaluate(build, *arguments)
    with traced(inject) as figures:
        inject.start()
        yield
    print(f"{name}: the longest stretch {figures.longest:.0f} ms, all of them {figures.whole:.0f} ms")
    assert figures.longest <= LONG_MS


def test_a_million_nodes_are_read_in_part(inject: Inject) -> None:
    with started(inject, "a million nodes", NODES):
        inject.until("stub.sent.some((m) => m.kind === 'report' && m.partial)")
    assert inject.painted() == ["Only 3 left"]


@pytest.mark.parametrize("nodes", [90_000, 1])
def test_fifty_megabytes_of_text_are_read_in_part(inject: Inject, nodes: int) -> None:
    with started(inject, f"50 MB in {nodes} nodes", TEXT, nodes):
        inject.until("stub.sent.some((m) => m.kind === 'report' && m.partial && m.findings.length > 50)")
    report = inject.sent("report")[-1]
    assert report["blocks"] < 5_000
    assert len(report["findings"]) <= 1_000


def test_thousands_of_levels_are_read_and_followed(inject: Inject) -> None:
    """At 10,000 levels Chromium itself ends the tab as soon as it draws, with us or without."""
    with started(inject, "5,000 levels", LEVELS):
        inject.until("stub.sent.at(-1).findings?.length === 2")
        inject.page.evaluate("document.body.querySelector('span span').prepend('x')")
        inject.settle()

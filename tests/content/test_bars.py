"""Bars of which only the value moves are read as the share that they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

METER = "<main><p>Left in stock <meter id=t min=50 max=250 value=220></meter></p></main>"
ROLE = """<main><p>Sold</p><div id=t role=progressbar aria-label="Of this deal" aria-valuenow=87
    style="height: 9px">here</div></main>"""


def seen(inject: Inject) -> list[list[str]]:
    """What the moving blocks that were asked about had said, each time."""
    found: list[list[str]] = inject.js(
        "stub.sent.filter((m) => m.kind === 'scan').flatMap((m) => m.blocks).filter((b) => b.seen)"
        ".map((b) => b.seen.map(([, text]) => text))"
    )
    return found


def move(inject: Inject, script: str, *values: float) -> None:
    """Let the page show each value in turn, each once the one before has been read."""
    for value in values:
        inject.page.evaluate(f"(value) => {{ {script} }}", value)
        inject.rest()


@pytest.mark.parametrize(
    ("html", "script", "name"),
    [
        (METER, "t.value = 50 + 2 * value", ""),
        (ROLE, "t.setAttribute('aria-valuenow', value)", "Of this deal "),
    ],
    ids=["a meter", "a role"],
)
def test_a_bar_that_moves_is_read_as_its_share(inject: Inject, html: str, script: str, name: str) -> None:
    inject.open(html)
    move(inject, script, 84, 83.5, 83)
    inject.until("stub.sent.some((m) => m.kind === 'scan' && m.blocks.some((b) => b.seen?.length === 3))")
    assert seen(inject)[-1] == [f"{name}84 %", f"{name}83.5 %", f"{name}83 %"]


def test_a_bar_that_stands_still_is_no_text(inject: Inject) -> None:
    inject.open(METER)
    assert not any("%" in block["text"] for block in inject.blocks())


def test_what_the_visitor_moves_tells_nothing_of_the_page(inject: Inject) -> None:
    inject.open(METER)
    for value in (84, 83, 82, 81):
        inject.page.keyboard.press("ArrowDown")
        move(inject, "t.value = 50 + 2 * value", value)
    assert seen(inject) == []


def test_a_slider_wakes_nobody(inject: Inject) -> None:
    inject.open("<p>Lamp</p><div id=t role=slider aria-valuenow=1>1</div>")
    inject.rest()
    inject.js(
        "stub.reads = 0; const read = softsell.read; softsell.read = (o) => { stub.reads += 1; return read(o); }; 0"
    )
    move(inject, "t.ariaValueNow = value", 2, 3)
    assert inject.js("stub.reads") == 0
    move(inject, "t.textContent = value", 4)
    assert inject.js("stub.reads") == 1

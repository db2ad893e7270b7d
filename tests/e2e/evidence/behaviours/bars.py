"""Bars of which only the value moves, no text: those that drain or fill by themselves, and honest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.e2e.evidence.behaviour import Behaviour, found, page, unmarked
from tests.e2e.evidence.steps import click, load, run, until

if TYPE_CHECKING:
    from tests.e2e.evidence.steps import Step

_BY_ITSELF: Final = "setInterval(step, 600);"


def _bar(body: str, draw: str, *, when: str = _BY_ITSELF, words: str = "Add to cart 40 €", lang: str = "en") -> str:
    """A shop page on which `draw` shows `share`, from 87 on down by one at each step."""
    return page(
        f"<main><h1>Lamp</h1>{body}<p>{words}</p></main><script>var share = 87, ticks = 0;"
        f"function step() {{ share -= 1; ticks += 1; {draw} }} {when}</script>",
        lang=lang,
    )


def _true(name: str, body: str, draw: str, **more: Any) -> Behaviour:
    return Behaviour(
        name=f"bar-{name}",
        kind="bar",
        honest=False,
        paths={"/": _bar(body, draw, **more)},
        steps=(load(), until("() => ticks >= 4")),
        checks=(found("countdown", phrase="%"),),
    )


def _honest(name: str, body: str, draw: str, *steps: Step, **more: Any) -> Behaviour:
    return Behaviour(
        name=f"honest-bar-{name}",
        kind="bar",
        honest=True,
        paths={"/": _bar(body, draw, **more)},
        steps=(load(), *(steps or (until("() => ticks >= 6"),))),
        checks=(unmarked("countdown"),),
    )


def _scrolled() -> tuple[Step, ...]:
    """The visitor reads on, and the page hears of it each time."""
    return tuple(
        step for times in range(1, 7) for step in (run("() => scrollBy(0, 200)"), until(f"() => ticks >= {times}"))
    )


def _stepped() -> tuple[Step, ...]:
    return tuple(step for times in range(1, 7) for step in (click("#next"), until(f"() => ticks >= {times}")))


ROWS: Final[tuple[Behaviour, ...]] = (
    _true(
        "of-progress",
        "<p>87% claimed</p><progress id=t value=87 max=100></progress>",
        "t.value = share;",
    ),
    _true(
        "of-a-progress-role",
        "<section><div id=t role=progressbar aria-valuenow=87 aria-valuemin=0 aria-valuemax=100"
        " style='height: 12px; background: #ddd'><div id=i style='height: 12px; width: 87%; background: #c30'></div>"
        "</div><div>Selling fast: few reserved seats remaining</div></section>",
        "i.style.width = share + '%'; t.setAttribute('aria-valuenow', share);",
    ),
    _true(
        "of-a-meter",
        "<p>Left in stock <meter id=t min=0 max=200 value=174></meter></p>",
        "t.value = 2 * share;",
    ),
    _true(
        "of-a-label",
        "<span id=t role=meter aria-label='Sold of this deal' aria-valuenow=13"
        " style='display: inline-block; width: 200px; height: 12px; background: #c30'></span>",
        "t.ariaValueNow = 100 - share;",
    ),
    _true(
        "in-a-shadow-root",
        "<shop-bar id=t></shop-bar>",
        "root.querySelector('progress').value = share / 100;",
        when="const root = t.attachShadow({ mode: 'open' });"
        f"root.innerHTML = '<div><p>Claimed already</p><progress value=.87></progress></div>'; {_BY_ITSELF}",
    ),
    _true(
        "in-norwegian",
        "<p>Reservert av andre kunder</p><progress id=t value=87 max=100></progress>",
        "t.value = share;",
        words="Legg i handlekurven 400 kr",
        lang="nb",
    ),
    _honest(
        "that-stands-still",
        "<p>87% claimed</p><progress id=t value=87 max=100></progress>",
        "t.value = 87;",
    ),
    _honest(
        "of-which-the-width-alone-moves",
        "<p>87% claimed</p><div style='height: 12px; background: #ddd'>"
        "<div id=t style='height: 12px; width: 87%; background: #c30'></div></div>",
        "t.style.width = share + '%';",
    ),
    _honest(
        "of-which-the-scale-alone-moves",
        "<section><div role=progressbar aria-valuenow=87 style='height: 12px; background: #ddd'>"
        "<div id=t style='height: 12px; transform-origin: 0; background: #c30'></div></div>87% claimed</section>",
        "t.style.transform = `scaleX(${share / 100})`;",
    ),
    _honest(
        "of-an-upload",
        "<p>Uploading the picture for your lamp, 3 MB left</p><progress id=t value=13 max=100></progress>",
        "t.value = 100 - share;",
    ),
    _honest(
        "of-a-film",
        "<div><video></video><div id=t role=progressbar aria-valuenow=0 style='height: 6px'></div></div>"
        "<p>The sale, with 3 lamps left</p>",
        "t.ariaValueNow = 100 - share;",
    ),
    _honest(
        "of-what-was-read",
        "<p>Only this week: 3 lamps left</p>"
        "<progress id=t value=0 max=100 style='position: fixed; top: 0'></progress>"
        "<div style='height: 4000px'></div>",
        "t.value = 100 * scrollY / 4000;",
        *_scrolled(),
        when="addEventListener('scroll', step);",
    ),
    _honest(
        "of-steps-taken",
        "<p>Book your lamp: what is left to do</p><progress id=t value=1 max=8></progress>"
        "<button id=next>Next</button>",
        "t.value = ticks;",
        *_stepped(),
        when="next.onclick = step;",
    ),
    _honest(
        "of-a-page-that-loads",
        "<p>Lamps left in stock: 3. On offer this week.</p>",
        "t.value = 100 - share;",
        when="var t = document.createElement('progress'); t.max = 100; document.body.prepend(t);" + _BY_ITSELF,
    ),
)

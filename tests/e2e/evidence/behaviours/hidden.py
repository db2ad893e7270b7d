"""What pages do while the visitor looks at another tab, and what they do then that is honest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.e2e.evidence.behaviour import Behaviour, Check, found, page, silent, unmarked
from tests.e2e.evidence.steps import answered, load, look_away, look_back, until

if TYPE_CHECKING:
    from tests.e2e.evidence.steps import Step

_CLOCK: Final = (
    "const show = (left) => { t.textContent = `${left / 60 | 0}:${String(left % 60).padStart(2, '0')}`; };"
    "const ends = Date.now() + 900e3; let left = 900; var ticks = 0;"
    "var since = 0; addEventListener('visibilitychange', () => { since = document.hidden ? Date.now() : 0; });"
)
_AWAY: Final = until("() => since > 0 && Date.now() - since >= 7000")


def _timer(name: str, step: str, check: Check, *, honest: bool = False) -> Behaviour:
    """A timer from which the visitor looks away for seven seconds; `step` is what it does each second."""
    shop = page(
        "<main><h1>Lamp</h1><p>Flash sale ends in <b id=t>15:00</b></p><p>Add to cart 40 €</p></main><script>"
        f"{_CLOCK} setInterval(() => {{ {step}; ticks += 1; }}, 1000);</script>"
    )
    steps = (
        load(), until("() => ticks >= 4"), answered(), look_away(), _AWAY, look_back(), until("() => ticks >= 9"),
    )  # fmt: skip
    return Behaviour(name=name, kind="restart", honest=honest, paths={"/": shop}, steps=steps, checks=(check,))


def _title(name: str, away: str, check: Check, *, honest: bool = False) -> Behaviour:
    """A page whose title `away` changes, each half second while nobody looks."""
    shop = page(
        "<main><h1>Lamp</h1><p>Of brass.</p></main><script>var changes = 0, timer = 0;"
        "document.addEventListener('visibilitychange', () => { clearInterval(timer); document.title = 'Lamp';"
        f"if (document.hidden) timer = setInterval(() => {{ {away}; changes += 1; }}, 500); }});</script>"
    )
    steps: tuple[Step, ...] = (
        load(), answered(), look_away(), until("() => changes >= 4"), look_back(),
        until("() => document.title === 'Lamp'"),
    )  # fmt: skip
    return Behaviour(name=name, kind="title", honest=honest, paths={"/": shop}, steps=steps, checks=(check,))


ROWS: Final[tuple[Behaviour, ...]] = (
    _timer(
        "timer-that-waits-for-the-visitor",
        "if (!document.hidden) show(left -= 1)",
        found("countdown", "It lost", "while the page was in the background"),
    ),
    _timer(
        "timer-that-runs-on-unseen",
        "show(Math.round((ends - Date.now()) / 1000))",
        silent("lost", "ended", "began again"),
        honest=True,
    ),
    _title(
        "title-that-begs",
        "document.title = changes % 2 ? 'Lamp' : 'Come back!'",
        found("nagging", "times while you looked elsewhere", phrase="Come back"),
    ),
    _title(
        "title-that-begs-in-turns",
        "document.title = ['Don’t go!', 'Your lamp is still waiting', 'Lamp'][changes % 3]",
        found("nagging", "while you looked elsewhere"),
    ),
    _title(
        "title-that-says-it-once",
        "if (changes === 0) document.title = 'We miss you'",
        found("nagging", "The tab’s title changed to this while you looked elsewhere.", phrase="We miss you"),
    ),
    _title("title-that-counts-messages", "document.title = `(${changes + 1}) Lamp`", unmarked(), honest=True),
    _title(
        "title-that-tells-of-an-order",
        "document.title = changes % 2 ? 'Lamp' : 'Your order has been sent'",
        unmarked(),
        honest=True,
    ),
)

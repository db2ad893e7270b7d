"""Countdowns, crowds and stocks that move, and the honest clocks and counts beside them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from tests.e2e.evidence.behaviour import Answer, Behaviour, Call, found, page, silent
from tests.e2e.evidence.steps import answered, load, reload, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.sync.server import ServerConnection

PATTERNS: Final = ("in a row", "again and again", "to and fro", "visits")
"""What evidence says where it names a pattern; that numbers were seen is told of honest ones too."""

# What shops are really being looked at by: no loop, no beat, no narrow bounds.
_VISITORS: Final = (14, 15, 15, 13, 21, 34, 35, 33, 52, 48, 47, 47, 30, 12, 9, 8)


def _looking(script: str) -> str:
    """A page that shows the counts which its script hands to `show`, and says in `shown` how many those were."""
    return page(
        "<main><h1>Lamp</h1><p><b id=n>12</b> people are looking at this lamp.</p></main><script>"
        "var shown = 0; function show(n) { document.getElementById('n').textContent = n; shown += 1; }"
        f"{script}</script>"
    )


def _say_visitors(connection: ServerConnection) -> None:
    for count in _VISITORS:
        connection.send(str(count))
        time.sleep(0.12)
    connection.recv()


def _stream_visitors(_: Call) -> Answer:
    def events() -> Iterator[str]:
        for count in _VISITORS:
            yield f"data: {count}\n\n"
            time.sleep(0.12)
        yield "event: end\ndata:\n\n"

    return Answer("text/event-stream", events())


_WORKER: Final = f"""
const counts = {list(_VISITORS)};
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {{
    if (new URL(event.request.url).pathname === '/count') event.respondWith(new Response(counts.shift() ?? 7));
}});
"""

# A timer's seconds in the ways that shops show them; `left` is a global that a page may set before.
_HMS: Final = "const hms = (s) => [s / 3600, s / 60 % 60, s % 60].map((n) => String(n | 0).padStart(2, '0'));"


def _ticking(body: str, draw: str, *, left: int = 8049, words: str = "Add to cart 40 €", lang: str = "en") -> str:
    """A shop page with a timer: `draw` shows `left` seconds, once a second, as a statement of `left`."""
    return page(
        f"<main><h1>Lamp</h1>{body}<p>{words}</p></main><script>{_HMS} var left = {left}, ticks = 0;"
        f"function draw() {{ {draw} }} draw(); const ends = Date.now() + 1000 * left;"
        "setInterval(() => { left = Math.max(0, Math.round((ends - Date.now()) / 1000));"
        "ticks += 1; draw(); }, 1000);"
        "</script>",
        lang=lang,
    )


def _timer(name: str, body: str, draw: str, phrase: str, **more: Any) -> Behaviour:
    """A timer that must be found from its motion, on text that holds `phrase`."""
    return Behaviour(
        name=f"timer-{name}",
        kind="timer",
        honest=False,
        paths={"/": _ticking(body, draw, **more)},
        steps=(load(), until("() => ticks >= 1")),
        checks=(found("countdown", phrase=phrase),),
    )


_TIMERS: Final = (_timer("as-one-text", "<div id=t></div>", "t.textContent = hms(left).join(':');", ":14:"),)

ROWS: Final[tuple[Behaviour, ...]] = (
    *_TIMERS,
    Behaviour(
        name="crowd-over-a-socket",
        kind="crowd",
        honest=True,
        paths={"/": _looking("new WebSocket('SOCKET').onmessage = ({ data }) => show(data);")},
        socket=_say_visitors,
        steps=(load(), until(f"() => shown === {len(_VISITORS)}")),
        checks=(silent(*PATTERNS),),
    ),
    Behaviour(
        name="crowd-over-a-stream",
        kind="crowd",
        honest=True,
        paths={
            "/": _looking(
                "const stream = new EventSource('/visitors'); stream.onmessage = ({ data }) => show(data);"
                "stream.addEventListener('end', () => stream.close());"
            ),
            "/visitors": _stream_visitors,
        },
        steps=(load(), until(f"() => shown === {len(_VISITORS)}")),
        checks=(silent(*PATTERNS),),
    ),
    Behaviour(
        name="crowd-over-a-service-worker",
        kind="crowd",
        honest=True,
        paths={
            "/": _looking(
                "navigator.serviceWorker.register('/worker.js'); navigator.serviceWorker.oncontrollerchange = () =>"
                "setInterval(async () => show(await (await fetch('/count')).text()), 120);"
            ),
            "/worker.js": Answer("text/javascript", [_WORKER]),
        },
        steps=(load(), until(f"() => shown >= {len(_VISITORS)}")),
        checks=(silent(*PATTERNS),),
    ),
    Behaviour(
        name="stock-that-was-sold",
        kind="stock",
        honest=True,
        paths={"/": lambda call: page(f"<main><h1>Lamp</h1><p>Only {5 - call.before} left in stock</p></main>")},
        steps=(load(), answered(), reload()),
        checks=(silent(),),
    ),
)

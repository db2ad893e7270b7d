"""Countdowns, crowds and stocks that move, and the honest clocks and counts beside them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from tests.e2e.evidence.behaviour import Answer, Behaviour, Call, found, page, silent, unmarked
from tests.e2e.evidence.steps import answered, load, reload, until

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.e2e.evidence.steps import Step
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


_BOXES: Final = "<div id=t style='display:grid;grid-auto-flow:column;justify-content:start;gap:6px'>"

_TIMERS: Final = (
    _timer("as-one-text", "<div id=t></div>", "t.textContent = hms(left).join(':');", ":"),
    _timer(
        "in-a-box-per-digit",
        _BOXES + "<div>0</div><div>0</div><div>0</div><div>0</div><div>0</div><div>0</div></div>",
        "[...hms(left).join('')].forEach((digit, at) => { t.children[at].textContent = digit; });",
        "0 2 ",
    ),
    _timer(
        "in-inline-boxes",
        "<p>" + "<i style='display:inline-block;padding:2px'>0</i>" * 2 + "</p><p id=t></p>",
        "t.innerHTML = [...hms(left).join(':')].map((d) => `<i style='display:inline-block'>${d}</i>`).join('');",
        "02:",
    ),
    _timer(
        "with-flipping-digits",
        "<ul id=t style='display:flex;list-style:none'></ul>",
        "const was = hms(left + 1).join('').slice(2); t.innerHTML = [...hms(left).join('').slice(2)].map((d, at) =>"
        "`<li><div><b style='display:block'>${d}</b></div><div><b style='display:block'>${was[at]}</b></div></li>`"
        ").join('');",
        "1",
        left=845,
    ),
    _timer(
        "made-anew-each-second",
        "<div id=t></div>",
        "const box = document.createElement('section'); box.innerHTML = hms(left).map((n, at) =>"
        "`<div><div>${n}</div><div>${['Hours', 'Minutes', 'Seconds'][at]}</div></div>`).join('');"
        "t.replaceChildren(box);",
        "Minutes",
    ),
    _timer(
        "from-a-style-sheet",
        "<style>#t i::before { content: attr(data-left); font-style: normal }</style><div id=t><i></i></div>",
        "t.firstChild.dataset.left = hms(left).join(':');",
        "02:",
    ),
    _timer(
        "in-words",
        "<p id=t></p>",
        "t.textContent = `${left / 60 | 0} minutes and ${left % 60} second${left % 60 === 1 ? '' : 's'}`;",
        "minutes and",
        left=833,
    ),
    _timer(
        "in-short-words",
        "<p id=t></p>",
        "t.textContent = `2d ${left / 3600 | 0}h ${left / 60 % 60 | 0}m ${left % 60}s`;",
        "2d 2h 1",
    ),
    _timer(
        "in-columns",
        _BOXES + "<div></div><div></div><div></div><div></div></div>",
        "['02', ...hms(left)].forEach((n, at) => { t.children[at].innerHTML = "
        "`<div>${n}</div><div>${['Days', 'Hours', 'Min', 'Sec'][at]}</div>`; });",
        "02 Days 02 Hours",
    ),
    _timer(
        "with-labels-first",
        _BOXES + "<div></div><div></div><div></div></div>",
        "hms(left).forEach((n, at) => { t.children[at].innerHTML = "
        "`<div>${['Hours', 'Min', 'Sec'][at]}</div><div>${n}</div>`; });",
        "Hours 02 Min",
    ),
    _timer(
        "with-tenths",
        "<p id=t></p>",
        "setInterval(() => { const ms = Math.max(0, ends - Date.now()); t.textContent ="
        "`${hms(ms / 1000 | 0).slice(1).join(':')}.${ms / 100 % 10 | 0}`; }, 100); draw = () => {};",
        ":",
        left=880,
    ),
    _timer(
        "in-a-shadow-root",
        "<shop-clock id=t></shop-clock>",
        "const root = t.shadowRoot ?? t.attachShadow({ mode: 'open' });"
        "root.innerHTML ||= '<div></div>'; root.firstChild.textContent = hms(left).join(':');",
        "02:",
    ),
    _timer(
        "in-norwegian",
        _BOXES + "<div></div><div></div><div></div></div>",
        "hms(left).forEach((n, at) => { t.children[at].innerHTML = "
        "`<div>${n}</div><div>${['timer', 'min', 'sek'][at]}</div>`; });",
        "02 timer",
        lang="nb",
        words="Legg i handlekurven 400 kr",
    ),
    _timer(
        "in-swedish",
        "<p id=t></p>",
        "t.textContent = `${left / 60 | 0} minuter och ${left % 60} sekunder`;",
        "minuter och",
        left=833,
        lang="sv",
        words="Lägg i varukorgen 400 kr",
    ),
    _timer(
        "in-danish",
        "<p id=t></p>",
        "t.textContent = `${left / 3600 | 0} t ${left / 60 % 60 | 0} min ${left % 60} sek`;",
        "2 t 1",
        lang="da",
        words="Læg i kurven 400 kr",
    ),
    _timer(
        "in-german",
        "<p id=t></p>",
        "t.textContent = `${left / 3600 | 0} Std. ${left / 60 % 60 | 0} Min. ${left % 60} Sek.`;",
        "2 Std.",
        lang="de",
        words="In den Warenkorb 40 €",
    ),
    Behaviour(
        name="timer-in-a-frame",
        kind="timer",
        honest=False,
        paths={
            "/": page("<main><h1>Lamp</h1><iframe src=/clock title=Offer></iframe><p>Add to cart 40 €</p></main>"),
            "/clock": _ticking("<div id=t></div>", "t.textContent = hms(left).join(':');", words="Flash sale"),
        },
        steps=(load(), until("() => frames[0]?.ticks >= 1")),
        checks=(found("countdown", phrase="02:"),),
    ),
    Behaviour(
        name="bar-that-drains",
        kind="bar",
        honest=False,
        paths={
            "/": page(
                "<main><h1>Lamp</h1><p>Reserved of this deal: <b id=t>87%</b></p></main><script>"
                "var share = 87, ticks = 0;"
                "setInterval(() => { share -= 1; ticks += 1; t.textContent = share + '%'; }, 700);</script>"
            )
        },
        steps=(load(), until("() => ticks >= 4")),
        checks=(found("countdown", phrase="%"),),
    ),
)


def _honest(name: str, body: str, draw: str, *, kind: str = "timer", **more: Any) -> Behaviour:
    """Something that ticks and presses nobody: the page is left alone after it has ticked four times."""
    return Behaviour(
        name=f"honest-{name}",
        kind=kind,
        honest=True,
        paths={"/": _ticking(body, draw, **more)},
        steps=(load(), until("() => ticks >= 4")),
        checks=(unmarked("countdown"),),
    )


_HONEST: Final = (
    _honest(
        "clock",
        "<p>Our shop’s time: <b id=t></b></p>",
        "t.textContent = new Date().toLocaleTimeString('en-GB');",
    ),
    _honest("stopwatch", "<p id=t></p>", "t.textContent = hms(ticks).join(':');"),
    _honest(
        "film",
        "<div><video></video><p id=t></p></div>",
        "t.textContent = `-${hms(left).slice(1).join(':')}`;",
        left=134,
        words="How our lamps are made",
    ),
    _honest("film-time-left", "<div><video></video><p id=t></p></div>", "t.textContent = hms(left).join(':');"),
    _honest("auction", "<p>Auction of lot 12: closes in</p><p id=t></p>", "t.textContent = hms(left).join(':');"),
    _honest(
        "game",
        "<h2>Sudoku of the day</h2><p id=t></p>",
        "t.textContent = hms(left).slice(1).join(':');",
        words="New puzzle every morning",
    ),
    _honest(
        "live-score",
        "<h2>Quarter 3</h2><p id=t></p><p>Oslo 54 – Bergen 51</p>",
        "t.textContent = hms(left).slice(1).join(':');",
        left=400,
        words="Scores from all matches",
    ),
    _honest(
        "typing-date",
        "<p>Delivery on <b id=t></b></p>",
        "t.textContent = '24.12.2026, 18:30'.slice(0, 3 + ticks);",
    ),
    _honest(
        "code-sent-again",
        "<label>Code <input autocomplete=one-time-code></label><p>You can resend it in <b id=t></b></p>",
        "t.textContent = hms(left).slice(1).join(':');",
        left=59,
        words="We have sent a code to your phone",
    ),
    _honest(
        "bus", "<p>Next bus to the shop</p><p id=t></p>", "t.textContent = hms(left).slice(1).join(':');", left=240
    ),
    _honest(
        "upload",
        "<p>Uploading your picture: <b id=t></b></p>",
        "t.textContent = `${40 + 3 * ticks}%`;",
        kind="bar",
    ),
    _honest(
        "norwegian-auction",
        "<p>Auksjonen slutter om</p><p id=t></p>",
        "t.textContent = hms(left).join(':');",
        lang="nb",
        words="Gi et bud",
    ),
)


def _restarting(name: str, script: str, steps: tuple[Step, ...], *told: str, honest: bool = False) -> Behaviour:
    """A timer over several visits; `script` sets `end`, the moment at which it runs out, in milliseconds."""
    shop = page(
        "<main><h1>Lamp</h1><p>Flash sale ends in <b id=t></b></p><p>Add to cart 40 €</p></main><script>"
        f"{_HMS} var ticks = 0, end; {script}"
        "const draw = () => { t.textContent = hms(Math.max(0, Math.round((end - Date.now()) / 1000))).join(':'); };"
        "draw(); setInterval(() => { ticks += 1; draw(); }, 1000);</script>"
    )
    checks = (silent(*_RESTARTS),) if honest else (found("countdown", *told),)
    return Behaviour(name=name, kind="restart", honest=honest, paths={"/": shop}, steps=steps, checks=checks)


_RESTARTS: Final = ("ended", "began again", "lost", "visits")
_SEEN: Final = (load(), until("() => ticks >= 11"), answered())
_AGAIN: Final = (reload(), until("() => ticks >= 11"), answered())

_OVER_TIME: Final = (
    _restarting(
        "restart-at-reload",
        "end = Date.now() + (sessionStorage.n ? 1200e3 : 7e3); sessionStorage.n = 1;",
        (*_SEEN, *_AGAIN),
        "ended at",
        "today; now it says 19:",
    ),
    _restarting(
        "evergreen-each-visit",
        "end = Date.now() + 900e3;",
        (*_SEEN, *_AGAIN, *_AGAIN),
        "when the page opened, on 3 visits.",
    ),
    _restarting(
        "evergreen-shown-late",
        "end = Date.now() + 900e3; t.hidden = true; sessionStorage.n = 1 + (sessionStorage.n | 0);"
        "setTimeout(() => { t.hidden = false; }, [, 0, 7e3, 2e3][sessionStorage.n]);",
        (*_SEEN, *_AGAIN, *_AGAIN),
        "It said 15:0",
        "when the page opened, on 3 visits.",
    ),
    _restarting(
        "restart-at-zero",
        "end = Date.now() + 4e3; setInterval(() => { if (end <= Date.now()) end = Date.now() + 600e3; }, 200);",
        (load(), until("() => ticks >= 7")),
        "reached zero at",
        "began again at",
    ),
    _restarting(
        "honest-fixed-end",
        "end = Number(localStorage.end ??= Date.now() + 900e3);",
        (*_SEEN, *_AGAIN, *_AGAIN),
        honest=True,
    ),
)


def _crowd(name: str, next_: str, told: str, *, every: int = 450, least: int = 18) -> Behaviour:
    """A crowd that a script makes up: `next_` gives the number after `n`."""
    return Behaviour(
        name=f"crowd-{name}",
        kind="crowd",
        honest=False,
        paths={
            "/": _looking(
                f"let n = 12; const next = () => {next_}; const step = () => show(n = next());{_pace(every)}"
            )
        },
        steps=(load(), until(f"() => shown >= {least}")),
        checks=(found("competition", "Seen here: ", told),),
    )


def _pace(ms: int) -> str:
    """A script that calls `step` on a beat, or (0) irregularly."""
    if ms:
        return f"setInterval(step, {ms});"
    return "(function again() { step(); setTimeout(again, 200 + 700 * Math.random()); })();"


_CROWDS: Final = (
    _crowd("on-a-beat", "Math.max(8, Math.min(19, n + (Math.random() < 0.5 ? -1 : 1)))", "times in a row", every=600),
    _crowd(
        "in-a-loop",
        "[14, 17, 12, 15, 21][shown % 5]",
        "again and again: ",
        every=0,
    ),
    _crowd("drawn-by-lot", "10 + Math.floor(Math.random() * 21)", "to and fro between", every=0, least=40),
    Behaviour(
        name="crowd-that-starts-alike",
        kind="crowd",
        honest=False,
        paths={
            "/": _looking(
                "let n = 37; show(n); const step = () => show(n += Math.random() < 0.6 ? 1 : -1);"
                "setTimeout(() => setInterval(step, 1500), 4500);"
            )
        },
        steps=tuple(
            step for go in (load(), reload(), reload()) for step in (go, until("() => shown >= 6"), answered())
        ),
        checks=(found("competition", "when the page opened, on 3 visits."),),
    ),
    Behaviour(
        name="stock-that-sells-by-itself",
        kind="stock",
        honest=False,
        paths={
            "/": page(
                "<main><h1>Lamp</h1><p>Only <b id=n>40</b> left in stock</p></main><script>var shown = 0;"
                "setInterval(() => { n.textContent -= 1; shown += 1; }, 600);</script>"
            )
        },
        steps=(load(), until("() => shown >= 14")),
        checks=(found("scarcity", "Seen here: ", "times in a row"),),
    ),
)


_BUYERS: Final = (
    "Ada from Bonn", "Bo from Lyon", "Cy from Cork", "Di from Bath", "Ed from Graz", "Flo from Bern",
    "Gus from Pisa", "Hal from York", "Ida from Gent", "Jo from Brno", "Kim from Vigo", "Lee from Lodz",
    "Max from Jena", "Nia from Nice", "Oz from Oulu", "Pia from Kiel", "Quin from Hull", "Rut from Lund",
)  # fmt: skip


def _popups(name: str, texts: Sequence[str], gaps: str, *told: str, honest: bool = False) -> Behaviour:
    """Messages that come over the page and go; `gaps` gives the milliseconds until the next."""
    return Behaviour(
        name=f"popups-{name}",
        kind="popups",
        honest=honest,
        paths={
            "/": page(
                f"<main><h1>Lamp</h1><p>Of brass.</p></main><script>const texts = {list(texts)}; var shown = 0;"
                "(function next() { document.querySelector('aside')?.remove();"
                "const a = document.createElement('aside');"
                "a.style.cssText = 'position:fixed;bottom:10px;left:10px;background:#eee;padding:8px';"
                "a.innerHTML = `<p>${texts[shown % texts.length]}</p>`; document.body.append(a); shown += 1;"
                f"if (shown < {len(texts) if honest else 40}) setTimeout(next, {gaps}); }})();</script>"
            )
        },
        steps=(load(), until(f"() => shown >= {14 if not honest else 12}")),
        checks=(silent(*PATTERNS, "named", "Seen here"),) if honest else (found("competition", *told),),
    )


_MESSAGES: Final = (
    _popups(
        "with-the-same-buyers",
        [f"{who} bought a lamp {ago} minutes ago" for ago in (3, 8) for who in ("Anna from Oslo", "Ben from Rome")],
        "900 + 900 * Math.random()",
        ": named ",
    ),
    _popups(
        "on-a-beat",
        [f"{who} bought a lamp {4 + at} minutes ago" for at, who in enumerate(_BUYERS)],
        "1500",
        "A message like this came every",
    ),
    _popups(
        "honest-times-ago",
        [f"Anna from Oslo bought a lamp {ago} minutes ago" for ago in (3, 8, 3, 9, 14, 8, 3, 5, 14, 9, 3, 8)],
        "[350, 900, 420, 1300, 610, 300][shown % 6]",
        honest=True,
    ),
    _popups(
        "honest-orders",
        [f"{who} bought a lamp {4 + at} minutes ago" for at, who in enumerate(_BUYERS[:12])],
        "[350, 900, 420, 1300, 610, 300][shown % 6]",
        honest=True,
    ),
)

ROWS: Final[tuple[Behaviour, ...]] = (
    *_TIMERS,
    *_HONEST,
    *_OVER_TIME,
    *_CROWDS,
    *_MESSAGES,
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

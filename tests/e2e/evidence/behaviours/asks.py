"""Prompts that come back after a no, prompts nobody asked for; and honest dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.e2e.evidence.behaviour import Behaviour, found, page, unmarked
from tests.e2e.evidence.steps import (
    answered,
    click,
    click_at,
    hover,
    load,
    move_out,
    press,
    reload,
    seen,
    until,
)

if TYPE_CHECKING:
    from tests.e2e.evidence.steps import Step

SHOP: Final = (
    "<main><h1>Lamps</h1><p>Made of brass and glass, by hand.</p><button id=read>Read about brass</button></main>"
)

LETTER: Final = (
    "<h2>Stay in touch</h2><p>Sign up for our newsletter and get news in your inbox.</p>"
    "<form onsubmit='return false'><label>E-mail <input type=email></label><button>Sign up</button></form>"
)

BACKDROP: Final = (
    "<style>#veil { position: fixed; inset: 0; background: #0008; display: grid; place-items: center }"
    "#panel { background: #fff; padding: 30px; width: 420px } [hidden] { display: none !important }</style>"
)

AGAIN: Final = "asked again after you said no"
TWICE: Final = "asked 2 times after you said no"
CAME: Final = until("() => shown > 0")


def modal(inner: str, script: str, *, no: str = "No thanks", lang: str = "en", shop: str = SHOP) -> str:
    """A panel over a veil, shown by `come()` and taken away by `shut()`; `shown` counts how often it came."""
    return page(
        f"{BACKDROP}{shop}<div id=veil hidden><div id=panel>{inner}"
        f"<button id=no onclick='shut()'>{no}</button>"
        "<button id=x aria-label=Close onclick='shut()'>×</button></div></div>"
        "<script>var shown = 0; const veil = document.getElementById('veil');"
        "function come() { veil.hidden = false; shown += 1; } function shut() { veil.hidden = true; }"
        "veil.onclick = (event) => { if (event.target === veil) shut(); };"
        f"{script}</script>",
        lang=lang,
    )


def corner(inner: str, script: str) -> str:
    """A box in the corner that slides in by `come()` and out when it is closed."""
    return page(
        "<style>#box { position: fixed; right: 20px; bottom: 20px; width: 340px; background: #fff; padding: 20px;"
        "border: 1px solid; transition: transform .2s; transform: translateX(120%) }"
        "#box.in { transform: none }</style>"
        f"{SHOP}<div id=box>{inner}<button id=x onclick='shut()'>×</button></div>"
        "<script>var shown = 0; const box = document.getElementById('box');"
        "function come() { box.classList.add('in'); shown += 1; } function shut() { box.classList.remove('in'); }"
        f"{script}</script>"
    )


def again(name: str, first: str, *, close: Step, tactic: str = "nagging", phrase: str = "") -> Behaviour:
    """A prompt that comes on every load, and is turned down twice."""
    return Behaviour(
        name=name,
        kind="asks",
        honest=False,
        paths={"/": first},
        steps=(
            load(),
            seen(found("unsolicited", phrase=phrase)),
            close,
            seen(unmarked(tactic, "unsolicited")),
            reload(),
            seen(found(tactic, AGAIN, phrase=phrase)),
            close,
            seen(unmarked(tactic, "unsolicited")),
            reload(),
        ),
        checks=(found(tactic, TWICE, phrase=phrase),),
    )


def by_itself(name: str, first: str, phrase: str, *steps: Step, told: str = "by itself") -> Behaviour:
    """A prompt that comes up although nothing was pressed."""
    return Behaviour(
        name=name,
        kind="unasked",
        honest=False,
        paths={"/": first},
        steps=(load(), *steps),
        checks=(found("unsolicited", told, phrase=phrase),),
    )


def fair(name: str, first: str, *steps: Step, kind: str = "unasked", tactics: tuple[str, ...] = ()) -> Behaviour:
    """A page on which nothing (or nothing of these tactics) may be marked when the steps are done."""
    return Behaviour(
        name=name, kind=kind, honest=True, paths={"/": first}, steps=(load(), *steps), checks=(unmarked(*tactics),)
    )


_DIALOG: Final = page(
    f"{SHOP}<dialog id=ask><h2>News from the workshop</h2><p>Join our mailing list today.</p><button>Join</button>"
    "</dialog><script>var shown = 0; const come = () => { ask.showModal(); shown += 1; }; setTimeout(come, 150);"
    "ask.onclose = () => setTimeout(come, 400);</script>"
)

_SHEET: Final = page(
    "<style>#veil { position: fixed; inset: 0; background: #0008 } [hidden] { display: none !important }"
    "#sheet { position: fixed; inset: auto 0 0 0; height: 45%; background: #fff; padding: 30px }</style>"
    f"{SHOP}<div id=veil hidden onclick='shut()'></div><section id=sheet hidden><h2>Better in our app</h2>"
    "<p>Download our app and see your orders in one place.</p><button>Get the app</button></section>"
    "<script>var shown = 0; function show(on) { veil.hidden = sheet.hidden = !on; } function shut() { show(false); }"
    "setTimeout(() => { show(true); shown += 1; }, 200);</script>"
)

_SHADOW: Final = page(
    f"{SHOP}<lamp-letter></lamp-letter><script>var shown = 0; customElements.define('lamp-letter', class extends"
    " HTMLElement { connectedCallback() { const root = this.attachShadow({ mode: 'closed' }); setTimeout(() => {"
    " root.innerHTML = `<div style='position: fixed; inset: 0; background: #0008'><div role=dialog"
    " style='margin: 90px auto; width: 420px; padding: 30px; background: #fff'><h2>Letters for you</h2>"
    "<p>Subscribe to our newsletter.</p><button>Subscribe</button>"
    "<button style='position: absolute; left: 600px; top: 300px'>Maybe later</button></div></div>`;"
    " shown += 1;"
    " root.querySelectorAll('button')[1].onclick = () => { root.textContent = ''; }; }, 200); } });</script>"
)

_ROUTES: Final = page(
    f"{BACKDROP}<nav><a id=next href=/lamps>Lamps</a></nav>{SHOP}<div id=place></div><script>var shown = 0;"
    "function come() { place.innerHTML = `<div id=veil><div id=panel role=dialog aria-modal=true>"
    "<h2>Become a member</h2><p>Create a free account today.</p><button>Join</button>"
    "<button id=no>Not now</button></div></div>`; shown += 1;"
    " document.getElementById('no').onclick = () => { place.textContent = ''; }; }"
    "document.getElementById('next').onclick = (event) => { event.preventDefault();"
    " history.pushState({}, '', '/lamps'); document.querySelector('h1').textContent = 'All lamps';"
    " setTimeout(come, 2300); };"
    "setTimeout(come, 200);</script>"
)

_SURE: Final = modal(
    "<h2 id=title>Stay in touch</h2><p>Sign up for our newsletter and get news.</p><button>Sign up</button>",
    "const first = shut; shut = () => { first(); if (shown === 1) { setTimeout(() => {"
    " document.getElementById('title').textContent = 'Just one letter a month'; come(); }, 30); } };"
    "setTimeout(come, 200);",
)

_CHAT: Final = corner("<b>Anna</b><p>Hi there! How can we help you today?</p><input placeholder=Message>", "")

_COOKIES: Final = modal(
    "<h2>We use cookies</h2><p>Our site uses cookies to remember your basket and to show offers.</p>"
    "<button>Accept all cookies</button>",
    "setTimeout(come, 150);",
    no="Reject",
)

_LOGIN: Final = modal(
    "<h2>Log in to continue</h2><p>No account yet? Sign up for free.</p><input type=email><input type=password>"
    "<button>Log in</button>",
    "setTimeout(come, 150);",
)

_AGE: Final = modal(
    "<h2>Are you over 18?</h2><p>We sell wine. Get news and offers once you are in.</p><button>Yes</button>",
    "setTimeout(come, 150);",
    no="No",
)

_MENU: Final = page(
    "<header style='position: fixed; inset: 0 0 auto 0; padding: 10px; background: #fff'><nav><b id=top>Products</b>"
    "<div id=menu hidden style='position: absolute; background: #fff; width: 900px; height: 400px'><p>Lamps</p>"
    "<p>Sign up for our newsletter</p><p>Join the club</p></div></nav></header><main style='margin-top: 80px'>"
    "<h1>Lamps</h1></main><script>var shown = 0; document.querySelector('nav').onmouseenter = () =>"
    "{ menu.hidden = false; shown += 1; };</script>"
)

_FOOTER: Final = page(
    f"{SHOP}<footer><h2>Newsletter</h2><p>Sign up for our newsletter.</p><input type=email>"
    "<button>Sign up</button></footer>"
)

_ASIDE: Final = page(
    "<style>main { margin-right: 400px } aside { position: fixed; inset: 0 0 auto auto; width: 300px; height: 300px }"
    f"</style>{SHOP}<aside><h2>Newsletter</h2><p>Sign up for our newsletter.</p><button>Sign up</button></aside>"
)

_TOAST: Final = corner("<b>Saved</b><p>The lamp is on your list.</p>", "setTimeout(come, 150);")

_ONCE: Final = modal(LETTER, "if (!localStorage.told) setTimeout(come, 150); localStorage.told = 1;")

ROWS: Final[tuple[Behaviour, ...]] = (
    Behaviour(
        name="letter-on-every-page",
        kind="asks",
        honest=False,
        paths={path: modal(LETTER, "setTimeout(come, 200);") for path in ("/", "/lamps", "/brass")},
        steps=(
            load(),
            seen(found("unsolicited", "by itself", phrase="Stay in touch")),
            click("#no"),
            load("/lamps"),
            seen(found("nagging", AGAIN)),
            click("#x"),
            load("/brass"),
        ),
        checks=(found("nagging", TWICE, phrase="Stay in touch"),),
    ),
    Behaviour(
        name="dialog-that-comes-back-after-escape",
        kind="asks",
        honest=False,
        paths={"/": _DIALOG},
        steps=(
            load(),
            seen(found("unsolicited")),
            press("Escape"),
            until("() => shown === 2"),
            seen(found("nagging", AGAIN)),
            press("Escape"),
            until("() => shown === 3"),
        ),
        checks=(found("nagging", TWICE, phrase="mailing list"),),
    ),
    Behaviour(
        name="member-ask-on-every-route",
        kind="asks",
        honest=False,
        paths={"/": _ROUTES},
        steps=(load(), seen(found("unsolicited")), click("#no"), click("#next"), until("() => shown === 2")),
        checks=(found("nagging", AGAIN, phrase="member"),),
    ),
    Behaviour(
        name="sure-you-do-not-want-letters",
        kind="asks",
        honest=False,
        paths={"/": _SURE},
        steps=(load(), seen(found("unsolicited")), click("#no"), until("() => shown === 2")),
        checks=(found("nagging", AGAIN, phrase="newsletter"),),
    ),
    again("app-sheet-after-a-press-beside-it", _SHEET, close=click_at(300, 100), phrase="app"),
    again(
        "slide-in-with-an-offer",
        corner("<b>For you</b><p>Get 10% off your first lamp.</p><button>Use it</button>", "setTimeout(come, 200);"),
        close=click("#x"),
        phrase="10% off",
    ),
    again(
        "notices-asked-for-again",
        modal(
            "<h2>Turn on notifications</h2><p>We would like to send you alerts.</p><button>Allow</button>",
            "setTimeout(come, 200);",
            no="Not now",
        ),
        close=click("#no"),
        phrase="notifications",
    ),
    again(
        "nyhetsbrev-igjen",
        modal(
            "<h2>Bli med</h2><p>Meld deg på nyhetsbrevet vårt.</p><button>Meld meg på</button>",
            "setTimeout(come, 200);",
            no="Nei takk",
            lang="nb",
            shop="<main><h1>Lamper</h1><p>Laget av messing og glass, for hånd.</p></main>",
        ),
        close=click("#no"),
        phrase="nyhetsbrevet",
    ),
    again("letter-in-a-closed-shadow-root", _SHADOW, close=click_at(620, 310), phrase="Subscribe to our newsletter"),
    by_itself(
        "letter-there-on-arrival", modal(LETTER, "come();"), "Stay in touch", told="before you had done anything"
    ),
    by_itself(
        "letter-as-the-pointer-leaves",
        modal(LETTER, "document.documentElement.addEventListener('mouseleave', come, { once: true });"),
        "Stay in touch",
        answered(),
        move_out(),
        told="as the pointer left the page",
    ),
    by_itself("chat-that-speaks-first", _CHAT.replace("</script>", "setTimeout(come, 600);</script>"), "help you"),
    by_itself(
        "notices-before-anything",
        modal(
            "<h2>Never miss a lamp</h2><p>Allow notifications from our shop.</p><button>Allow</button>",
            "setTimeout(come, 200);",
            no="Later",
        ),
        "Allow notifications",
    ),
    by_itself(
        "members-only-curtain",
        modal(
            "<h2>Join the club</h2><p>Sign up to see all lamps.</p><button>Join</button>", "setTimeout(come, 200);"
        ),
        "Join the club",
    ),
    fair("cookie-banner", _COOKIES, CAME),
    fair("cookie-banner-closed-and-back", _COOKIES, CAME, click("#x"), reload(), CAME, kind="asks"),
    fair("login-wall", _LOGIN, CAME),
    fair("login-wall-on-every-page", _LOGIN, CAME, press("Escape"), reload(), CAME, kind="asks"),
    fair("age-check", _AGE, CAME),
    fair("age-check-on-every-visit", _AGE, CAME, click("#no"), reload(), CAME, kind="asks"),
    fair(
        "chat-that-was-opened",
        _CHAT.replace(SHOP, f"{SHOP}<button id=chat onclick='come()'>Chat</button>"),
        click("#chat"),
        CAME,
    ),
    fair(
        "letter-that-was-opened",
        modal(LETTER, "document.getElementById('read').onclick = come;"),
        click("#read"),
        CAME,
        click("#x"),
        click("#read"),
        until("() => shown === 2"),
        kind="asks",
    ),
    fair(
        "letter-once-and-never-again",
        _ONCE,
        CAME,
        answered(),
        click("#x"),
        reload(),
        answered(),
        reload(),
        kind="asks",
    ),
    fair("menu-under-the-pointer", _MENU, hover("#top"), CAME),
    fair("letter-form-in-the-footer", _FOOTER),
    fair("letter-form-beside-the-page", _ASIDE),
    fair("saved-toast", _TOAST, CAME),
    Behaviour(
        name="cart-drawer-that-was-opened",
        kind="asks",
        honest=True,
        paths={
            "/": page(
                '<main><h1>Lamp</h1><button id=cart onclick="basket.showModal()">Basket</button></main>'
                "<dialog id=basket><h2>Your basket</h2><p>1 lamp, 40 euro</p><button>Check out</button></dialog>"
            )
        },
        steps=(load(), click("#cart"), until("() => basket.open")),
        checks=(unmarked(),),
    ),
)

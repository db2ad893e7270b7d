"""Blocks as a person reads them: what is one, what is none, and where on the page its letters stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from softsell import html

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser


MERGED: list[tuple[str, list[str]]] = [
    ("<p><b>Only</b> <span>3</span>&nbsp;left</p>", ["Only 3 left"]),
    ("<p>  Only\n   3\t<b> left </b>\n</p>", ["Only 3 left"]),
    ("<p><i>H</i><i>u</i><i>r</i><i>r</i><i>y</i></p>", ["Hurry"]),
    ("<p><i style='display:inline-block'>4</i><i style='display:inline-block'>2</i> left</p>", ["42 left"]),
    ("<p>Sale<span style='display:inline-block'>Only today</span></p>", ["Sale Only today"]),
    ("<p>Only 3 left<br>in stock</p>", ["Only 3 left\nin stock"]),
    ("<p style='white-space:pre-line'>Only 3 left\nin stock</p>", ["Only 3 left\nin stock"]),
    ("<div>Before<div>Within</div>After</div>", ["Before", "Within", "After"]),
    ("<ul><li>One</li><li>Two</li></ul>", ["One", "Two"]),
    ("<ul><li style='display:inline'>One</li><li style='display:inline'>Two</li></ul>", ["One", "Two"]),
    ("<table><tr><td>Stock</td><td>3 left</td></tr></table>", ["Stock", "3 left"]),
    ("<div style='display:grid'><span>One</span><span>Two</span></div>", ["One", "Two"]),
    ("<div style='display:flex'><div>One</div><div>Two</div></div>", ["One", "Two"]),
    ("<div style='display:flex'><span>Only</span><b>3</b>left</div>", ["Only 3 left"]),
    ("<div style='display:flex;flex-direction:column'><span>One</span><span>Two</span></div>", ["One", "Two"]),
    ("<div>Old price<span style='position:absolute'>Only today</span></div>", ["Old price", "Only today"]),
    ("<p>Buy <a href='#'>this lamp</a> now</p>", ["Buy this lamp now"]),
    ("<p>Only <svg width=9 height=9></svg>3 left</p>", ["Only 3 left"]),
    ("<p>Only<img alt=''>3 left</p>", ["Only 3 left"]),
    ("<p>O\u200bnly 3 left</p>", ["O\u200bnly 3 left"]),
    ("<p>Take it <button>Buy now</button> or not</p>", ["Take it", "Buy now", "or not"]),
    ("<span role=button>Buy</span><span role=button>Leave</span>", ["Buy", "Leave"]),
    ("<input type=submit value='Buy  now'><input type=button value=Leave>", ["Buy now", "Leave"]),
    ("<details><summary>Why hurry?</summary><p>Closed away</p></details>", ["Why hurry?"]),
    ("<p><span style='display:contents'>Only <b>3</b></span> left</p>", ["Only 3 left"]),
]


def test_blocks_are_as_a_person_reads_them(inject: Inject) -> None:
    """All cases on one page, told apart by a language tag of their own."""
    inject.open("".join(f"<section lang=x-{n}>{html}</section>" for n, (html, _) in enumerate(MERGED)))
    found: dict[str, list[str]] = {}
    for block in inject.blocks():
        found.setdefault(block["lang"], []).append(block["text"])
    assert found == {f"x-{n}": texts for n, (_, texts) in enumerate(MERGED)}


HIDING = [
    "display:none",
    "visibility:hidden",
    "opacity:0",
    "content-visibility:hidden",
    "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)",
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)",
    "height:0;overflow:hidden",
    "position:absolute;left:-9999px",
    "position:absolute;top:-9999px",
    "position:fixed;left:100vw",
    "position:fixed;left:0;width:300px;transform:translateX(-100%)",
    "text-indent:-9999px",
    "font-size:0",
]


def test_hidden_text_is_unread_until_it_shows_and_forgotten_when_it_goes(inject: Inject) -> None:
    hidden = "".join(f"<div style='{style}'><p>Only <b>{n}</b> left</p></div>" for n, style in enumerate(HIDING))
    inject.open(f"<p>Shown</p><main>{hidden}</main><div hidden>Never</div>")
    assert inject.texts() == ["Shown"]

    inject.page.evaluate("document.querySelectorAll('main > div').forEach((d) => d.removeAttribute('style'))")
    inject.until(f"stub.sent.at(-1).findings?.length === {len(HIDING)}")
    assert inject.painted() == [f"Only {n} left" for n in range(len(HIDING))]

    inject.page.evaluate(
        "(all) => document.querySelectorAll('main > div').forEach((d, n) => { d.style.cssText = all[n]; })", HIDING
    )
    inject.until("stub.sent.at(-1).findings?.length === 0")
    assert inject.painted() == []
    assert "Never" not in inject.texts()


@pytest.mark.parametrize(
    ("html", "change"),
    [
        ("<div id=a inert><p>Only 3 left</p></div>", "a.inert = false"),
        ("<div id=a hidden=until-found><p>Only 3 left</p></div>", "a.hidden = false"),
        ("<div id=a hidden=until-found>Only 3 left</div>", "a.hidden = false"),
        ("<div id=a style='content-visibility:hidden'>Only 3 left</div>", "a.removeAttribute('style')"),
        (
            """<style>#a { position: fixed; right: -9em; transition: right .2s } .on #a { right: 0 }</style>
            <div id=a><p>Only 3 left</p></div>""",
            "document.body.className = 'on'",
        ),
        (
            """<style>@keyframes in { from { opacity: 0 } } #a { opacity: 0 } .on #a { opacity: 1; animation: in .2s }
            </style><div id=a><p>Only 3 left</p></div>""",
            "document.body.className = 'on'",
        ),
        ("<p>Only <b id=a style='opacity:0'>3</b> left</p>", "a.removeAttribute('style')"),
    ],
)
def test_what_was_out_of_sight_is_read_when_it_shows(inject: Inject, html: str, change: str) -> None:
    inject.open(f"<body>{html}<p>Fine</p></body>")
    assert "Only 3 left" not in inject.texts()
    inject.page.evaluate(change)
    inject.until("stub.sent.at(-1).findings?.length === 1")
    assert [finding["text"] for finding in inject.reported()] == ["Only 3 left"]


def test_what_is_out_of_sight_within_a_line_parts_no_phrase(inject: Inject) -> None:
    clipped = "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)"
    inject.open(f"<p>Only <span style='{clipped}'>in stock:</span>3 left</p>")
    assert inject.texts() == ["Only 3 left"]


def test_pages_from_right_to_left_are_read_in_their_order(inject: Inject) -> None:
    inject.open(
        "<html dir=rtl lang=ar><body><p>بقي <b>3</b> فقط!</p><p>only <b>2</b> left</p>"
        "<div style='position:absolute;right:-9999px'><p>Never</p></div>"
        "<div style='width:3000px'><div style='position:absolute;right:1500px'>Far left</div></div></body></html>"
    )
    assert inject.texts() == ["بقي 3 فقط!", "only 2 left", "Far left"]
    assert inject.painted() == ["only 2 left"]


def test_text_that_only_assistive_technology_skips_is_read(inject: Inject) -> None:
    inject.open("<p aria-hidden=true>Only 3 left</p>")
    assert inject.texts() == ["Only 3 left"]


TYPED = "mine-only-9-left"


UNREAD = [
    "<input class=f value='{s}'>",
    "<input class=f type=password value='{s}'>",
    "<input class=f autocomplete=cc-number value='{s}'>",
    "<textarea class=f>{s}</textarea>",
    "<select class=f autocomplete=cc-exp-month><option>{s}</option></select>",
    "<select class=f autocomplete='shipping country' multiple><option>{s}</option></select>",
    "<div class=f contenteditable>{s}</div>",
    "<div class=f contenteditable=plaintext-only><p>{s}</p></div>",
    "<div class=f role=textbox><p>{s}</p></div>",
    "<div class=f autocomplete='section-a cc-csc'>{s}</div>",
    "<output class=f autocomplete=one-time-code>{s}</output>",
    "<p>Run <code class=f>{s}</code></p>",
    "<pre class=f>{s}</pre><kbd>{s}</kbd><samp>{s}</samp>",
    "<script class=f type=text/plain>{s}</script><style>/*{s}*/</style><template>{s}</template>",
    "<noscript class=f>{s}</noscript>",
    "<iframe class=f srcdoc='{s}'></iframe>",
    "<p title='{s}' data-x='{s}' aria-label='{s}'>x<!--{s}--></p><input class=f placeholder='{s}'>",
]


def test_what_is_typed_secret_or_code_is_in_no_message(inject: Inject) -> None:
    """Threat T24: read at no time, not when the page loads and not when it changes."""
    inject.open("<p>Fine</p>" + "".join(f"<section>{html}</section>" for html in UNREAD).format(s=TYPED))
    fields = inject.page.evaluate(
        """(secret) => [...document.querySelectorAll('.f')].map((field) => {
            field.classList.add('changed');
            if ('value' in field) field.setAttribute('value', secret);
            field.append(secret);
        }).length""",
        TYPED,
    )
    assert fields == sum("class=f" in html for html in UNREAD)
    inject.settle()
    assert "Fine" in inject.texts()
    assert TYPED not in inject.js("JSON.stringify(stub.sent)")


def test_what_a_person_types_is_in_no_message(inject: Inject) -> None:
    inject.open("<p>Fine</p><label>Name <input id=a></label><div id=b contenteditable><p>x</p></div>")
    for field in ("a", "b"):
        inject.page.locator(f"#{field}").click()
        inject.page.keyboard.type(TYPED)
    inject.settle()
    assert "Fine" in inject.texts()
    assert TYPED not in inject.js("JSON.stringify(stub.sent)")


def test_in_design_mode_nothing_is_read(inject: Inject) -> None:
    inject.load(f"<p>{TYPED}</p><script>document.designMode = 'on'</script>")
    inject.start()
    inject.until("stub.sent.some((m) => m.kind === 'report')")
    assert inject.texts() == []


def test_offsets_point_at_the_letters_on_the_page(inject: Inject) -> None:
    """Threat T12: emoji, no-break spaces, runs of blanks and comments move nothing."""
    inject.open(
        "<p>🔥🔥 Sale 🎉 <b>only</b>&nbsp;&nbsp;<i>1</i>\n left 🔥</p>"
        "<p>\n\n   👩‍👩‍👧 only 2     left</p>"
        "<p>a only <b>3</b><!-- x --> <script></script>left</p>"
        "<p>é́ only 4 left</p>"
    )
    phrases = [f"only {n} left" for n in (1, 2, 3, 4)]
    assert inject.painted() == phrases
    texts = {block["i"]: block["text"].encode("utf-16-le") for block in inject.blocks()}
    spans = [texts[one["block"]][2 * one["start"] : 2 * one["end"]] for one in inject.reported()]
    assert [span.decode("utf-16-le") for span in spans] == phrases


def test_language_is_the_nearest_declared_one(inject: Inject) -> None:
    inject.open(
        "<html lang=en><body><p>One</p><section lang=nb><p>To</p><p><span lang=da>Tre</span></p></section></body>"
    )
    assert {block["text"]: block.get("lang") for block in inject.blocks()} == {"One": "en", "To": "nb", "Tre": "da"}
    assert inject.sent("scan")[0]["lang"] == "en"


def test_what_is_no_language_tag_is_none(inject: Inject) -> None:
    long = "en-" + "x" * 70
    inject.open(
        f"<html lang=en><body><p lang=nb>To</p><p lang='{long}'>One</p><button lang='{long}' aria-label=Two></button>"
        f"<section lang=da><p lang='not a tag'>Tre</p><div lang='{long}'><p id=later>Fire</p></div></section></body>"
    )
    inject.js("document.getElementById('later').textContent = 'Fem'")
    inject.settle()
    langs = {block["text"]: block.get("lang") for block in inject.blocks()}
    assert {text: langs[text] for text in ("To", "One", "Two", "Tre", "Fire", "Fem")} == {
        "To": "nb", "One": "en", "Two": "en", "Tre": "da", "Fire": "da", "Fem": "da",
    }  # fmt: skip


ROLES: list[tuple[str, str | None]] = [
    ("<button><span>x</span></button>", "button"),
    ("<input type=submit value=x>", "button"),
    ("<a role=button>x</a>", "button"),
    ("<h2><a href='#'>x</a></h2>", "heading"),
    ("<a href='#'>x</a>", "link"),
    ("<li><p><a href='#'>x</a></p></li>", "link"),
    ("<ul><li>x</li></ul>", "list-item"),
    ("<dialog open><p>x</p></dialog>", "dialog"),
    ("<div role=alertdialog><ul><li>x</li></ul></div>", "dialog"),
    ("<div role=banner>x</div>", "banner"),
    ("<label>x</label>", "label"),
    ("<div><p>£59.00</p><p>x</p></div>", "near-price"),
    ("<div><p>1 299 kr</p><p>x</p></div>", "near-price"),
    ("<div><p>kr 1.299,-</p><p>x</p></div>", "near-price"),
    ("<div><p>1 299 <b>SEK</b></p><p>x</p></div>", "near-price"),
    ("<div><p>12 euro-area countries</p><p>x</p></div>", None),
    ("<div role=constructor>x</div>", None),
    ("<p>x</p>", None),
    ("<p><a href='#'>Not</a> x</p>", None),
]


def test_roles_say_what_a_block_is_to_a_reader(inject: Inject) -> None:
    apart = "<p>between</p>" * 3
    inject.open(apart.join(f"<section lang=x-{n}>{html}</section>" for n, (html, _) in enumerate(ROLES)))
    found = {b["lang"]: b.get("role") for b in inject.blocks() if b["text"].endswith("x")}
    assert found == {f"x-{n}": role for n, (_, role) in enumerate(ROLES)}


def test_the_tabs_title_is_a_block_and_followed(inject: Inject) -> None:
    inject.open("<title>Lamp</title><p>Fine</p>")
    assert inject.blocks()[0] == {"i": 1, "text": "Lamp", "role": "title"}
    inject.page.evaluate("document.title = 'Hurry up, come back!'")
    inject.until("stub.sent.at(-1).findings?.length === 1")
    assert inject.painted() == []


def test_open_shadow_roots_and_slots_are_read_and_painted_as_rendered(inject: Inject) -> None:
    inject.open(
        """<x-a><b slot=n>3</b><p>Unslotted</p></x-a><script>
            const root = document.querySelector('x-a').attachShadow({ mode: 'open' });
            root.innerHTML = '<p>Only <slot name=n></slot> left</p><x-b></x-b>';
            root.querySelector('x-b').attachShadow({ mode: 'open' }).innerHTML = '<p id=p>Hurry up</p>';
        </script>"""
    )
    assert inject.texts() == ["Only 3 left", "Hurry up"]
    assert "Hurry up" in inject.painted()
    colour = """() => {
        const inner = document.querySelector('x-a').shadowRoot.querySelector('x-b').shadowRoot.querySelector('p');
        return [...CSS.highlights.keys()].map((name) =>
            getComputedStyle(inner, `::highlight(${name})`).backgroundColor);
    }"""
    assert any(value != "rgba(0, 0, 0, 0)" for value in inject.page.evaluate(colour))
    inject.page.evaluate(
        "document.querySelector('x-a').shadowRoot.querySelector('x-b').shadowRoot.querySelector('p').append('!')"
    )
    inject.until("stub.sent.some((m) => m.kind === 'scan' && m.blocks.some((b) => b.text === 'Hurry up!'))")


def test_what_is_in_view_is_asked_about_first(inject: Inject) -> None:
    filler = "".join(f"<p>Line {n}</p>" for n in range(300))
    inject.load(f"<div>{filler}</div><p id=here>Here</p><div>{filler}</div>")
    inject.page.evaluate("here.scrollIntoView()")
    inject.start()
    inject.until("stub.sent.filter((m) => m.kind === 'scan').length > 1")
    first = [block["text"] for block in inject.sent("scan")[0]["blocks"]]
    assert "Here" in first
    assert len(first) < 100


def test_a_long_block_is_cut_at_a_blank_and_read_to_its_end(inject: Inject) -> None:
    words = " ".join(f"word{n}" for n in range(9_000))
    inject.open(f"<p>{words} only 3 left</p>")
    texts = inject.texts()
    assert len(texts) > 1
    assert all(len(text) <= 20_000 for text in texts)
    assert " ".join(texts) == f"{words} only 3 left"
    assert inject.painted() == ["only 3 left"]


def test_a_line_without_blanks_is_cut_but_no_emoji_is(inject: Inject) -> None:
    line = "".join(f"{n}🔥" for n in range(9_000))
    inject.open(f"<p>{line}</p>")
    texts = inject.texts()
    assert len(texts) > 1
    assert "".join(texts) == line
    assert all(text.encode("utf-8") for text in texts)


def test_a_huge_page_is_partial(inject: Inject) -> None:
    """Threat T10."""
    inject.load("<p>x</p>")
    inject.page.evaluate(
        """() => {
            const filler = 'a calm word '.repeat(1000);
            for (let n = 0; n < 200; n++) document.body.append(Object.assign(document.createElement('p'),
                { textContent: `${n} ${filler}` }));
        }"""
    )
    inject.start()
    inject.until("stub.sent.at(-1).partial === true")
    assert 1_900_000 < sum(len(text) for text in inject.texts()) < 2_100_000
    assert all(len(str(message).encode()) < 260_000 for message in inject.sent("scan"))


def test_thousands_of_levels_are_read(inject: Inject) -> None:
    inject.load("<p>x</p>")  # at 10,000 levels of blocks this Chromium itself crashes
    inject.page.evaluate(
        """() => {
            let at = document.body;
            for (let n = 0; n < 4000; n++) at = at.appendChild(document.createElement('span'));
            at.textContent = 'Deep';
        }"""
    )
    inject.start()
    inject.until("stub.sent.some((m) => m.kind === 'report')")
    assert inject.texts() == ["x", "Deep"]


STRUCK = {
    "tags": "<p>Lamp <del>$99</del> <s><b>79 kr</b></s> <strike>old</strike> $59</p>",
    "a style": "<p><span style='text-decoration: line-through 2px'><i>$99</i></span> $59</p>",
    "a sheet": "<style>.old { text-decoration-line: line-through }</style><p class=old>$99</p><p>$59</p>",
    "undone": "<p><del style='text-decoration: none'>$99</del> $59</p>",
    "many": "<p>" + "<del>$9</del> " * 9 + "</p>",
    "no price": "<p><del>3</del> lamps</p>",
}


@pytest.mark.parametrize("page", STRUCK.values(), ids=STRUCK)
def test_what_is_struck_through_is_told_as_on_the_command_line(inject: Inject, page: str) -> None:
    inject.open(page)
    told = [block.get("struck", []) for block in inject.blocks()]
    assert told == [list(block.struck) for block in html.read(page.encode())[1]]
    assert any(told) == ("none" not in page and "$" in page)

"""Pages of every shape a shopper meets, each with the phrases that must be found on it, first and after each change.

A phrase is told by its number: 3 stands for "Only 3 left in stock". `{n}` in a page or a script is that phrase;
`ELSEWHERE` is the address of another origin, where the pages `ELSEWHERE` are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Final


@dataclass(frozen=True, slots=True)
class Shape:
    """`html` is the body of the page; `found` holds the numbers found at first; `then` scripts of the page, each with
    the numbers found after it. Scripts run as from a person's hand, so that they may go full screen.
    """

    html: str
    found: tuple[int, ...]
    then: tuple[tuple[str, tuple[int, ...]], ...] = ()
    head: str = ""

    @property
    def page(self) -> str:
        """The whole document."""
        head = f"<meta charset=utf-8><title>A lamp</title>{said(self.head)}"
        return f"<!doctype html><html lang=en><head>{head}</head><body>{said(self.html)}</body></html>"

    @property
    def steps(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """What happens, from the page as it loads."""
        return (("0", self.found), *((said(script), found) for script, found in self.then))


def phrase(number: int) -> str:
    """What stands for the number."""
    return f"Only {number} left in stock"


def said(text: str) -> str:
    """The text with its phrases written out."""
    return re.sub(r"\{(\d+)\}", lambda number: phrase(int(number[1])), text)


def numbers(texts: list[str]) -> list[int]:
    """The numbers of the findings with these texts, in their order."""
    return sorted(int(re.sub(r"\D", "", text)) for text in texts)


def _frame(html: str) -> str:
    return escape(said(html))


LETTERS: Final = "".join(f"<i>{letter}</i>" for letter in "Only").replace("</i><i>n", "</i>\n<i hidden>x</i><i>n")

ELSEWHERE: Final = {
    "outer.html": "<!doctype html><html lang=en><p>Only 3 left in stock</p><iframe src=inner.html></iframe>",
    "inner.html": "<!doctype html><html lang=en><p>Only 4 left in stock</p>",
}

SHAPES: Final[dict[str, Shape]] = {
    # Reading
    "words split over tags": Shape("<p>On<b>ly</b> <span>2</span>&nbsp;<i>le</i>ft<br>in <em>stock</em></p>", (2,)),
    "soft hyphens and zero-width characters": Shape(
        "<p>On&shy;ly 2 le&#8203;ft in st&#8288;ock</p><p>Only &#xfeff;3 left in stock 🔥🔥</p>", (2, 3)
    ),
    "a letter an element": Shape(f"<p>{LETTERS} 2 left in stock</p>", (2,)),
    "digits in boxes": Shape(
        "<p>Only <b>1</b><b>2</b> left in stock</p>",
        (12,),
        head="<style>b { display: inline-block; width: 1em }</style>",
    ),
    "list items and table cells": Shape("<ul><li>{2}<li>Calm</ul><table><tr><td>{3}<td>Calm</table>", (2, 3)),
    "generated text": Shape(
        "<p>Lamp <b id=a class=only></b></p><p>Only <b id=b></b> left in stock</p><p id=c></p>",
        (2, 3, 5),
        (("b.dataset.n = '4'", (2, 4, 5)), ("a.className = ''", (4, 5)), ("c.dataset.n = 6", (4, 6))),
        head="""<style>.only::after { content: "{2}" }
            #c::after { content: "Only " attr(data-n, "5") " left in stock" }
            #b::before { content: attr(data-n) } #b:not([data-n])::before { content: "3" }</style>""",
    ),
    "controls and what they are called": Shape(
        "<button>{2}</button><input type=submit value='{3}'><details><summary>{4}</summary></details>"
        "<select id=s><option>M<option>{5}</select><a href='#'><img alt='{6}'></a><button aria-label='{7}'></button>",
        (2, 3, 4, 6, 7),
        (("s.selectedIndex = 1; s.dispatchEvent(new Event('change', { bubbles: true }))", (2, 3, 4, 5, 6, 7)),),
    ),
    "the tab's title": Shape("<p>{2}</p>", (2,), (("document.title = '{3}'", (2, 3)),)),
    "open and closed roots, nested, with slots": Shape(
        "<x-open><b slot=n>2</b></x-open><div id=host></div>"
        """<script>{
            const open = document.querySelector('x-open').attachShadow({ mode: 'open' });
            open.innerHTML = '<p>Only <slot name=n></slot> left in stock</p>';
            const outer = host.attachShadow({ mode: 'closed' });
            outer.innerHTML = '<div></div>';
            globalThis.inner = outer.firstChild.attachShadow({ mode: 'closed' });
            inner.innerHTML = '<p>{3}</p>';
        }</script>""",
        (2, 3),
        (
            ("inner.firstChild.textContent = '{4}'", (2, 4)),
            ("document.querySelector('b').textContent = '5'", (4, 5)),
            ("host.remove()", (5,)),
        ),
    ),
    "roots attached late": Shape(
        "<x-late></x-late><div id=bare></div><p>{2}</p>",
        (2,),
        (
            ("document.querySelector('x-late').attachShadow({ mode: 'closed' }).innerHTML = '<p>{3}</p>'", (2, 3)),
            ("bare.attachShadow({ mode: 'open' }).innerHTML = '<p>{4}</p>'", (2, 3, 4)),
        ),
    ),
    "frames without an address": Shape(
        f"<p>{{2}}</p><iframe srcdoc='{_frame('<p>{3}</p>')}'></iframe><iframe id=blank></iframe>"
        f"<iframe sandbox srcdoc='{_frame('<p>{5}</p>')}'></iframe><iframe id=blob></iframe>"
        """<script>
            blank.contentDocument.body.innerHTML = '<p>{4}</p>';
            blob.src = URL.createObjectURL(new Blob(['<p>{6}</p>'], { type: 'text/html' }));
        </script>""",
        (2, 3, 4, 5, 6),
        (
            ("blank.contentDocument.body.innerHTML = '<p>{7}</p>'", (2, 3, 5, 6, 7)),
            ("document.querySelector('[sandbox]').remove()", (2, 3, 6, 7)),
            (
                "document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: '{8}' }))",
                (2, 3, 6, 7, 8),
            ),
        ),
    ),
    "frames that are hidden and shown": Shape(
        f"<p>{{2}}</p><div id=w hidden><iframe srcdoc='{_frame('<p>{3}</p>')}'></iframe>"
        f"<iframe sandbox srcdoc='{_frame('<p>{4}</p>')}'></iframe></div>",
        (2,),
        (("w.hidden = false", (2, 3, 4)), ("w.hidden = true", (2,)), ("w.hidden = false", (2, 3, 4))),
    ),
    "frames of another origin, one in the other": Shape(
        "<p>{2}</p><iframe src='ELSEWHERE/outer.html'></iframe><iframe name=n></iframe>",
        (2, 3, 4),
        (
            ("open('ELSEWHERE/inner.html', 'n')", (2, 3, 4, 4)),
            ("document.querySelector('iframe').remove()", (2, 4)),
        ),
    ),
    "the top layer": Shape(
        "<p>{2}</p><dialog id=d><p>{3}</p></dialog><div id=v popover><p>{4}</p></div>"
        "<div id=f><style>#f p { display: none } #f:fullscreen p { display: block }</style><p>{5}</p></div>",
        (2,),
        (
            ("d.showModal()", (2, 3)),
            ("d.close()", (2,)),
            ("v.showPopover()", (2, 4)),
            ("v.hidePopover()", (2,)),
            ("f.requestFullscreen()", (2, 5)),
            ("document.exitFullscreen()", (2,)),
        ),
    ),
    "opened later": Shape(
        "<details id=d><summary>More</summary><p>{2}</p></details><div id=h hidden=until-found>{3}</div>"
        "<div role=tabpanel id=t hidden>{4}</div><p>{9}</p>",
        (9,),
        (
            ("d.open = true", (2, 9)),
            ("h.hidden = false", (2, 3, 9)),
            ("t.hidden = false; d.open = false", (3, 4, 9)),
        ),
    ),
    # Visible means visible
    "hidden by a style": Shape(
        "".join(
            f"<div style='{style}'><p>{{{number}}}</p></div>"
            for number, style in enumerate(
                (
                    "display:none",
                    "visibility:hidden",
                    "opacity:0",
                    "content-visibility:hidden",
                    "height:0;overflow:hidden",
                    "position:absolute;left:-9999px",
                    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)",
                    "font-size:0",
                ),
                start=2,
            )
        )
        + "<p>{11}</p>",
        (11,),
        (
            ("document.querySelectorAll('div').forEach((d) => d.removeAttribute('style'))", (*range(2, 10), 11)),
            ("document.querySelectorAll('div').forEach((d) => { d.style.opacity = 0 })", (11,)),
        ),
    ),
    "covered by inert": Shape(
        "<main id=m inert><p>{2}</p></main><p>{3}</p>",
        (3,),
        (("m.inert = false", (2, 3)), ("m.inert = true", (3,))),
    ),
    "laid out only when near": Shape(
        "<p>{2}</p><div style='height:9000px'></div><section style='content-visibility:auto'><p>{3}</p></section>",
        (2, 3),
    ),
    "faded and slid in": Shape(
        "<div id=f><p>{2}</p></div><div id=s><p>{3}</p></div><p>{4}</p>",
        (4,),
        (("document.body.className = 'on'", (2, 3, 4)), ("document.body.className = ''", (4,))),
        head="""<style>#f { opacity: 0; transition: opacity .2s } .on #f { opacity: 1 }
            #s { position: fixed; right: -99em; transition: right .2s } .on #s { right: 0 }</style>""",
    ),
    # Following
    "an address of its own page": Shape(
        "<main id=m><p>{2}</p></main><p>{3}</p>",
        (2, 3),
        (
            ("history.pushState(null, '', '?next'); m.innerHTML = '<p>{4}</p>'", (3, 4)),
            ("addEventListener('popstate', () => { m.textContent = '{5}' }); history.back()", (3, 5)),
        ),
    ),
    "rows that are used again": Shape(
        "<ul id=u></ul><script>function rows(from) { u.replaceChildren(...u.children.length ? u.children : "
        "Array.from({ length: 20 }, () => document.createElement('li'))); [...u.children].forEach((row, n) => { "
        "row.textContent = (from + n) % 10 ? `Row ${from + n}` : `Only ${from + n} left in stock`; }); }"
        "rows(10)</script>",
        (10, 20),
        (("rows(30)", (30, 40)), ("rows(50); rows(70)", (70, 80))),
    ),
    "a list that never ends": Shape(
        """<ul id=u><li>{2}</ul><div id=end style='height:9px'></div><script>
            let n = 2;
            new IntersectionObserver(([{ isIntersecting }]) => {
                if (isIntersecting) {
                    n += 1;
                    u.insertAdjacentHTML('beforeend', `<li>Only ${n} left in stock${'<li>A lamp'.repeat(99)}`);
                }
            }).observe(end);
        </script>""",
        (2, 3),
        (("end.scrollIntoView()", (2, 3, 4)), ("scroll(0, 0); end.scrollIntoView()", (2, 3, 4, 5))),
    ),
    "a carousel": Shape(
        "<div id=c><section class=on><p>{2}</p></section><section><p>{3}</p></section></div>",
        (2,),
        (("[...c.children].forEach((slide) => slide.classList.toggle('on'))", (3,)),),
        head="""<style>#c section { position: absolute; opacity: 0; visibility: hidden; transition: all .2s }
            #c .on { opacity: 1; visibility: visible }</style>""",
    ),
    "a document written anew, and never done": Shape(
        "<p>{2}</p>",
        (2,),
        (
            (
                """document.open();
                document.write('<!doctype html><html lang=en><p>{3}</p>');
                globalThis.n = 0;
                setInterval(() => { n += 1; document.write(n === 50 ? '<p>{4}</p>' : '<p>A lamp</p>'); }, 20);""",
                (3, 4),
            ),
        ),
    ),
    "text changed in place": Shape("<p id=p>{2}</p>", (2,), (("p.firstChild.data = '{7}'", (7,)),)),
    "from right to left, in two languages": Shape(
        "<div dir=rtl lang=ar><p>بقي 3 فقط</p><p lang=en>{2}</p>"
        "<section lang=nb><p>Bare 4 igjen på lager</p></section></div>",
        (2, 4),
    ),
    # Pages that forbid much
    "a strict policy with trusted types": Shape(
        "<p>{2}</p>",
        (2,),
        head="<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'\">",
    ),
    "drawings and formulas": Shape(
        "<p>{2}</p><svg><text y=20>{3}</text></svg><math><mtext>{4}</mtext></math>"
        "<svg><foreignObject width=99 height=99><p>{5}</p></foreignObject></svg>",
        (2,),
    ),
}

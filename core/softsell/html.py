"""HTML to blocks on the command line (extra `[html]`): the same runs of text that a person reads in a browser.

Style sheets are not applied: hidden is what `hidden` or an inline `display:none` says.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any, Final

from softsell.model import Block, SoftsellError

INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark nobr q rp rt ruby s small span strike "
    "strong sub sup time tt u var wbr".split()
)
UNREAD: Final = frozenset(
    "script style noscript template head code pre kbd samp input textarea select datalist option svg math canvas "
    "object embed iframe video audio map area meta link base".split()
)
ROLE_OF_TAG: Final = {
    "button": "button", "summary": "button", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading", "a": "link", "li": "list-item", "dialog": "dialog", "label": "label",
}  # fmt: skip
ROLE_OF_ARIA: Final = {
    "button": "button", "heading": "heading", "link": "link", "listitem": "list-item", "dialog": "dialog",
    "alertdialog": "dialog", "banner": "banner", "alert": "banner",
}  # fmt: skip
BUTTON_INPUTS: Final = frozenset({"submit", "button", "reset"})

_BLANKS: Final = re.compile("[ \t\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""What the content script takes for a blank too; line feeds are the `<br>`s by the time this is used."""

_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META_CHARSET: Final = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:-]{2,40})", re.IGNORECASE)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """The text of a document: by byte order mark, then the charset its first 4 kB declare, then UTF-8.

    What does not decode is replaced; a wrong declaration cannot make it fail.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace")
    declared = _META_CHARSET.search(data[:4096])
    if declared is not None:
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            name = "utf-8"
        if not name.startswith("utf-16") and name not in {"base64", "hex", "rot13", "zlib", "bz2"}:
            return data.decode("cp1252" if name in {"iso8859-1", "ascii"} else name, "replace")
    return data.decode("utf-8", "replace")


def read(data: bytes) -> tuple[str | None, list[Block]]:
    """The document's declared language and its blocks in reading order; `key` is their number from 0.

    Raises SoftsellError where the extra is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as fault:
        raise SoftsellError("reading HTML needs the extra: pip install 'softsell[html]'") from fault
    tree = LexborHTMLParser(decode(data).replace("\x00", ""))
    root = tree.root
    if root is None:
        return None, []
    lang = root.attributes.get("lang")
    reader = _Reader()
    reader.walk(tree.body or root, lang)
    return lang, [Block(key, *row) for key, row in enumerate(reader.blocks)]


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds where a node stands: its nearest declared language and the role of its block."""

    lang: str | None
    role: str | None


class _Reader:
    """Gathers inline text until a block boundary closes the run. Depth costs no recursion."""

    def __init__(self) -> None:
        self.blocks: list[tuple[str, str | None, str | None]] = []
        self.run: list[str] = []
        self.todo: list[tuple[Any, _Place]] = []

    def walk(self, root: Any, lang: str | None) -> None:
        outer = _Place(lang, None)
        self.todo = [(None, outer), (root.child, outer)]
        while self.todo:
            node, place = self.todo.pop()
            if node is None:
                self.close(place)
                continue
            if node.next is not None:
                self.todo.append((node.next, place))
            tag = node.tag
            if tag == "-text":
                self.run.append((node.text_content or "").replace("\n", " "))
            elif tag is not None and not tag.startswith(("-", "_", "!")):
                self.element(node, tag, place)

    def element(self, node: Any, tag: str, place: _Place) -> None:
        attributes = node.attributes
        if tag == "br":
            self.run.append("\n")
            return
        if tag == "input" and (attributes.get("type") or "").lower() in BUTTON_INPUTS:
            self.close(place)
            self.run.append((attributes.get("value") or "").replace("\n", " "))
            self.close(_Place(place.lang, "button"))
            return
        if tag in UNREAD or "contenteditable" in attributes or _hidden(attributes):
            return
        own = ROLE_OF_ARIA.get((attributes.get("role") or "").strip().lower()) or ROLE_OF_TAG.get(tag)
        inner = _Place(attributes.get("lang") or place.lang, place.role)
        if tag not in INLINE or own == "button":
            self.close(place)
            inner = _Place(inner.lang, place.role if own in {None, "link"} else own)
            self.todo.append((None, inner))
        if node.child is not None:
            self.todo.append((node.child, inner))

    def close(self, place: _Place) -> None:
        """End the run of text: a `<br>` parts its lines, other blanks are one."""
        lines = (_BLANKS.sub(" ", line).strip() for line in "".join(self.run).split("\n"))
        text = "\n".join(filter(None, lines))
        self.run.clear()
        if text:
            self.blocks.append((text, place.lang, place.role))


def _hidden(attributes: Any) -> bool:
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))

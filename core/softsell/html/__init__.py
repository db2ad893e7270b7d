"""HTML to blocks on the command line (extra `[html]`): the runs of text that the content scripts read in a browser.

How elements stand is taken from browsers' own defaults, from `hidden` and `inert`, and from styles inside the page;
linked style sheets and scripts play no part. `make bench-agreement` compares this with the content scripts.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from softsell.html.boxes import Boxes
from softsell.html.data import data_of, title_of
from softsell.html.nearprice import near_prices
from softsell.html.reader import Reader
from softsell.html.sheet import declarations
from softsell.model import Block, SoftsellError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softsell.pagedata import Datum

_LANG: Final = re.compile(r"[\w-]{1,64}", re.ASCII)
_META_CHARSET: Final = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:-]{2,40})", re.IGNORECASE)
_NOSCRIPT: Final = re.compile(r"<noscript\b|</noscript\s*>|</?script\b", re.IGNORECASE)
_TAG: Final = re.compile(r"<(/?)([a-z][^\s/>]{0,40})\b", re.IGNORECASE)
_CLOSING: Final = {
    name: re.compile(f"</{name}", re.IGNORECASE | re.ASCII) for name in ("script", "style", "textarea", "title")
}
"""Elements whose text holds no tags, each with what closes it."""
_CLOSES_ITSELF: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr html head body p li dt dd option optgroup "
    "tr td th thead tbody tfoot colgroup caption rp rt".split()
)
_DEEPEST: Final = 2_000
"""Elements inside each other; browsers stop at 512. The parser's time grows with the square of the depth."""

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
            if not name.startswith("utf-16"):
                return data.decode("cp1252" if name in {"iso8859-1", "ascii"} else name, "replace")
        except (LookupError, UnicodeError):  # no such charset, or a codec that is none
            pass
    return data.decode("utf-8", "replace")


def flattened(html: str) -> str:
    """The document without the tags of elements that stand deeper than `_DEEPEST`; their text stays."""
    if html.count("<") <= _DEEPEST:
        return html
    kept: list[str] = []
    written = depth = 0
    for start, stop, end, name in _tags(html):
        if name in _CLOSES_ITSELF or html.endswith("/>", start, stop):
            continue
        depth = max(0, depth - 1) if end else depth + 1
        if depth >= _DEEPEST if end else depth > _DEEPEST:
            kept.append(html[written:start])
            written = stop
    return "".join((*kept, html[written:]))


def _tags(html: str) -> Iterator[tuple[int, int, bool, str]]:
    """Where each tag begins and ends, whether it closes, and its name; none of elements whose text holds no tags."""
    unclosed: set[str] = set()  # looked for once: a page may open thousands
    at = 0
    while tag := _TAG.search(html, at):
        end, name = bool(tag[1]), tag[2].lower()
        if not end and name in _CLOSING and name not in unclosed:
            closing = _CLOSING[name].search(html, tag.end())
            if closing:
                at = closing.end()
                continue
            unclosed.add(name)
        at = html.find(">", tag.end()) + 1
        if at == 0:
            return
        yield tag.start(), at, end, name


def without_noscript(html: str) -> str:
    """The document without what a browser with scripts does not parse; left in, it would break off the head."""
    kept: list[str] = []
    written = at = 0
    opened: int | None = None
    while mark := _NOSCRIPT.search(html, at):
        at = mark.end()
        if mark[0].lower() == "<noscript":
            opened = mark.start()
            at = html.find(">", at) + 1
            if at == 0:
                break
        else:
            if opened is not None and mark[0].endswith(">"):
                kept.append(html[written:opened])
                written = at
            opened = None
    return "".join((*kept, html[written:]))


def read(data: bytes) -> tuple[str | None, list[Block], list[Datum]]:
    """The document's declared language, its blocks, its title first, and what it says of its product in its own data;
    a block's `key` is its number from 0.

    Raises SoftsellError where the extra is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as fault:
        raise SoftsellError("reading HTML needs the extra: pip install 'softsell[html]'") from fault
    tree = LexborHTMLParser(flattened(without_noscript(decode(data).replace("\x00", ""))))
    root = tree.root
    if root is None:
        return None, [], []
    reader = Reader(declarations(tree), Boxes(tree))
    title = title_of(tree)
    if title is not None:
        reader.emit(title.text() or "", title, None, "title")
    reader.walk(root)
    lang = root.attributes.get("lang") or ""
    roles = near_prices(reader.readings)
    blocks = [
        Block(key, one.text, one.lang, role, ticked=one.ticked, struck=one.struck)
        for key, (one, role) in enumerate(zip(reader.readings, roles, strict=True))
    ]
    return lang if _LANG.fullmatch(lang) else None, blocks, data_of(tree)

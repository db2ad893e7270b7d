"""HTML to blocks on the command line (extra `[html]`): the runs of text that the content scripts read in a browser.

How elements stand is taken from browsers' own defaults, from `hidden` and `inert`, and from styles inside the page;
linked style sheets and scripts play no part. `make bench-agreement` compares this with the content scripts.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from softsell.htmlreader import Reader
from softsell.htmlsheet import declarations
from softsell.model import Block, SoftsellError
from softsell.nearprice import near_prices

_LANG: Final = re.compile(r"[\w-]{1,64}", re.ASCII)
_META_CHARSET: Final = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:-]{2,40})", re.IGNORECASE)
_NOSCRIPT: Final = re.compile(
    r"<noscript\b[^>]*>(?:(?!<noscript\b|</?script\b).)*?</noscript\s*>", re.IGNORECASE | re.DOTALL
)
"""What a browser with scripts does not parse; left in, it would break off the head of the page."""
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
    """The document's declared language and its blocks, its title first; `key` is their number from 0.

    Raises SoftsellError where the extra is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as fault:
        raise SoftsellError("reading HTML needs the extra: pip install 'softsell[html]'") from fault
    tree = LexborHTMLParser(_NOSCRIPT.sub("", decode(data).replace("\x00", "")))
    root = tree.root
    if root is None:
        return None, []
    reader = Reader(declarations(tree))
    pictured = {title.mem_id for title in tree.css("svg title")}
    title = next((title for title in tree.css("title") if title.mem_id not in pictured), None)
    if title is not None:
        reader.emit(title.text() or "", title, None, "title")
    reader.walk(root)
    lang = root.attributes.get("lang") or ""
    rows = near_prices(reader.readings)
    return lang if _LANG.fullmatch(lang) else None, [Block(key, *row) for key, row in enumerate(rows)]

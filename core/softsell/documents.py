"""Documents on the command line: found, read, told apart and cut into blocks."""

from __future__ import annotations

import codecs
import re
import sys
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from softsell import html, pagedata
from softsell.model import Block, SoftsellError
from softsell.pagedata import PageData

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from softsell.model import PageReport

MAX_TEXT: Final = 8_000_000
"""Code points of text read of one document; the report of a longer one is `partial`."""
MAX_BLOCKS: Final = 50_000
"""Blocks read of one document, as in the extension: huge pages end somewhere."""

_HTML_ENDINGS: Final = frozenset({".html", ".htm", ".xhtml"})
_ARCHIVE_ENDINGS: Final = frozenset({".mhtml", ".mht"})
_TEXT_ENDINGS: Final = frozenset({".txt", ".text", ".md"})
_MARKUP: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|span|h[1-6]|ul|table|a)\b[^>]*>", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_BINARY_SHARE: Final = 0.1
_LONG: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A document's declared language, blocks and own data; `partial` where it was too long to read whole."""

    lang: str | None
    blocks: tuple[Block, ...]
    partial: bool
    page: PageData


def load(path: str) -> Document:
    """The document at `path` (`-`: standard input). Raises SoftsellError in one line for what cannot be read."""
    data = read_bytes(path)
    if not data.strip():
        raise SoftsellError(f"{path}: empty, there is nothing to scan")
    ending = Path(path).suffix.lower()
    if ending in _ARCHIVE_ENDINGS:
        data = _archived(data, path)
    text = html.decode(data)
    if len(_CONTROLS.findall(text[:4096])) > _BINARY_SHARE * len(text[:4096]):
        raise SoftsellError(f"{path}: not a text (it looks binary); give HTML or plain text")
    if ending in _HTML_ENDINGS | _ARCHIVE_ENDINGS or (ending not in _TEXT_ENDINGS and _MARKUP.search(text[:65536])):
        lang, blocks, rows = html.read(data)
        page = pagedata.of(rows)
    else:
        lang, blocks, page = None, plain_blocks(text), PageData()
    kept, partial = _capped(blocks)
    return Document(lang, kept, partial, page)


def read_bytes(path: str) -> bytes:
    """The bytes at `path` (`-`: standard input). Raises SoftsellError with the mend."""
    with opened(path) as stream:
        try:
            return stream.read()
        except OSError as fault:
            raise _unreadable(path, fault) from fault


def opened(path: str) -> AbstractContextManager[BinaryIO]:
    """What stands at `path` (`-`: standard input), to be read. Raises SoftsellError with the mend."""
    if path == "-":
        if sys.stdin is None:
            raise SoftsellError("-: there is no standard input; give a file")
        return nullcontext(sys.stdin.buffer)
    if not path:
        raise SoftsellError("the path is empty; give a file, or - for standard input")
    if _ADDRESS.match(path):
        raise SoftsellError(f"{path}: addresses come later; save the page and give the file")
    place = Path(path)
    if place.is_dir():
        raise SoftsellError(f"{path}: a directory; give one file")
    try:
        return place.open("rb")
    except (OSError, ValueError) as fault:
        raise _unreadable(path, fault) from fault


def _unreadable(path: str, fault: OSError | ValueError) -> SoftsellError:
    return SoftsellError(f"{path}: cannot read it: {getattr(fault, 'strerror', None) or fault}")


def _archived(data: bytes, path: str) -> bytes:
    """The page of a web archive (MHTML, RFC 2557): its first part that is HTML, as UTF-8."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(page, bytes):
            try:
                return codecs.BOM_UTF8 + page.decode(part.get_content_charset("")).encode("utf-8")
            except (LookupError, UnicodeError):  # no charset named, or not the one: the page may declare its own
                return page
    raise SoftsellError(f"{path}: a web archive without a page in it; save the page as HTML")


def tell_if_long(size: int) -> None:
    """One line to a person who waits while so much text is scanned; less takes less than a second."""
    if size > _LONG and sys.stderr is not None and sys.stderr.isatty():
        # Over the shorter line that may tell there how far a file is read.
        sys.stderr.write(f"\rsoftsell: scanning {size / 1_000_000:.0f} MB of text ...\n")


def plain_blocks(text: str) -> list[Block]:
    """Plain text as blocks: its paragraphs, parted by blank lines."""
    paragraphs = (part.strip() for part in re.split(r"\r?\n[ \t]*\r?\n", text))
    return [Block(key, part) for key, part in enumerate(part for part in paragraphs if part)]


def with_partial(report: PageReport, document: Document) -> PageReport:
    """The report, saying so where the document was not read whole."""
    return replace(report, partial=True) if document.partial else report


def _capped(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], bool]:
    kept: list[Block] = []
    room = MAX_TEXT
    for block in blocks:
        if len(kept) >= MAX_BLOCKS or room <= 0:
            return tuple(kept), True
        if len(block.text) > room:
            return (*kept, replace(block, text=block.text[:room])), True
        room -= len(block.text)
        kept.append(block)
    return tuple(kept), False

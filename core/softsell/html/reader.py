"""The blocks of a parsed page (command line only): inline elements merged, only what shows, in reading order.

`extension/content/collect.js` does the same in a browser, word for word where a tree alone can tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from softsell.html.boxes import is_box, is_chosen, is_ticked
from softsell.html.element import (
    BUTTON_INPUTS,
    PARTS_BLOCKS,
    flow_of,
    is_hidden,
    is_secret,
    is_unread,
    options_of,
    own_role,
    parts_words,
    stronger_role,
)
from softsell.html.nearprice import has_price
from softsell.html.style import Style, is_unseen
from softsell.html.vocabulary import number
from softsell.model import MOST_STRUCK, STRUCK
from softsell.offsets import utf16_length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from softsell.html.boxes import Boxes

_ASKED: Final = number("price", "asked")
"""Code points of a block up to which it may ask a price; a longer one tells of prices."""

_BLANKS: Final = " \t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What the content scripts take for a blank; zero-width characters are no blanks."""
_DIGIT: Final = re.compile(r"\d")
_STRETCH: Final = re.compile(f"[{_BLANKS}]+")
_STRIKES: Final = frozenset({"del", "s", "strike"})


class Reading(NamedTuple):
    """A block as read: whether it labels a box that is ticked, and its texts with digits that are struck through."""

    text: str
    element: Any
    lang: str | None
    role: str | None
    ticked: bool
    struck: tuple[str, ...]


@dataclass(slots=True)
class _Frame:
    """An element whose children are being read, and what holds where it stands."""

    element: Any
    container: Any
    lang: str | None
    role: str | None
    link: int | None
    spaced: bool
    style: Style
    keeps_lines: bool = False
    speaks: bool = False
    ticked: bool = False
    struck: bool = False


@dataclass(slots=True)
class _Run:
    """The text of the block that is being put together, where it began, the boxes in it that have no label of their
    own, each with whether it is ticked, and what is struck through."""

    pieces: list[str] = field(default_factory=list)
    gap: str = ""
    holder: _Frame | None = None
    link: int | None = None
    boxes: list[bool] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)

    def space(self) -> None:
        """Part the words before from those after."""
        if self.pieces and not self.gap:
            self.gap = " "

    def newline(self) -> None:
        """Part the lines."""
        if self.pieces:
            self.gap = "\n"

    def push(self, text: str, frame: _Frame) -> None:
        """Append text of the frame's element; runs of blanks are one space."""
        if not self.pieces:
            self.holder, self.link = frame, frame.link
        elif self.link != frame.link:
            self.link = None
        at = 0
        for blank in _STRETCH.finditer(text):
            self.add(text[at : blank.start()])
            if frame.keeps_lines and "\n" in blank[0]:
                self.newline()
            else:
                self.space()
            at = blank.end()
        self.add(text[at:])

    def add(self, piece: str) -> None:
        """Append letters without a blank."""
        if piece:
            self.pieces += (self.gap, piece)
            self.gap = ""


class Reader:
    """Gathers inline text until a block boundary closes the run. Depth costs no recursion.

    `readings` are the blocks in their order.
    """

    def __init__(self, sheets: Mapping[int, tuple[str, str]], boxes: Boxes) -> None:
        """`sheets` is what `sheet.declarations` gives."""
        self.sheets = sheets
        self.boxes = boxes
        self.readings: list[Reading] = []
        self.run = _Run()
        self.stack: list[tuple[_Frame, Any]] = []

    def walk(self, root: Any) -> None:
        """Read the element and all that is in it."""
        style = self.style(root)
        self.enter(root, _Frame(root, root, None, None, None, spaced=False, style=style), root, style, spaced=False)
        while self.stack:
            frame, node = self.stack.pop()
            if node is None:
                self.leave(frame)
                continue
            self.stack.append((frame, node.next))
            tag = node.tag
            if tag == "-text":
                self.text(node.text_content or "", frame)
            elif tag is not None and not tag.startswith(("-", "_", "!")):
                self.element(node, tag, frame)

    def style(self, node: Any) -> Style:
        """What the sheets of the page and the element's own style say of it."""
        weak, strong = self.sheets.get(node.mem_id, ("", ""))
        own = node.attributes.get("style") or ""
        return Style.of(";".join(filter(None, (weak, own, strong))))

    def enter(self, node: Any, around: _Frame, container: Any, style: Style, *, spaced: bool) -> None:
        """Go into an element; a link says its role by `link`, for only a block that is all link is one."""
        role = own_role(node.tag, node.attributes)
        of_container = None if role == "link" and container is not node else role
        frame = _Frame(
            node,
            container,
            node.attributes.get("lang") or around.lang,
            stronger_role(of_container, around.role),
            node.mem_id if role == "link" else around.link,
            spaced,
            style,
            around.keeps_lines if style.keeps_lines is None else style.keeps_lines,
            ticked=around.ticked or self.boxes.ticks(node),
            struck=(node.tag in _STRIKES if style.struck is None else style.struck)
            or (container is not node and around.struck),
        )
        self.stack.append((frame, node.child))

    def leave(self, frame: _Frame) -> None:
        """All of an element has been read: a control that showed no words says its name."""
        attributes = frame.element.attributes
        own = own_role(frame.element.tag, attributes)
        if not frame.speaks and own in {"button", "link"} and self.emit_name(frame, attributes, own):
            pass
        elif frame.speaks and self.stack:
            self.stack[-1][0].speaks = True
        if frame.element is frame.container:
            self.flush()
        elif frame.spaced:
            self.run.space()

    def emit_name(self, frame: _Frame, attributes: Mapping[str, str | None], own: str | None) -> bool:
        """The label of a control, else what its pictures stand for."""
        spare = {image.mem_id for image in frame.element.css("noscript img")}
        images = (image for image in frame.element.css("img[alt]") if image.mem_id not in spare)
        alts = (image.attributes.get("alt") or "" for image in images)
        name = (attributes.get("aria-label") or "").strip() or " ".join(alts)
        return self.emit(name[:1000], frame.element, frame.lang, stronger_role(own, frame.role), ticked=frame.ticked)

    def text(self, text: str, frame: _Frame) -> None:
        """Text right in an element."""
        if not text.strip("\ufeff \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"):
            self.run.space()
        elif frame.element.tag != "details" or "open" in frame.element.attributes:
            frame.speaks = True
            if frame.struck and len(self.run.struck) < MOST_STRUCK and _DIGIT.search(text):
                self.run.struck.append(_STRETCH.sub(" ", text).strip()[:STRUCK])
            self.run.push(text, frame)

    def element(self, node: Any, tag: str, frame: _Frame) -> None:
        """An element among the children of another: unread, hidden, a block of its own or part of the line."""
        attributes = node.attributes
        if tag == "br":
            self.run.newline()
        elif tag == "input" and (attributes.get("type") or "").lower() in BUTTON_INPUTS:
            self.flush()
            said = attributes.get("alt" if attributes["type"].lower() == "image" else "value")
            if not is_hidden(node, self.style(node), frame.element):
                self.emit(said or "", node, frame.lang, stronger_role("button", frame.role))
        elif tag == "select":
            self.run.space()
            if not is_secret(attributes) and not is_hidden(node, self.style(node), frame.element):
                self.options(node, frame)
        elif is_unread(node):
            self.unread(node, tag)
        else:
            self.inside(node, frame, self.style(node))

    def options(self, select: Any, frame: _Frame) -> None:
        """What a list shows."""
        lang = select.attributes.get("lang") or frame.lang
        for text in options_of(select):
            self.emit(text, select, lang, frame.role, ticked=is_chosen(select))

    def unread(self, node: Any, tag: str) -> None:
        """Nothing of an element is read. Of a box to tick the words stand in its label, or beside it."""
        if is_box(node) and not self.boxes.meet(node):
            self.run.boxes.append(is_ticked(node))
        if tag in PARTS_BLOCKS:
            self.flush()
        elif node.child is not None or parts_words(tag):
            self.run.space()

    def inside(self, node: Any, frame: _Frame, style: Style) -> None:
        """Go into an element as it stands in the flow."""
        if is_hidden(node, style, frame.element):
            return
        flow = flow_of(node, style, frame.style, in_block=frame.element is frame.container)
        unseen = "inert" in node.attributes or is_unseen(style)
        if unseen and style.out_of_flow:
            return
        if flow == "block":
            self.flush()
        elif flow == "spaced":
            self.run.space()
        if not unseen:
            container = node if flow == "block" else frame.container
            self.enter(node, frame, container, style, spaced=flow == "spaced")

    def flush(self) -> None:
        """End the run of text."""
        run, self.run = self.run, _Run()
        if run.holder is not None:
            role = run.holder.role if run.link is None else stronger_role(run.holder.role, "link")
            ticked = run.holder.ticked or run.boxes == [True]
            text = "".join(run.pieces)
            struck = tuple(run.struck) if utf16_length(text) <= _ASKED and has_price(text) else ()
            self.readings.append(Reading(text, run.holder.container, run.holder.lang, role, ticked, struck))

    def emit(self, text: str, container: Any, lang: str | None, role: str | None, *, ticked: bool = False) -> bool:
        """A block of what shows its text by other means than text; false where it has none."""
        said = _STRETCH.sub(" ", text).strip()
        if said:
            self.readings.append(Reading(said, container, lang, role, ticked, ()))
        return bool(said)

"""The blocks of a parsed page (command line only): inline elements merged, only what shows, in reading order.

`extension/content/collect.js` does the same in a browser, word for word where a tree alone can tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from softsell.html.boxes import is_box, is_chosen, is_ticked
from softsell.html.nearprice import has_price
from softsell.html.style import Style, default_display, is_unseen
from softsell.html.vocabulary import names, number, words
from softsell.model import MOST_STRUCK, STRUCK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from softsell.html.boxes import Boxes

_UNREAD: Final = frozenset(words("elements", "unread"))
_NO_INK: Final = frozenset(words("elements", "no_ink"))
_PARTS_BLOCKS: Final = frozenset(words("elements", "parts_blocks"))
_OWN_BLOCK: Final = frozenset(words("elements", "own_block"))
_PHRASING: Final = frozenset(words("elements", "phrasing"))
_BUTTON_INPUTS: Final = frozenset(words("elements", "button_inputs"))
_ROLE_OF_TAG: Final = names("roles", "of_tag")
_ROLE_OF_ARIA: Final = names("roles", "of_aria")
_STRENGTH: Final = words("roles", "strength")
_TYPED: Final = frozenset(words("roles", "typed"))
_ASKED: Final = number("price", "asked")
"""Code points of a block up to which it may ask a price; a longer one tells of prices."""

_BLANKS: Final = " \t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What the content scripts take for a blank; zero-width characters are no blanks."""
_DIGIT: Final = re.compile(r"\d")
_STRETCH: Final = re.compile(f"[{_BLANKS}]+")
_STRIKES: Final = frozenset({"del", "s", "strike"})
_SECRET: Final = re.compile(r"(?:^|\s)(?:cc-|[a-z]+-password|one-time-code)", re.IGNORECASE)


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
        role = _own_role(node.tag, node.attributes)
        of_container = None if role == "link" and container is not node else role
        frame = _Frame(
            node,
            container,
            node.attributes.get("lang") or around.lang,
            _stronger(of_container, around.role),
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
        own = _own_role(frame.element.tag, attributes)
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
        return self.emit(name[:1000], frame.element, frame.lang, _stronger(own, frame.role), ticked=frame.ticked)

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
        elif tag == "input" and (attributes.get("type") or "").lower() in _BUTTON_INPUTS:
            self.flush()
            said = attributes.get("alt" if attributes["type"].lower() == "image" else "value")
            if not _hidden(node, tag, frame, self.style(node)):
                self.emit(said or "", node, frame.lang, _stronger("button", frame.role))
        elif tag == "select":
            self.run.space()
            if not _is_secret(attributes) and not _hidden(node, tag, frame, self.style(node)):
                self.options(node, frame)
        elif _parts_only(node, tag):
            self.unread(node, tag)
        else:
            self.inside(node, tag, frame, self.style(node))

    def options(self, select: Any, frame: _Frame) -> None:
        """What a list shows."""
        lang = select.attributes.get("lang") or frame.lang
        for text in _options(select):
            self.emit(text, select, lang, frame.role, ticked=is_chosen(select))

    def unread(self, node: Any, tag: str) -> None:
        """Nothing of an element is read. Of a box to tick the words stand in its label, or beside it."""
        if is_box(node) and not self.boxes.meet(node):
            self.run.boxes.append(is_ticked(node))
        if tag in _PARTS_BLOCKS:
            self.flush()
        elif node.child is not None or tag in _UNREAD - _NO_INK:
            self.run.space()

    def inside(self, node: Any, tag: str, frame: _Frame, style: Style) -> None:
        """Go into an element as it stands in the flow."""
        if _hidden(node, tag, frame, style):
            return
        flow = _flow(node, tag, frame, style)
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
            role = run.holder.role if run.link is None else _stronger(run.holder.role, "link")
            ticked = run.holder.ticked or run.boxes == [True]
            text = "".join(run.pieces)
            struck = tuple(run.struck) if len(text) <= _ASKED and has_price(text) else ()
            self.readings.append(Reading(text, run.holder.container, run.holder.lang, role, ticked, struck))

    def emit(self, text: str, container: Any, lang: str | None, role: str | None, *, ticked: bool = False) -> bool:
        """A block of what shows its text by other means than text; false where it has none."""
        said = _STRETCH.sub(" ", text).strip()
        if said:
            self.readings.append(Reading(said, container, lang, role, ticked, ()))
        return bool(said)


def _own_role(tag: str, attributes: Mapping[str, str | None]) -> str | None:
    stated = attributes.get("role") or ""
    if stated in _ROLE_OF_ARIA:
        return _ROLE_OF_ARIA[stated]
    if attributes.get("aria-modal") == "true":
        return "dialog"
    return "link" if tag == "a" and "href" in attributes else _ROLE_OF_TAG.get(tag)


def _stronger(one: str | None, other: str | None) -> str | None:
    if one is None or other is None:
        return one or other
    return min(one, other, key=_STRENGTH.index)


def _is_secret(attributes: Mapping[str, str | None]) -> bool:
    if "contenteditable" in attributes and (attributes["contenteditable"] or "").lower() != "false":
        return True
    return (attributes.get("role") or "") in _TYPED or bool(_SECRET.search(attributes.get("autocomplete") or ""))


def _parts_only(node: Any, tag: str) -> bool:
    """Whether nothing of an element is read; it may still part the words or blocks around it."""
    attributes = node.attributes
    return tag in _UNREAD or _is_secret(attributes) or (node.child is None and "aria-label" not in attributes)


def _flow(node: Any, tag: str, frame: _Frame, style: Style) -> str:
    """How an element stands in its line: `block`, `spaced` (it parts words) or `inline`."""
    display = style.display or default_display(tag)
    item = (frame.style.display or "").endswith(("flex", "grid"))
    if tag in _OWN_BLOCK or node.attributes.get("role") == "button":
        return "block"
    if display == "contents" or (display == "inline" and not item):
        return "inline"
    if display.startswith("inline-") and not item:
        return "spaced" if len((node.text() or "").strip()) > 2 else "inline"
    in_row = item and frame.style.row and frame.element is frame.container
    return "spaced" if in_row and tag in _PHRASING and not style.out_of_flow else "block"


def _hidden(node: Any, tag: str, frame: _Frame, style: Style) -> bool:
    attributes = node.attributes
    return (
        style.hidden
        or ("hidden" in attributes and style.display is None)
        or (tag == "dialog" and "open" not in attributes)
        or "popover" in attributes
        or (frame.element.tag == "details" and "open" not in frame.element.attributes and tag != "summary")
    )


def _options(select: Any) -> list[str]:
    """What of a list a person sees: the chosen option of a closed one, all of an open one; never personal data."""
    attributes = select.attributes
    if (attributes.get("autocomplete") or "off").strip().lower() != "off":
        return []
    options = select.css("option")
    size = attributes.get("size") or ""
    if "multiple" not in attributes and not (size.isdecimal() and int(size) > 1):
        chosen = [option for option in options if "selected" in option.attributes][-1:]
        options = chosen or [option for option in options if "disabled" not in option.attributes][:1]
    return [option.attributes.get("label") or option.text() or "" for option in options]

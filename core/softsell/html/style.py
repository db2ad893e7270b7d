"""How an element stands in the flow of a page, as far as its tag and its declarations tell (command line only)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

BLOCK_TAGS: Final = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section summary table caption colgroup col tbody thead tfoot tr td th ul xmp".split()
)
"""Elements that are blocks by the style sheet of browsers (HTML Standard, section 15.3); others stand in the line."""

_AWAY: Final = -500.0
_LENGTH: Final = re.compile(r"(-?\d*\.?\d+)(px|em|rem|ex|ch|vw|vh|%)?")
_PIXELS: Final = {"em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "vw": 12.8, "vh": 8.0}


def default_display(tag: str) -> str:
    """`block`, `inline` or `inline-block`, as browsers show the element by themselves."""
    if tag in BLOCK_TAGS:
        return "block"
    return "inline-block" if tag in {"button", "marquee"} else "inline"


@dataclass(frozen=True, slots=True)
class Style:
    """The declarations of an element that decide what is read; `display` is None where none tells it."""

    display: str | None = None
    row: bool = False
    hidden: bool = False
    out_of_flow: bool = False
    away: bool = False
    clipped: bool = False
    keeps_lines: bool | None = None
    struck: bool | None = None

    @staticmethod
    def of(text: str | None) -> Style:
        """What declarations say, the later ones weighing more; broken ones say nothing."""
        if not text:
            return _NOTHING
        said = {
            name.strip().lower(): value.partition("!")[0].strip().lower()
            for name, _, value in (part.partition(":") for part in text.split(";"))
        }
        out_of_flow = said.get("position") in {"absolute", "fixed"}
        display = said.get("display") or None
        if out_of_flow or said.get("float") in {"left", "right"}:
            display = "none" if display == "none" else "block"
        return Style(
            display,
            (display or "").endswith("flex") and not said.get("flex-direction", "row").startswith("column"),
            display == "none"
            or said.get("visibility") in {"hidden", "collapse"}
            or said.get("content-visibility") == "hidden"
            or _pixels(said.get("opacity")) == 0
            or _pixels(said.get("font-size")) == 0,
            out_of_flow,
            (out_of_flow and (_far(said.get("left")) or _far(said.get("top")))) or _far(said.get("text-indent")),
            said.get("overflow") in {"hidden", "clip"} and (_thin(said.get("width")) or _thin(said.get("height"))),
            _keeps_lines(said.get("white-space")),
            _struck(said.get("text-decoration-line", said.get("text-decoration"))),
        )


_NOTHING: Final = Style()


def is_unseen(style: Style) -> bool:
    """Cut to nothing, or placed where no scrolling reaches."""
    return style.away or style.clipped


def _pixels(value: str | None) -> float | None:
    length = _LENGTH.fullmatch(value or "")
    return None if length is None or length[2] == "%" else float(length[1]) * _PIXELS.get(length[2] or "", 1.0)


def _keeps_lines(value: str | None) -> bool | None:
    return None if value in {None, "inherit"} else value is not None and value.startswith(("pre", "break-spaces"))


def _struck(value: str | None) -> bool | None:
    return None if value is None else "line-through" in value


def _thin(value: str | None) -> bool:
    pixels = _pixels(value)
    return pixels is not None and pixels <= 1


def _far(value: str | None) -> bool:
    pixels = _pixels(value)
    return pixels is not None and pixels <= _AWAY

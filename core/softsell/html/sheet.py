"""What the style sheets inside a page say of its elements, as far as reading needs it (command line only).

Linked sheets are not fetched. A rule that a small reader of CSS cannot follow says nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SELECTORS: Final = 3_000
"""Selectors looked up in one page; what follows says nothing."""
WIDTH: Final = 1280.0
"""Pixels of the window that `@media` rules are asked about."""

_BRACE: Final = re.compile(r"[{}]")
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DECIDES: Final = re.compile(
    r"(?<![\w-])(?:(?:display|visibility|content-visibility|position|float|opacity|white-space)\s*:"
    r"|text-decoration(?:-line)?\s*:[^;{}]*line-through)"
)
_STATE: Final = re.compile(
    r"::|:(?:before|after|first-l|hover|focus|active|visited|target|checked|disabled|enabled|invalid|valid|-|selection"
    r"|placeholder|fullscreen|modal|popover|open|host|defined|where|is\(|has\()"
)
_KEPT: Final = re.compile(
    r"(?<![\w-])(display|visibility|content-visibility|position|float|opacity|left|top|text-indent|overflow|width"
    r"|height|font-size|flex-direction|white-space|text-decoration|text-decoration-line)\s*:\s*([^;{}]+)"
)
_MEDIA_WIDTH: Final = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*(\d*\.?\d+)(px|em|rem)?\s*\)")


def declarations(tree: Any) -> dict[int, tuple[str, str]]:
    """What sheets say of each element (its `mem_id`): what weighs less than its inline style, and what more."""
    found: dict[int, list[tuple[tuple[int, int, int, int], str, bool]]] = {}
    order = 0
    for sheet in tree.css("style"):
        if not _applies(sheet.attributes.get("media") or ""):
            continue
        for selectors, body in _rules(_COMMENT.sub("", sheet.text() or "")):
            for selector in selectors.split(","):
                order += 1
                if order > MAX_SELECTORS:
                    return _sorted(found)
                for element in _selected(tree, selector.strip()):
                    rank = (*_specificity(selector), order)
                    for name, value in _KEPT.findall(body):
                        entry = (rank, f"{name}:{value}", "!important" in value)
                        found.setdefault(element.mem_id, []).append(entry)
    return _sorted(found)


def _sorted(
    found: dict[int, list[tuple[tuple[int, int, int, int], str, bool]]],
) -> dict[int, tuple[str, str]]:
    """The declarations of each element with the stronger after the weaker."""
    told = {}
    for element, entries in found.items():
        entries.sort(key=lambda entry: entry[0])
        weak = ";".join(text for _, text, important in entries if not important)
        told[element] = (weak, ";".join(text for _, text, important in entries if important))
    return told


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and body of each rule that decides what shows, those in `@media` only where it holds."""
    at = 0
    open_blocks: list[bool] = []
    while (brace := _BRACE.search(css, at)) is not None:
        prelude = css[at : brace.start()].rpartition(";")[2].strip()
        at = brace.end()
        if brace[0] == "}":
            if open_blocks:
                open_blocks.pop()
        elif prelude.startswith("@"):
            name, _, condition = prelude[1:].partition(" ")
            holds = name in {"supports", "layer"} or (name == "media" and _applies(condition))
            open_blocks.append(holds)
        else:
            end = css.find("}", at)
            body = css[at : end if end >= 0 else len(css)]
            at = end + 1 if end >= 0 else len(css)
            if all(open_blocks) and _DECIDES.search(body):
                yield prelude, body


def _applies(media: str) -> bool:
    """Whether one of the queries holds for a window on a screen; what is not understood does not."""
    return not media.strip() or any(_holds(query.strip().lower()) for query in media.split(","))


def _holds(query: str) -> bool:
    rest = _MEDIA_WIDTH.sub("", query)
    if re.sub(r"\b(?:only|screen|all|and)\b", "", rest).strip():
        return False
    for side, number, unit in _MEDIA_WIDTH.findall(query):
        pixels = float(number) * (16 if unit in {"em", "rem"} else 1)
        if (side == "min" and pixels > WIDTH) or (side == "max" and pixels < WIDTH):
            return False
    return True


def _selected(tree: Any, selector: str) -> list[Any]:
    if not selector or _STATE.search(selector):
        return []
    try:
        return list(tree.css(selector))
    except Exception:  # noqa: BLE001 - a selector it does not know; older versions have no name for what they raise
        return []


def _specificity(selector: str) -> tuple[int, int, int]:
    plain = re.sub(r":not\(([^)]*)\)", r" \1", selector)
    ids = len(re.findall(r"#[\w-]+", plain))
    classes = len(re.findall(r"\.[\w-]+|\[[^\]]*\]|:[\w-]+", plain))
    return ids, classes, len(re.findall(r"(?:^|[\s>+~(])[a-zA-Z][\w-]*", plain))

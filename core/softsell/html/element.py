"""What one element of a parsed page is to a reader (command line only): unread, hidden, a block of its own or part of
a line; and its role.

`extension/content/element.js` tells the same in a browser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal

from softsell.html.style import Style, default_display
from softsell.html.vocabulary import names, words

if TYPE_CHECKING:
    from collections.abc import Mapping

BUTTON_INPUTS: Final = frozenset(words("elements", "button_inputs"))
"""Types of inputs whose words a person reads."""
PARTS_BLOCKS: Final = frozenset(words("elements", "parts_blocks"))
"""Elements that end a block even where nothing of them is read."""
_UNREAD: Final = frozenset(words("elements", "unread"))
_NO_INK: Final = frozenset(words("elements", "no_ink"))
_OWN_BLOCK: Final = frozenset(words("elements", "own_block"))
_PHRASING: Final = frozenset(words("elements", "phrasing"))
_ROLE_OF_TAG: Final = names("roles", "of_tag")
_ROLE_OF_ARIA: Final = names("roles", "of_aria")
_STRENGTH: Final = words("roles", "strength")
_TYPED: Final = frozenset(words("roles", "typed"))
_SECRET: Final = re.compile(r"(?:^|\s)(?:cc-|[a-z]+-password|one-time-code)", re.IGNORECASE)


def own_role(tag: str, attributes: Mapping[str, str | None]) -> str | None:
    """The role that the element gives what stands in it."""
    stated = attributes.get("role") or ""
    if stated in _ROLE_OF_ARIA:
        return _ROLE_OF_ARIA[stated]
    if attributes.get("aria-modal") == "true":
        return "dialog"
    return "link" if tag == "a" and "href" in attributes else _ROLE_OF_TAG.get(tag)


def stronger_role(one: str | None, other: str | None) -> str | None:
    """Which of an inner and an outer role holds."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=_STRENGTH.index)


def is_secret(attributes: Mapping[str, str | None]) -> bool:
    """Whether it holds what a person typed, or what stands for a password or a card."""
    if "contenteditable" in attributes and (attributes["contenteditable"] or "").lower() != "false":
        return True
    return (attributes.get("role") or "") in _TYPED or bool(_SECRET.search(attributes.get("autocomplete") or ""))


def is_unread(node: Any) -> bool:
    """Whether nothing of an element is read; it may still part the words or blocks around it."""
    attributes = node.attributes
    return node.tag in _UNREAD or is_secret(attributes) or (node.child is None and "aria-label" not in attributes)


def parts_words(tag: str) -> bool:
    """Whether an unread element stands between the words around it as a thing that can be seen."""
    return tag in _UNREAD - _NO_INK


def flow_of(node: Any, style: Style, around: Style, *, in_block: bool) -> Literal["block", "spaced", "inline"]:
    """How an element stands in its line; `spaced` parts words. `in_block` tells that the element around it, which has
    the style `around`, is the block that is being read."""
    display = style.display or default_display(node.tag)
    item = (around.display or "").endswith(("flex", "grid"))
    if node.tag in _OWN_BLOCK or node.attributes.get("role") == "button":
        return "block"
    if display == "contents" or (display == "inline" and not item):
        return "inline"
    if display.startswith("inline-") and not item:
        return "spaced" if len((node.text() or "").strip()) > 2 else "inline"
    in_row = item and around.row and in_block
    return "spaced" if in_row and node.tag in _PHRASING and not style.out_of_flow else "block"


def is_hidden(node: Any, style: Style, parent: Any) -> bool:
    """Whether an element shows nothing until the page or the reader opens it."""
    attributes = node.attributes
    return (
        style.hidden
        or ("hidden" in attributes and style.display is None)
        or (node.tag == "dialog" and "open" not in attributes)
        or "popover" in attributes
        or (parent.tag == "details" and "open" not in parent.attributes and node.tag != "summary")
    )


def options_of(select: Any) -> list[str]:
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

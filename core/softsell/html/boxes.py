"""Boxes to tick in a parsed page (command line only): which are ticked, and which words are their labels.

`extension/content/boxes.js` tells the same in a browser, where it also knows what the reader ticked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_NATIVE: Final = frozenset({"checkbox", "radio"})
_ROLES: Final = frozenset({"checkbox", "switch", "radio"})


def is_box(node: Any) -> bool:
    """A checkbox, a radio button or a switch."""
    attributes = node.attributes
    if node.tag == "input":
        return (attributes.get("type") or "").lower() in _NATIVE
    return (attributes.get("role") or "") in _ROLES


def is_ticked(node: Any) -> bool:
    """Whether a box is ticked, and free to be unticked."""
    attributes = node.attributes
    if node.tag == "input":
        return "checked" in attributes and "disabled" not in attributes
    free = "disabled" not in attributes and attributes.get("aria-disabled") != "true"
    return attributes.get("aria-checked") == "true" and free


def is_chosen(select: Any) -> bool:
    """Whether a list shows one choice among several, which the page made."""
    attributes = select.attributes
    size = attributes.get("size") or ""
    if "multiple" in attributes or "disabled" in attributes or (size.isdecimal() and int(size) > 1):
        return False
    return len([option for option in select.css("option") if "disabled" not in option.attributes]) > 1


def _labelled(label: Any) -> Any:
    """The field inside a label, else a box in it that is none."""
    for field in label.css("input, button, select, textarea, meter, output, progress"):
        if (field.attributes.get("type") or "").lower() != "hidden":
            return field
    return label.css_first(", ".join(f'[role="{role}"]' for role in sorted(_ROLES)))


class Boxes:
    """The labels of a page's boxes."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        """Find the boxes that have a name, and the names that labels are for."""
        self._by_id = {
            box.attributes["id"]: box for box in reversed(tree.css("input[id], button[role][id]")) if is_box(box)
        }
        self._named: set[str] = set()
        self._targets = {label.attributes.get("for") for label in tree.css("label[for]")}

    def ticks(self, node: Any) -> bool:
        """Whether an element is the label of a ticked box, or one that shows its own words."""
        attributes = node.attributes
        if node.tag == "label":
            target = attributes.get("for")
            box = _labelled(node) if target is None else self._by_id.get(target)
            return box is not None and is_box(box) and is_ticked(box)
        if is_box(node):
            self.meet(node)
            return is_ticked(node)
        return attributes.get("id") in self._named

    def meet(self, box: Any) -> bool:
        """Take note of what labels a box; whether anything does."""
        attributes = box.attributes
        names = (attributes.get("aria-labelledby") or "").split()
        if names and is_ticked(box):
            self._named.update(names)
        if names or attributes.get("aria-label") or attributes.get("id") in self._targets - {None}:
            return True
        around = box.parent
        while around is not None and around.tag != "label":
            around = around.parent
        return around is not None

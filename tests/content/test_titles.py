"""Titles that the tab takes while it is out of sight are read once it is looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

LAMPS = "<html lang=en><title>Lamps</title><h1>Lamps</h1>"

# The stand-in for a tab that is switched away from: only what tells the content scripts so.
SIGHT = """
let away = false;
Object.defineProperty(Document.prototype, 'hidden', { configurable: true, get: () => away });
stub.look = (at) => { away = !at; document.dispatchEvent(new Event('visibilitychange')); };
"""


def asked(inject: Inject) -> list[dict[str, Any]]:
    """The titles asked about, in order."""
    found: list[dict[str, Any]] = inject.js(
        "stub.sent.filter((m) => m.kind === 'scan').flatMap((m) => m.blocks).filter((b) => b.role === 'title')"
    )
    return found


def retitle(inject: Inject, *titles: str) -> None:
    """Let the page's title change, one change at a time."""
    for title in titles:
        inject.page.evaluate("(title) => { document.title = title; }", title)


def test_titles_that_came_while_nobody_looked_are_told_with_their_number(inject: Inject) -> None:
    inject.open(LAMPS, SIGHT)
    inject.js("stub.look(false)")
    retitle(inject, "Come back!", "Lamps", "Come back!", "(1) Wait", "(2) Wait", "Lamps")
    inject.js("stub.look(true)")
    inject.until("stub.sent.filter((m) => m.kind === 'scan').length > 1")
    told = {block["text"]: block.get("flashed") for block in asked(inject)}
    assert told["Come back!"] == 2
    assert told["(2) Wait"] == 2, "a count that goes up is one title"
    assert "(1) Wait" not in told


def test_a_title_that_changes_in_sight_is_told_as_it_is(inject: Inject) -> None:
    inject.open(LAMPS, SIGHT)
    retitle(inject, "Come back!")
    inject.until("stub.sent.filter((m) => m.kind === 'scan').length > 1")
    assert [(block["text"], block.get("flashed")) for block in asked(inject)] == [
        ("Lamps", None),
        ("Come back!", None),
    ]

"""Real saved pages are to the last node what they were without us (threat T4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.content.inject import RULES, SITE, Inject
from tests.content.test_painting import WITHNESS
from tests.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from playwright.sync_api import BrowserContext, Route

pytestmark = [pytest.mark.soak, pytest.mark.browser]

PAGES = 40
# Words that stand on almost every page, so that almost every page has marks.
COMMON = [{**RULES[0], "pattern": r"\b(?:de|in|free|en|and|new)\b"}]


def only(body: bytes) -> Callable[[Route], None]:
    """Serves this page with its scripts blocked, and nothing else."""

    def serve(route: Route) -> None:
        if route.request.url == SITE:
            headers = {"content-type": "text/html", "content-security-policy": "script-src 'none'"}
            route.fulfill(body=body, headers=headers)
        else:
            route.abort()

    return serve


def is_marked(context: BrowserContext, messages: dict[str, Any], path: Path) -> bool:
    """Whether we mark anything on the page; its nodes must be the same before, under our marks and after."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**", only(path.read_bytes()))
    page.goto(SITE)
    before = page.evaluate(WITHNESS)
    inject = Inject(page, messages)
    inject.start(rules=COMMON)
    inject.until("stub.sent.some((m) => m.kind === 'report')")
    marked = len(inject.painted()) > 0
    under = page.evaluate(WITHNESS)
    assert {**under, "sheets": before["sheets"], "highlights": 0} == before, path.name
    inject.tell({"kind": "stop"})
    assert page.evaluate(WITHNESS) == before, path.name
    assert errors == []
    page.close()
    return marked


def test_saved_pages_are_unharmed(context: BrowserContext, messages: dict[str, Any]) -> None:
    paths = sorted(shared("pages").rglob("*.html"))
    marked = sum(is_marked(context, messages, path) for path in paths[:: len(paths) // PAGES][:PAGES])
    print(f"{PAGES} saved pages, {marked} of them with marks")
    assert marked > PAGES / 2

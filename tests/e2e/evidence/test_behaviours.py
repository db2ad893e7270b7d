"""What pages of the fixture shop do is found where it presses, and left alone where it is honest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from tests.e2e.evidence.behaviours import asks, bars, claims, extras, hidden, motion
from tests.e2e.evidence.out_of_sight import hiding_browser
from tests.e2e.evidence.serving import serve
from tests.e2e.evidence.visits import switch_on, visit_all
from tests.in_chromium import browser_with

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Playwright
    from tests.e2e.evidence.behaviour import Behaviour
    from tests.e2e.evidence.visits import Outcome

pytestmark = pytest.mark.browser

ROOMS: Final = (motion, bars, claims, extras, asks, hidden)
ROWS: Final = {row.name: row for room in ROOMS for row in room.ROWS}


def test_every_behaviour_has_a_name_of_its_own() -> None:
    assert len(ROWS) == sum(len(room.ROWS) for room in ROOMS)


@pytest.fixture(scope="module")
def outcomes(
    request: pytest.FixtureRequest, playwright: Playwright, package: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Outcome]:
    """How the visits to the chosen rows ended, all made before the first row's test."""
    chosen = {
        item.callspec.params["name"]
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.originalname == "test_behaviour"
    }
    rows = {name: ROWS[name] for name in ROWS if name in chosen}
    unseen = {row.name for row in hidden.ROWS}
    found: dict[str, Outcome] = {}
    with serve(rows) as port:
        if seen := [row for row in rows.values() if row.name not in unseen]:
            with browser_with(playwright, package, tmp_path_factory.mktemp("fixture-shop")) as extension:
                switch_on(extension)
                found |= visit_all(extension, seen, port)
        if hiding := [row for row in rows.values() if row.name in unseen]:
            with hiding_browser(playwright, package, tmp_path_factory.mktemp("hiding")) as extension:
                switch_on(extension)
                found |= visit_all(extension, hiding, port, at_once=1)
    return found


@pytest.mark.parametrize("name", ROWS)
def test_behaviour(name: str, outcomes: dict[str, Outcome], table: list[tuple[Behaviour, Outcome]]) -> None:
    outcome = outcomes[name]
    table.append((ROWS[name], outcome))
    assert outcome.failed == ""

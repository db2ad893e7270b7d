"""What stands out is told to the engine: large letters, the first screen, a bar that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

PAGE = """<style>
    .bar { position: fixed; top: 0; left: 0; right: 0; height: 40px; }
    .drawer { position: fixed; top: 0; left: 0; right: 0; bottom: 0; }
    .badge { position: fixed; right: 0; bottom: 0; width: 90px; }
</style>
<div class="bar"><p>In the bar</p></div>
<h1>A large heading</h1>
<p>Plain text above</p>
<div class="badge"><p>In a corner</p></div>
<div style="height: 3000px"></div>
<h1>Large below</h1>
<p>Plain text below</p>"""


def told(inject: Inject) -> dict[str, tuple[str | None, float]]:
    """The role and prominence sent with each text."""
    return {block["text"]: (block.get("role"), block.get("prominence", 0)) for block in inject.blocks()}


def test_size_place_and_bar_are_told(inject: Inject) -> None:
    inject.open(PAGE)
    inject.until("stub.sent.some((one) => one.kind === 'report')")
    found = told(inject)
    assert found["In the bar"] == ("banner", 0.5)
    assert found["A large heading"] == ("heading", 1)
    assert found["Plain text above"] == (None, 0.5)
    assert found["In a corner"] == (None, 0.5)
    assert found["Large below"] == ("heading", 0.5)
    assert found["Plain text below"] == (None, 0)


def test_a_page_that_was_scrolled_keeps_its_first_screen(inject: Inject) -> None:
    inject.load(PAGE)
    inject.page.evaluate("scrollTo(0, 2900)")
    inject.start()
    inject.until("stub.sent.some((one) => one.kind === 'report')")
    found = told(inject)
    assert found["Plain text above"] == (None, 0.5)
    assert found["Plain text below"] == (None, 0)


def test_a_cover_over_the_whole_screen_is_no_bar(inject: Inject) -> None:
    inject.open('<div style="position: fixed; inset: 0"><p>On the cover</p></div>')
    inject.until("stub.sent.some((one) => one.kind === 'report')")
    assert told(inject)["On the cover"] == (None, 0.5)

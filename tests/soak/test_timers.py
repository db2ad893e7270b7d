"""Timers cost next to nothing: twenty of them in a storm of changes, and a page on which nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.soak.test_storm import LONG_MS, STORM
from tests.soak.tracing import traced

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = [pytest.mark.soak, pytest.mark.browser]

SECONDS = 20
SHARE = 0.03
"""Of one core, what following the page may take of its main thread."""
STILL_MS = 10_000

TIMERS = """() => {
    const pad = (n) => String(n | 0).padStart(2, '0');
    for (let at = 0; at < 20; at += 1) {
        const clock = document.createElement('div');
        clock.style.display = 'grid';
        clock.innerHTML = at % 2 ? '<p></p>' : '<div>02</div><div>Days</div><div>0</div><div>Min</div><div>0</div>';
        c.append(clock);
        let left = 8000 + at;
        setInterval(() => {
            left -= 1;
            if (at % 2) {
                clock.firstChild.textContent = `${pad(left / 3600)}:${pad(left / 60 % 60)}:${pad(left % 60)}`;
            } else {
                clock.children[2].textContent = pad(left / 60 % 60);
                clock.children[4].textContent = pad(left % 60);
            }
        }, 1000);
    }
}"""


def test_twenty_timers_in_a_storm_cost_no_long_task_and_little_of_a_core(inject: Inject) -> None:
    inject.open("<style>.c1 { color: #333 }</style><section id=c></section><main id=m></main>")
    inject.page.evaluate(TIMERS)
    inject.page.evaluate(STORM, 3)
    with traced(inject) as figures:
        inject.page.evaluate(STORM, SECONDS)
    share = figures.whole / 1000 / SECONDS
    print(f"our stretches: {figures.count}, the longest {figures.longest:.0f} ms, {share:.1%} of a core")
    assert any(len(block.get("seen", [])) > 3 for block in inject.blocks())  # they were followed
    assert figures.longest <= LONG_MS
    assert share <= SHARE


def test_a_still_page_is_left_asleep(inject: Inject) -> None:
    inject.open("<p>A lamp of brass, made at 10:30.</p><p>Nothing moves here.</p>")
    inject.rest()
    asked = inject.js("stub.asked")
    with traced(inject) as figures:
        inject.js(f"new Promise((done) => pending.wait(done, {STILL_MS}))")
    assert figures.calls == 0
    assert inject.js("stub.asked") == asked

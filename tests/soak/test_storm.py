"""Half a minute of a page that never rests: no task of ours is long, and memory stays (threat T9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.soak.tracing import traced

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = [pytest.mark.soak, pytest.mark.browser]

SECONDS = 30
LONG_MS = 50
GROWTH_MB = 20

# 1,000 nodes a second: of each four, one comes, one goes, one changes its text and one its class.
STORM = """(seconds) => new Promise((resolve) => {
    const started = performance.now();
    let n = 0;
    const timer = setInterval(() => {
        for (const due = (performance.now() - started) / 4; n < due; n += 1) {
            const line = document.createElement('p');
            line.innerHTML = n % 20 ? `Line <b>${n}</b> of it` : `Only <b>${n}</b> left`;
            m.append(line);
            if (m.childElementCount > 500) {
                m.firstChild.remove();
            }
            m.children[(n * 7) % m.childElementCount].firstChild.data = `Row ${n} `;
            m.children[(n * 13) % m.childElementCount].className = `c${n % 3}`;
        }
        if (performance.now() - started > 1000 * seconds) {
            clearInterval(timer);
            resolve(n);
        }
    }, 16);
})"""


def test_a_storm_of_changes_costs_no_long_task_and_no_memory(inject: Inject) -> None:
    inject.open("<style>.c1 { color: #333 }</style><main id=m></main>")
    inject.page.evaluate(STORM, 3)
    before = heap(inject)
    with traced(inject) as figures:
        assert inject.page.evaluate(STORM, SECONDS) > 240 * SECONDS
    growth = heap(inject) - before
    print(f"our stretches: {figures.count}, the longest {figures.longest:.0f} ms; heap {growth:+.1f} MB")
    assert figures.count > SECONDS
    assert len(inject.painted()) > 10  # it did follow
    assert figures.longest <= LONG_MS
    assert growth < GROWTH_MB


def heap(inject: Inject) -> float:
    """Megabytes the page and we hold, of what is still needed."""
    inject.js("stub.sent.length = 0; 0")  # the stub keeps every message
    inject.cdp.send("HeapProfiler.collectGarbage")
    return float(inject.cdp.send("Runtime.getHeapUsage")["usedSize"]) / 1e6

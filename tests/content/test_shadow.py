"""Shadow roots, open and closed, nested and late: read and painted as rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

CLOSED = """<x-a><b slot=n>3</b><p>Unslotted</p></x-a><script>
    const root = document.querySelector('x-a').attachShadow({ mode: 'closed' });
    root.innerHTML = '<p>Only <slot name=n></slot> left</p><div></div>';
    const inner = root.querySelector('div').attachShadow({ mode: 'closed' });
    inner.innerHTML = '<p>Hurry up</p>';
    globalThis.roots = { root, inner };
</script>"""


def test_closed_roots_are_read_painted_and_followed(inject: Inject) -> None:
    """Threat T23."""
    inject.load(CLOSED)
    inject.start(closed_roots=True)
    inject.until("stub.sent.at(-1).findings?.length === 2")
    assert inject.texts() == ["Only 3 left", "Hurry up"]
    assert "Hurry up" in inject.painted()
    seen = """(query) => [...CSS.highlights.keys()].some((name) => getComputedStyle(
        roots[query].querySelector('p'), `::highlight(${name})`).textDecorationLine === 'underline')"""
    assert inject.page.evaluate(seen, "root")
    assert inject.page.evaluate(seen, "inner")

    inject.page.evaluate("roots.inner.querySelector('p').append('!')")
    inject.until("stub.sent.some((m) => m.kind === 'scan' && m.blocks.some((b) => b.text === 'Hurry up!'))")
    inject.page.evaluate("document.querySelector('b').firstChild.data = '2'")
    inject.until("stub.sent.at(-1).findings?.some((f) => f.text === 'Only 2 left')")
    inject.page.evaluate("document.querySelector('x-a').remove()")
    inject.until("stub.sent.at(-1).findings?.length === 0")


@pytest.mark.parametrize("host", ["x-late", "div"])
def test_a_root_attached_after_the_reading_is_found(inject: Inject, host: str) -> None:
    inject.open(f"<{host} id=h></{host}><p>Fine</p>")
    inject.page.evaluate("h.attachShadow({ mode: 'open' }).innerHTML = '<p>Only 3 left</p>'")
    inject.until("stub.sent.at(-1).findings?.length === 1")
    inject.page.evaluate("h.shadowRoot.querySelector('p').textContent = 'Calm'")
    inject.until("stub.sent.at(-1).findings?.length === 0")


def test_a_component_defined_late_hides_its_own_children_and_shows_its_roots(inject: Inject) -> None:
    inject.open("<x-card><p>Hurry up</p></x-card><p>Fine</p>")
    assert [finding["text"] for finding in inject.reported()] == ["Hurry up"]
    inject.page.evaluate(
        """customElements.define('x-card', class extends HTMLElement {
            constructor() {
                super();
                this.attachShadow({ mode: 'open' }).innerHTML = '<p>Only 3 left</p>';
            }
        })"""
    )
    inject.until("stub.sent.at(-1).findings?.[0]?.text === 'Only 3 left'")
    assert [finding["text"] for finding in inject.reported()] == ["Only 3 left"]

"""Frameworks own their nodes: whatever they re-render, with us it comes out as without us (threat T13)."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from tests.content.inject import HERE, ROOT, SITE, Inject

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

RENDERS = 200

# Everything a page could tell from: its nodes one by one, open roots too, after each rendering.
RUN = """async (renders) => {
    const told = (node) => [node.nodeType, node.nodeName, node.nodeValue, [...node.attributes ?? []]
        .map(({ name, value }) => `${name}=${value}`), [...node.shadowRoot?.childNodes ?? []].map(told),
        [...node.childNodes].map(told)];
    const hash = (text) => [...text].reduce((sum, letter) => (31 * sum + letter.codePointAt(0)) | 0, 7);
    const seen = [];
    for (let n = 1; n <= renders; n += 1) {
        await render(n);
        await new Promise(requestAnimationFrame);
        seen.push(hash(JSON.stringify(told(document.documentElement))));
    }
    return { seen, html: document.documentElement.outerHTML };
}"""


@pytest.fixture(scope="module")
def built_fixtures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("frameworks")
    subprocess.run(["node", str(HERE / "frameworks" / "build.mjs"), str(out)], cwd=ROOT, check=True)
    return out


def rendered(context: BrowserContext, script: str, messages: dict[str, Any], *, on: bool) -> dict[str, Any]:
    """What the page was at each rendering, and all that its console and its error handlers heard."""
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.route(
        f"{SITE}**",
        lambda route: route.fulfill(body="<title>Shop</title><div id=root></div>", content_type="text/html"),
    )
    page.goto(SITE)
    page.add_script_tag(content=script)
    inject = Inject(page, messages)
    if on:
        inject.start(closed_roots=True)
        inject.until("stub.sent.some((m) => m.kind === 'report')")
    page.evaluate("mount()")
    result: dict[str, Any] = page.evaluate(RUN, RENDERS)
    if on:
        inject.settle()
        assert len(inject.painted()) > 1, "it was at work"
        assert len(inject.sent("scan")) > 5
    page.close()
    return {**result, "heard": heard}


@pytest.mark.parametrize("name", ["react", "vue", "svelte", "components"])
def test_a_framework_renders_with_us_as_without_us(
    context: BrowserContext, built_fixtures: Path, messages: dict[str, Any], name: str
) -> None:
    script = (built_fixtures / f"{name}.js").read_text()
    off = rendered(context, script, messages, on=False)
    on = rendered(context, script, messages, on=True)
    assert on["heard"] == off["heard"]
    assert on["html"] == off["html"]
    assert on["seen"] == off["seen"]
    assert len(set(off["seen"])) > RENDERS / 3, "the fixture does change"

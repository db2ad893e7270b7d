"""Documents that are no ordinary page: read where they hold text, left alone where not, never a stall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.content.inject import SITE

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

XHTML = "http://www.w3.org/1999/xhtml"
DOCUMENTS: list[tuple[str, str, list[str], list[str]]] = [
    (
        "application/xhtml+xml",
        f"<html xmlns='{XHTML}'><head><title>Lamp</title></head><body>Only <b>3</b> left<br/>today</body></html>",
        ["Lamp", "Only 3 left\ntoday"],
        ["Only 3 left"],
    ),
    ("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'><text y='9'>Only 3 left</text></svg>", [], []),
    (
        "application/xml",
        f"<r xmlns:h='{XHTML}'><h:p>Only 3 left</h:p><math xmlns='http://www.w3.org/1998/Math/MathML'/></r>",
        ["Only 3 left"],
        ["Only 3 left"],
    ),
    ("text/plain", "A lamp.\n\nOnly 3 left\n", ["A lamp.\nOnly 3 left"], ["Only 3 left"]),
    ("text/html", "<p>Lamp</p><math><mi>Only 3 left</mi></math><svg><text>Hurry up</text></svg>", ["Lamp"], []),
    ("text/html", "<frameset><frame src='about:blank'></frameset>", [], []),
    ("text/html", "", [], []),
]


@pytest.mark.parametrize(("kind", "text", "blocks", "marks"), DOCUMENTS)
def test_documents_of_other_kinds(inject: Inject, kind: str, text: str, blocks: list[str], marks: list[str]) -> None:
    inject.page.route(f"{SITE}**", lambda route: route.fulfill(body=text, content_type=kind))
    inject.page.goto(SITE)
    inject.start()
    inject.until("stub.sent.some((m) => m.kind === 'report')")
    assert inject.texts() == blocks
    assert [finding["text"] for finding in inject.reported()] == marks


def test_a_document_that_is_written_anew_and_never_done_is_followed(inject: Inject) -> None:
    inject.open("<p>Only 3 left</p>")
    inject.page.evaluate(
        """() => {
            document.open();
            document.write('<p>Fine</p>');
            let n = 0;
            globalThis.timer = setInterval(() => {
                n += 1;
                document.write(n % 100 ? `<p>Line ${n}</p>` : `<p>Hurry up ${n}</p>`);
            }, 5);
        }"""
    )
    inject.until("stub.sent.at(-1).findings?.some((f) => f.text === 'Hurry up') && stub.sent.at(-1).blocks > 90")
    inject.until("stub.sent.filter((m) => m.kind === 'scan').at(-1).blocks.some((b) => /Line [3-9]../.test(b.text))")
    assert "Only 3 left" not in [finding["text"] for finding in inject.reported()]
    inject.page.evaluate("clearInterval(timer)")

"""Documents that are no ordinary page: they are read, or the popup says that they cannot be, and nothing stalls."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.core.test_language import SPANISH
from tests.e2e.test_popup import popup_of
from tests.in_chromium import marked, read, report_of
from tests.in_firefox import own_address

from serving import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests import in_firefox

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

PHRASE: Final = "Hurry, only 3 left in stock!"
XHTML: Final = f"""<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head><title>Lamp</title></head><body><p>{PHRASE}</p></body></html>"""
STRICT: Final = f"""<!doctype html><html lang="en"><head><title>Lamp</title><meta http-equiv="Content-Security-Policy"
content="default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"></head><body><p>{PHRASE}</p>"""
READ: Final = {
    "page.xhtml": XHTML,
    "data.xml": f'<?xml version="1.0"?><shop><p>{PHRASE}</p></shop>',
    "strict.html": STRICT,
    "sandboxed.html": f'<!doctype html><html lang="en"><title>Lamp</title><iframe sandbox srcdoc="<p>{PHRASE}</p>">',
    "frameset.html": '<html lang="en"><title>Lamp</title><frameset cols="*"><frame src="strict.html"></frameset>',
    "plain.txt": PHRASE,
    "drawing.html": f'<html lang="en"><p>{PHRASE}</p><svg><text y="20">A lamp</text></svg><math><mn>3</mn></math>',
}
SOURCE: Final = "data.xml"
"""Chromium shows its text, Firefox its source."""
PDF: Final = """%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]>> endobj
trailer <</Root 1 0 R>>
"""
UNREAD: Final = {
    "drawing.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><text y="20">{PHRASE}</text></svg>',
    "data.json": f'{{"text": "{PHRASE}"}}',
    "terms.pdf": PDF,
    "blank.html": "",
}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which all of them lie."""
    folder = tmp_path_factory.mktemp("documents")
    for name, text in (READ | UNREAD).items():
        (folder / name).write_text(text, "utf-8")
    with serve(folder) as address:
        yield address


@pytest.mark.parametrize("name", READ)
def test_what_is_a_page_underneath_is_read(name: str, extension: Installed, tab: Tab, documents: str) -> None:
    report = read(extension, tab, f"{documents}/{name}")
    assert [finding["text"] for finding in report["findings"]] == ["Hurry", "only 3 left in stock"]


@pytest.mark.parametrize("name", UNREAD)
def test_what_has_no_text_for_us_is_said_to_have_none(
    name: str, extension: Installed, tab: Tab, documents: str
) -> None:
    report = read(extension, tab, f"{documents}/{name}")
    assert (report["blocks"], report["score"]) == (0, 0)
    assert marked(tab.page) == []
    with popup_of(extension, tab) as popup:
        popup.locator("#notice").wait_for()
        assert popup.inner_text("#notice-title") == "Nothing to read here"
        assert "PDF" in popup.inner_text("#notice-text")


def test_a_page_in_a_language_without_a_pack_has_no_score(extension: Installed, tab: Tab, documents: str) -> None:
    tab.page.goto(f"{documents}/blank.html")
    tab.page.evaluate(
        """(text) => document.body.replaceChildren(...text.split(/[.:,]/).map((words) => {
            const line = document.createElement('p');
            line.textContent = words;
            return line;
        }))""",
        SPANISH,
    )
    report = report_of(extension, tab, quiet=2)
    assert (report["lang"], report["score"]) == ("und", 0)
    with popup_of(extension, tab) as popup:
        popup.locator("#notice").wait_for()
        assert popup.inner_text("#notice-title") == "A language that Softsell does not read"
    assert extension.worker.evaluate("(tabId) => chrome.action.getBadgeText({ tabId })", tab.id) == ""


@pytest.mark.parametrize(
    "address", ["view-source:{}/strict.html", "chrome://version", "data:text/html,<p>Hurry!</p>"]
)
def test_what_no_extension_may_read_is_said_to_be_so(
    address: str, extension: Installed, tab: Tab, documents: str
) -> None:
    tab.page.goto(address.format(documents))
    assert extension.settled(tab)["status"] == "not-possible"


@contextmanager
def firefox_tab(fox: in_firefox.Installed, address: str) -> Iterator[int]:
    """A tab on `address`, and the number by which the extension knows it: the last one opened."""
    tab = fox.driven.tab(address)
    number = fox.driven.run(fox.own, "browser.tabs.query({}).then((all) => Math.max(...all.map(({ id }) => id)))")
    try:
        yield number
    finally:
        fox.driven.command("browsingContext.close", context=tab)


def report_in_firefox(fox: in_firefox.Installed, number: int) -> dict[str, Any]:
    state = f"browser.runtime.sendMessage({{ v: 1, kind: 'state', tabId: {number} }})"
    report: dict[str, Any] = fox.driven.until(fox.own, f"{state}.then(({{ report }}) => report)")
    return report


@pytest.mark.parametrize("name", [name for name in READ if name != SOURCE])
def test_what_is_a_page_underneath_is_read_in_firefox(name: str, fox: in_firefox.Installed, documents: str) -> None:
    with firefox_tab(fox, f"{documents}/{name}") as number:
        state = f"browser.runtime.sendMessage({{ v: 1, kind: 'state', tabId: {number} }})"
        fox.driven.until(fox.own, f"{state}.then(({{ report }}) => report?.findings.length)")
        found = report_in_firefox(fox, number)["findings"]
        assert [finding["text"] for finding in found] == ["Hurry", "only 3 left in stock"]


@pytest.mark.parametrize(
    "address",
    [
        *(f"{{}}/{name}" for name in (*UNREAD, SOURCE)),
        "view-source:{}/strict.html",
        "about:support",
        "data:text/html,Hurry!",
    ],
)
def test_what_cannot_be_read_is_said_to_be_so_in_firefox(
    address: str, fox: in_firefox.Installed, documents: str
) -> None:
    """Firefox shows PDF, JSON and bare XML files in viewers of its own, under the address of the file."""
    with firefox_tab(fox, address.format(documents)) as number:
        if address.endswith(("svg", "xml", "blank.html")):
            report = report_in_firefox(fox, number)
            assert (report["blocks"], report["score"]) == (0, 0)
        popup = fox.driven.tab(own_address(f"ui/popup.html?tab={number}"))
        title = "document.querySelector('#notice-title').textContent"
        fox.driven.until(popup, f"{title} === 'Nothing to read here'")
        fox.driven.command("browsingContext.close", context=popup)

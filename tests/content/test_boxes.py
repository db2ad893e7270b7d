"""Boxes that the page ticked: told alike in the page and on the command line, and left alone once the reader acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from softsell import html

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

BOX = "<input type=checkbox checked>"
PAGES = {
    "inside its label": f"<label>{BOX} Cover</label><label><input type=checkbox> Not</label>",
    "hidden field before it": f"<label><input type=hidden name=a value=0>{BOX} Cover</label>",
    "beside its label": "<input type=checkbox checked id=a><label for=a>Cover</label>",
    "label before it": "<label for=a>Cover</label><input type=checkbox checked id=a>",
    "label of several blocks": f"<label>{BOX}<div>Cover</div><div>$5</div></label>",
    "no label": f"<p>{BOX} Cover</p><p>Not</p>",
    "two without a label": f"<p>{BOX} One <input type=checkbox> Two</p>",
    "not ticked": "<p><input type=checkbox> Not</p><label><input type=radio> Not</label>",
    "not free": "<label><input type=checkbox checked disabled> Needed</label>",
    "radio": "<label><input type=radio name=a checked> Cover</label><label><input type=radio name=a> None</label>",
    "a role": "<div role=checkbox aria-checked=true tabindex=0>Cover</div><div role=checkbox>Not</div>",
    "a switch with a name": "<button role=switch aria-checked=true aria-label='Cover'></button>",
    "named by others": "<div role=switch aria-checked=true aria-labelledby='a b'></div><p id=a>Cover</p><p id=b>$5",
    "a role in a label": "<label><span role=checkbox aria-checked=true></span> Cover</label>",
    "a role beside": "<p><span role=checkbox aria-checked=true></span> Cover</p>",
    "a label for nothing": f"<label for=nothing>{BOX} Not</label>",
    "a list": "<select><option>Cover $5<option>None</select><select><option>Alone</select>",
    "a list of many": "<select multiple><option selected>One<option>None</select>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_page_and_the_command_line_tell_the_same(inject: Inject, page: str) -> None:
    inject.open(page + "<p>Hurry up</p>")
    blocks = inject.js("stub.sent.find((one) => one.kind === 'scan').blocks")
    here = {block["text"]: block.get("ticked", False) for block in blocks}
    there = {block.text: block.ticked for block in html.read(page.encode())[1]}
    assert here == {**there, "Hurry up": False}
    assert all(ticked == any(word in text for word in ("Cover", "$5")) for text, ticked in there.items())


def ticked(inject: Inject) -> list[str]:
    """The texts last asked about as labels of boxes that the page ticked."""
    texts: list[str] = inject.js(
        """Object.entries(Object.fromEntries(stub.sent.filter((one) => one.kind === 'scan')
            .flatMap(({ blocks }) => blocks.map(({ text, ticked }) => [text, ticked]))))
            .filter(([, ticked]) => ticked).map(([text]) => text)"""
    )
    return texts


@pytest.mark.parametrize(
    "page",
    [
        f"<label id=a>{BOX} Cover</label>",
        "<input type=checkbox checked id=b><label id=a for=b>Cover</label>",
        "<div id=a role=checkbox aria-checked=true tabindex=0>Cover</div>",
        f"<p>{BOX} Cover</p>",
    ],
)
def test_what_the_reader_touches_is_no_longer_the_pages_choice(inject: Inject, page: str) -> None:
    inject.open(page + "<p>Hurry up</p>")
    assert ticked(inject) == ["Cover"]
    inject.page.click("#a, p input")
    inject.until("stub.sent.filter((one) => one.kind === 'scan').length === 2")
    assert ticked(inject) == []
    inject.page.click("#a, p input")
    inject.page.evaluate("document.body.append(Object.assign(document.createElement('p'), { textContent: 'Later' }))")
    inject.until(
        "stub.sent.some(({ kind, blocks }) => kind === 'scan' && blocks.some(({ text }) => text === 'Later'))"
    )
    assert ticked(inject) == []


def test_a_box_that_a_script_ticks_is_the_pages_choice(inject: Inject) -> None:
    inject.load("<label><input type=checkbox> Cover</label>")
    inject.page.evaluate("document.querySelector('input').checked = true")
    inject.start()
    inject.until("stub.sent.some((one) => one.kind === 'scan')")
    assert ticked(inject) == ["Cover"]


def test_another_radio_chosen_lets_the_first_be(inject: Inject) -> None:
    inject.open(PAGES["radio"])
    assert ticked(inject) == ["Cover"]
    inject.page.click("text=None")
    inject.until("stub.sent.filter((one) => one.kind === 'scan').length === 2")
    assert ticked(inject) == []


def test_a_list_in_which_the_reader_chose_is_left_alone(inject: Inject) -> None:
    inject.open("<select><option>Cover $5<option>None</select>")
    assert ticked(inject) == ["Cover $5"]
    inject.page.focus("select")
    inject.page.keyboard.press("ArrowDown")
    inject.until("stub.sent.filter((one) => one.kind === 'scan').length === 2")
    assert ticked(inject) == ["Cover $5"]  # its text went with the choice; the new one is the reader's
    assert "ticked" not in inject.js("stub.sent.filter((one) => one.kind === 'scan')[1].blocks[0]")

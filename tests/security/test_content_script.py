"""A content script in the hands of an attacker gets no further than its own few messages (T7)."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.in_chromium import content_world, read, report_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

KEPT: Final = (
    "async () => [await chrome.storage.local.get('settings'), await chrome.permissions.getAll(), "
    "await chrome.scripting.getRegisteredContentScripts()]"
)


@pytest.fixture
def captured(extension: Installed, tab: Tab, shops: str) -> Callable[[str], Any]:
    """Runs JavaScript where our content scripts run on the car lot, as a captured renderer could."""
    read(extension, tab, f"{shops}/cars.html")
    return content_world(extension, tab.page)


SEND: Final = """(async (messages) => {
    const answers = [];
    for (const message of messages) {
        const answer = await chrome.runtime.sendMessage(message).catch((error) => `refused: ${error.message}`);
        answers.push(answer ?? 'no answer');
    }
    return answers;
})"""


def test_t7_kinds_of_our_own_pages_are_not_heard_from_a_content_script(
    extension: Installed, tab: Tab, captured: Callable[[str], Any]
) -> None:
    kept = extension.own.evaluate(KEPT)
    report = report_of(extension, tab)
    messages = [
        {"v": 1, "kind": "state", "tabId": tab.id},
        {"v": 1, "kind": "settings-get"},
        {"v": 1, "kind": "settings-set", "patch": {"default": "off"}},
        {"v": 1, "kind": "settings-reset"},
        {"v": 1, "kind": "settings-export"},
        {"v": 1, "kind": "settings-import", "json": "{}"},
        {"v": 1, "kind": "site-set", "site": "127.0.0.1", "on": False},
        {"v": 1, "kind": "ignored-remove", "id": "x"},
        {"v": 1, "kind": "hosts", "mode": "click", "origins": []},
        {"v": 1, "kind": "show", "tabId": tab.id, "frameId": 0, "id": "x"},
        {"v": 1, "kind": "about"},
        {"v": 1, "kind": "ask", "to": "engine", "json": '{"v":1,"kind":"about"}'},
        {"v": 1, "kind": "status", "to": "engine"},
    ]
    answers = captured(f"{SEND}({json.dumps(messages)})")

    assert len(answers) == len(messages)
    assert all(isinstance(answer, str) for answer in answers), answers
    assert extension.own.evaluate(KEPT) == kept
    assert report_of(extension, tab) == report


def test_t7_garbage_in_its_own_kinds_changes_nothing(
    extension: Installed, tab: Tab, captured: Callable[[str], Any]
) -> None:
    kept = extension.own.evaluate(KEPT)
    report = report_of(extension, tab)
    dice = random.Random(20)  # noqa: S311 - a fixed seed, so that a failure can be repeated
    odd: list[Any] = [
        None,
        -1,
        2**53,
        1.5,
        "",
        "x" * 100,
        [],
        {},
        [[]],
        {"__proto__": 1},
        True,
        "\ud800",
        [None] * 50,
    ]
    messages = []
    for _ in range(300):
        kind = dice.choice(["hello", "scan", "report", "ignore"])
        names = dice.sample(["page", "lang", "blocks", "partial", "findings", "soft_findings", "finding", "site"], 4)
        messages.append({"v": dice.choice([1, 1, 1, 2, None]), "kind": kind, **{n: dice.choice(odd) for n in names}})
    answers = captured(f"{SEND}({json.dumps(messages)})")

    good = [answer for answer in answers if isinstance(answer, dict) and "error" not in answer]
    assert good == []
    assert extension.own.evaluate(KEPT) == kept
    assert report_of(extension, tab) == report


def test_t7_a_site_is_taken_from_the_sender_not_from_the_message(
    extension: Installed, captured: Callable[[str], Any]
) -> None:
    finding = {"text": "only two", "rule": "en.scarcity.x", "tactic": "scarcity"}
    forged = {"v": 1, "kind": "ignore", "finding": finding, "site": "bank.example"}
    honest = {"v": 1, "kind": "ignore", "finding": finding}
    answers = captured(f"{SEND}({json.dumps([forged, honest])})")

    assert "error" in answers[0]
    assert answers[1] == {"ok": True}
    ignored = extension.ask("settings-get")["settings"]["ignored"]
    assert [one["site"] for one in ignored] == ["127.0.0.1"]
    assert "only two" not in json.dumps(ignored)

"""The packaged core in Pyodide answers to the letter as the source does on CPython."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from softsell import documents, examples, packfile
from softsell.wire import scan_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.wasm.conftest import PyodideSession

DEMO_PAGES = sorted((Path(__file__).resolve().parents[2] / "demo" / "pages").rglob("*.html"))
SETTINGS = (
    {"sensitivity": "high", "tone": "plain", "ui": "en"},
    {"sensitivity": "normal", "tone": "advisory", "ui": "nb"},
    {"sensitivity": "low", "tone": "warm", "off": ["scarcity"]},
)
HOSTILE = (
    "🎉🎉 Hurry, only 3 left 🔥 at £9.99!",
    "ONLY\u00a03\u200b LEFT",
    "O\u0301nly 3 le\u0301ft, hurr\u0443",  # combining marks, a Cyrillic letter
    "\u202eonly 3 left\u202c, act now",
    "only \ud83d 3 left \ude00",
    "Ｏｎｌｙ ３ ｌｅｆｔ",
    "Kun ３ igjen på lager",
    "\x00\x07 only 3 left \x1b[0m",
    "only 3 left " * 400,
    "a" * 100_000,
    "",
)

pytestmark = pytest.mark.wasm


def scan_request(blocks: list[dict[str, Any]], **fields: object) -> str:
    return json.dumps({"v": 1, "kind": "scan", "blocks": blocks, **fields})


def as_blocks(texts: Iterable[tuple[str, str | None]]) -> list[dict[str, Any]]:
    return [{"i": place, "text": text, "role": role} for place, (text, role) in enumerate(texts)]


@pytest.mark.parametrize("lang", packfile.languages())
def test_every_example_of_every_rule(pyodide: PyodideSession, lang: str) -> None:
    rules = examples.of_pack(lang)
    assert rules
    for place, rule in enumerate(rules):
        blocks = as_blocks((example.text, example.role) for example in (*rule.hits, *rule.misses))
        request = scan_request(blocks, lang=lang, **SETTINGS[place % len(SETTINGS)])
        assert pyodide.scan_json(request) == scan_json(request), rule.rule


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: settings["sensitivity"])
@pytest.mark.parametrize("page", DEMO_PAGES, ids=lambda page: page.name)
def test_every_demo_page(pyodide: PyodideSession, page: Path, settings: dict[str, Any]) -> None:
    document = documents.load(str(page))
    blocks = [
        {"i": block.key, "text": block.text, "lang": block.lang, "role": block.role} for block in document.blocks
    ]
    request = scan_request(blocks, lang=document.lang, **settings)
    reply = scan_json(request)
    assert json.loads(reply)["blocks"] == len(blocks)
    assert pyodide.scan_json(request) == reply


@pytest.mark.parametrize("lang", ["en", "nb", None])
def test_hostile_text(pyodide: PyodideSession, lang: str | None) -> None:
    request = scan_request(as_blocks((text, None) for text in HOSTILE), lang=lang, sensitivity="high")
    reply = json.loads(scan_json(request))
    assert {0, 1, 5} <= {finding["block"] for finding in reply["findings"]}, "there is something to compare"
    assert json.loads(pyodide.scan_json(request)) == reply


def test_the_other_kinds_of_request(pyodide: PyodideSession) -> None:
    report = json.loads(scan_json(scan_request(as_blocks([("Only 3 left, hurry!", None)]), lang="en")))
    score = {"v": 1, "kind": "score", "blocks": 9, **{k: report[k] for k in ("findings", "soft_findings")}}
    for request in (json.dumps(score), '{"v":1,"kind":"about"}', '{"v":1,"kind":"sing"}', "{", "", "null"):
        assert pyodide.scan_json(request) == scan_json(request), request


def test_it_is_the_python_that_ships_and_leaves_regex_out_of_the_snapshot(pyodide: PyodideSession) -> None:
    """A snapshot of a memory in which a C extension lives cannot be restored."""
    assert pyodide.about == {"python": "3.14.2", "importsRegex": False}

"""The border: one JSON string each way, offsets in UTF-16 units, and an answer whatever is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.wire import scan_json, typescript

ROOT = Path(__file__).resolve().parents[2]


def ask(**request: object) -> dict[str, Any]:
    reply = json.loads(scan_json(json.dumps({"v": 1, **request})))
    assert isinstance(reply, dict)
    return reply


def test_offsets_cross_in_utf16_units() -> None:
    text = "🔥🔥 Only 3 left 🔥"
    reply = ask(kind="scan", lang="en", blocks=[{"i": 7, "text": text}])
    (finding,) = reply["findings"]
    units = text.encode("utf-16-le")
    assert reply["offsets"] == "utf-16"
    assert finding["block"] == 7
    assert units[2 * finding["start"] : 2 * finding["end"]].decode("utf-16-le") == finding["text"] == "Only 3 left"


def test_scoring_the_findings_of_a_scan_gives_the_scans_score() -> None:
    blocks = [{"i": 0, "text": "Only 3 left!"}, {"i": 1, "text": "Last 2 rooms"}]
    whole = ask(kind="scan", lang="en", blocks=blocks)
    halves = [ask(kind="scan", lang="en", blocks=[block]) for block in blocks]
    summed = ask(
        kind="score",
        lang="en",
        blocks=2,
        findings=[finding for half in halves for finding in half["findings"]],
        soft_findings=[],
    )
    assert summed == whole


def test_about_names_every_tactic_and_language() -> None:
    reply = ask(kind="about")
    assert {"en", "nb", "da"} <= set(reply["langs"])
    assert len(reply["tactics"]) == 21


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ({"kind": "dance"}, "kind"),
        ({"kind": "scan"}, "blocks"),
        ({"kind": "scan", "blocks": [{"i": 0}]}, "blocks[0].text"),
        ({"kind": "scan", "blocks": [{"text": "x"}]}, "blocks[0].i"),
        ({"kind": "scan", "blocks": [{"i": True, "text": "x"}]}, "blocks[0].i"),
        ({"kind": "scan", "blocks": [{"i": 0, "text": "x", "flashed": True}]}, "blocks[0].flashed"),
        ({"kind": "score", "blocks": True, "findings": [], "soft_findings": []}, "blocks"),
        ({"kind": "scan", "blocks": [{"i": 0, "text": "x"}, {"i": 0, "text": "y"}]}, "blocks"),
        ({"kind": "scan", "blocks": [{"i": 0, "text": "x", "prominence": 2}]}, "blocks[0].prominence"),
        ({"kind": "scan", "blocks": [], "sensitivity": "loud"}, "sensitivity"),
        ({"kind": "scan", "blocks": [], "sensitivity": ["low"]}, "sensitivity"),
        ({"kind": "scan", "blocks": [], "off": "all"}, "off"),
        ({"kind": "score", "blocks": 1, "findings": [{}], "soft_findings": []}, "findings"),
    ],
)
def test_a_bad_request_is_told_which_field_is_off(request_: dict[str, object], told: str) -> None:
    error = ask(**request_)["error"]
    assert error["kind"] == "bad-request"
    assert error["message"].startswith(told)


@pytest.mark.parametrize(
    "wrong", [{"strength": float("nan")}, {"strength": 1e308}, {"strength": -5}, {"tactic": ["scarcity"]}]
)
def test_a_finding_out_of_bounds_is_not_scored(wrong: dict[str, object]) -> None:
    (finding,) = ask(kind="scan", lang="en", blocks=[{"i": 0, "text": "Only 3 left!"}])["findings"]
    error = ask(kind="score", blocks=1, findings=[finding | wrong], soft_findings=[])["error"]
    assert error["kind"] == "bad-request"
    assert error["message"].startswith("findings")


def test_a_role_of_no_known_shape_is_none() -> None:
    plain = {"i": 0, "text": "Only 3 left!"}
    strange = plain | {"role": ["button"]}
    assert ask(kind="scan", lang="en", blocks=[strange]) == ask(kind="scan", lang="en", blocks=[plain])


@given(st.text())
def test_any_string_gets_an_answer(request: str) -> None:
    assert json.loads(scan_json(request))["error"]["kind"] == "bad-request"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_blocks_of_any_shape_get_an_answer(blocks: object) -> None:
    reply = ask(kind="scan", blocks=blocks)
    assert "findings" in reply or reply["error"]["kind"] == "bad-request"


def test_a_lone_surrogate_crosses() -> None:
    reply = ask(kind="scan", lang="en", blocks=[{"i": 0, "text": "\ud800 Only 3 left \udfff"}])
    assert [f["text"] for f in reply["findings"]] == ["Only 3 left"]


def test_the_types_of_the_extension_are_those_of_the_wire() -> None:
    committed = (ROOT / "extension" / "shared" / "wire.d.ts").read_text("utf-8")
    assert committed == typescript.declarations(), "run: make wire"

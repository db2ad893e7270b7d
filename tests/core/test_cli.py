"""The command line to the letter of its contract: formats, exit codes, one clear line for bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = b"<html lang=en><title>t</title><body><p><b>Only</b> <i>3</i>&nbsp;left<p hidden>Only 9 left</p>"
FINDING_FIELDS = {
    "block", "start", "end", "text", "context", "tactic", "rule", "lang", "strength", "why", "alternative",
    "facts", "evidence",
}  # fmt: skip
REPORT_FIELDS = {
    "version", "offsets", "lang", "blocks", "score", "band", "parts", "findings", "soft_findings", "partial",
}  # fmt: skip


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "core"), "LC_ALL": "C", "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "softsell.cli", *arguments],
        input=given,
        capture_output=True,
        env=environment,
        check=False,
    )


def report(*arguments: str, given: bytes = b"") -> dict[str, Any]:
    done = run("scan", *arguments, "--format", "json", given=given)
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert isinstance(data, dict)
    return data


def replies(given: bytes, *arguments: str) -> list[dict[str, Any]]:
    done = run("scan", "--lines", "-", "--format", "jsonl", *arguments, given=given)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.decode("utf-8").split("\n")[:-1]]


def test_a_page_is_read_as_a_person_reads_it() -> None:
    data = report("-", given=PAGE)
    (finding,) = data["findings"]
    assert finding["text"] == "Only 3 left"
    assert finding["text"] == finding["context"][finding["start"] : finding["end"]]
    assert data["offsets"] == "code-points"
    assert data.keys() >= REPORT_FIELDS
    assert finding.keys() >= FINDING_FIELDS


def test_plain_text_is_told_from_html_by_ending_and_by_looking(tmp_path: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_text("<p>Only 3 left</p>\n\nOnly 2 left", "utf-8")
    assert report(str(text))["blocks"] == 2
    assert report("-", given=PAGE)["blocks"] == 2


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "iso-8859-1"])
def test_a_page_is_decoded_as_it_declares(charset: str) -> None:
    html = f'<meta charset="{charset}"><p lang="nb">Kun 3 igjen på lager, skynd deg!'
    assert "på lager" in json.dumps(report("-", given=html.encode(charset)), ensure_ascii=False)


def test_a_table_shows_score_phrase_and_alternative() -> None:
    shown = run("scan", "-", given=PAGE).stdout.decode("utf-8")
    assert "Pressure score" in shown
    assert "Only 3 left" in shown
    assert report("-", given=PAGE)["findings"][0]["alternative"] in shown


def test_fail_at_is_the_only_way_to_exit_one() -> None:
    score = report("-", given=PAGE)["score"]
    assert run("scan", "-", "--fail-at", str(score), given=PAGE).returncode == 1
    assert run("scan", "-", "--fail-at", str(score + 1), given=PAGE).returncode == 0


def test_one_line_out_for_each_line_in() -> None:
    given = b'Only 3 left\n\n{"id": "a", "text": "Last 2 rooms", "lang": "xx"}\n{oops\n{"id": 5}\n\xff\xfe\nno end\r'
    answers = replies(given)
    assert [answer["id"] for answer in answers] == [1, 2, "a", 4, 5, 6, 7]
    assert [set(answer) for answer in answers[:3]] == [{"id", "lang", "findings", "soft_findings"}] * 3
    assert [set(answer) for answer in answers[3:6]] == [{"id", "error"}] * 3
    assert answers[2]["findings"][0]["text"] == "Last 2 rooms"


def test_only_line_feeds_part_lines() -> None:
    assert len(replies("one\x0bone\x85one\u2028one\rone\ntwo".encode())) == 2


def test_a_lone_surrogate_in_a_line_comes_back_as_json() -> None:
    (answer,) = replies(b'{"id": 1, "text": "\\ud800 Only 3 left"}\n')
    assert answer["findings"][0]["text"] == "Only 3 left"


def test_a_very_long_line_is_scanned() -> None:
    (answer,) = replies(b"A calm word. " * 10_000 + b"Only 3 left!\n")
    assert answer["findings"][0]["text"] == "Only 3 left"


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (["scan"], b""),
        (["scan", "nowhere.html"], b""),
        (["scan", "."], b""),
        (["scan", "--lines", "."], b""),
        (["scan", "https://shop.example/"], b""),
        (["scan", "-"], b"  \n"),
        (["scan", "-"], bytes(range(32)) * 200),
        (["scan", "-", "--lang", "xx"], PAGE),
        (["scan", "-", "--format", "sarif"], PAGE),
        (["scan", "-", "--format", "jsonl"], PAGE),
        (["scan", "-", "--fail-at", "101"], PAGE),
        (["scan", "--lines", "-", "--format", "json"], b"x\n"),
        (["rules", "--lang", "xx"], b""),
        (["dance"], b""),
        (["scan", "a\x00b"[:1] + "\udcff"], b""),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_two(arguments: list[str], given: bytes) -> None:
    done = run(*arguments, given=given)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"softsell: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "given",
    [
        b"<p>" * 20_000 + b"Only 3 left",
        b"<html><p>Only 3 left<!-- never closed",
        b"<table><tr><td>Only 3 left<p></table></b></i>",
        b"<p>Only 3 left</p>" + b"<p>calm words</p>" * 20 + b"\x00" * 10,
    ],
    ids=["deep", "comment", "crossed", "nulls"],
)
def test_malformed_html_is_read_as_far_as_it_goes(given: bytes) -> None:
    assert [finding["text"] for finding in report("-", given=given)["findings"]] == ["Only 3 left"]


def test_a_huge_page_gives_a_partial_report() -> None:
    data = report("-", given=b"<p>Only 3 left</p>\n" * 60_000)
    assert data["partial"] is True
    assert data["blocks"] == 50_000


def test_rules_lists_what_can_be_found_with_examples() -> None:
    rows = json.loads(run("rules", "--lang", "en-GB", "--format", "json").stdout)
    assert {row["lang"] for row in rows} == {"en"}
    assert all(row["hit"] and row["why"] for row in rows)
    assert b"rules\n" in run("rules").stdout

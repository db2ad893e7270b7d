"""The command line to the letter of its contract: formats, exit codes, one clear line for bad input."""

from __future__ import annotations

import json
import os
import re
import signal
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


def run_in_shell(
    redirection: str, *arguments: str, given: bytes = b"", stdout: int | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = ["sh", "-c", f'exec "$@" {redirection}', "sh", sys.executable, "-m", "softsell.cli", *arguments]
    # Buffered, as a person runs it: what could not be written is tried once more on the way out.
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "core"), "PYTHONUNBUFFERED": ""}
    return subprocess.run(command, input=given, stdout=stdout, stderr=subprocess.PIPE, env=environment, check=False)


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


def test_the_document_on_it_names_every_field_and_option() -> None:
    told = (ROOT / "docs" / "COMMAND_LINE.md").read_text("utf-8")
    data = report("-", given=PAGE)
    options = re.findall(r"--[a-z-]+", "".join(run(what, "--help").stdout.decode() for what in ("scan", "rules")))
    (line,) = replies(b"Only 3 left")
    named = {*data, *data["findings"][0], *data["parts"][0], *options} - {"points", "--help"}
    assert {name for name in named if not re.search(rf"`{re.escape(name)}[` ]", told)} == set()
    assert "`{" + ", ".join(f'"{name}"' for name in line) + "}`" in told


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


@pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"1e999", b'[{"n": -1e999}]'])
def test_a_number_that_json_cannot_hold_is_refused(number: bytes) -> None:
    wrong, right = replies(b'{"id": %s, "text": "Only 3 left"}\n{"id": 1e9, "text": "Only 3 left"}\n' % number)
    assert set(wrong) == {"id", "error"}
    assert wrong["id"] == 1
    assert "no finite number" in wrong["error"]
    assert right["id"] == 1e9


def test_the_language_asked_for_holds_where_an_unknown_one_is_declared() -> None:
    (answer,) = replies(b'{"text": "Xyz", "lang": "fr"}\n', "--lang", "da")
    assert answer["lang"] == "da"
    assert report("-", "--lang", "da", given=b"<html lang=fr><p>Xyz</p>")["lang"] == "da"


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
        (["scan", ""], b""),
        (["scan", "--lines", ""], b""),
        (["scan", "HTTPS://shop.example/"], b""),
        (["scan", "--lines", "ftp://shop.example/x"], b""),
        (["scan", "a\x1b[31m\x07.html"], b""),
        (["scan", "-", "--format", "xml"], PAGE),
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
        (["scan", "--lines", "-", "--jobs", "0"], b"x\n"),
        (["scan", "-", "--jobs", "2"], PAGE),
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
    assert not set(done.stderr[:-1]) & set(range(32))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["scan", ""], b"the path is empty"),
        (["scan", "HTTPS://shop.example/"], b"addresses come later"),
        (["scan", "--lines", "ftp://shop.example/x"], b"addresses come later"),
        (["scan", "-", "--format", "sarif"], b"SARIF reports come later"),
    ],
)
def test_bad_input_is_called_what_it_is(arguments: list[str], says: bytes) -> None:
    assert says in run(*arguments).stderr


def test_a_wrong_format_is_offered_only_formats_there_are() -> None:
    told = run("scan", "-", "--format", "xml").stderr
    assert b"jsonl" in told
    assert b"sarif" not in told


@pytest.mark.parametrize(
    ("redirection", "arguments"),
    [
        (">/dev/full", ["scan", "-"]),
        (">/dev/full", ["scan", "--lines", "-"]),
        (">&-", ["scan", "-"]),
        ("<&-", ["scan", "-"]),
        ("<&-", ["scan", "--lines", "-"]),
    ],
)
def test_a_stream_that_fails_is_one_clear_line_and_exit_two(redirection: str, arguments: list[str]) -> None:
    done = run_in_shell(redirection, *arguments, given=PAGE)
    assert done.returncode == 2
    assert done.stderr.startswith(b"softsell: ")
    assert done.stderr.count(b"\n") == 1
    assert b"fault of ours" not in done.stderr


def test_a_reader_that_leaves_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run_in_shell("", "scan", "-", given=PAGE, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_standard_error_the_exit_code_stands() -> None:
    assert run_in_shell("2>&-", "scan", "nowhere.html").returncode == 2


def test_an_interrupt_ends_as_shells_expect() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "core")}
    command = [sys.executable, "-u", "-m", "softsell.cli", "scan", "--lines", "-"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        # What a shell starts in the background ignores interrupts, and so does all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(b"Only 3 left\n")
        running.stdin.flush()
        assert running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        assert running.stderr.read() == b"softsell: stopped\n"


ARCHIVE = b"""MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="-x-"

---x-
Content-Type: text/html%s
Content-Transfer-Encoding: quoted-printable

<html lang=3D"en"><p class=3D"x">Only 3 le=
ft in stock, =C2=A3 9</p>
---x-
Content-Type: text/css

p { display: none }
---x---
"""


@pytest.mark.parametrize("charset", [b"; charset=utf-8", b"", b"; charset=no-such"])
def test_a_web_archive_is_decoded(tmp_path: Path, charset: bytes) -> None:
    archive = tmp_path / "page.mhtml"
    archive.write_bytes(ARCHIVE % charset)
    data = report(str(archive))
    assert data["blocks"] == 1
    assert data["findings"][0]["context"] == "Only 3 left in stock, £ 9"


def test_a_web_archive_without_a_page_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "page.mht"
    archive.write_bytes((ARCHIVE % b"").replace(b"text/html", b"text/plain"))
    done = run("scan", str(archive))
    assert done.returncode == 2
    assert b"without a page in it" in done.stderr


def test_a_person_who_waits_for_a_long_line_is_told() -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "core")}
    command = [sys.executable, "-m", "softsell.cli", "scan", "--lines", "-"]
    done = subprocess.run(
        command, input=b"x" * 1_100_000, stdout=subprocess.PIPE, stderr=theirs, env=environment, check=False
    )
    os.close(theirs)
    told = os.read(ours, 1000)
    os.close(ours)
    assert done.returncode == 0
    assert b"scanning 1 MB" in told


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

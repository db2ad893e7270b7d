"""The command line: `softsell scan` and `softsell rules`.

Exit codes: 0 done; 1 only for `--fail-at` reached; 2 bad input or usage, or what cannot be read or written, in one
line; 3 our own fault; 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NoReturn

from softsell import __version__, documents, examples, language, lines, tables
from softsell.evidence.observed import Observed
from softsell.model import PageReport, ScanOptions, SoftsellError
from softsell.packs import languages
from softsell.scan import scan

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, REACHED, BAD_INPUT, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130
_LATER: Final = {
    "html": "HTML reports come later; choose table or json",
    "sarif": "SARIF reports come later; choose table or json",
}


class _Parser(argparse.ArgumentParser):
    """Usage errors as one clear line."""

    def error(self, message: str) -> NoReturn:
        raise SoftsellError(f"{message} (see {self.prog} --help)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on `arguments` (default: the process's) and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.stdout is None:
        return _say("there is no standard output to write to", BAD_INPUT)
    try:
        chosen = _parser().parse_args(arguments)
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except SoftsellError as fault:
        return _say(str(fault), BAD_INPUT)
    except BrokenPipeError:
        _drop_output()
        return DONE
    except OSError as fault:
        _drop_output()
        return _say(f"cannot read or write: {fault.strerror or fault}", BAD_INPUT)
    except KeyboardInterrupt:
        return _say("stopped", INTERRUPTED)
    except Exception as fault:  # noqa: BLE001 - the last border: a person gets a line, not a traceback
        return _say(f"a fault of ours, please report it: {type(fault).__name__}: {fault}", OUR_FAULT)
    return code


def _drop_output() -> None:
    """What is not written yet goes nowhere, instead of failing once more on the way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(line: str, code: int) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"softsell: {tables.one_line(line)}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="softsell", description="Finds the phrases of a page that press a buyer, and words them softly."
    )
    parser.add_argument("--version", action="version", version=f"softsell {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)

    scan_parser = commands.add_parser("scan", help="scan one document, or a file of lines")
    scan_parser.add_argument("path", help="an HTML or plain text file, or - for standard input")
    scan_parser.add_argument(
        "--lines", action="store_true", help="each line is a block of its own; one JSON line each out"
    )
    scan_parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="with --lines: so many processes for a long file (default: all processors)",
    )
    scan_parser.add_argument("--lang", help="the language where none is declared, as BCP 47: en, nb, da-DK")
    scan_parser.add_argument(
        "--sensitivity",
        choices=("low", "normal", "high"),
        default="normal",
        help="how much is listed: only what presses clearly, the usual, or weak pressure too (default: normal)",
    )
    scan_parser.add_argument(
        "--format",
        type=_format,
        choices=("table", "json", "jsonl"),
        help="table (default) or json for a document, jsonl with --lines",
    )
    scan_parser.add_argument("--fail-at", type=int, metavar="N", help="exit 1 when the score is N or more")
    scan_parser.set_defaults(run=_scan)

    rules_parser = commands.add_parser("rules", help="list what can be found, with examples")
    rules_parser.add_argument("--lang", help="only this language")
    rules_parser.add_argument("--format", choices=("table", "json"), default="table", help="table (default) or json")
    rules_parser.set_defaults(run=_rules)
    return parser


def _format(name: str) -> str:
    if name in _LATER:
        raise argparse.ArgumentTypeError(_LATER[name])
    return name


def _scan(chosen: argparse.Namespace) -> int:
    lang = _asked_language(chosen.lang)
    options = ScanOptions(sensitivity=chosen.sensitivity)
    if chosen.lines:
        if chosen.format not in {None, "jsonl"}:
            raise SoftsellError(f"--format {chosen.format}: --lines gives jsonl")
        if chosen.fail_at is not None:
            raise SoftsellError("--fail-at: lines have no score; scan a document")
        if chosen.jobs is not None and chosen.jobs < 1:
            raise SoftsellError(f"--jobs {chosen.jobs}: give 1 or more")
        lines.run(chosen.path, lang, options, chosen.jobs)
        return DONE
    if chosen.jobs is not None:
        raise SoftsellError("--jobs: only with --lines")
    if chosen.format == "jsonl":
        raise SoftsellError("--format jsonl: only with --lines")
    if chosen.fail_at is not None and not 0 <= chosen.fail_at <= 100:
        raise SoftsellError(f"--fail-at {chosen.fail_at}: a score is 0 to 100")
    document = documents.load(chosen.path)
    documents.tell_if_long(sum(len(block.text) for block in document.blocks))
    observed = Observed(document.page, datetime.now().astimezone().date())
    declared = language.known(document.lang) or lang
    report = documents.with_partial(scan(document.blocks, declared, options, observed), document)
    if chosen.format == "json":
        sys.stdout.write(json_text(envelope(report)) + "\n")
    else:
        sys.stdout.write(tables.report_table(report, tables.terminal_width()))
    return REACHED if chosen.fail_at is not None and report.score >= chosen.fail_at else DONE


def _rules(chosen: argparse.Namespace) -> int:
    asked = _asked_language(chosen.lang)
    langs = [asked] if asked else sorted(languages())
    rows = [row for lang in langs for row in examples.rule_list(lang)]
    if chosen.format == "json":
        sys.stdout.write(json_text(rows) + "\n")
    else:
        sys.stdout.write(tables.rule_table(rows, tables.terminal_width()))
    return DONE


def _asked_language(tag: str | None) -> str | None:
    if tag is None:
        return None
    known = language.known(tag)
    if known is None:
        raise SoftsellError(f"--lang {tag}: no such pack; there are {', '.join(sorted(languages()))}")
    return known


def envelope(report: PageReport) -> dict[str, Any]:
    """A page report as the command line gives it: offsets in code points."""
    given = {name: value for name, value in asdict(report).items() if name != "told"}
    rows = {kind: [one.row() for one in getattr(report, kind)] for kind in ("findings", "soft_findings")}
    return {"version": __version__, "offsets": "code-points", **given, **rows}


def json_text(data: object) -> str:
    """`data` as readable JSON; escaped throughout where a lone surrogate in it has no UTF-8 form."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(data, indent=1)
    return text


if __name__ == "__main__":
    sys.exit(main())

"""Page reports and rule lists as plain tables for a terminal."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from softsell.model import UNDETERMINED
from softsell.tactics import tactics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from softsell.model import Finding, PageReport

BAND_WORDS: Final = {
    "calm": "calm",
    "some": "some pressure",
    "pressing": "pressing",
    "hard": "pressing hard",
}


def terminal_width() -> int:
    """Columns of the terminal, 60 to 120."""
    return max(60, min(120, shutil.get_terminal_size((100, 24)).columns))


def report_table(report: PageReport, width: int) -> str:
    """A page report: score and band, the parts that add up to it, then each phrase with its alternative."""
    return "\n".join(_report_lines(report, width)) + "\n"


def _report_lines(report: PageReport, width: int) -> Iterator[str]:
    size = "1 block" if report.blocks == 1 else f"{report.blocks} blocks"
    if report.blocks == 0:
        yield "Nothing to read: the document holds no text that a person would see."
    elif report.lang == UNDETERMINED and not report.findings:
        yield f"Not read: nothing in it ({size}) is clearly in a language that there is a pack for."
    else:
        yield f"Pressure score {report.score} of 100: {BAND_WORDS[report.band]}  ({size}, {report.lang})"
    if report.partial:
        yield "Partial: the document was too long to read whole."
    if report.parts:
        yield ""
        for part in report.parts:
            yield f"  {part.points:3}  {tactics()[part.tactic].name:<22} {part.count} found"
    for finding in report.findings:
        yield from _finding_lines(finding, width)
    if report.soft_findings:
        yield ""
        yield "Sold softly:"
        told = Counter((tactics()[finding.tactic].name, one_line(finding.text)) for finding in report.soft_findings)
        for (name, text), count in told.items():
            yield f"  {name:<22} {text}{f' ({count} times)' if count > 1 else ''}"


def _finding_lines(finding: Finding, width: int) -> Iterator[str]:
    yield ""
    yield f"{tactics()[finding.tactic].name} ({finding.strength:.2f}, {finding.rule})"
    rows = [("says", finding.text), ("softer", finding.alternative), ("why", finding.why)]
    rows.extend(("seen", evidence) for evidence in finding.evidence)
    for label, text in rows:
        wrapped = textwrap.wrap(one_line(text), width - 10) or [""]
        yield f"  {label:<7} {wrapped[0]}"
        yield from (f"          {line}" for line in wrapped[1:])


def rule_table(rows: Sequence[Mapping[str, object]], width: int) -> str:
    """The rules by tactic, each with its first example."""
    lines: list[str] = []
    heading = ""
    for row in rows:
        tactic = tactics()[str(row["tactic"])]
        title = f"{row['lang']}  {tactic.name}: {tactic.line}"
        if title != heading:
            lines.extend(["", *textwrap.wrap(title, width)])
            heading = title
        examples = row["hit"]
        example = examples[0] if isinstance(examples, list) and examples else ""
        lines.append(f"  {row['rule']:<44} {one_line(str(example))[: max(20, width - 48)]}")
    lines.extend(["", f"{len(rows)} rules"])
    return "\n".join(lines).lstrip("\n") + "\n"


def one_line(text: str) -> str:
    """`text` on one line, without control characters that a terminal would obey."""
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})

"""`make bench-detect`: what the packs find, miss and mark falsely on real strings and pages, in one table."""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from softsell import documents, examples, soften
from softsell.model import Block, ScanOptions, SoftsellError
from softsell.packs import languages, load
from softsell.scan import scan, scan_line
from softsell.tactics import tactics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from softsell.model import Finding, PageReport

ROOT = Path(__file__).resolve().parents[1]
BENCH = Path(__file__).parent

SENTENCE = 5
"""Words from which on a string should tell its language."""

TIME = {"urgency", "countdown", "price_threat", "no_comparing", "fomo"}
CATEGORIES: Mapping[str, frozenset[str]] = {
    "Urgency": frozenset(TIME | {"insistence"}),
    "Scarcity": frozenset({"scarcity", "competition"}),
    "Social Proof": frozenset({"competition", "scarcity"}),
    "Misdirection": frozenset({"shaming", "misleading", "nagging", "fomo", "threat"}),
    "urgency": frozenset(TIME | {"insistence"}),
    "countdown": frozenset({"countdown", "urgency", "price_threat"}),
    "scarcity": frozenset({"scarcity", "competition", "urgency"}),
    "social_proof": frozenset({"competition", "scarcity"}),
    "price_rise": frozenset({"price_threat", "urgency", "no_comparing"}),
    "confirmshaming": frozenset({"shaming"}),
    "loss_threat": frozenset({"threat", "fomo", "nagging"}),
    "exclusivity": frozenset({"fomo", "flattery", "no_comparing", "urgency"}),
    "fomo": frozenset({"fomo", "urgency", "scarcity", "no_comparing"}),
}
"""The tactics that name a data set's category rightly; categories left out are not judged."""


@dataclass(slots=True)
class Tally:
    """Counts of one data set, and the rows to read."""

    name: str
    found: int = 0
    missed: int = 0
    false: int = 0
    quiet: int = 0
    named: int = 0
    judged: int = 0
    misses: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def count(self, text: str, category: str, hits: list[Finding], *, presses: bool) -> None:
        """Enter one row: what it is, and what was found in it."""
        if presses and hits:
            self.found += 1
            if category in CATEGORIES:
                self.judged += 1
                self.named += any(hit.tactic in CATEGORIES[category] for hit in hits)
        elif presses:
            self.missed += 1
            self.misses.append(f"{category}\t{text}")
        elif hits:
            self.false += 1
            self.marks.append(f"{hits[0].rule}\t{hits[0].text}\t{text}")
        else:
            self.quiet += 1

    def row(self) -> str:
        """The data set's line of the table."""
        precision = self.found / ((self.found + self.false) or 1)
        recall = self.found / ((self.found + self.missed) or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        positives = self.found + self.missed
        scores = f"{precision:9.3f} {recall:7.3f} {f1:7.3f}" if positives else f"{'-':>9} {'-':>7} {'-':>7}"
        tactic = f"{self.named / self.judged:7.3f}" if self.judged else f"{'-':>7}"
        return f"{self.name:<34} {positives:5} {self.false + self.quiet:6} {scores} {self.false:6} {tactic}"


HEADING = (
    f"{'data set':<34} {'press':>5} {'calm':>6} {'precision':>9} {'recall':>7} {'F1':>7} {'false':>6} {'tactic':>7}"
)


def main() -> int:
    """Measure everything the data folder holds, print the table and write the lists to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "detect")
    chosen = parser.parse_args()
    started = time.monotonic()
    if not (chosen.data / "data").is_dir() and not (chosen.data / "pages").is_dir():
        sys.stderr.write(f"bench-detect: no data/ or pages/ in {chosen.data}; give --data (see bench/README.md)\n")
        return 2
    lines = [HEADING]
    tallies = list(string_tallies(chosen.data / "data"))
    lines += [tally.row() for tally in tallies]
    lines += ["", *speech_lines(chosen.data / "data", chosen.out)]
    lines += ["", *page_lines(chosen.data / "pages", chosen.out)]
    lines += ["", *alternative_lines(chosen.data / "data", chosen.out), "", span_line()]
    sys.stdout.write("\n".join(lines) + f"\n\n{time.monotonic() - started:.0f} s; lists to read: {chosen.out}\n")
    for tally in tallies:
        name = tally.name.replace(" ", "-").replace("/", "-")
        leave(chosen.out / f"{name}.misses.txt", tally.misses)
        leave(chosen.out / f"{name}.false.txt", tally.marks)
    return 0


def string_tallies(data: Path) -> Iterator[Tally]:
    """One tally for each data set of strings, English first."""
    disputed = reviewed("disagreements.tsv")
    whole, agreed = Tally("shop strings (en)"), Tally("  without disagreements")
    for row in rows(data / "ec_dev.tsv"):
        hits = hard(row["text"])
        for tally in (whole,) if digest(row["text"]) in disputed else (whole, agreed):
            tally.count(row["text"], row["category"], hits, presses=row["label"] == "1")
    yield from (whole, agreed)
    lines = Tally("neutral shop lines (en)")
    for row in rows(data / "shop_lines_neutral_dev.tsv"):
        lines.count(row["text"], "", hard(row["text"]), presses=False)
    yield lines
    contexts = Tally("trigger words in pages")
    for row in rows(data / "page_contexts_dev.tsv"):
        if row["label"] != "b":
            contexts.count(row["context"], row["lexicon_category"], hard(row["context"]), presses=row["label"] == "1")
    yield contexts
    yield from language_tallies(data)


def language_tallies(data: Path) -> Iterator[Tally]:
    """The strings and the ordinary paragraphs of each language that has a pack."""
    strings, paragraphs = list(rows(data / "strings_dev.tsv")), list(rows(data / "paragraphs_dev.tsv"))
    for lang in languages():
        tally = Tally(f"strings {lang}")
        for row in strings:
            if row["lang"] == lang and row["label"] != "borderline":
                tally.count(row["text"], row["category"], hard(row["text"]), presses=row["label"] == "hard_sell")
        yield tally
        ordinary = Tally(f"paragraphs {lang}")
        for row in paragraphs:
            if row["lang"] == lang:
                ordinary.count(row["text"], "", hard(row["text"]), presses=False)
        if ordinary.quiet + ordinary.false:
            yield ordinary


def speech_lines(data: Path, out: Path) -> Iterator[str]:
    """How often the language of an undeclared string of `SENTENCE` words or more is told rightly."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: list[str] = []
    for row in rows(data / "strings_dev.tsv"):
        if row["lang"] in languages() and len(row["text"].split()) >= SENTENCE:
            told = scan_line(Block(0, row["text"]))[0]
            total[row["lang"]] += 1
            right[row["lang"]] += told == row["lang"]
            if told != row["lang"]:
                wrong.append(f"{row['lang']}\t{told}\t{row['text']}")
    yield f"{'language of a string, undeclared':<34} {'of':>5} {'right':>6}"
    for lang in sorted(total):
        yield f"  {lang:<32} {total[lang]:5} {right[lang] / total[lang]:6.3f}"
    leave(out / "language.wrong.txt", wrong)


def page_lines(pages: Path, out: Path) -> Iterator[str]:
    """Marks on ordinary pages, and how well the score tells shops from them."""
    read = {kind: list(page_reports(pages / kind)) for kind in ("benign", "shops")}
    if not read["benign"] or not read["shops"]:
        yield f"no pages in {pages}"
        return
    true_marks = reviewed("marks.tsv")
    blocks = sum(report.blocks for _, report in read["benign"])
    marked, false = 0, 0
    for name, report in read["benign"]:
        wrong = [f for f in report.findings if digest(f"{name}\n{f.text}") not in true_marks]
        false += len(wrong)
        marked += bool(wrong)
    count = len(read["benign"])
    yield f"ordinary pages: {count}, with a false mark {marked} ({100 * marked / count:.1f} %), "
    yield f"  false marks {false} in {blocks} blocks ({1000 * false / blocks:.2f} per 1,000)"
    area = auroc([report.score for _, report in read["shops"]], [report.score for _, report in read["benign"]])
    bands = Counter(report.band for _, report in read["shops"]), Counter(report.band for _, report in read["benign"])
    yield f"score, shops against ordinary pages: AUROC {area:.3f}"
    yield f"  bands of shops {dict(bands[0])}, of ordinary pages {dict(bands[1])}"
    listed: list[str] = []
    for kind, found in read.items():
        for name, report in sorted(found, key=lambda item: -item[1].score):
            listed.append(f"{kind}\t{report.score}\t{name}")
            listed += [
                f"    {f.strength:.2f} {f.rule}: {f.text!r} -> {f.alternative!r} in {f.context[:160]!r}"
                for f in report.findings
            ]
    leave(out / "pages.txt", listed)


def page_reports(folder: Path) -> Iterator[tuple[str, PageReport]]:
    """Each saved page of a folder with its report."""
    for path in sorted(folder.glob("*.html")):
        document = documents.load(str(path))
        yield path.name, scan(document.blocks, document.lang)


def alternative_lines(data: Path, out: Path) -> Iterator[str]:
    """Whether the alternatives of all findings in the strings stay soft, keep the facts and differ."""
    found = [
        (hit, role)
        for source in ("ec_dev.tsv", "strings_dev.tsv")
        for row in rows(data / source)
        for role in (None, "button")
        for hit in hard(row["text"], role)
    ]
    hard_again, lost, invented, long = [], [], [], []
    for hit, role in found:
        if hard(hit.alternative, role):
            hard_again.append(f"{hit.rule}\t{hit.text}\t{hit.alternative}\t{hard(hit.alternative, role)[0].rule}")
        if any(fact.casefold() not in hit.alternative.casefold() for fact in hit.facts):
            lost.append(f"{hit.rule}\t{hit.text}\t{hit.alternative}")
        if not digits(hit.alternative) <= digits(hit.text):
            invented.append(f"{hit.rule}\t{hit.text}\t{hit.alternative}")
        if role == "button" and len(hit.alternative) > 1.3 * len(hit.text):
            long.append(f"{hit.rule}\t{hit.text}\t{hit.alternative}")
    plain = [hit for hit, role in found if role is None]
    bracketed = sum(hit.alternative.endswith(")") for hit in plain)
    yield f"alternatives of {len(found)} findings: still pressing {len(hard_again)}, facts lost {len(lost)}, "
    yield f"  facts invented {len(invented)}, longer than 1.3 times its button {len(long)}, "
    distinct = len({hit.alternative for hit in plain}) / (len(plain) or 1)
    yield f"  distinct {distinct:.2f}, ending in brackets {bracketed}"
    for name, entries in (("pressing", hard_again), ("lost", lost), ("invented", invented), ("long", long)):
        leave(out / f"alternatives.{name}.txt", entries)
    leave(out / "alternatives.txt", sorted({f"{hit.text}\t{hit.alternative}\t{hit.rule}" for hit in plain}))


def span_line() -> str:
    """How many of the spans marked in the packs' own examples are found to the letter, by rules that wait for nothing
    but the text."""
    right = total = 0
    for lang in languages():
        waiting = {rule.id for rule in load(lang).rules if rule.when is not None or rule.motion is not None}
        for row in examples.of_pack(lang):
            for example in row.hits if row.rule not in waiting else ():
                if example.span is not None:
                    total += 1
                    report = scan([Block(0, example.text, lang, example.role)], lang, ScanOptions(sensitivity="high"))
                    spans = {(f.start, f.end) for f in (*report.findings, *report.soft_findings)}
                    right += example.span in spans
    return f"spans marked in the packs' examples: {total}, found to the letter {right / (total or 1):.3f}"


def hard(text: str, role: str | None = None) -> list[Finding]:
    """The hard findings of one string, its language untold."""
    return [hit for hit in scan_line(Block(0, text, role=role))[1] if tactics()[hit.tactic].kind == "hard"]


def digits(text: str) -> set[str]:
    """The facts of a text that hold a digit."""
    return {fact for fact in soften.facts(text, {}) if any(map(str.isdigit, fact))}


def auroc(positives: Iterable[float], negatives: Iterable[float]) -> float:
    """The chance that a positive scores above a negative, ties counting half (Mann and Whitney 1947)."""
    pairs = [(high, low) for high in positives for low in negatives]
    return sum((high > low) + 0.5 * (high == low) for high, low in pairs) / (len(pairs) or 1)


def leave(path: Path, lines: Sequence[str]) -> None:
    """Write a list to read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a data file, none where it is missing."""
    if not path.is_file():
        sys.stderr.write(f"bench-detect: {path} is not here, left out\n")
        return
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def reviewed(name: str) -> frozenset[str]:
    """The digests of a reviewed list beside this file."""
    return frozenset(row["sha256"] for row in rows(BENCH / name))


def digest(text: str) -> str:
    """The SHA-256 by which a reviewed list names a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SoftsellError as fault:
        sys.exit(f"bench-detect: {fault}")

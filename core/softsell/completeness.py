"""What each language has and what it still lacks, measured against English.

`make languages` writes docs/LANGUAGES.md; `python -m softsell.completeness --check xx` prints what one language
lacks. Runs in a clone only: the interface's texts and the docs lie outside the package.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from softsell import packfile
from softsell.model import SoftsellError
from softsell.tactics import tactics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT: Final = Path(__file__).resolve().parents[2]
MODEL: Final = "en"
COMMON_WANTED: Final = 120
"""Common words from which on a language is told from its neighbours."""
SLOTS_WANTED: Final = ("n", "unit", "seat", "day", "date", "time")
"""The slots that every language words in its own way; packs/slots.toml holds those that all share."""
EXAMPLES_WANTED: Final = 2
HEAD_WANTED: Final = (
    "lang", "name", "common", "letters", "tills", "mention", "groups", "slots", "calendar", "units", "evidence",
    "fair",
)  # fmt: skip


_INTRODUCTION: Final = (
    "# What each language has",
    "",
    "Written by `make languages`; do not edit. A cell tells the rules of a tactic, then how many of the English",
    "claims the language makes, and after a plus how many of its own. What one language lacks, in plain lines:",
    "`.venv/bin/python -m softsell.completeness --check nl`. How to add one: [ADD_A_LANGUAGE.md](ADD_A_LANGUAGE.md).",
    "",
)


@dataclass(frozen=True, slots=True)
class Tree:
    """Where packs and interface texts lie."""

    packs: Path = packfile.HOME
    locales: Path = ROOT / "extension" / "_locales"

    def languages(self) -> list[str]:
        """Every language that has a pack or interface texts, the model first."""
        found = {path.parent.name for path in (*self.packs.glob("*/*.toml"), *self.locales.glob("*/messages.json"))}
        return sorted(found, key=lambda lang: (lang != MODEL, lang))


@dataclass(frozen=True, slots=True)
class Language:
    """One language as its files stand: pack.toml, the tactic files by tactic, the interface's texts by key."""

    lang: str
    head: Mapping[str, Any]
    files: Mapping[str, Mapping[str, Any]]
    texts: Mapping[str, str]

    @property
    def common(self) -> list[str]:
        """The commonest words of pack.toml."""
        return str(self.head.get("common", "")).split()

    def rules(self, tactic: str) -> Sequence[Mapping[str, Any]]:
        """The rules of a tactic, as written."""
        rows: list[Mapping[str, Any]] = self.files.get(tactic, {}).get("rule", [])
        return rows

    def claims(self, tactic: str) -> list[str]:
        """The names of a tactic's claims, in their order."""
        return list(self.files.get(tactic, {}).get("claim", {}))


def read(lang: str, tree: Tree) -> Language:
    """The files of a language; what is missing is empty. Raises SoftsellError for a file that cannot be read."""
    folder = tree.packs / lang
    tables = {path.stem: _toml(path) for path in sorted(folder.glob("*.toml"))}
    head = tables.pop("pack", {})
    messages = tree.locales / lang / "messages.json"
    try:
        texts = json.loads(messages.read_text("utf-8")) if messages.is_file() else {}
        said = {key: str(entry["message"]) for key, entry in texts.items()}
    except (UnicodeDecodeError, json.JSONDecodeError, AttributeError, KeyError, TypeError) as fault:
        raise SoftsellError(f"_locales/{lang}/messages.json: no table of messages ({fault})") from fault
    return Language(lang, head, tables, said)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SoftsellError(f"pack {path.parent.name}/{path.name}: {fault}") from fault


def missing(lang: str, tree: Tree | None = None) -> list[str]:
    """What `lang` still lacks, one plain line each; none where nothing is wanting. Raises SoftsellError."""
    tree = tree or Tree()
    own, model = read(lang, tree), read(MODEL, tree)
    lines = [*_missing_head(own), *_missing_tactics(own, model), *_missing_texts(own, model)]
    if own.head:
        try:
            packfile.compile_pack(lang, tree.packs)
        except SoftsellError as fault:
            lines.insert(0, f"The pack does not load yet: {fault}")
    return lines


def _missing_head(own: Language) -> Iterator[str]:
    where = f"packs/{own.lang}/pack.toml"
    if not own.head:
        yield f"{where}: write it first"
        return
    for field in HEAD_WANTED:
        if not own.head.get(field):
            yield f"{where}: no {field}"
    if 0 < len(own.common) < COMMON_WANTED:
        yield f"{where}: common has {len(own.common)} words; {COMMON_WANTED} tell a language"
    for slot in SLOTS_WANTED:
        if own.head.get("slots") and slot not in own.head["slots"]:
            yield f"{where}: no slot {{{slot}}}"


def _missing_tactics(own: Language, model: Language) -> Iterator[str]:
    if "prompts" in model.files and "prompts" not in own.files:
        yield f"packs/{own.lang}/prompts.toml: write it; it says what prompts ask for"
    for tactic in tactics():
        where = f"packs/{own.lang}/{tactic}.toml"
        if tactic not in own.files:
            if tactic in model.files:
                yield f"{where}: write it; English has {len(model.rules(tactic))} rules"
            continue
        lacking = [claim for claim in model.claims(tactic) if claim not in own.claims(tactic)]
        if lacking:
            yield f"{where}: claims of English not made: {', '.join(lacking)}"
        for row in own.rules(tactic):
            for field in ("hit", "miss"):
                if len(row.get(field, [])) < EXAMPLES_WANTED:
                    yield f"{where}: rule {row.get('id', '?')} shows fewer than {EXAMPLES_WANTED} of {field}"


def _missing_texts(own: Language, model: Language) -> Iterator[str]:
    where = f"_locales/{own.lang}/messages.json"
    if not own.texts:
        yield f"{where}: write it; English has {len(model.texts)} texts"
        return
    for key in model.texts:
        if not own.texts.get(key, "").strip():
            yield f"{where}: no text {key}"
    for key in own.texts.keys() - model.texts.keys():
        yield f"{where}: {key} is no text of the interface"


def table(tree: Tree | None = None) -> str:
    """docs/LANGUAGES.md: languages across, tactics down, and what surrounds them. Raises SoftsellError."""
    tree = tree or Tree()
    found = [read(lang, tree) for lang in tree.languages()]
    model = found[0]
    rows = [
        _row("", [own.lang for own in found]),
        _row("---", ["---:"] * len(found)),
        *(
            _row(f"{tactic} ({row.kind})", [_told(own, model, tactic) for own in found])
            for tactic, row in tactics().items()
        ),
        _row("**all rules**", [f"**{sum(len(own.rules(tactic)) for tactic in tactics())}**" for own in found]),
        _row("slots of its own", [str(len(own.head.get("slots", {}))) for own in found]),
        _row("common words", [str(len(own.common)) for own in found]),
        _row("letters", [str(len(own.head.get("letters", []))) for own in found]),
        _row(
            "interface texts", [f"{len(own.texts.keys() & model.texts.keys())}/{len(model.texts)}" for own in found]
        ),
    ]
    return "\n".join(
        [*_INTRODUCTION, *rows, ""],
    )


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {' | '.join([name, *cells])} |"


def _told(own: Language, model: Language, tactic: str) -> str:
    if tactic not in own.files:
        return "–"
    wanted, made = set(model.claims(tactic)), set(own.claims(tactic))
    more = f"+{len(made - wanted)}" if made - wanted else ""
    return f"{len(own.rules(tactic))} · {len(made & wanted)}/{len(wanted)}{more}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the table, or print what one language lacks; 1 where something is wanting, 2 for a broken file."""
    parser = argparse.ArgumentParser(prog="softsell.completeness", description="what each language has and lacks")
    parser.add_argument("--check", metavar="LANG", help="print what this language still lacks, and write nothing")
    chosen = parser.parse_args(arguments)
    if chosen.check is not None and not re.fullmatch(r"[a-z]{2,3}", chosen.check):
        parser.error(f"--check: {chosen.check!r} is no language; give its two or three small letters, such as nl")
    try:
        if chosen.check is None:
            (ROOT / "docs" / "LANGUAGES.md").write_text(table(), "utf-8")
            return 0
        lines = missing(chosen.check)
    except SoftsellError as fault:
        sys.stderr.write(f"softsell: {fault}\n")
        return 2
    sys.stdout.write("\n".join([*lines, f"{chosen.check}: {len(lines) or 'nothing'} to do"]) + "\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())

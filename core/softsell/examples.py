"""The examples that stand beside rules: what each hits, and what none of its language may hit.

The rule list, the tests and measuring read them; no package holds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from softsell import packfields, packfile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Example:
    """A text a rule hits (or must not), with the role of its block; `[[...]]` in it marks the span wanted."""

    text: str
    role: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class RuleExamples:
    """The examples beside a rule: what it hits where what it waits for is seen, and what no rule of its language
    may hit."""

    rule: str
    when: str | None
    hits: tuple[Example, ...]
    misses: tuple[Example, ...]


def of_pack(lang: str, home: Path = packfile.HOME) -> list[RuleExamples]:
    """The examples of every rule of the pack `lang`, in the order of its files."""
    return [
        RuleExamples(
            f"{lang}.{path.stem}.{row['id']}",
            row.get("when"),
            tuple(_example(entry) for entry in row["hit"]),
            tuple(_example(entry) for entry in row["miss"]),
        )
        for path in packfile.tactic_files(lang, home)
        for row in packfields.read(path).get("rule", [])
    ]


def rule_list(lang: str, home: Path = packfile.HOME) -> list[dict[str, Any]]:
    """What the pack `lang` can find: each rule with its tactic, claim, why, strength and examples."""
    compiled = packfile.compile_pack(lang, home)
    shown = {row.rule: row for row in of_pack(lang, home)}
    return [
        {
            "rule": row["id"],
            "lang": lang,
            "tactic": row["tactic"],
            "claim": row["claim"],
            "strength": row["strength"],
            "why": compiled["claims"][row["claim"]]["why"],
            "hit": [example.text for example in shown[row["id"]].hits],
            "miss": [example.text for example in shown[row["id"]].misses],
        }
        for row in compiled["rules"]
    ]


def _example(entry: str | Mapping[str, str]) -> Example:
    text, role = (entry, None) if isinstance(entry, str) else (entry["text"], entry.get("role"))
    marked = re.search(r"\[\[(.+?)\]\]", text, re.DOTALL)
    if marked is None:
        return Example(text, role, None)
    start = marked.start()
    return Example(text.replace("[[", "").replace("]]", ""), role, (start, start + len(marked[1])))

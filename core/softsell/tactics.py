"""The taxonomy of tactics: a table for people and for the score, read from `tactics.toml`."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast


@dataclass(frozen=True, slots=True)
class Tactic:
    """A way of pressing a buyer (`hard`) or of selling softly (`soft`).

    `line` says what it is and `advice` what a shopper can do, one sentence each; `source` is where the
    tactic is described; `weight` (0-1) is what one strong finding of it counts in the score. A tactic of the `moment`
    tells how things stand now, in a sentence that says the same inside a long text.
    """

    id: str
    kind: Literal["hard", "soft"]
    name: str
    line: str
    advice: str
    source: str
    weight: float
    moment: bool = False


@cache
def tactics() -> dict[str, Tactic]:
    """Every tactic by id, in the order of the taxonomy."""
    return {row["id"]: Tactic(**row) for row in table("tactics")["tactic"]}


def table(name: str) -> dict[str, Any]:
    """A table of the package: the compiled `<name>.json` where the build made one, else `<name>.toml`."""
    home = files("softsell")
    compiled = home / f"{name}.json"
    if compiled.is_file():
        return cast("dict[str, Any]", json.loads(compiled.read_text("utf-8")))
    return tomllib.loads((home / f"{name}.toml").read_text("utf-8"))

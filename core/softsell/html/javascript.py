"""The vocabulary of `vocabulary.toml` as a content script: `extension/content/vocabulary.js`.

`make vocabulary` writes what this prints; a test compares the committed file with what this prints.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from softsell.html.nearprice import expressions
from softsell.html.vocabulary import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDTH: Final = 116
_PART: Final = 80


def script() -> str:
    """The whole content script."""
    tables = {
        section: {_camel(name): _value(value) for name, value in table.items()} for section, table in TABLES.items()
    }
    lengths = {name: value for name, value in tables["price"].items() if isinstance(value, int)}
    tables["price"] = {"expressions": list(expressions()), **lengths}
    return (
        "'use strict';\n"
        "// Generated from core/softsell/html/vocabulary.toml by `make vocabulary`: what readers of pages go by.\n"
        f"softsell.VOCABULARY = {_literal(tables, 0)};\n"
    )


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def _value(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


def _literal(value: Any, depth: int) -> str:
    inner, outer = "    " * (depth + 1), "    " * depth
    if isinstance(value, dict):
        rows = "".join(f"{inner}{_key(name)}: {_literal(one, depth + 1)},\n" for name, one in value.items())
        return f"{{\n{rows}{outer}}}"
    if isinstance(value, list):
        return f"[\n{_lines(value, inner)}{outer}]"
    return _quoted(value) if isinstance(value, str) else f"{value:_}"


def _lines(listed: Iterable[str], indent: str) -> str:
    """Words side by side as they fit; a long one in parts that are put together again."""
    rows: list[str] = []
    for word in listed:
        if len(word) > _WIDTH // 2:
            parts = [word[at : at + _PART] for at in range(0, len(word), _PART)]
            rows.append(f"\n{indent}    + ".join(map(_quoted, parts)) + ",")
        elif rows and "\n" not in rows[-1] and len(rows[-1]) + len(word) + len(indent) + 4 <= _WIDTH:
            rows[-1] += f" {_quoted(word)},"
        else:
            rows.append(f"{_quoted(word)},")
    return "".join(f"{indent}{row}\n" for row in rows)


def _quoted(text: str) -> str:
    return "'" + json.dumps(text, ensure_ascii=False)[1:-1] + "'"


def _key(name: str) -> str:
    return name if name.isidentifier() else _quoted(name)


if __name__ == "__main__":
    sys.stdout.write(script())

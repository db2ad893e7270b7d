"""What both readers of pages go by: elements, currencies, and what shops call things, from `vocabulary.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

TABLES: Final[dict[str, dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def words(section: str, name: str) -> tuple[str, ...]:
    """A list of words, in their order."""
    return tuple(TABLES[section][name].split())


def names(section: str, name: str) -> dict[str, str]:
    """What stands for what."""
    return dict(TABLES[section][name])


def number(section: str, name: str) -> int:
    """A length or a count."""
    return int(TABLES[section][name])

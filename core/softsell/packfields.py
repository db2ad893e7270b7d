"""The fields of a pack's files, checked as they are read; every fault names its file, the rule and the field."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from softsell.model import SoftsellError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fault lies, for its message."""

    file: Path
    rule: str = ""

    def fault(self, field: str, mend: str) -> SoftsellError:
        """The error to raise for a field, with what mends it."""
        where = f"{self.file.parent.name}/{self.file.name}"
        rule = f", rule {self.rule}" if self.rule else ""
        return SoftsellError(f"pack {where}{rule}, field {field}: {mend}")


def only(row: Mapping[str, Any], allowed: set[str], source: Source) -> None:
    """Refuse a field that nothing reads: it may be one misspelt."""
    unknown = sorted(row.keys() - allowed)
    if unknown:
        raise source.fault(unknown[0], f"not a field here; known are {', '.join(sorted(allowed))}")


def text(row: Mapping[str, Any], field: str, source: Source) -> str:
    """The text that a field must hold."""
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise source.fault(field, "give a text")
    return value


def texts(row: Mapping[str, Any], field: str, source: Source) -> list[str]:
    """The texts, at least one, that a field must hold."""
    value = row.get(field)
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v.strip() for v in value):
        raise source.fault(field, "give a list of texts")
    return list(value)


def read(path: Path) -> dict[str, Any]:
    """A file of a pack as it stands. Raises SoftsellError where it is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SoftsellError(f"pack {path.parent.name}/{path.name}: {fault}") from fault

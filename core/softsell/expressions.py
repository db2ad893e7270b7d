"""Compiled expressions: restored from the code that the build kept, else compiled when first used.

`regex` takes milliseconds to compile an expression and microseconds to restore its code, in WebAssembly too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from softsell.model import SoftsellError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_kept: dict[str, tuple[str, Sequence[Any], bytes]] = {}


@lru_cache(maxsize=16384)
def compiled(source: str) -> Any:
    """The compiled expression of `source`, or of a name that `keep` gave. Raises SoftsellError where its code is that
    of another `regex`.

    `regex` is imported here and nowhere else, so that the core loads without it: a memory snapshot of Pyodide must
    not hold a C extension.
    """
    import regex

    if source not in _kept:
        return regex.compile(source, regex.VERSION1)
    version, entry, code = _kept[source]
    if version != regex.__version__:
        raise SoftsellError(f"the packs were compiled for regex {version}, this is {regex.__version__}: build again")
    return _restored(source, entry, code)


def keep(name: str, codes: Mapping[str, Any], blob: bytes) -> list[str]:
    """Remember codes as `codes_of` gave them; the names by which `compiled` gives their expressions, in order."""
    names = []
    at = 0
    for number, (size, *entry) in enumerate(zip(*codes["entries"], strict=True)):
        names.append(f"{name}#{number}")
        _kept[names[-1]] = (codes["regex"], entry, blob[at : at + size])
        at += size
    return names


def forget() -> None:
    """Drop what was kept and compiled."""
    _kept.clear()
    compiled.cache_clear()


def codes_of(sources: Iterable[str]) -> tuple[dict[str, Any], bytes]:
    """The codes of `sources` in their order: what `regex` itself pickles of a pattern, fit for JSON and by columns,
    which pack better, and the code proper as one run of bytes. Raises ValueError for an expression with a named
    list, which no rule has."""
    import regex

    entries, blob = [], []
    for source in sources:
        entry, code = _code(compiled(source))
        entries.append([len(code), *entry])
        blob.append(code)
    return {"regex": regex.__version__, "entries": list(zip(*entries, strict=True))}, b"".join(blob)


def steady() -> None:
    """Make `regex` order the code it writes alike in every process: it keeps parts of an expression in sets, hashed
    by class, and a class hashes by its address. Its matches are the same either way."""
    from regex import _regex_core

    def by_name(node: Any) -> int:
        kind, *rest = node._key if isinstance(node._key, tuple) else (node._key,)
        return hash((kind.__name__, *rest))

    _regex_core.RegexBase.__hash__ = by_name


def _code(expression: Any) -> tuple[list[Any], bytes]:
    _, flags, code, group_index, _, lists, list_indexes, *required = expression._pickled_data
    if lists or list_indexes:
        raise ValueError(f"{expression.pattern!r} has a named list")
    return [flags, group_index, *required], code


def _restored(source: str, entry: Sequence[Any], code: bytes) -> Any:
    from regex import _regex

    flags, group_index, offset, characters, required_flags, groups = entry
    index_group = {number: name for name, number in group_index.items()}
    bare: Any = (source, flags, code, group_index, index_group, {}, [])
    return _regex.compile(*bare, offset, tuple(characters), required_flags, groups)

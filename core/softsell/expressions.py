"""Compiled expressions: restored from the code that the build kept, else compiled when first used.

`regex` takes milliseconds to compile an expression and microseconds to restore its code, in WebAssembly too.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_kept: dict[str, tuple[str, Sequence[Any]]] = {}


@lru_cache(maxsize=16384)
def compiled(source: str) -> Any:
    """The compiled expression. `regex` is imported here and nowhere else, so that the core loads without it
    (a memory snapshot of Pyodide must not hold a C extension)."""
    import regex

    version, code = _kept.get(source, (None, ()))
    if version == regex.__version__:
        return _restored(source, code)
    return regex.compile(source, regex.VERSION1)


def keep(sources: Iterable[str], codes: Mapping[str, Any]) -> None:
    """Remember the codes of `sources`, as `codes_of` wrote them, for when they are first used."""
    version = str(codes["regex"])
    _kept.update((source, (version, code)) for source, code in zip(sources, codes["codes"], strict=True))


def forget() -> None:
    """Drop what was kept and compiled."""
    _kept.clear()
    compiled.cache_clear()


def codes_of(sources: Iterable[str]) -> dict[str, Any]:
    """The codes of `sources` in their order, fit for JSON, with the version of `regex` that they belong to.

    They are what `regex` itself pickles of a pattern. Raises ValueError for one with a named list, which no rule has.
    """
    import regex

    return {"regex": regex.__version__, "codes": [_code(compiled(source)) for source in sources]}


def _code(expression: Any) -> list[Any]:
    _, flags, code, group_index, index_group, lists, list_indexes, *required = expression._pickled_data
    if lists or list_indexes:
        raise ValueError(f"{expression.pattern!r} has a named list")
    return [flags, b64encode(code).decode("ascii"), group_index, list(index_group.items()), *required]


def _restored(source: str, kept: Sequence[Any]) -> Any:
    from regex import _regex

    flags, code, group_index, index_group, offset, characters, required_flags, groups = kept
    bare: Any = (source, flags, b64decode(code), group_index, dict(index_group), {}, [])
    return _regex.compile(*bare, offset, tuple(characters), required_flags, groups)

"""What a slot's expression tells before any text is read: how many words it takes, and which it always holds.

The prefilter lives on it: what stands beyond a narrow slot is still near, and where none of its words is, it is not.
An expression that says too much to be told this way has its words from the pack's `triggers`.
"""

from __future__ import annotations

import re
from itertools import product
from re import _constants as op  # type: ignore[attr-defined] # the reading that `re` itself does: there is no other
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

WIDE: Final = 1000
"""The width of an expression that cannot be told."""

_MOST: Final = 400
"""Forms of an expression that are looked at; one with more is left to the pack's `triggers`."""

_ANY: Final = "*"
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_CLOCK: Final = re.compile(r"\d:\d")
_REPEATS: Final = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})
_OPEN: Final = frozenset({op.ANY, op.NOT_LITERAL})
_WORDLY: Final = frozenset({op.CATEGORY_WORD, op.CATEGORY_DIGIT})
_WIDTHLESS: Final = frozenset({op.AT, op.ASSERT, op.ASSERT_NOT})


class _UntoldError(Exception):
    """The expression has too many forms, or a part that is not known here."""


def width(expression: str) -> int:
    """The blank-parted tokens with a letter or digit that a hit of the expression stands in, at most."""
    return min(WIDE, 1 + _gaps(parser.parse(expression)))


def held(expression: str, commonness: Callable[[frozenset[str]], float]) -> frozenset[str]:
    """Words of which a hit of the expression always holds one, the rarest of each form of it; none where that cannot
    be told. Stems and marks are written as in `ways`."""
    try:
        forms = _forms(parser.parse(expression))
    except _UntoldError:
        return frozenset()
    found = [_words(form) for form in forms]
    if not all(found):
        return frozenset()
    return frozenset(min(words, key=lambda word: (commonness(frozenset({word})), word)) for words in found)


def _words(form: str) -> list[str]:
    """The words of a form, or the mark of its numbers where it has none."""
    words = []
    for run in _LETTERS.finditer(form):
        head = _ANY if form[: run.start()].endswith(_ANY) else ""
        tail = _ANY if form[run.end() :].startswith(_ANY) else ""
        words.append(f"{head}{run[0]}{tail}")
    return words or ["#:#"] * bool(_CLOCK.search(form)) or ["#"] * any(map(str.isdigit, form))


def _forms(items: Iterable[Any]) -> set[str]:
    """What the items of a parsed expression take, each digit as `0`, blanks and signs as a blank, and what may be a
    letter as `*`."""
    forms = {""}
    for kind, value in items:
        further = _form(kind, value)
        if len(forms) * len(further) > _MOST:
            raise _UntoldError
        forms = {before + after for before, after in product(forms, further)}
    return forms


def _form(kind: Any, value: Any) -> set[str]:
    if kind is op.LITERAL:
        return {"" if chr(value) == "'" else chr(value)}
    if kind is op.IN:
        return {_sample(value)}
    if kind in _OPEN:
        return {_ANY}
    if kind in _WIDTHLESS:
        return {""}
    if kind is op.SUBPATTERN:
        return _forms(value[-1])
    if kind is op.BRANCH:
        return set().union(*map(_forms, value[1]))
    if kind in _REPEATS:
        return _repeated(*value)
    raise _UntoldError


def _repeated(least: int, most: int, inner: Any) -> set[str]:
    once = _forms(inner)
    if most > 1 and any(_LETTERS.search(form) for form in once):
        raise _UntoldError
    return once if least else once | {""}


def _sample(members: Iterable[Any]) -> str:
    """A set of characters as one of them: a digit, a blank where it takes no letter, else `*`."""
    kinds = list(members)
    if all(_is_digits(kind, value) for kind, value in kinds):
        return "0"
    if all(
        (kind is op.LITERAL and not chr(value).isalnum()) or (kind is op.CATEGORY and value is op.CATEGORY_SPACE)
        for kind, value in kinds
    ):
        return " "
    return _ANY


def _is_digits(kind: Any, value: Any) -> bool:
    if kind is op.RANGE:
        return all(chr(end).isdigit() for end in value)
    return (kind is op.CATEGORY and value is op.CATEGORY_DIGIT) or (kind is op.LITERAL and chr(value).isdigit())


def _gaps(items: Iterable[Any]) -> int:
    """The blanks between words that the items of a parsed expression take at most."""
    return sum(_gap(kind, value) for kind, value in items)


def _gap(kind: Any, value: Any) -> int:
    if kind is op.LITERAL:
        return int(chr(value).isspace())
    if kind is op.IN:
        return int(_takes_blank(value))
    if kind in _OPEN:
        return 1
    if kind in _WIDTHLESS:
        return 0
    if kind is op.SUBPATTERN:
        return _gaps(value[-1])
    if kind is op.BRANCH:
        return max(map(_gaps, value[1]))
    if kind in _REPEATS:
        most: int = value[1]
        return min(most, 1) if _only_between(value[2]) else most * _gaps(value[2])
    return WIDE


def _only_between(inner: Any) -> bool:
    """Whether what is repeated takes no part of a word: a run of blanks and signs is one gap however long."""
    return len(inner) == 1 and inner[0][0] is op.IN and _sample(inner[0][1]) == " "


def _takes_blank(members: Iterable[Any]) -> bool:
    return any(
        kind is op.NEGATE
        or (kind is op.LITERAL and chr(value).isspace())
        or (kind is op.CATEGORY and value not in _WORDLY)
        for kind, value in members
    )

"""The phrase language of rules: parsed, and turned into a regular expression.

A pattern is words in lower case, parted by blanks, with these marks:

    (a|b c)   one of the alternatives          [word]    may be missing
    {n}       a slot of the pack               <group>   one of a word group of the pack
    ~3        up to 3 words of any kind        stem*     any ending; *stem any beginning
    ^ $       the block's start and end        ! ? : , %  the mark itself
    .         the end of a sentence or of the block

Between elements stand blanks or light punctuation, never the end of a sentence. All repetition is bounded, so
matching time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from softsell.model import SoftsellError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SEPARATOR = r"[^\w.!?;|•·]{1,6}"
TOUCHING = r"[^\w.!?;|•·]{0,6}"
GAP_WORD = r"[^\w.!?;|•·\n]{1,4}\w[\w'&-]{0,40}(?:[.,]\d{1,6})?"
LEADING_WORD = r"\w[\w'&-]{0,40}(?:[.,]\d{1,6})?[^\w.!?;|•·\n]{1,4}"
LETTERS = r"\w{0,24}"
MAX_GAP = 8


@dataclass(frozen=True, slots=True)
class Word:
    """A literal word; `head` and `tail` say whether letters may precede or follow it."""

    text: str
    head: bool = False
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A named bounded sub-pattern of the pack; digits after the name number its uses: `{n}`, `{n2}`."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `words` words of any kind, as few as will do; at the end of a pattern, as many as there are."""

    words: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A punctuation mark, `^` and `$` for the ends of the block, or `.` for the end of a sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; an optional one may be left out."""

    branches: tuple[tuple[Element, ...], ...]
    optional: bool = False


Element = Word | Slot | Gap | Mark | Choice

_ENDS: Final = "^$."

_TOKEN = re.compile(
    r"""\s*(?:(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|\{(?P<slot>[a-z]+\d?)\}|<(?P<group>[a-z-]+)>"""
    r"""|~(?P<gap>\d)|(?P<mark>[!?:,%^$&+…]|\.(?![^\s)|\]]))|(?P<word>[^\s()\[\]{}<>|~^$!?:,%&+…]+))"""
)
_WORD = re.compile(r"\*?[\w']+\*?")


def parse(pattern: str, groups: Mapping[str, Sequence[str]]) -> tuple[Element, ...]:
    """Parse one pattern; `groups` maps group names to patterns. Raises SoftsellError naming the fault."""
    tokens = list(_tokens(pattern))
    branches, rest = _parse_branches(tokens, 0, None, pattern, groups)
    if rest != len(tokens):
        raise SoftsellError(f"pattern {pattern!r}: a bracket closes that never opened")
    if len(branches) != 1:
        raise SoftsellError(f"pattern {pattern!r}: put alternatives in round brackets")
    return branches[0]


def _tokens(pattern: str) -> Iterator[tuple[str, str]]:
    at = 0
    text = pattern.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise SoftsellError(f"pattern {pattern!r}: cannot read it from {text[at:].strip()[:12]!r} on")
        kind = found.lastgroup or ""
        yield kind, found[kind]
        at = found.end()


def _parse_branches(
    tokens: list[tuple[str, str]],
    at: int,
    closer: str | None,
    pattern: str,
    groups: Mapping[str, Sequence[str]],
) -> tuple[list[tuple[Element, ...]], int]:
    branches: list[tuple[Element, ...]] = []
    sequence: list[Element] = []
    while at < len(tokens):
        kind, value = tokens[at]
        at += 1
        if kind == "close":
            if value != closer:
                raise SoftsellError(f"pattern {pattern!r}: brackets do not pair")
            branches.append(tuple(sequence))
            return branches, at
        if kind == "bar":
            branches.append(tuple(sequence))
            sequence = []
        elif kind == "open":
            inner, at = _parse_branches(tokens, at, ")" if value == "(" else "]", pattern, groups)
            if not all(inner):
                raise SoftsellError(f"pattern {pattern!r}: an alternative is empty")
            choice = Choice(tuple(inner), optional=value == "[")
            if choice.optional and any((Mark(end),) in inner for end in _ENDS):
                raise SoftsellError(f"pattern {pattern!r}: an end that may be missing ends nothing; write two")
            lone = inner[0][0] if len(inner) == len(inner[0]) == 1 else None
            sequence.append(lone if isinstance(lone, Gap) else choice)
        else:
            sequence.extend(_leaf(kind, value, pattern, groups))
    if closer is not None:
        raise SoftsellError(f"pattern {pattern!r}: a bracket is not closed")
    branches.append(tuple(sequence))
    return branches, at


def _leaf(kind: str, value: str, pattern: str, groups: Mapping[str, Sequence[str]]) -> Iterator[Element]:
    if kind == "slot":
        yield Slot(value)
    elif kind == "gap":
        if not 1 <= int(value) <= MAX_GAP:
            raise SoftsellError(f"pattern {pattern!r}: a gap is ~1 to ~{MAX_GAP}")
        yield Gap(int(value))
    elif kind == "mark":
        yield Mark(value)
    elif kind == "group":
        if value not in groups:
            raise SoftsellError(f"pattern {pattern!r}: no word group <{value}> in pack.toml")
        others = {name: words for name, words in groups.items() if name != value}
        yield Choice(tuple(parse(entry, others) for entry in groups[value]))
    else:
        for piece in value.replace("’", "'").split("-"):
            if not _WORD.fullmatch(piece) or piece != piece.lower():
                raise SoftsellError(f"pattern {pattern!r}: {value!r} is no word in lower case")
            yield Word(piece.strip("*"), head=piece.startswith("*"), tail=piece.endswith("*"))


def expression(sequence: Sequence[Element], slots: Mapping[str, str]) -> str:
    """The regular expression of a parsed pattern over the normalised view; `slots` maps names to expressions."""
    return _Writer(slots).bounded(sequence)


class _Writer:
    """Writes elements with the separators that their neighbours ask for."""

    def __init__(self, slots: Mapping[str, str]) -> None:
        self.slots = slots

    def bounded(self, sequence: Sequence[Element]) -> str:
        before = "" if isinstance(sequence[0], Mark) else r"(?<!\w)"
        return f"{before}{self.sequence(sequence, ends=True)}(?!\\w)"

    def sequence(self, elements: Sequence[Element], *, ends: bool = False) -> str:
        written: list[str] = []
        solid: Element | None = None
        for place, element in enumerate(elements, 1):
            if isinstance(element, Gap):
                few = "" if ends and place == len(elements) else "?"
                leads = solid is None or solid == Mark("^")
                word = LEADING_WORD if leads else GAP_WORD
                written.append(f"(?:{word}){{0,{element.words}}}{few}")
                continue
            body = self.element(element)
            optional = isinstance(element, Choice) and element.optional
            if solid is None or (optional and solid == Mark("^")):
                follows = SEPARATOR if optional else ""
                written.append(f"(?:{body}{follows})?" if optional else body)
            else:
                before = _between(solid, element)
                written.append(f"(?:{before}{body})?" if optional else before + body)
            if not optional:
                solid = element
        return "".join(written)

    def element(self, element: Word | Slot | Mark | Choice) -> str:
        match element:
            case Word(text, head, tail):
                literal = re.escape(text).replace("'", "'?")
                return (LETTERS if head else "") + literal + (LETTERS if tail else "")
            case Slot(name):
                kind = name.rstrip("0123456789")
                if kind not in self.slots:
                    raise SoftsellError(f"no slot {{{kind}}} in pack.toml or slots.toml")
                return f"(?P<{name}>{self.slots[kind]})"
            case Mark("^"):
                return r"\A[\W_]{0,12}\K"
            case Mark("$"):
                return r"(?=[\W_]{0,12}\Z)"
            case Mark("."):
                return r"(?=[\W_]{0,12}\Z|[^\w;|•·]{0,3}[.!?…](?!\w))"
            case Mark(text):
                return re.escape(text)
            case Choice(branches):
                return "(?:" + "|".join(self.sequence(branch) for branch in branches) + ")"


def _between(left: Element, right: Element) -> str:
    if isinstance(left, Mark) and left.text == "^":
        return ""
    if isinstance(right, Mark) or isinstance(left, Mark):
        return r"[^\w]{0,4}" if right not in {Mark("$"), Mark(".")} else ""
    if isinstance(left, Slot) or isinstance(right, Slot):
        return TOUCHING
    return SEPARATOR

"""Prompts: what covers a page and asks for something, judged by what was seen of it, never by what it is meant for.

A prompt that came up by itself was not asked for; one that asks again for what was turned down before asks after a
no. What a site asked for and was told is its `Asked` rows: they go in with an observation and come out changed, hold
no text of the page, and whoever asks keeps them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from zlib import crc32

from softsell import language, soften
from softsell.expressions import compiled
from softsell.model import Finding
from softsell.packs import load
from softsell.tactics import tactics
from softsell.textnorm import view
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from softsell.model import Block, ScanOptions
    from softsell.packs import Pack, Prompts

SENTENCES: Final[Mapping[str, frozenset[str]]] = {
    "asked-again": frozenset(),
    "asked-times": frozenset({"count"}),
    "unasked-first": frozenset(),
    "unasked-leaving": frozenset(),
    "unasked": frozenset(),
}

ASKS: Final = ("notify", "app", "subscribe", "account", "offer", "chat")
"""What a prompt may ask for, the most telling first."""

ROWS: Final = 20
"""What is kept of one site: so many asks, the latest ones."""

OPENED: Final = ("there", "first", "unasked", "leaving", "act")
"""How a prompt came up: it stood there when the page was first read, came before the visitor did anything, by itself
later on, as the pointer left the page, or by an act of the visitor's."""

_HOW: Final = {"there": "unasked-first", "first": "unasked-first", "leaving": "unasked-leaving"}
_AGAIN: Final = "nagging.reconsider"
_UNASKED: Final = {"notify": "unsolicited.push", "chat": "unsolicited.chat-pitch"}
_UNASKED_ELSE: Final = "unsolicited.popup-offer"
_LETTER: Final = re.compile(r"[^\W\d_]")
_NUMBER: Final = re.compile(r"\d+")
_LONGEST: Final = 200
"""Code points of a block that is marked as a whole; of a longer one its first sentence is."""
_MENU_LINKS: Final = 3
"""So many links, and no more of anything else, are a menu; a pitch has a way to accept and one to decline."""
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What covers the page: its blocks in their order, the share of the window that they take (0-1), whether it is a
    dialog by its own account, whether it holds a field for a password, and how it came up."""

    blocks: tuple[Block, ...]
    cover: float
    dialog: bool
    password: bool
    opened: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a site asked for: how often that was turned down, and how often it was asked again after that."""

    ask: str
    noes: int
    again: int


@dataclass(frozen=True, slots=True)
class _Pitch:
    """What a prompt asks for, and the block that says so."""

    ask: str
    block: Block
    pack: Pack


def asks(prompt: Prompt, lang: str | None) -> bool:
    """Whether the prompt asks for something that was not asked about first."""
    return prompt.opened != "act" and _pitch(prompt, lang) is not None


def shown(
    prompt: Prompt, lang: str | None, before: Sequence[Asked], options: ScanOptions, *, counted: bool = False
) -> tuple[tuple[Asked, ...], list[Finding]]:
    """The site's rows after a prompt came up, and what is to be said of it; `counted` where it was judged before
    and has stood there since."""
    pitch = _pitch(prompt, lang)
    if pitch is None or prompt.opened == "act":
        return tuple(before), []
    key = _key(pitch)
    row = next((row for row in before if row.ask == key), None)
    rows = tuple(before)
    if row is not None and row.noes > 0 and not counted:
        row = replace(row, again=row.again + 1)
        rows = _with(before, row)
    return rows, list(_findings(pitch, prompt.opened, row, options))


def closed(prompt: Prompt, lang: str | None, before: Sequence[Asked], control: str | None) -> tuple[Asked, ...]:
    """The site's rows after the visitor closed a prompt: with a control of this name (empty: one without words), or
    without one (None: Escape, or a press beside it). A yes ends what was counted."""
    pitch = _pitch(prompt, lang)
    if pitch is None or prompt.opened == "act":
        return tuple(before)
    key = _key(pitch)
    others = tuple(row for row in before if row.ask != key)
    if not _is_no(control, pitch.pack):
        return others
    row = next((row for row in before if row.ask == key), Asked(key, 0, 0))
    return _with(before, replace(row, noes=row.noes + 1))


def _with(rows: Sequence[Asked], row: Asked) -> tuple[Asked, ...]:
    return (*(other for other in rows if other.ask != row.ask), row)[-ROWS:]


def _pitch(prompt: Prompt, lang: str | None) -> _Pitch | None:
    """What the prompt asks for; None where it asks for nothing that sells, or hardly covers anything."""
    if prompt.password:
        return None
    declared = language.known(lang)
    tokens = [token for block in prompt.blocks for token in block.text.split()]
    own = next((known for block in prompt.blocks if (known := language.known(block.lang))), declared)
    for name in language.choose(tokens, own, declared)[:2]:
        pack = load(name)
        if pack.prompts is not None and (pitch := _asking(prompt, pack, pack.prompts)):
            return pitch
    return None


def _asking(prompt: Prompt, pack: Pack, words: Prompts) -> _Pitch | None:
    if any(_says(words.fair, block.text) for block in prompt.blocks):
        return None
    blocks = _without_menu(prompt.blocks)
    for ask in ASKS:
        if prompt.cover < _least_cover(prompt, ask):
            continue
        said = [block for block in blocks if _says(words.asks[ask], block.text)]
        if said:
            return _Pitch(ask, max(said, key=_standing), pack)
    return None


def _without_menu(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, less the links of a menu: "Newsletter" there is a way to a page, and asks for nothing."""
    others = [block for block in blocks if block.role != "link"]
    links = len(blocks) - len(others)
    return others if links >= _MENU_LINKS and links >= len(others) else list(blocks)


def _least_cover(prompt: Prompt, ask: str) -> float:
    """The share of the window from which on the prompt is no mere part of the page."""
    table = weights().prompts
    if prompt.dialog:
        return 0.0
    if prompt.opened == "there":
        return table["cover_there"]
    return table["cover_chat" if ask == "chat" else "cover"]


def _standing(block: Block) -> tuple[bool, bool, float]:
    """How fit a block is to stand for its prompt: a heading before text, text before a button."""
    return block.role == "heading", block.role not in soften.BUTTONS, block.prominence


def _says(source: str, text: str) -> bool:
    return compiled(source).search(view(text).text) is not None


def _is_no(control: str | None, pack: Pack) -> bool:
    """Whether a prompt was turned down: with no control, with one that has no words but a sign, or with a no."""
    if control is None or not _LETTER.search(control):
        return True
    return pack.prompts is not None and _says(pack.prompts.no, control)


def _key(pitch: _Pitch) -> str:
    """What counts as asking for the same: of offers the same words, of the rest the same thing."""
    if pitch.ask != "offer":
        return pitch.ask
    words = _NUMBER.sub("#", " ".join(pitch.block.text.casefold().split()))
    return f"offer-{crc32(words.encode('utf-8', 'replace')):08x}"


def _findings(pitch: _Pitch, opened: str, row: Asked | None, options: ScanOptions) -> Iterator[Finding]:
    table = weights().prompts
    unasked = _HOW.get(opened, "unasked")
    if row is not None and row.again > 0:
        strength = min(table["again_most"], table["again"] + table["again_more"] * (row.again - 1))
        told = "asked-again" if row.again == 1 else "asked-times"
        yield from _finding(pitch, _AGAIN, strength, ((told, {"count": str(row.again)}), (unasked, {})), options)
    else:
        claim = _UNASKED.get(pitch.ask, _UNASKED_ELSE)
        yield from _finding(pitch, claim, table["unasked"], ((unasked, {}),), options)


def _finding(
    pitch: _Pitch,
    claim: str,
    strength: float,
    told: Iterable[tuple[str, Mapping[str, str]]],
    options: ScanOptions,
) -> Iterator[Finding]:
    tactic = claim.partition(".")[0]
    pack, block = pitch.pack, pitch.block
    if tactic in options.off or strength < weights().cuts[options.sensitivity] or pack.prompts is None:
        return
    start, end = _span(block.text)
    text = block.text[start:end]
    kept = soften.facts(text, {})
    reader = load(language.known(options.ui) or pack.lang)
    sentences = reader.evidence or pack.evidence
    made = reader.claims.get(claim) or pack.claims.get(claim)
    yield Finding(
        block=block.key,
        start=start,
        end=end,
        text=text,
        context=text,
        tactic=tactic,
        claim=claim,
        rule=f"{pack.lang}.{tactic}.prompt-{pitch.ask}",
        lang=pack.lang,
        strength=round(strength, 3),
        why=made.why if made else tactics()[tactic].line,
        alternative=soften.with_facts(pack.prompts.soft[pitch.ask], kept),
        facts=kept,
        evidence=tuple(sentences[name].format(**facts) for name, facts in told if sentences),
    )


def _span(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    whole = text.strip()
    if len(whole) > _LONGEST:
        whole = _SENTENCE.split(whole, maxsplit=1)[0][:_LONGEST].rstrip()
    return start, start + len(whole)

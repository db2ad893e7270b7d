"""Alternatives: the soft-sell wording of a hit, with every fact of the phrase carried over and none invented."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from softsell.model import Claim

_FACT: Final = re.compile(
    r"(?:[$€£¥]|(?:kr|nok|sek|dkk|eur|usd|gbp)\.?)\s?\d{1,3}(?:[ .,\u00a0]\d{3}){0,3}(?:[.,]\d{1,2})?(?:,-)?(?!\d)"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{1,3}(?:[ .,\u00a0]\d{3}){0,3}(?:[.,]\d{1,2})?(?:\s?%|,-|\s?(?:[$€£]|kr\b|eur\b|nok\b|sek\b|dkk\b))"
    r"|\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?",
    re.IGNORECASE,
)
BUTTONS: Final = frozenset({"button", "link"})
BUTTON_GROWTH: Final = 1.3
"""How much longer than the phrase a button's wording may be where a shorter one is at hand."""

_TITLED: Final = re.compile(r"\b[^\W\d_a-z]\w{0,20}\b")
ADDRESS: Final = frozenset({"formal", "familiar"})
"""Slots that hold who is spoken to, `Sie` or `dich`: they choose a template, and are no fact of the phrase."""

_PLACE: Final = re.compile(r"\{([a-z]+\d?)\}")


def facts(phrase: str, slots: Mapping[str, str]) -> tuple[str, ...]:
    """What the phrase really tells, as it is written there, in order, none twice: prices, percentages, clock
    times, numbers, and what the rule's slots took that is neither."""
    found = [match[0].strip() for match in _FACT.finditer(phrase)]
    for name, taken in slots.items():
        if name not in ADDRESS and not any(fact in taken for fact in found):
            found.append(taken)
    return tuple(dict.fromkeys(sorted(found, key=phrase.find)))


def alternative(
    claim: Claim,
    phrase: str,
    slots: Mapping[str, str],
    *,
    tone: str = "plain",
    role: str | None = None,
    small: Collection[str] = (),
) -> str:
    """The soft wording of `phrase`: of the claim's templates for this place and tone that the hit can fill,
    one that carries most of the facts; which of equals is chosen by the phrase, so that it is always the same.

    `small` are the language's words that stand small inside a sentence.

    A fact that no template carries follows in brackets. On a button those come first that keep near its length.
    """
    told = facts(phrase, slots)
    best: list[tuple[int, str]] = []
    for template in _templates(claim, tone, role):
        if set(_PLACE.findall(template)) <= slots.keys():
            wording = _filled(template, slots, small)
            best.append((sum(_carries(wording, fact) for fact in told), wording))
    if not best:
        return with_facts(phrase, told)
    most = max(count for count, _ in best)
    equals = [wording for count, wording in best if count == most]
    if role in BUTTONS:
        shortest = min(map(len, equals))
        equals = [wording for wording in equals if len(wording) <= max(shortest, BUTTON_GROWTH * len(phrase))]
    return with_facts(equals[crc32(phrase.encode("utf-8", "replace")) % len(equals)], told)


def _templates(claim: Claim, tone: str, role: str | None) -> Sequence[str]:
    if role in BUTTONS and "button" in claim.wordings:
        return claim.wordings["button"]
    return (*claim.wordings.get(tone, ()), *(claim.wordings["plain"] if tone not in claim.wordings else ()))


def _filled(template: str, slots: Mapping[str, str], small: Collection[str]) -> str:
    wording = _PLACE.sub(lambda place: _calm(slots[place[1]], small), template)
    return wording[0].upper() + wording[1:]


def _calm(taken: str, small: Collection[str]) -> str:
    """A slot in a quiet voice: shouting is lowered (short words may be abbreviations and stay), and so is a capital
    that only a headline gives."""
    if len(taken) > 4 and taken.isupper():
        return taken.lower()
    return _TITLED.sub(lambda word: word[0].lower() if word[0].lower() in small else word[0], taken)


def _carries(wording: str, fact: str) -> bool:
    folded, wanted = wording.casefold(), fact.casefold()
    at = folded.find(wanted)
    while at >= 0:
        before, after = folded[at - 1 : at], folded[at + len(wanted) : at + len(wanted) + 1]
        if not (before.isdigit() and wanted[0].isdigit()) and not (after.isdigit() and wanted[-1].isdigit()):
            return True
        at = folded.find(wanted, at + 1)
    return False


def with_facts(wording: str, told: Iterable[str]) -> str:
    """The wording with the facts it does not carry after it in brackets."""
    missing = [fact for fact in told if not _carries(wording, fact)]
    return f"{wording} ({', '.join(missing)})" if missing else wording

"""Matching: from a block's text and the rules it could hit to the hits that stand.

Expression, then guards, then strength, then overlaps resolved. The order is fixed, and nothing here knows a language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from softsell.expressions import compiled
from softsell.model import Hit
from softsell.tactics import tactics
from softsell.textnorm import View, view
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from softsell.model import Pattern, Rule
    from softsell.packs import Fairness, Pack

GUARD_REACH: Final = 160
"""Code points on either side of a hit in which a guard is looked for, within its sentence."""

PIECE: Final = 4000
"""Code points matched at a time: a longer block is cut at blanks, so that time stays linear."""

Candidates = Sequence[tuple["Rule", "Sequence[Pattern]"]]
"""Rules that a text could hit, each with the patterns that could."""

_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)|[|•·\n]")
_QUOTED_BEFORE: Final = re.compile(r"[\"'([]*['\"][\"'([]*$")
_QUOTED_AFTER: Final = re.compile(r"^[.,!?…]{0,3}['\"]")
_TALK_OUTSIDE: Final = 12
"""Letters outside the quotes from which on a quoted phrase is talked about, not said."""


def hits(piece: str, base: int, role: str | None, candidates: Candidates, pack: Pack) -> list[Hit]:
    """The hits of the candidate rules, by their candidate patterns, that stand, in order, none overlapping; `piece`
    is one of a block of this role and begins `base` code points into it."""
    seen = view(piece)
    found = [hit for rule, patterns in candidates for hit in _rule_hits(rule, patterns, role, piece, seen)]
    if not found:
        return []
    if pack.mention is not None and compiled(pack.mention).search(seen.text):
        found = [hit for hit in found if tactics()[hit.rule.tactic].kind == "soft"]
    kept = resolved(found)
    company = len({hit.rule.tactic for hit in kept if tactics()[hit.rule.tactic].kind == "hard"}) > 1
    reasons = [reason for reason in pack.fair if compiled(reason.source).search(seen.text)] if kept else []
    weighed = (_weighed(hit, piece, role, reasons, company=company) for hit in kept)
    return [replace(hit, start=base + hit.start, end=base + hit.end) for hit in weighed]


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The pieces in which a block's text is matched, each with where it begins."""
    start = 0
    while len(text) - start > PIECE:
        cut = text.rfind(" ", start + PIECE // 2, start + PIECE)
        cut = cut if cut > 0 else start + PIECE
        yield start, text[start:cut]
        start = cut
    yield start, text[start:] if start else text


def _rule_hits(rule: Rule, patterns: Iterable[Pattern], role: str | None, piece: str, seen: View) -> Iterator[Hit]:
    if rule.roles is not None and role not in rule.roles:
        return
    matches = [match for pattern in patterns for match in compiled(pattern.source).finditer(seen.text)]
    if not matches or (rule.needs is not None and not compiled(rule.needs).search(seen.text)):
        return
    roomy = rule.max_words is not None and len(piece.split()) > rule.max_words
    for match in matches:
        start, end = match.span()
        if start == end or (roomy and not _stands_alone(rule, seen.text, start, end)):
            continue
        if _guarded(rule, seen.text, start, end) or _mentioned(seen.text, start, end):
            continue
        slots = {name: _given(match, name, piece, seen) for name in match.groupdict() if match[name]}
        given_start, given_end = seen.span(start, end)
        yield Hit(rule, given_start, given_end, slots, rule.strength)


def _given(match: Any, name: str, piece: str, seen: View) -> str:
    start, end = seen.span(*match.span(name))
    return " ".join(piece[start:end].split())


def _stands_alone(rule: Rule, text: str, start: int, end: int) -> bool:
    """Whether a phrase inside a long text is a short sentence of its own: an exclamation, or one of the moment."""
    left, right = _sentence(text, start, end)
    sentence = text[left:right].strip()
    if not (tactics()[rule.tactic].moment or sentence.endswith("!")):
        return False
    return 2 * len(sentence.split()) <= (rule.max_words or 0)


def _guarded(rule: Rule, text: str, start: int, end: int) -> bool:
    if rule.unless is None:
        return False
    left, right = _sentence(text, start, end)
    return compiled(rule.unless).search(text, left, right) is not None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    left = max(0, start - GUARD_REACH)
    for stop in _SENTENCE_END.finditer(text, left, start):
        left = stop.end()
    closing = _SENTENCE_END.search(text, end, end + GUARD_REACH)
    return left, closing.end() if closing else min(len(text), end + GUARD_REACH)


def _mentioned(text: str, start: int, end: int) -> bool:
    """Whether the phrase stands in quotes inside a longer text: mention is not use."""
    if _QUOTED_BEFORE.search(text[max(0, start - 4) : start]) and _QUOTED_AFTER.search(text[end : end + 5]):
        inside = end - start
    elif '"' in text and text.count('"', 0, start) % 2 == 1 and (close := text.find('"', end)) > 0:
        inside = close - text.rfind('"', 0, start)
    else:
        return False
    return sum(map(str.isalpha, text)) - inside >= _TALK_OUTSIDE


def resolved(found: Iterable[Hit]) -> list[Hit]:
    """Overlaps resolved: the stronger claim stays, of two alike the wider one."""
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda h: (-h.strength - (h.end - h.start) / 400, h.start, -h.end, h.rule.id)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _weighed(hit: Hit, piece: str, role: str | None, reasons: Iterable[Fairness], *, company: bool) -> Hit:
    table = weights()
    add = table.strength
    phrase = piece[hit.start : hit.end]
    strength = hit.strength
    evidence: list[str] = []
    letters = [character for character in phrase if character.isalpha()]
    if len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.9 * len(letters):
        strength += add["shouted"]
    if "!" in phrase or piece[hit.end : hit.end + 2].lstrip().startswith("!"):
        strength += add["exclaimed"]
    if any(sign in piece for sign in table.alarm):
        strength += add["alarm_sign"]
    if hit.rule.tactic == "scarcity" and hit.slots.get("n", "").isdecimal():
        count = int(hit.slots["n"])
        strength += add["small_count"] if count <= 3 else add["large_count"] if count > 50 else 0
    strength += table.role.get(role or "", 0)
    if company:
        strength += add["company"]
    for reason in reasons:
        if hit.rule.claim in reason.claims:
            strength += add["fair_reason"]
            evidence.append(reason.why)
            break
    bounded = min(add["ceiling"], max(add["floor"], strength))
    return replace(hit, strength=round(bounded, 3), evidence=tuple(evidence))

"""The normalised view of hostile text, with a map back to the text as given.

The view is lower case, with one kind of blank, quote and dash; invisible characters, soft hyphens and
combining marks of digits are dropped, styled letters and full-width forms are plain, and a Cyrillic or Greek letter
inside a Latin word is the Latin letter it poses as (Unicode TS 39, the skeletons that matter to Latin words).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class View:
    """`text` is the normalised view; `starts[i]` and `ends[i]` bound, in code points of the text as given,
    what view character `i` stands for (None: the view keeps every position)."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code point span in the text as given for the non-empty view span `start:end`."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


_SAME_LENGTH: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‛ʼ´`′＇", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‐‑‒–—―−－", "-"),
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\f\v",
            " ",
        ),
        **dict.fromkeys("\u2028\u2029\x85", "\n"),
    }
)

_POSING: Final = str.maketrans(
    "аеорсухіјѕһԁԛԝьАВЕКМНОРСТУХІЈЅԌԜαεορτυνικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwbABEKMHOPCTYXIJSGWaeoptuvikABEZHIKMNOPTYX",
)

_ODD: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\u20d0-\u20f0\u0300-\u036f"  # dropped or composed
    "\u0130\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u209c\u2100-\u214f\u2460-\u24ff\u2776-\u2793\ufb00-\ufb06\uff01-\uff5e"
    "\U0001d400-\U0001d7ff\U0001f130-\U0001f189\U000e0000-\U000e0fff]"  # letters and digits in costume
)
_CYRILLIC_OR_GREEK: Final = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_MIXED_WORD: Final = re.compile(
    r"\w*(?:[a-zA-Z\d]\w*[\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f]\w*[a-zA-Z])\w*"
)
_DROPPED: Final = frozenset({"Cf", "Mn", "Me", "Cc"})
_BOXED_LETTER: Final = {chr(base + i): chr(97 + i) for base in (0x1F130, 0x1F150, 0x1F170) for i in range(26)}


def view(text: str) -> View:
    """The normalised view of `text`. Any string will do, lone surrogates too."""
    if text.isascii():
        return View(text.lower().translate(_SAME_LENGTH) if "\t" in text or "\r" in text else text.lower())
    if _CYRILLIC_OR_GREEK.search(text):
        text = _MIXED_WORD.sub(_unmask, text)
    if _ODD.search(text) is None:
        lowered = text.translate(_SAME_LENGTH).lower()
        if len(lowered) == len(text):
            return View(lowered)
    return _slow_view(text)


def _unmask(word: re.Match[str]) -> str:
    return word[0].translate(_POSING)


def _slow_view(text: str) -> View:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        plain = _plain(text[at:end])
        for character in plain:
            pieces.append(character)
            starts.append(at)
            ends.append(end)
        if not plain and ends:
            ends[-1] = end if _belongs(text[at:end]) else ends[-1]
        at = end
    return View("".join(pieces), tuple(starts), tuple(ends))


def _belongs(dropped: str) -> bool:
    """A variation selector or enclosing box is drawn with the character before it."""
    return all(unicodedata.category(character) in {"Mn", "Me"} for character in dropped)


def _plain(cluster: str) -> str:
    if cluster in _BOXED_LETTER:
        return _BOXED_LETTER[cluster]
    composed = unicodedata.normalize("NFKC", cluster).translate(_SAME_LENGTH)
    kept = "".join(c for c in composed if c == "\n" or unicodedata.category(c) not in _DROPPED)
    return unicodedata.normalize("NFC", kept.lower()).replace("i̇", "i")

"""A title that came while nobody looked at the tab is told of; the same title of a page that stands is its name."""

from __future__ import annotations

import pytest

from softsell.model import Block, ScanOptions
from softsell.packs import languages
from softsell.scan import scan

BEGGING = {
    "en": "Come back!", "nb": "Kom tilbake!", "nn": "Kom tilbake!", "da": "Kom tilbage!", "sv": "Kom tillbaka!",
    "de": "Komm zurück!", "nl": "Kom terug!",
}  # fmt: skip


def evidence(text: str, flashed: int, lang: str = "en") -> list[str]:
    report = scan([Block(0, text, lang, "title", flashed=flashed)], lang, ScanOptions(ui="en"))
    return [line for finding in report.findings for line in finding.evidence]


@pytest.mark.parametrize("lang", sorted(languages()))
def test_a_title_that_begs_while_nobody_looks_is_found(lang: str) -> None:
    text = BEGGING[lang]
    assert evidence(text, 3, lang) == ["The tab’s title changed to this 3 times while you looked elsewhere."]
    assert evidence(text, 1, lang) == ["The tab’s title changed to this while you looked elsewhere."]
    assert evidence(text, 0, lang) == [], "a song may be called so"


def test_a_count_and_a_song_are_none() -> None:
    for text in ("(3) Inbox", "Now playing: Come back", "New message from Anna", "Lamps of brass"):
        assert evidence(text, 5) == [], text
    assert evidence("(1) Don't forget your lamp", 2) != []

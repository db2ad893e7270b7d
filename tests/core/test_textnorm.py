"""The normalised view: hostile spellings are seen through, and every span maps back to the text as given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.model import Block
from softsell.scan import scan
from softsell.textnorm import view

DISGUISES = [
    ("zero-width", "O\u200bnly 3 l\u200ceft", "O\u200bnly 3 l\u200ceft"),
    ("soft hyphen", "On\u00adly 3 left", "On\u00adly 3 left"),
    ("Cyrillic letters", "Оnly 3 lеft", "Оnly 3 lеft"),
    ("styled letters", "𝗢𝗻𝗹𝘆 𝟯 𝗹𝗲𝗳𝘁", "𝗢𝗻𝗹𝘆 𝟯 𝗹𝗲𝗳𝘁"),
    ("full width", "Ｏｎｌｙ ３ ｌｅｆｔ", "Ｏｎｌｙ ３ ｌｅｆｔ"),
    ("hard blanks", "Only\u00a03\u202fleft", "Only\u00a03\u202fleft"),
    ("right-to-left override", "\u202eOnly 3 left", "Only 3 left"),
    ("keycap digit", "Only 3\ufe0f\u20e3 left", "Only 3\ufe0f\u20e3 left"),
    ("emoji before", "🔥🔥 Only 3 left 🔥", "Only 3 left"),
    ("flags and families", "👨‍👩‍👧 🇳🇴 Only 3 left", "Only 3 left"),
]


@pytest.mark.parametrize(("text", "phrase"), [d[1:] for d in DISGUISES], ids=[d[0] for d in DISGUISES])
def test_a_disguised_phrase_is_found_whole(text: str, phrase: str) -> None:
    findings = scan([Block(0, text)], "en").findings
    assert [text[f.start : f.end] for f in findings] == [phrase]
    assert [f.text for f in findings] == [phrase]


def test_a_word_all_in_another_script_is_left_alone() -> None:
    assert view("только сегодня").text == "только сегодня"


@given(st.text(), st.data())
def test_every_span_of_the_view_is_a_span_of_the_text(text: str, data: st.DataObject) -> None:
    seen = view(text)
    if not seen.text:
        return
    start = data.draw(st.integers(0, len(seen.text) - 1))
    end = data.draw(st.integers(start + 1, len(seen.text)))
    given_start, given_end = seen.span(start, end)
    assert 0 <= given_start < given_end <= len(text)


@given(st.text(alphabet=st.characters(codec=None)), st.text(alphabet="\ud800\udfff\u200b🔥İß"))
def test_a_phrase_is_found_in_any_company(before: str, after: str) -> None:
    text = f"{before}\n.\nOnly 3 left\n.\n{after}"
    for finding in scan([Block(0, text)], "en").findings:
        assert text[finding.start : finding.end] == finding.text

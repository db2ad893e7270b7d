"""Code points to UTF-16 units: what Python slices, JavaScript slices too."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.offsets import utf16_span


@settings(max_examples=5000, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("🔥⏰👨‍👩‍👧a3 "))), st.data())
def test_javascript_slices_the_same_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    units = text.encode("utf-16-le")
    first, last = utf16_span(text, start, end)
    assert units[2 * first : 2 * last].decode("utf-16-le") == text[start:end]


def test_a_lone_surrogate_counts_one_unit() -> None:
    assert utf16_span("\ud800🔥x", 2, 3) == (3, 4)

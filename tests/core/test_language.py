"""Which pack a block needs."""

from __future__ import annotations

import pytest

from softsell.language import choose, known


@pytest.mark.parametrize(
    ("tag", "lang"),
    [("en-GB", "en"), ("no", "nb"), ("nb_NO", "nb"), ("DA", "da"), ("xx", None), ("", None), (None, None)],
)
def test_a_declared_tag_names_its_pack(tag: str | None, lang: str | None) -> None:
    assert known(tag) == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("This is the last of the blue ones and it will not be back", "en"),
        ("Jeg vet ikke hva dere har tenkt å gjøre nå", "nb"),
        ("Jeg ved ikke hvad I har tænkt jer at gøre nu", "da"),
    ],
)
def test_the_text_itself_tells_its_language(text: str, lang: str) -> None:
    assert choose(text.split(), None, None) == (lang,)


def test_a_wrong_declaration_does_no_harm_to_a_sentence() -> None:
    assert choose("Jeg vet ikke hva dere har tenkt å gjøre nå med dette".split(), "en", "en")[0] == "nb"

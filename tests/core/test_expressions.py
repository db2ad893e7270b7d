"""Expressions restored from the code that the build keeps match as those that were compiled."""

from __future__ import annotations

import json

import pytest

from softsell import expressions, packs
from softsell.model import SoftsellError
from softsell.packfile import languages

TEXTS = ("hurry, only 3 left!", "sale ends today at midnight", "no thanks, i like paying full price", "kun 2 igjen")


def test_a_restored_expression_matches_as_the_compiled_one_does() -> None:
    for lang in languages():
        sources = packs.sources(packs.load(lang))
        fresh = [expressions.compiled(source) for source in sources]
        codes, blob = expressions.codes_of(sources)
        names = expressions.keep(lang, json.loads(json.dumps(codes)), blob)
        try:
            restored = [expressions.compiled(name) for name in names]
        finally:
            expressions.forget()
        for one, other in zip(fresh, restored, strict=True):
            assert one is not other
            for text in TEXTS:
                assert [(m.span(), m.groupdict()) for m in one.finditer(text)] == [
                    (m.span(), m.groupdict()) for m in other.finditer(text)
                ]


def test_the_code_of_another_regex_is_not_used() -> None:
    codes, blob = expressions.codes_of(["only [0-9] left"])
    (name,) = expressions.keep("old", {**codes, "regex": "1999.1.1"}, blob)
    try:
        with pytest.raises(SoftsellError, match=r"compiled for regex 1999\.1\.1"):
            expressions.compiled(name)
    finally:
        expressions.forget()

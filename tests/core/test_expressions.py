"""Expressions restored from the code that the build keeps match as those that were compiled."""

from __future__ import annotations

import json

from softsell import expressions, packs
from softsell.packfile import languages

TEXTS = ("hurry, only 3 left!", "sale ends today at midnight", "no thanks, i like paying full price", "kun 2 igjen")


def test_a_restored_expression_matches_as_the_compiled_one_does() -> None:
    for lang in languages():
        sources = packs.sources(packs.load(lang))
        fresh = [expressions.compiled(source) for source in sources]
        codes = json.loads(json.dumps(expressions.codes_of(sources)))
        expressions.forget()
        expressions.keep(sources, codes)
        try:
            restored = [expressions.compiled(source) for source in sources]
        finally:
            expressions.forget()
        for one, other in zip(fresh, restored, strict=True):
            assert one is not other
            for text in TEXTS:
                assert [(m.span(), m.groupdict()) for m in one.finditer(text)] == [
                    (m.span(), m.groupdict()) for m in other.finditer(text)
                ]


def test_the_code_of_another_regex_is_not_used() -> None:
    source = "only (?P<n>[0-9]) left for the version test"
    expressions.keep([source], {"regex": "1999.1.1", "codes": [["broken"]]})
    try:
        assert expressions.compiled(source).search("only 2 left for the version test")["n"] == "2"
    finally:
        expressions.forget()

"""A broken pack names its file, its rule and the field to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from softsell import packfile
from softsell.model import SoftsellError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'lang = "xx"\nname = "X"\ncommon = "the of"\n'
CLAIM = '[claim.c]\nwhy = "w"\nplain = ["In stock"]\n'
RULE = """
[[rule]]
id = "r"
claim = "c"
match = ["almost gone"]
strength = 0.5
hit = ["Almost gone"]
miss = ["Gone"]
"""


def compiled(home: Path, rule: str = RULE, claim: str = CLAIM, head: str = HEAD, tactic: str = "scarcity") -> object:
    (home / "xx").mkdir(parents=True)
    (home / "slots.toml").write_text("[slots]\nn = '\\d{1,4}'\n[triggers]\n", "utf-8")
    (home / "xx" / "pack.toml").write_text(head, "utf-8")
    (home / "xx" / f"{tactic}.toml").write_text(claim + rule, "utf-8")
    return packfile.compile_pack("xx", home)


def test_a_sound_pack_compiles(tmp_path: Path) -> None:
    assert compiled(tmp_path)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (
            {"rule": RULE.replace("almost gone", "almost (gone")},
            r"xx/scarcity\.toml, rule r, field match: .*not clos",
        ),
        ({"rule": RULE.replace("almost gone", "~2")}, r"rule r, field match: .*requires no word"),
        ({"rule": RULE.replace("almost gone", "{price} gone")}, r"rule r, field match: no slot \{price\}"),
        ({"rule": RULE.replace("0.5", "7")}, r"rule r, field strength"),
        ({"rule": RULE.replace('claim = "c"', 'claim = "d"')}, r"rule r, field claim: no \[claim\.d\]"),
        ({"rule": RULE.replace('id = "r"', 'id = "R r"')}, r"rule R r, field id"),
        ({"rule": RULE.replace('hit = ["Almost gone"]', "hit = []")}, r"rule r, field hit"),
        ({"rule": RULE + 'colour = "red"\n'}, r"rule r, field colour: not a field"),
        ({"rule": RULE + 'roles = ["knob"]\n'}, r"rule r, field roles: one of banner"),
        ({"rule": RULE + RULE}, r"field id: xx\.scarcity\.r stands twice"),
        ({"rule": ""}, r"field claim: no rule makes the claim scarcity\.c"),
        ({"claim": CLAIM.replace('"w"', '""')}, r"xx/scarcity\.toml, field why"),
        ({"claim": CLAIM.replace('plain = ["In stock"]', "")}, r"field claim\.c\.plain"),
        ({"head": HEAD.replace("xx", "yy")}, r"xx/pack\.toml, field lang"),
        ({"head": HEAD + "[slots]\nm = '\\d+'\n"}, r"field slots\.m: bound every repetition"),
        ({"head": HEAD + "letters = ['kj-', '-Sjon']\n"}, r"field letters: '-Sjon'"),
        ({"head": HEAD + "tills = ['cart', 'Shopping bag']\n"}, r"field tills: 'Shopping bag'"),
        ({"head": HEAD + '[calendar]\ntoday = ["now"]\nmonths = ["ja"]\n'}, r"field calendar\.months: twelve texts"),
        ({"head": HEAD + "prior = 2\n"}, r"field prior: a number from 0"),
        ({"head": HEAD + 'beside = "yy"\n'}, r"field beside: 'yy' must be a language with a pack"),
        ({"head": "lang = "}, r"xx/pack\.toml: .*"),
        ({"tactic": "scarecity"}, r"no tactic is called 'scarecity'"),
    ],
)
def test_a_fault_names_where_it_lies(tmp_path: Path, parts: dict[str, str], told: str) -> None:
    with pytest.raises(SoftsellError, match=told):
        compiled(tmp_path, **parts)

"""What a stranger is told of a language: the table in the docs, and what is still missing."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from softsell import completeness, packfile
from softsell.completeness import ROOT, Tree

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """
lang = "xx"
name = "Ixish"
common = "ix ax ox"
letters = ["-ix"]
mention = ["ixox"]
[groups]
left = ["ax"]
[slots]
n = '\\d{1,3}'
"""
RULE = """
[claim.shouting]
why = "Ix."
plain = ["Ox"]
[[rule]]
id = "ax"
claim = "shouting"
match = ["ix ax"]
strength = 0.5
hit = ["Ix ax", "Ix ax!"]
miss = ["Ox"]
"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """The model beside a language that has been begun: a head, one tactic, one text of the interface."""
    begun = Tree(tmp_path / "packs", tmp_path / "_locales")
    shutil.copytree(packfile.HOME / "en", begun.packs / "en")
    shutil.copy(packfile.HOME / "slots.toml", begun.packs)
    shutil.copytree(Tree().locales / "en", begun.locales / "en")
    for folder in (begun.packs / "xx", begun.locales / "xx"):
        folder.mkdir()
    (begun.packs / "xx" / "pack.toml").write_text(HEAD, "utf-8")
    (begun.packs / "xx" / "urgency.toml").write_text(RULE, "utf-8")
    texts = {"app_name": {"message": "Softsell"}, "app_shouting": {"message": "Ix"}}
    (begun.locales / "xx" / "messages.json").write_text(json.dumps(texts), "utf-8")
    return begun


def test_the_docs_tell_the_languages_as_they_are() -> None:
    written = (ROOT / "docs" / "LANGUAGES.md").read_text("utf-8")
    assert written == completeness.table(), "run make languages"


def test_all_that_a_begun_language_lacks_is_told(tree: Tree) -> None:
    told = completeness.missing("xx", tree)
    texts = json.loads((tree.locales / "en" / "messages.json").read_text("utf-8"))
    for line in (
        "packs/xx/pack.toml: no fair",
        "packs/xx/pack.toml: no evidence",
        "packs/xx/pack.toml: no calendar",
        f"packs/xx/pack.toml: common has 3 words; {completeness.COMMON_WANTED} tell a language",
        "packs/xx/pack.toml: no slot {unit}",
        "packs/xx/urgency.toml: rule ax shows fewer than 2 of miss",
        "_locales/xx/messages.json: no text app_description",
        "_locales/xx/messages.json: app_shouting is no text of the interface",
    ):
        assert line in told
    assert "packs/xx/pack.toml: no slot {n}" not in told
    assert sum(line.startswith("_locales/xx/messages.json: no text ") for line in told) == len(texts) - 1
    assert any(line.startswith("packs/xx/scarcity.toml: write it") for line in told)
    (claims,) = (line for line in told if line.startswith("packs/xx/urgency.toml: claims of English not made"))
    assert "hurry" in claims


def test_a_pack_that_does_not_load_says_so_first(tree: Tree) -> None:
    (tree.packs / "xx" / "urgency.toml").write_text(RULE.replace("ix ax", "ix <ox>"), "utf-8")
    assert completeness.missing("xx", tree)[0].startswith("The pack does not load yet: pack xx/urgency.toml, rule ax")


def test_the_model_lacks_nothing() -> None:
    assert completeness.missing("en") == []


def test_a_language_nobody_began_is_told_where_to_begin(tree: Tree) -> None:
    told = completeness.missing("zz", tree)
    assert told[0] == "packs/zz/pack.toml: write it first"
    assert told[-1].startswith("_locales/zz/messages.json: write it")


def test_the_table_tells_rules_and_claims(tree: Tree) -> None:
    rows = {row.split("|")[1].strip(): row for row in completeness.table(tree).splitlines() if row.startswith("|")}
    claims = len(completeness.read("en", tree).claims("urgency"))
    assert rows["urgency (hard)"].endswith(f"| 1 · 0/{claims}+1 |")
    assert rows["scarcity (hard)"].endswith("| – |")
    texts = len(completeness.read("en", tree).texts)
    assert rows["interface texts"].endswith(f"| {texts}/{texts} | 1/{texts} |")


@pytest.mark.parametrize("given", ["../en", "EN", "e"])
def test_what_is_no_language_is_refused_in_one_line(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        completeness.main(["--check", given])
    assert "is no language" in capsys.readouterr().err

"""Every text of the interface is there in every language, and none that nobody shows."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "extension"
LOCALES = sorted(folder.name for folder in (EXTENSION / "_locales").iterdir())


def entries_of(locale: str) -> dict[str, dict[str, Any]]:
    read: dict[str, dict[str, Any]] = json.loads(
        (EXTENSION / "_locales" / locale / "messages.json").read_text("utf-8")
    )
    return read


ENGLISH = entries_of("en")


def sources(suffix: str) -> str:
    """All of the extension's own files of a kind, as one text."""
    files = [file for file in EXTENSION.rglob(f"*{suffix}") if "_locales" not in file.parts]
    return "\n".join(file.read_text("utf-8") for file in files)


def asked_for() -> tuple[set[str], list[re.Pattern[str]]]:
    """The keys that code, pages and manifest name in full, and patterns for those they put together."""
    scripts = sources(".js")
    call = r"\b(?:t|say|getMessage)\(\s*"
    keys = set(re.findall(call + r"'(\w+)'", scripts))
    keys |= {option for pair in re.findall(call + r"[^()'\n]*\? '(\w+)' : '(\w+)'", scripts) for option in pair}
    for key in re.findall(r"\btn\(\s*'(\w+)'", scripts):
        keys |= {f"{key}_one", f"{key}_other"}
    keys |= set(re.findall(r'data-t(?:-\w+)?="(\w+)"', sources(".html")))
    keys |= set(re.findall(r"__MSG_(\w+)__", (ROOT / "manifest.json").read_text("utf-8")))
    templates = re.findall(r"`(\w*\$\{[^}`]+\}\w*)`", "\n".join(re.findall(call + r".*`.*", scripts)))
    families = [re.compile(re.sub(r"\\\$\\\{.*?\\\}", r"\\w+", re.escape(template))) for template in templates]
    return keys, families


def placeholders(entry: dict[str, Any]) -> list[str]:
    named = {name.upper(): value["content"] for name, value in entry.get("placeholders", {}).items()}
    found = re.findall(r"\$(?:(\d)|(\w+)\$)", entry["message"])
    return sorted(number or named[name] for number, name in found)


def test_there_are_the_languages_promised() -> None:
    assert {"en", "nb", "da"} <= set(LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_every_text_with_the_same_places_to_fill(locale: str) -> None:
    entries = entries_of(locale)
    assert list(entries) == list(ENGLISH)
    assert entries["locale_code"]["message"] == locale
    for key, entry in entries.items():
        assert entry["message"].strip(), key
        assert placeholders(entry) == placeholders(ENGLISH[key]), key


@pytest.mark.parametrize("locale", LOCALES)
def test_texts_fit_where_they_are_cut(locale: str) -> None:
    entries = entries_of(locale)
    assert len(entries["app_description"]["message"]) <= 132
    assert len(entries["badge_off_text"]["message"]) <= 4


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_a_translation_is_translated(locale: str) -> None:
    entries = entries_of(locale)
    same = [key for key, entry in entries.items() if entry["message"] == ENGLISH[key]["message"]]
    words = [key for key in same if re.search(r"[a-z]{4,} [a-z]{3,}", ENGLISH[key]["message"])]
    assert words == []


def test_no_text_is_missing() -> None:
    keys, _ = asked_for()
    assert len(keys) > 100
    assert keys - ENGLISH.keys() == set()


def test_no_text_is_left_over() -> None:
    keys, families = asked_for()
    left = [key for key in ENGLISH.keys() - keys if not any(family.fullmatch(key) for family in families)]
    literals = set(re.findall(r"['\"](\w+)['\"]", sources(".js")))
    assert sorted(key for key in left if key not in literals) == []


def test_no_family_of_keys_is_so_wide_that_anything_belongs_to_it() -> None:
    _, families = asked_for()
    assert families
    assert not [family.pattern for family in families if family.fullmatch("nonsense_word")]


def test_texts_hold_no_markup() -> None:
    assert [key for locale in LOCALES for key, one in entries_of(locale).items() if "<" in one["message"]] == []


def test_the_tactics_are_told_in_the_words_of_the_core() -> None:
    taxonomy = tomllib.loads((ROOT / "core" / "softsell" / "tactics.toml").read_text("utf-8"))["tactic"]
    for tactic in taxonomy:
        for part in ("name", "line", "advice"):
            assert ENGLISH[f"tactic_{tactic['id']}_{part}"]["message"] == tactic[part]


def test_the_pages_know_the_tactics_of_the_core() -> None:
    taxonomy = tomllib.loads((ROOT / "core" / "softsell" / "tactics.toml").read_text("utf-8"))["tactic"]
    source = (EXTENSION / "shared" / "tactics.js").read_text("utf-8")
    listed = re.findall(r"^    '(\w+)',$", source, re.MULTILINE)
    assert listed == [tactic["id"] for tactic in taxonomy]

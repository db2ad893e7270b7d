"""Packs compiled once and kept: read back the same, never stale, never half written, never needed."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from softsell import packcache, packfile

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    copy = tmp_path / "packs"
    shutil.copytree(packfile.HOME / "nb", copy / "nb")
    shutil.copy(packfile.HOME / "slots.toml", copy)
    return copy


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache" / "softsell"
    monkeypatch.setattr(packcache, "_folder", lambda: folder)
    return folder


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []
    compile_pack = packfile.compile_pack

    def counted(lang: str, at: Path) -> dict[str, Any]:
        made.append(lang)
        return compile_pack(lang, at)

    monkeypatch.setattr(packfile, "compile_pack", counted)
    return made


def test_a_pack_is_compiled_once_and_read_back_the_same(home: Path, folder: Path, compilations: list[str]) -> None:
    first = packcache.pack("nb", home)
    assert packcache.pack("nb", home) == first
    assert compilations == ["nb"]
    assert [path.suffix for path in folder.iterdir()] == [".json"]


def test_a_changed_pack_is_compiled_again_and_only_the_last_few_are_kept(
    home: Path, folder: Path, compilations: list[str]
) -> None:
    pack = home / "nb" / "pack.toml"
    plain = pack.read_text("utf-8")
    for change in range(6):
        pack.write_text(plain.replace('name = "', f'name = "{change} ', 1), "utf-8")
        assert packcache.pack("nb", home)["name"].startswith(f"{change} ")
    assert len(compilations) == 6
    assert len(list(folder.iterdir())) == 4


def test_a_kept_file_that_is_no_json_is_made_again(home: Path, folder: Path, compilations: list[str]) -> None:
    whole = packcache.pack("nb", home)
    (kept,) = folder.iterdir()
    kept.write_text('{"lang": "nb", "ru', "utf-8")
    assert packcache.pack("nb", home) == whole
    assert compilations == ["nb", "nb"]


def test_a_folder_that_cannot_be_written_only_costs_time(home: Path, folder: Path) -> None:
    folder.parent.write_text("a file in its way", "utf-8")
    assert packcache.pack("nb", home)["lang"] == "nb"


def test_a_break_while_writing_leaves_nothing_behind(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", broken)
    assert packcache.pack("nb", home)["lang"] == "nb"
    assert list(folder.iterdir()) == []

"""A build can be repeated elsewhere, trusts no file it did not expect, and needs no change for new ones."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("build", "core", "extension", "requirements")
FILES = ("LICENSE", "NOTICE", "README.md", "manifest.json", "package.json", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Clone:
    """A folder with all that a build reads."""

    root: Path

    def build(self, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(self.root / "build" / "extension.py"), "--browser", "chromium", *options]
        return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)

    def package(self) -> dict[str, bytes]:
        """Every file that the build left, the zip among them."""
        dist = self.root / "dist"
        return {path.relative_to(dist).as_posix(): path.read_bytes() for path in dist.rglob("*") if path.is_file()}


def clone(root: Path) -> Clone:
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(ROOT / "node_modules" / "pyodide", root / "node_modules" / "pyodide")
    for tools in (ROOT / ".cache" / "build").glob("py-compile-*"):  # spares a second download
        shutil.copytree(tools, root / ".cache" / "build" / tools.name)
    return Clone(root)


@pytest.fixture(scope="module")
def built_clone(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A clone after its first build; whoever builds in it again must expect to find that one."""
    assert built.exists()
    tree = clone(tmp_path_factory.mktemp("clones") / "one")
    done = tree.build(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    assert done.returncode == 0, done.stderr
    return tree


def test_two_builds_in_two_folders_give_the_same_bytes(built_clone: Clone, tmp_path: Path) -> None:
    other = clone(tmp_path / "another, with spaces")
    for path in other.root.rglob("*.py"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    done = other.build(PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    one_package, other_package = built_clone.package(), other.package()
    assert one_package.keys() == other_package.keys()
    assert [name for name in one_package if one_package[name] != other_package[name]] == []


def test_unchanged_inputs_are_not_compiled_again(built_clone: Clone) -> None:
    first = built_clone.package()
    again = built_clone.build()
    assert again.stdout.startswith("Built ")
    assert again.stdout.count("\n") == 1
    assert built_clone.package() == first


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    "name",
    [
        "node_modules/pyodide/pyodide.asm.wasm",
        "node_modules/pyodide/pyodide.mjs",
        next((ROOT / "build" / "wheels").glob("regex-*.whl")).relative_to(ROOT).as_posix(),
    ],
)
def test_one_changed_byte_of_what_is_not_ours_stops_the_build(tmp_path: Path, name: str) -> None:
    tree = clone(tmp_path / "clone")
    path = tree.root / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    done = tree.build()
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert str(path) in done.stderr
    assert "SHA-256" in done.stderr
    assert tree.package() == {}


@pytest.mark.usefixtures("built")
def test_a_new_page_and_a_new_locale_need_no_change_of_the_build(tmp_path: Path) -> None:
    tree = clone(tmp_path / "clone")
    (tree.root / "extension" / "ui" / "new.html").write_text("<!doctype html>")
    (tree.root / "extension" / "_locales" / "fi").mkdir()
    (tree.root / "extension" / "_locales" / "fi" / "messages.json").write_text("{}")
    done = tree.build("--source-wheel")
    assert done.returncode == 0, done.stderr
    assert {"chromium/ui/new.html", "chromium/_locales/fi/messages.json"} <= tree.package().keys()


def test_a_store_may_have_source_in_place_of_bytecode(tmp_path: Path) -> None:
    done = Clone(ROOT).build("--source-wheel", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    vendor = tmp_path / "chromium" / "vendor"
    for name in json.loads((vendor / "engine.json").read_text("utf-8"))["wheels"]:
        with zipfile.ZipFile(vendor / name) as wheel:
            assert any(entry.endswith(".py") for entry in wheel.namelist()), name
            assert not any(entry.endswith(".pyc") for entry in wheel.namelist()), name
    library = "pyodide/python_stdlib.zip"
    assert (vendor / library).read_bytes() == (ROOT / "node_modules" / library).read_bytes()


@pytest.mark.usefixtures("built")
def test_a_broken_pack_stops_the_build_and_is_named(tmp_path: Path) -> None:
    tree = clone(tmp_path / "clone")
    (tree.root / "core" / "softsell" / "packs" / "en" / "scarcity.toml").write_text("[[rule]]\nid = ")
    done = tree.build()
    assert done.returncode == 1
    assert "en/scarcity.toml" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree.package() == {}

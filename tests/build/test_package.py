"""What is in the packages, and what is not."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

import softsell

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "firefox")
BIGGEST_ZIP = 7_500_000  # bytes


def names(built: Path, browser: str) -> set[str]:
    folder = built / browser
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def wheels(built: Path, browser: str) -> dict[str, zipfile.ZipFile]:
    return {path.name: zipfile.ZipFile(path) for path in (built / browser / "vendor").glob("*.whl")}


@pytest.mark.parametrize("browser", BROWSERS)
def test_holds_our_folders_and_nothing_else(built: Path, browser: str) -> None:
    ours = {path.name for path in (ROOT / "extension").iterdir()}
    assert {path.name for path in (built / browser).iterdir()} == {"manifest.json", "vendor", "LICENSES", *ours}
    assert [name for name in names(built, browser) if name.endswith((".d.ts", ".map", ".py", ".toml"))] == []


@pytest.mark.parametrize("browser", BROWSERS)
def test_holds_the_platform_of_its_own_browser(built: Path, browser: str) -> None:
    source = ROOT / "extension" / "platform" / browser
    shipped = built / browser / "platform"
    assert {path.name: path.read_bytes() for path in shipped.iterdir()} == {
        path.name: path.read_bytes() for path in source.iterdir()
    }


@pytest.mark.parametrize("browser", BROWSERS)
def test_pyodide_ships_as_its_makers_released_it_but_for_the_library(built: Path, browser: str) -> None:
    shipped, released = built / browser / "vendor" / "pyodide", ROOT / "node_modules" / "pyodide"
    assert {path.name for path in shipped.iterdir()} == {
        "pyodide-lock.json",
        "pyodide.asm.mjs",
        "pyodide.asm.wasm",
        "pyodide.mjs",
        "python_stdlib.zip",
    }
    for path in shipped.iterdir():
        if path.name != "python_stdlib.zip":
            assert path.read_bytes() == (released / path.name).read_bytes(), path.name
    with (
        zipfile.ZipFile(shipped / "python_stdlib.zip") as ours,
        zipfile.ZipFile(released / "python_stdlib.zip") as all_,
    ):
        assert {name.removesuffix("c") for name in ours.namelist()} < set(all_.namelist())
        assert [name for name in ours.namelist() if not name.endswith(".pyc")] == []


@pytest.mark.parametrize("browser", BROWSERS)
def test_wheels_hold_bytecode_and_compiled_packs_only(built: Path, browser: str) -> None:
    described = json.loads((built / browser / "vendor" / "engine.json").read_text("utf-8"))
    found = wheels(built, browser)
    assert described["version"] == softsell.__version__
    assert sorted(described["wheels"]) == sorted(found)
    assert sorted(name.split("-")[0] for name in found) == ["regex", "softsell"]
    for wheel in found.values():
        assert [name for name in wheel.namelist() if name.endswith((".py", ".toml"))] == []
    (core,) = (wheel for name, wheel in found.items() if name.startswith("softsell-"))
    packs = {path.parent.name for path in (ROOT / "core" / "softsell" / "packs").glob("*/*.toml")}
    heads = json.loads(core.read("softsell/packs/languages.json"))
    assert heads.keys() == packs
    streams = {head["beside"] or lang for lang, head in heads.items()}
    assert {f"softsell/packs/{lang}.xz" for lang in streams} <= set(core.namelist())
    assert "softsell/wire/__init__.pyc" in core.namelist()


def test_each_wheel_records_what_is_in_it(built: Path) -> None:
    for wheel in wheels(built, "chromium").values():
        (record,) = (name for name in wheel.namelist() if name.endswith(".dist-info/RECORD"))
        rows = {row[0]: row[1] for row in csv.reader(io.StringIO(wheel.read(record).decode()))}
        assert rows.keys() == set(wheel.namelist())
        for name, digest in rows.items():
            wanted = base64.urlsafe_b64encode(hashlib.sha256(wheel.read(name)).digest()).rstrip(b"=").decode()
            assert digest == ("" if name == record else f"sha256={wanted}"), name


@pytest.mark.parametrize("browser", BROWSERS)
def test_every_part_has_its_licence(built: Path, browser: str) -> None:
    licences = {path.name: path.read_text("utf-8") for path in (built / browser / "LICENSES").iterdir()}
    assert "Apache License" in licences["Softsell-Apache-2.0.txt"]
    assert "Mozilla Public License Version 2.0" in licences["Pyodide-MPL-2.0.txt"]
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in licences["CPython-PSF-2.0.txt"]
    assert "CNRI" in licences["regex-Apache-2.0-CNRI.txt"]
    for name in licences.keys() - {"NOTICE", "Softsell-Apache-2.0.txt"}:
        assert f"LICENSES/{name}" in licences["NOTICE"]


def test_the_notice_names_the_versions_that_ship(built: Path) -> None:
    vendor = built / "chromium" / "vendor"
    notice = (built / "chromium" / "LICENSES" / "NOTICE").read_text("utf-8")
    python = json.loads((vendor / "pyodide" / "pyodide-lock.json").read_text("utf-8"))["info"]["python"]
    pyodide = json.loads((ROOT / "node_modules" / "pyodide" / "package.json").read_text("utf-8"))["version"]
    (regex,) = (name.split("-")[1] for name in wheels(built, "chromium") if name.startswith("regex-"))
    for part in (f"Pyodide {pyodide},", f"tag {pyodide}.", f"CPython {python},", f"regex {regex},"):
        assert part in notice


@pytest.mark.parametrize("browser", BROWSERS)
def test_the_zip_is_the_folder_and_not_too_big(built: Path, browser: str) -> None:
    path = built / f"softsell-{softsell.__version__}-{browser}.zip"
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
    assert path.stat().st_size <= BIGGEST_ZIP
    with zipfile.ZipFile(path) as archive:
        assert set(archive.namelist()) == names(built, browser)
        assert archive.testzip() is None
        for name in archive.namelist():
            assert archive.read(name) == (built / browser / name).read_bytes(), name

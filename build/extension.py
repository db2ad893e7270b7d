"""Build the extension: `python build/extension.py --browser chromium|firefox [--source-wheel] [--out dist]`.

Leaves `<out>/<browser>/`, to be loaded by hand, and beside it the same as a zip for a store. Every folder of
`extension/` is copied whole, `platform/<browser>/` as `platform/`. The same commit gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vendor
from archive import sha256, write_zip
from vendor import BUILD, ROOT, BuildError


@dataclass(frozen=True, slots=True)
class Rules:
    """How the manifest of one browser is derived from the source manifest."""

    set: dict[str, Any]
    drop: list[str]
    drop_permissions: list[str]


def main() -> int:
    """Build one package; 1 with one line on stderr where that cannot be done."""
    browsers = json.loads((BUILD / "browsers.json").read_text("utf-8"))
    parser = argparse.ArgumentParser(prog="extension.py", description=__doc__.partition("\n")[0])
    parser.add_argument("--browser", required=True, choices=sorted(browsers))
    parser.add_argument("--source-wheel", action="store_true", help="ship Python source, and all of it")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where to put it (default: dist/)")
    options = parser.parse_args()
    try:
        rules = Rules(**browsers[options.browser])
        with vendor.alone():
            build(options.browser, rules, options.out, bytecode=not options.source_wheel)
    except BuildError as fault:
        print(f"The build stopped. {fault}", file=sys.stderr)
        return 1
    return 0


def build(browser: str, rules: Rules, out: Path, *, bytecode: bool) -> None:
    """Build the package for `browser` into `out`, replacing the one there only once the new one is whole."""
    pyodide = vendor.pyodide(bytecode=bytecode)
    wheels = vendor.wheels(bytecode=bytecode)
    version = next(name for name in wheels if name.startswith("softsell-")).split("-")[1]
    vendored = {f"vendor/pyodide/{name}": content for name, content in pyodide.items()}
    vendored |= {f"vendor/{name}": content for name, content in wheels.items()}
    package = {
        "manifest.json": _json(manifest(rules, version)),
        "vendor/engine.json": _json(engine(version, list(wheels), vendored)),
        **vendored,
        **_extension(browser),
        **_licences(),
    }
    out.mkdir(parents=True, exist_ok=True)
    archive = out / f"softsell-{version}-{browser}.zip"
    _replace(out / browser, package)
    write_zip(archive, package, compress=True)
    size, zipped = sum(map(len, package.values())), archive.stat().st_size
    print(f"Built {out / browser}: {len(package)} files, {size / 1e6:.2f} MB; {archive.name}: {zipped / 1e6:.2f} MB.")


def manifest(rules: Rules, version: str) -> dict[str, object]:
    """The one source manifest with the version put in and the `rules` of a browser applied."""
    source = json.loads((ROOT / "manifest.json").read_text("utf-8"))
    kept = {key: value for key, value in source.items() if key not in rules.drop}
    permissions = [name for name in source["permissions"] if name not in rules.drop_permissions]
    return {**kept, "version": version, "permissions": permissions, **rules.set}


def engine(version: str, wheels: list[str], vendored: dict[str, bytes]) -> dict[str, object]:
    """What the engine loads, and the id under which it may keep a snapshot of it."""
    digests = "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(vendored.items()))
    return {"buildId": sha256(digests.encode()), "version": version, "wheels": wheels}


def _extension(browser: str) -> dict[str, bytes]:
    """The files of `extension/` by their place in the package; `*.d.ts` and dot files stay behind."""
    source = ROOT / "extension"
    files = {}
    for path in source.rglob("*"):
        parts = path.relative_to(source).parts
        if not path.is_file() or path.name.endswith(".d.ts") or any(part.startswith(".") for part in parts):
            continue
        if parts[0] == "platform":
            if parts[1] != browser:
                continue
            parts = ("platform", *parts[2:])
        files["/".join(parts)] = path.read_bytes()
    return files


def _licences() -> dict[str, bytes]:
    files = {f"LICENSES/{path.name}": path.read_bytes() for path in (BUILD / "licences").iterdir()}
    files["LICENSES/NOTICE"] = (ROOT / "NOTICE").read_bytes()
    files["LICENSES/Softsell-Apache-2.0.txt"] = (ROOT / "LICENSE").read_bytes()
    return files


def _replace(folder: Path, package: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        fresh = Path(scratch, "fresh")
        for name, content in package.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if folder.exists():
            folder.rename(Path(scratch, "stale"))
        fresh.rename(folder)


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=4) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main())

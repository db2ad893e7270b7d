"""Rebuild the committed WebAssembly wheel of `regex`: `make regex-wheel`.

No registry carries `regex` for Pyodide, so it is compiled here, from its own sdist, with Debian's emscripten,
against the headers of the CPython that Pyodide is and the configuration of the very interpreter that ships.
What went in is written to `wheels/inputs.json`, what came out to `wheels/SHA256SUMS`; the same inputs give
the same bytes. Needs emscripten (about 900 MB) and apt, and a minute; building the extension needs neither.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from archive import sha256, write_wheel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
WHEELS = ROOT / "build" / "wheels"
TAG = "cp314-cp314-pyemscripten_2026_0_wasm32"
EXTENSION = "_regex.cpython-314-wasm32-emscripten.so"
HEADERS_PACKAGE = "libpython3.14-dev"
HEADERS_SUITE = "sid"
FLAGS = (
    "-O2",
    "-g0",
    "-fPIC",
    "-sSIDE_MODULE=2",
    '-sEXPORTED_FUNCTIONS=["_PyInit__regex"]',
    "-sWASM_BIGINT",
)


class RecipeError(Exception):
    """A step could not be done; the message says which and what to do."""


def main() -> int:
    """Rebuild the wheel; 1 with one line on stderr where a step fails."""
    try:
        with tempfile.TemporaryDirectory(prefix="regex-wheel-") as scratch:
            wheel = build(Path(scratch))
    except RecipeError as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"{wheel.relative_to(ROOT)}: {wheel.stat().st_size:,} bytes. Now run `make test` and commit it.")
    return 0


def build(scratch: Path) -> Path:
    """Build in `scratch`, then replace what lies in `wheels/`; returns the wheel."""
    compiler = _compiler_version()
    pin = _pin()
    version = pin.split("==")[1].split()[0]
    sdist = _sdist(pin, scratch)
    headers = _headers(scratch)
    include = scratch / "headers" / "usr" / "include" / "python3.14"
    configuration = _pyconfig()
    (include / "pyconfig.h").write_text(configuration)
    with tarfile.open(sdist) as archive:
        archive.extractall(scratch, filter="data")
    source = scratch / f"regex-{version}"
    library = _compile(source / "src", include, scratch / "_regex.so")

    wheel = scratch / f"regex-{version}-{TAG}.whl"
    info = f"regex-{version}.dist-info"
    entries = {f"regex/{path.name}": path.read_bytes() for path in (source / "regex").glob("*.py")}
    entries[f"regex/{EXTENSION}"] = library.read_bytes()
    entries[f"{info}/METADATA"] = (source / "PKG-INFO").read_bytes()
    entries[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {TAG}\n".encode()
    entries[f"{info}/licenses/LICENSE.txt"] = (source / "LICENSE.txt").read_bytes()
    write_wheel(wheel, entries)

    inputs = {
        "compiler": compiler,
        "flags": FLAGS,
        "headers": {"package": headers.name, "sha256": sha256(headers.read_bytes())},
        "pyconfig.h": {"pyodide": _pyodide_version(), "sha256": sha256(configuration.encode())},
        "sdist": {"file": sdist.name, "sha256": sha256(sdist.read_bytes())},
    }
    return _publish(wheel, inputs)


def _publish(wheel: Path, inputs: Mapping[str, object]) -> Path:
    for old in WHEELS.glob("regex-*.whl"):
        old.unlink()
    kept = Path(shutil.copy(wheel, WHEELS))
    (WHEELS / "SHA256SUMS").write_text(f"{sha256(kept.read_bytes())}  {kept.name}\n")
    (WHEELS / "inputs.json").write_text(json.dumps(inputs, indent=4) + "\n")
    return kept


def _compiler_version() -> str:
    if not shutil.which("emcc"):
        raise RecipeError("emcc is not installed: as root run `apt-get install emscripten` (about 900 MB).")
    return _run(["emcc", "--version"]).partition("\n")[0]


def _pin() -> str:
    """The lines of `requirements/dev.txt` that pin regex with its hashes."""
    locked = (ROOT / "requirements" / "dev.txt").read_text()
    found = re.search(r"^regex==\S+ (?:\\\n +--hash=\S+ ?)+", locked, re.MULTILINE)
    if not found:
        raise RecipeError("requirements/dev.txt pins no regex: run `make lock`.")
    return found[0]


def _sdist(pin: str, scratch: Path) -> Path:
    print("Downloading the sdist of regex ...", flush=True)
    (scratch / "pin.txt").write_text(pin)
    fetch = ["download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary=:all:"]
    command = [sys.executable, "-m", "pip", *fetch, "--require-hashes", "-r", "pin.txt", "-d", "."]
    _run(command, cwd=scratch)
    return next(scratch.glob("regex-*.tar.gz"))


def _headers(scratch: Path) -> Path:
    """The package of CPython's headers, from this machine's own mirror but newer than its release; unpacked
    beside it into `headers/` and not installed."""
    print(f"Downloading {HEADERS_PACKAGE} from the suite {HEADERS_SUITE} ...", flush=True)
    if not shutil.which("apt-get"):
        raise RecipeError("apt-get is not at hand: this recipe needs Debian or a relative of it.")
    targets = _run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(LABEL) $(COMPONENT)"])
    mirror = next((line.split()[0] for line in targets.splitlines() if line.endswith(" Debian main")), None)
    if mirror is None:
        raise RecipeError("apt knows no Debian mirror: run `apt-get update` first.")
    lists = scratch / "lists"
    (lists / "partial").mkdir(parents=True)
    (scratch / "sources.list").write_text(f"deb {mirror} {HEADERS_SUITE} main\n")
    apt = [
        "apt-get",
        "-qq",
        f"-oDir::State::Lists={lists}",
        f"-oDir::Etc::SourceList={scratch / 'sources.list'}",
        "-oDir::Etc::SourceParts=/dev/null",
        f"-oDir::Cache={scratch}",
        "-oAPT::Sandbox::User=",  # the scratch folder is ours alone; apt's own user cannot write to it
    ]
    _run([*apt, "update"])
    _run([*apt, "download", HEADERS_PACKAGE], cwd=scratch)
    package = next(scratch.glob(f"{HEADERS_PACKAGE}_*.deb"))
    _run(["dpkg", "-x", package, scratch / "headers"])
    return package


def _pyconfig() -> str:
    """`pyconfig.h` for the interpreter that ships; the one in the headers is for this machine's processor."""
    print("Asking Pyodide for its configuration ...", flush=True)
    shown = _run(["node", ROOT / "build" / "in_pyodide.mjs", ROOT / "build" / "inside" / "config_vars.py"])
    wanted = re.compile(r"(?:HAVE|SIZEOF|ALIGNOF|WITH|Py|PY)_\w+")
    return "".join(
        f"#define {name} {value}\n"
        for name, value in sorted(json.loads(shown).items())
        if isinstance(value, int) and value and wanted.fullmatch(name)
    )


def _pyodide_version() -> str:
    described: dict[str, str] = json.loads((ROOT / "node_modules" / "pyodide" / "package.json").read_text())
    return described["version"]


def _compile(source: Path, include: Path, library: Path) -> Path:
    print("Compiling (about ten seconds) ...", flush=True)
    files = ["_regex.c", "_regex_unicode.c"]
    _run(["emcc", *FLAGS, f"-I{include}", "-I.", *files, "-o", library], cwd=source)
    return library


def _run(command: Sequence[str | Path], cwd: Path = ROOT) -> str:
    # Debian ships emscripten's cache ready and frozen: a variable that points elsewhere breaks it.
    environment = {name: value for name, value in os.environ.items() if name != "EM_CACHE"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = done.stderr.strip() or done.stdout.strip()
        raise RecipeError(f"`{command[0]}` failed:\n{tail}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())

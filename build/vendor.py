"""What the package holds beside the files of `extension/`: Pyodide and the wheels of the core and of regex.

What is made here is kept in `.cache/build/` under the digest of all it was made from, so that a build whose
inputs are unchanged makes nothing again.
"""

from __future__ import annotations

import ast
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from archive import read_zip, sha256, write_wheel, write_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
CACHE = ROOT / ".cache" / "build"
SOURCE_DATE_EPOCH = "315532800"  # 1980-01-01, the oldest date a zip can hold
COMMAND_LINE = frozenset(
    "cli completeness documents examples html lines packbuild packcache packfields packfile packrules patterns slots "
    "tables ways wire/typescript".split()
)
"""Modules and folders of the core that no engine imports."""
_LEAN = {"PYTHONNODEBUGRANGES": "1"}
"""A line's number is enough for a fault report; the columns make a quarter of the bytecode."""


class BuildError(Exception):
    """The build cannot go on; the message says why and what to do."""


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other build of this clone runs, and keep others waiting."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def pyodide(*, bytecode: bool) -> dict[str, bytes]:
    """The five files of Pyodide that the engine loads, checked against `pyodide.sha256`.

    With `bytecode` its standard library is pared to what an engine may import, and byte-compiled, which makes the
    library half as large and a cold start two and a half times as fast: the rest is as its makers released it.
    """
    files = _checked(BUILD / "pyodide.sha256", ROOT / "node_modules" / "pyodide", "run `npm ci`")
    return {**files, **_pared_stdlib(_imports(_sources()))} if bytecode else files


def wheels(*, bytecode: bool) -> dict[str, bytes]:
    """The wheels the engine installs, byte-compiled or as source: the core and regex."""
    return _byte_compiled(_sources()) if bytecode else _sources()


def _sources() -> dict[str, bytes]:
    regex = _checked(BUILD / "wheels" / "SHA256SUMS", BUILD / "wheels", "restore it from git")
    return {**_core_wheel(), **regex}


def _checked(table: Path, folder: Path, mend: str) -> dict[str, bytes]:
    """The files that `table` (in the form of sha256sum) lists, from `folder`, their digests compared."""
    files = {}
    for line in table.read_text().splitlines():
        wanted, name = line.split()
        try:
            files[name] = (folder / name).read_bytes()
        except OSError as fault:
            raise BuildError(f"{folder / name} cannot be read ({fault.strerror}): {mend}.") from fault
        if sha256(files[name]) != wanted:
            raise BuildError(
                f"{folder / name} is not the file that {table.relative_to(ROOT)} names: its SHA-256 is "
                f"{sha256(files[name])}, not {wanted}; {mend}."
            )
    return files


def _core_wheel() -> dict[str, bytes]:
    """The core's wheel with the authors' TOML compiled; the run-time form is all that an engine reads."""
    described = [ROOT / name for name in ("pyproject.toml", "README.md", "LICENSE")]
    sources = [path for path in (ROOT / "core").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    recipe = [BUILD / "vendor.py", BUILD / "archive.py", ROOT / "requirements" / "dev.txt"]

    def make(target: Path, scratch: Path) -> None:
        print("Building the core's wheel ...", flush=True)
        _python("building the wheel", "hatchling", "build", "--target", "wheel", "--directory", scratch)
        core = str(ROOT / "core")
        # regex orders parts of its code by hash
        seeded = {"PYTHONPATH": core, "PYTHONHASHSEED": "0"}
        _python("compiling the packs", "softsell.packbuild", scratch / "compiled", **seeded)
        (built,) = scratch.glob("softsell-*.whl")
        files = {name: content for name, content in read_zip(built).items() if _ships(name)}
        for path in (path for path in (scratch / "compiled").rglob("*") if path.is_file()):
            files[f"softsell/{path.relative_to(scratch / 'compiled').as_posix()}"] = path.read_bytes()
        write_wheel(target / built.name, files)

    return _kept("core", _contents([*described, *sources, *recipe]), make)


def _ships(name: str) -> bool:
    """Whether a file of the core's wheel is for the engine: the authors' TOML and the command line stay out."""
    package, *within = PurePosixPath(name).with_suffix("").parts
    command_line = package == "softsell" and COMMAND_LINE & {within[0], "/".join(within)}
    return not (command_line or name.endswith(".toml"))


def _byte_compiled(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """`sources` compiled by the interpreter that ships, so that no start of the engine has to."""
    lock = ROOT / "requirements" / "py-compile.txt"
    scripts = [BUILD / "in_pyodide.mjs", BUILD / "inside" / "byte_compile.py", BUILD / "vendor.py"]
    recipe = _contents([lock, *scripts, BUILD / "pyodide.sha256"])

    def make(target: Path, scratch: Path) -> None:
        tools = _py_compile_tools(lock)
        print("Byte-compiling the wheels in Pyodide (about ten seconds) ...", flush=True)
        (scratch / "in").mkdir()
        (scratch / "out").mkdir()
        for name, content in sources.items():
            (scratch / "in" / name).write_bytes(content)
        runner, script = BUILD / "in_pyodide.mjs", BUILD / "inside" / "byte_compile.py"
        _run("byte-compiling", ["node", runner, script, tools, scratch / "in", scratch / "out"], **_LEAN)
        for path in (scratch / "out").glob("*.whl"):
            write_wheel(target / path.name, _without_description(read_zip(path)))

    return _kept("bytecode", {**recipe, **sources}, make)


def _imports(wheels: Mapping[str, bytes]) -> list[str]:
    """The names that the modules of `wheels` import anywhere, those of one another left out."""
    names: set[str] = set()
    for content in wheels.values():
        for path, source in read_zip(BytesIO(content)).items():
            nodes = ast.walk(ast.parse(source)) if path.endswith(".py") else ()
            for node in nodes:
                if isinstance(node, ast.Import):
                    names.update(alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return sorted(name for name in names if name.split(".")[0] not in {"softsell", "regex"})


def _pared_stdlib(imports: Sequence[str]) -> dict[str, bytes]:
    """Pyodide's `python_stdlib.zip` with only what it and `imports` need, byte-compiled."""
    runner, script = BUILD / "in_pyodide.mjs", BUILD / "inside" / "pare_stdlib.py"
    recipe = _contents([runner, script, BUILD / "vendor.py", BUILD / "archive.py", BUILD / "pyodide.sha256"])

    def make(target: Path, scratch: Path) -> None:
        print("Byte-compiling Python's standard library in Pyodide (about ten seconds) ...", flush=True)
        _run("byte-compiling the standard library", ["node", runner, script, scratch, *imports], **_LEAN)
        files = {path.relative_to(scratch).as_posix(): path.read_bytes() for path in scratch.rglob("*.pyc")}
        write_zip(target / "python_stdlib.zip", files, compress=True)

    return _kept("stdlib", {**recipe, "imports": "\n".join(imports).encode()}, make)


def _without_description(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """A wheel's entries, its metadata without the text for the index: nobody reads that in a browser."""
    return {
        name: content.split(b"\n\n")[0] + b"\n" if name.endswith(".dist-info/METADATA") else content
        for name, content in entries.items()
    }


def _py_compile_tools(lock: Path) -> Path:
    """The folder of pyodide-build and what its py-compile imports, downloaded once for each `lock`."""

    def make(target: Path, _scratch: Path) -> None:
        print("Downloading pyodide-build (2 MB) ...", flush=True)
        fetch = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
        # The versions that Pyodide's Python can run: this machine's older one would get others.
        versions = ["--python-version", "3.14", "--implementation", "py", "--only-binary=:all:"]
        _python("the download", "pip", "download", *fetch, *versions, "-r", lock, "-d", target)

    return _kept_folder("py-compile", _contents([lock]), make)


def _kept(name: str, inputs: Mapping[str, bytes], make: Callable[[Path, Path], None]) -> dict[str, bytes]:
    folder = _kept_folder(name, inputs, make)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _kept_folder(name: str, inputs: Mapping[str, bytes], make: Callable[[Path, Path], None]) -> Path:
    """The folder that `make(target, scratch)` fills from `inputs`, once."""
    digests = "".join(f"{sha256(content)}  {path}\n" for path, content in sorted(inputs.items()))
    kept = CACHE / f"{name}-{sha256(digests.encode())[:16]}"
    if not kept.is_dir():
        with tempfile.TemporaryDirectory(dir=CACHE, prefix=f".{name}-") as scratch:
            target = Path(scratch, "target")
            target.mkdir()
            make(target, Path(scratch))
            for older in CACHE.glob(f"{name}-*"):
                shutil.rmtree(older)
            target.rename(kept)
    return kept


def _contents(paths: Iterable[Path]) -> dict[str, bytes]:
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def _python(step: str, module: str, *arguments: str | Path, **environment: str) -> None:
    _run(step, [sys.executable, "-m", module, *arguments], **environment)


def _run(step: str, command: Sequence[str | Path], **environment: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH, **environment}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip() or done.stdout.strip() or f"{command[0]} ended with {done.returncode}"
        raise BuildError(f"At {step}: {said}")

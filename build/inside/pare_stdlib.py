"""In Pyodide: write those modules of its standard library that an engine may import, byte-compiled.

Arguments: the folder to write to, then the names that the engine's own modules import. With these, with what Pyodide
has imported to start and with `LATER` goes all that they import in turn.
"""

import ast
import importlib.util
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from py_compile import PycInvalidationMode
from py_compile import compile as byte_compile

LATER = (
    "encodings.cp437",  # for the names in a zip
    "importlib.readers",  # for a file of a package that lies in a zip, as the next
    "importlib.resources._adapters",
    "zipfile",  # to unpack a wheel
)
"""What functions that an engine calls import only then."""
NEVER = {"TYPE_CHECKING", "False", "__name__ == '__main__'"}
"""What is asked before an import that no engine makes."""


def imported(source: str, package: str) -> Iterator[str]:
    """What a module of `package` imports when it is loaded; names that are no modules are among them."""
    nodes: list[ast.AST] = [ast.parse(source)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
            yield from (base, *(f"{base}.{alias.name}" for alias in node.names))
        elif isinstance(node, ast.If) and ast.unparse(node.test) in NEVER:
            nodes += node.orelse
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            nodes.extend(ast.iter_child_nodes(node))


def needed(modules: Mapping[str, Path], roots: Iterable[str]) -> set[str]:
    """Those of `modules` that the `roots` are and lead to."""
    found: set[str] = set()
    names = list(roots)
    while names:
        name = names.pop()
        if name in modules and name not in found:
            found.add(name)
            package = name if modules[name].stem == "__init__" else name.rpartition(".")[0]
            names += [name.rpartition(".")[0], *imported(modules[name].read_text("utf-8"), package)]
    return found


(library,) = (Path(path) for path in sys.path if path.endswith(".zip"))
target, roots = Path(f"/host{sys.argv[1]}"), {*sys.argv[2:], *sys.modules, *LATER} - {"py_compile"}
with zipfile.ZipFile(library) as archive:
    archive.extractall("/library")
modules = {
    ".".join(path.relative_to("/library").with_suffix("").parts).removesuffix(".__init__"): path
    for path in Path("/library").rglob("*.py")
}
for name in needed(modules, roots):
    path = modules[name].relative_to("/library")
    compiled = target / path.with_suffix(".pyc")
    compiled.parent.mkdir(parents=True, exist_ok=True)
    # A zip keeps no time that bytecode could be held against, nor has it the source to do so.
    mode = PycInvalidationMode.UNCHECKED_HASH
    byte_compile(str(modules[name]), str(compiled), str(library / path), doraise=True, invalidation_mode=mode)

"""In Pyodide: byte-compile the wheels in one folder into another.

Arguments: the folder of pyodide-build's wheels, the folder of the wheels to compile, the folder to write to.
"""

import shutil
import sys
from pathlib import Path

tools, sources, target = (Path(f"/host{argument}") for argument in sys.argv[1:])
sys.path[:0] = [str(wheel) for wheel in sorted(tools.glob("*.whl"))]

from pyodide_build._py_compile import _py_compile_archive  # type: ignore[import-not-found]  # noqa: E402

scratch = Path("/wheels")
scratch.mkdir()
for wheel in sorted(sources.glob("*.whl")):
    copy = Path(shutil.copy(wheel, scratch))
    compiled = _py_compile_archive(copy, keep=False, verbose=False, compression_level=0)
    shutil.copy(compiled, target)

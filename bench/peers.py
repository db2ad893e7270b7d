"""What the extension is measured beside, in the same browser and the same kind of Worker: harper.js, Pyodide as it
was released, and a plain JavaScript loop of the same rules."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from softsell import packs, textnorm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

ROOT: Final = Path(__file__).resolve().parents[1]
FILES: Final = (
    "bench/workers/*.js",
    "node_modules/harper.js/dist/index.js",
    "node_modules/harper.js/dist/binary.js",
    "node_modules/harper.js/dist/BinaryModule-*.js",
    "node_modules/harper.js/dist/harper_wasm_bg.wasm",
    "node_modules/pyodide/pyodide*",
    "node_modules/pyodide/python_stdlib.zip",
)

# Milliseconds until a new Worker has answered each message, the first counted from before the Worker is made.
_ANSWERS: Final = """async ([path, messages, keep]) => {
    let began = performance.now();
    const worker = new Worker(path, { type: 'module' });
    const times = [];
    for (const message of messages) {
        await new Promise((done, fail) => {
            worker.onmessage = done;
            worker.onerror = () => fail(new Error(`${path} failed`));
            worker.postMessage(message);
        });
        times.push(performance.now() - began);
        began = performance.now();
    }
    if (keep) {
        globalThis.worker = worker;
    } else {
        worker.terminate();
    }
    return times;
}"""
_LOOP: Final = """async ([sources, texts, runs]) =>
    (await import('/bench/workers/loop.js')).loop(sources, texts, runs)"""
_OF_PYTHON: Final = {
    r"\(\?P<\w+>": "(?:",
    r"\(\?>": "(?:",
    r"\\A": "^",
    r"\\Z": "$",
    r"\\K": "",
    r"([+*?}])\+": r"\1",
}
"""What an expression of Python's says, as JavaScript says it; where a match begins (`\\K`) is left out."""


def furnished(package: Path, folder: Path) -> Path:
    """A copy of the package below `folder` with all of them in it."""
    copy = Path(shutil.copytree(package, folder / "package"))
    for pattern in FILES:
        found = list(ROOT.glob(pattern))
        if not found:
            raise SystemExit(f"bench: {pattern} is missing: run `npm ci`")
        for path in found:
            target = copy / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return copy


def harper(page: Page, texts: Sequence[str], *, keep: bool = False) -> list[float]:
    """Milliseconds of harper.js for each text, its load with the first; the page may `keep` its Worker."""
    times: list[float] = page.evaluate(_ANSWERS, ["/bench/workers/harper.js", texts, keep])
    return times


def pyodide(page: Page, *, keep: bool = False) -> float:
    """Milliseconds of a plain cold boot of Pyodide; the page may `keep` its Worker."""
    (time,) = page.evaluate(_ANSWERS, ["/bench/workers/pyodide.js", [""], keep])
    return float(time)


def loop(page: Page, texts: Sequence[str], runs: int) -> list[float]:
    """Milliseconds of each run of the English rules' expressions one by one over the texts, in JavaScript.

    How many expressions it has no form for is said on stderr.
    """
    sources = [in_javascript(pattern.source) for rule in packs.load("en").rules for pattern in rule.patterns]
    told: dict[str, Any] = page.evaluate(_LOOP, [sources, [textnorm.view(text).text for text in texts], runs])
    sys.stderr.write(f"\nbench: the loop has {len(sources) - told['left']} of {len(sources)} expressions\n")
    times: list[float] = told["ms"]
    return times


def in_javascript(source: str) -> str:
    """An expression of a rule as JavaScript has it; groups lose their names, which JavaScript wants but once."""
    for python, javascript in _OF_PYTHON.items():
        source = re.sub(python, javascript, source)
    return source

"""What the packs of other languages cost a page in one: the core with all of them beside the core with that one."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from statistics import median

from compare import core_seconds, prepared
from pages import ROOT


@cache
def ratio(runs: int) -> tuple[float, float]:
    """Seconds on the English pages with all packs over those with the English one, and the latter; in turn."""
    with tempfile.TemporaryDirectory() as folder:
        given = prepared(Path(folder))
        alone = Path(shutil.copytree(ROOT / "core", Path(folder) / "core"))
        for pack in (alone / "softsell" / "packs").glob("*/pack.toml"):
            if pack.parent.name != "en":
                shutil.rmtree(pack.parent)
        taken = [(core_seconds(ROOT / "core", given), core_seconds(alone, given)) for _ in range(runs)]
    with_all, with_one = (median(times) for times in zip(*taken, strict=True))
    return with_all / with_one, with_one

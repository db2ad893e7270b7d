"""The background against a double of the browser, under Node's own test runner."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.mark.parametrize("suite", sorted(HERE.glob("*.test.mjs")), ids=lambda suite: suite.name.split(".")[0])
def test_background(suite: Path) -> None:
    done = subprocess.run(
        ["node", "--disable-warning=ExperimentalWarning", "--test-reporter=spec", "--test", str(suite)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tests 0" not in done.stdout


def test_the_document_on_privacy_names_only_what_is_kept() -> None:
    """That it names all of it, every suite above sees to (`setup.mjs`)."""
    tables = re.findall(r"^\| (`[^|]*)\|", (ROOT / "docs/PRIVACY.md").read_text("utf-8"), re.MULTILINE)
    keys = {key for row in tables for key in re.findall(r"`([^`…]+)…?`", row)}
    code = "".join(path.read_text("utf-8") for path in (ROOT / "extension").rglob("*.js"))
    assert {key for key in keys if not re.search(rf"['`{{] ?{key}(?=['`$: ])", code)} == set()
    assert len(keys) > 5

"""What is committed builds anywhere: whoever clones it may fetch from a registry of their own choice."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# In pieces, so that this file does not name one either.
HOSTS = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("snapshot", "debian", "org"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
    )
]


def committed() -> list[Path]:
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_committed_text_names_a_registry() -> None:
    files = committed()
    assert len(files) > 50
    naming = re.compile("|".join(map(re.escape, HOSTS)))
    texts = {path: path.read_bytes() for path in files if path.suffix not in {".whl", ".png"}}
    named = [str(path.relative_to(ROOT)) for path, text in texts.items() if naming.search(text.decode("utf-8"))]
    assert named == []


def test_every_requirement_is_pinned_with_its_hashes() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        for block in re.split(r"\n(?=\S)", path.read_text().strip()):
            assert re.match(r"[a-z0-9-]+==\S+ ", block), block
            assert "--hash=sha256:" in block, block


def test_every_npm_package_is_pinned_with_its_digest() -> None:
    described = json.loads((ROOT / "package.json").read_text())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in described["devDependencies"].values())
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, entry in packages.items():
        assert not name or entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name

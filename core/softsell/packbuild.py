"""Packs and tables as a build ships them: `packs/<lang>.xz`, `languages.json` and the tables as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from softsell import expressions, packfile, packs, packstream
from softsell.model import SoftsellError
from softsell.tactics import table

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_compiled(out: Path) -> None:
    """Write every pack and table in its compiled form below `out`, the shape of a built package."""
    (out / "packs").mkdir(parents=True, exist_ok=True)
    expressions.steady()
    (out / "packs" / "languages.json").write_bytes(_json(packfile.languages()))
    heads = packfile.languages()
    for home in (lang for lang, head in heads.items() if head["beside"] is None):
        stream = [home, *(lang for lang, head in heads.items() if head["beside"] == home)]
        (out / "packs" / f"{home}.xz").write_bytes(packstream.packed(map(_built, stream)))
    for name in ("tactics", "weights"):
        (out / f"{name}.json").write_bytes(_json(table(name)))


def _built(lang: str) -> tuple[str, bytes, bytes]:
    """A pack as `packstream` takes it."""
    pack = packfile.compile_pack(lang)
    sources = packs.sources(packs.unpack(pack))
    codes, blob = expressions.codes_of(sources)
    numbers = {source: number for number, source in enumerate(sources)}
    return lang, blob, _json({**_numbered(pack, numbers), "codes": codes})


def _numbered(pack: Mapping[str, Any], numbers: Mapping[str, int]) -> dict[str, Any]:
    """The pack with a number in place of each expression, whose code is kept apart."""

    def rule(row: Mapping[str, Any]) -> dict[str, Any]:
        guards = {field: numbers[row[field]] for field in ("unless", "needs") if field in row}
        shapes = [{**pattern, "source": numbers[pattern["source"]]} for pattern in row["patterns"]]
        return {**row, **guards, "patterns": shapes}

    said = pack["prompts"]
    return {
        **pack,
        "prompts": said
        and {
            **said,
            "no": numbers[said["no"]],
            "fair": numbers[said["fair"]],
            "asks": {ask: numbers[source] for ask, source in said["asks"].items()},
        },
        "mention": None if pack["mention"] is None else numbers[pack["mention"]],
        "fair": [{**row, "source": numbers[row["source"]]} for row in pack["fair"]],
        "rules": [rule(row) for row in pack["rules"]],
    }


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


if __name__ == "__main__":
    try:
        write_compiled(Path(sys.argv[1]))
    except (SoftsellError, ValueError, IndexError) as error:
        sys.exit(f"softsell: {error} (usage: python -m softsell.packbuild OUTDIR)")

"""`scan --lines`: one block a line in, one JSON line out, in order, however long the file is."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from softsell.model import ROLES, Block, SoftsellError
from softsell.scan import scan_line
from softsell.tactics import tactics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from softsell.model import ScanOptions

_BOM: Final = b"\xef\xbb\xbf"


def run(path: str, lang: str | None, options: ScanOptions) -> None:
    """Scan the lines of the file at `path` (`-`: standard input) to standard output."""
    with _opened(path) as stream:
        for reply in replies(stream, lang, options):
            sys.stdout.write(reply)


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    if path == "-":
        return nullcontext(sys.stdin.buffer)
    if Path(path).is_dir():
        raise SoftsellError(f"{path}: a directory; give one file")
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise SoftsellError(f"{path}: cannot read it: {reason}") from fault


def replies(stream: Iterable[bytes], lang: str | None, options: ScanOptions) -> Iterator[str]:
    """One JSON line for each line of `stream` (UTF-8, parted by line feeds alone), in order.

    A line that starts with `{` is JSON with `text` and maybe `id`, `lang`, `role`; any other is bare text whose
    id is its 1-based number. What cannot be read answers `{"id", "error"}`.
    """
    for number, raw in enumerate(stream, 1):
        line = raw.removeprefix(_BOM) if number == 1 else raw
        reply = _reply(line.removesuffix(b"\n"), number, lang, options)
        text = json.dumps(reply, ensure_ascii=False)
        yield (text if _encodable(text) else json.dumps(reply)) + "\n"


def _reply(line: bytes, number: int, lang: str | None, options: ScanOptions) -> dict[str, Any]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as fault:
        return {"id": number, "error": f"not UTF-8 at byte {fault.start} of the line"}
    if not text.startswith("{"):
        return _scanned(number, Block(0, text, lang), options)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as fault:
        return {"id": number, "error": f"not JSON: {fault}"}
    name = data.get("id", number)
    if not isinstance(data.get("text"), str):
        return {"id": name, "error": "text: give a string"}
    declared, role = data.get("lang"), data.get("role")
    block = Block(
        0,
        data["text"],
        declared if isinstance(declared, str) else lang,
        role if isinstance(role, str) and role in ROLES else None,
    )
    return _scanned(name, block, options)


def _scanned(name: object, block: Block, options: ScanOptions) -> dict[str, Any]:
    lang, found = scan_line(block, options)
    reply: dict[str, Any] = {"id": name, "lang": lang, "findings": [], "soft_findings": []}
    for finding in found:
        kind = "findings" if tactics()[finding.tactic].kind == "hard" else "soft_findings"
        reply[kind].append(asdict(finding))
    return reply


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True

"""Packs as a built package carries them: in one xz stream those of languages that share most of their words.

Each pack of a stream is a line with its language and two sizes in bytes, then the codes of its expressions, then the
rest as JSON. Sharing a stream makes the second pack half as large; the first is read without unpacking the second.
"""

from __future__ import annotations

import lzma
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

# The most context of a letter, and no alignment: words and code bytes have none.
_FILTER: Final = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}
_SMALLEST: Final = 4096  # bytes of a window


def packed(packs: Iterable[tuple[str, bytes, bytes]]) -> bytes:
    """The stream of these packs, each its language, codes and JSON, in this order.

    Its window is no larger than what is in it: a reader sets one up whole, and the memory of a WebAssembly that has
    once grown by the 64 MB of the preset stays so.
    """
    parts = [b"%s %d %d\n%s%s" % (lang.encode(), len(codes), len(data), codes, data) for lang, codes, data in packs]
    whole = b"".join(parts)
    return lzma.compress(whole, filters=[{**_FILTER, "dict_size": max(_SMALLEST, len(whole))}])


def read(file: IO[bytes], lang: str) -> tuple[bytes, bytes]:
    """The codes and the JSON of a language from the stream that holds it. Raises KeyError where it holds it not."""
    with lzma.open(file) as stream:
        while line := stream.readline():
            name, *sizes = line.decode().split()
            codes, data = (stream.read(int(size)) for size in sizes)
            if name == lang:
                return codes, data
    raise KeyError(lang)

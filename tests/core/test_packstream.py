"""Packs that share a stream come out of it as they went in."""

from __future__ import annotations

import io
import lzma

import pytest

from softsell import packstream

PACKS = [("nb", b"\x00codes\n", '{"word": "på"}\n'.encode()), ("nn", b"", b"{}\n")]


@pytest.mark.parametrize(("lang", "codes", "data"), PACKS)
def test_each_pack_is_read_from_the_stream_it_shares(lang: str, codes: bytes, data: bytes) -> None:
    assert packstream.read(io.BytesIO(packstream.packed(PACKS)), lang) == (codes, data)


def test_a_language_that_a_stream_lacks_is_told() -> None:
    with pytest.raises(KeyError, match="da"):
        packstream.read(io.BytesIO(packstream.packed(PACKS)), "da")


def test_a_stream_is_read_in_memory_of_its_own_size() -> None:
    decoder = lzma.LZMADecompressor(memlimit=1_000_000)
    assert decoder.decompress(packstream.packed(PACKS)).startswith(b"nb ")

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import png

RED, CLEAR = (255, 0, 0, 255), (0, 0, 0, 0)


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", data, at + 8 + size)[0] == zlib.crc32(kind + body)
        found.append((kind, body))
        at += 12 + size
    return found


def rows_of(data: bytes, stride: int) -> list[bytes]:
    raw = zlib.decompress(b"".join(body for kind, body in chunks(data) if kind == b"IDAT"))
    lines = [raw[at : at + stride + 1] for at in range(0, len(raw), stride + 1)]
    assert all(line[0] == 0 for line in lines)
    return [line[1:] for line in lines]


@given(st.data(), st.integers(1, 12), st.integers(1, 12))
def test_rgba_pixels_come_back_as_they_went_in(data, width, height):
    rows = [data.draw(st.binary(min_size=4 * width, max_size=4 * width)) for _ in range(height)]
    encoded = png.encode_rgba(width, height, rows)
    assert chunks(encoded)[0] == (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    assert chunks(encoded)[-1] == (b"IEND", b"")
    assert rows_of(encoded, 4 * width) == rows
    assert encoded == png.encode_rgba(width, height, rows)


def test_a_palette_image_carries_its_colours_and_their_transparency():
    encoded = png.encode_palette(2, 1, [CLEAR, RED], [b"\x01\x00"])
    assert [kind for kind, _ in chunks(encoded)] == [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"]
    parts = dict(chunks(encoded))
    assert parts[b"PLTE"] == bytes([0, 0, 0, 255, 0, 0])
    assert parts[b"tRNS"] == b"\x00"
    assert rows_of(encoded, 2) == [b"\x01\x00"]


def test_an_opaque_palette_needs_no_transparency_chunk():
    assert b"tRNS" not in dict(chunks(png.encode_palette(1, 1, [RED], [b"\x00"])))


@pytest.mark.parametrize(
    ("width", "height", "rows"),
    [(0, 1, [b""]), (1, 0, []), (5000, 1, [b"\x00" * 20000]), (1, 2, [b"\x00" * 4]), (2, 1, [b"\x00" * 4])],
)
def test_pixels_that_do_not_fit_the_size_are_refused(width, height, rows):
    with pytest.raises(ValueError, match=r"image|rows|row"):
        png.encode_rgba(width, height, rows)


@pytest.mark.parametrize(("palette", "rows"), [([], [b"\x00"]), ([RED] * 257, [b"\x00"]), ([RED], [b"\x01"])])
def test_a_palette_that_does_not_fit_its_pixels_is_refused(palette, rows):
    with pytest.raises(ValueError, match="palette"):
        png.encode_palette(1, 1, palette, rows)

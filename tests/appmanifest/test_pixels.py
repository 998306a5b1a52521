"""The PNG reader against pictures whose every byte is written here."""

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appmanifest import pixels
from cards.png import encode_palette, encode_rgba


def png(width: int, height: int, depth: int, colour: int, raw: bytes, *, interlace: int = 0, **more: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    others = b"".join(chunk(kind.encode(), body) for kind, body in more.items())
    return pixels._SIGNATURE + chunk(b"IHDR", header) + others + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def colours(content: bytes) -> set[tuple[int, int, int, int]] | None:
    read = pixels.read(content)
    return None if read is None or read.pixels is None else set(read.pixels)


@pytest.mark.parametrize(
    ("depth", "colour", "line", "more", "expected"),
    [
        (1, 0, b"\xa0", {}, {(255,) * 4, (0, 0, 0, 255)}),
        (2, 0, b"\x1b", {}, {(0, 0, 0, 255), (85, 85, 85, 255), (170, 170, 170, 255), (255,) * 4}),
        (4, 0, b"\x0f\x80", {}, {(0, 0, 0, 255), (255,) * 4, (136, 136, 136, 255)}),
        (8, 0, b"\x00\x07\xff\xff", {"tRNS": b"\x00\x07"}, {(0, 0, 0, 255), (7, 7, 7, 0), (255,) * 4}),
        (16, 0, b"\x12\x34" * 4, {}, {(0x12, 0x12, 0x12, 255)}),
        (8, 2, bytes(range(12)), {}, {(0, 1, 2, 255), (3, 4, 5, 255), (6, 7, 8, 255), (9, 10, 11, 255)}),
        (8, 2, b"\x01\x02\x03" * 4, {"tRNS": b"\x00\x01\x00\x02\x00\x03"}, {(1, 2, 3, 0)}),
        (2, 3, b"\x06", {"PLTE": bytes(range(9)), "tRNS": b"\x00"}, {(0, 1, 2, 0), (3, 4, 5, 255), (6, 7, 8, 255)}),
        (8, 4, b"\x05\x80" * 4, {}, {(5, 5, 5, 0x80)}),
        (16, 6, b"\x01\x00\x02\x00\x03\x00\x80\xff" * 4, {}, {(1, 2, 3, 0x80)}),
    ],
)
def test_every_kind_of_pixel_is_read(depth, colour, line, more, expected):
    assert colours(png(4, 1, depth, colour, b"\x00" + line, **more)) == expected


@settings(max_examples=60)
@given(st.data(), st.integers(1, 6), st.integers(1, 5))
def test_every_filter_is_undone(data, width, height):
    """Each row is filtered here as the specification's section 9.2 writes it, and must come back."""
    rows = [data.draw(st.binary(min_size=4 * width, max_size=4 * width)) for _ in range(height)]
    raw, above = b"", bytes(4 * width)
    for row in rows:
        kind = data.draw(st.integers(0, 4))
        line = bytearray([kind])
        for place, value in enumerate(row):
            a = row[place - 4] if place >= 4 else 0
            b, c = above[place], above[place - 4] if place >= 4 else 0
            p = a + b - c
            near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            line.append((value - (0, a, b, (a + b) // 2, near)[kind]) % 256)
        raw, above = raw + bytes(line), row
    expected = {tuple(row[at : at + 4]) for row in rows for at in range(0, 4 * width, 4)}
    assert colours(png(width, height, 8, 6, raw)) == expected == colours(encode_rgba(width, height, rows))


def test_an_interlaced_picture_is_read_pass_by_pass():
    """3 x 3 in grey, Adam7: the passes that have pixels are the 1st, 4th, 5th, 6th and 7th."""
    passes = [b"\x00", b"\x02", b"\x06\x08", b"\x01", b"\x07", b"\x03\x04\x05"]
    raw = b"".join(b"\x00" + line for line in passes)
    assert colours(png(3, 3, 8, 0, raw, interlace=1)) == {(n, n, n, 255) for n in range(9)}


def test_a_palette_keeps_its_transparency():
    palette = [(0, 0, 0, 0), (255, 255, 255, 255)]
    assert colours(encode_palette(2, 1, palette, [b"\x00\x01"])) == set(palette)


@pytest.mark.parametrize(
    "content",
    [
        png(2, 2, 8, 6, b"\x00" * 5),
        png(1, 1, 8, 6, b"\x05" + b"\x00" * 4),
        png(1, 1, 3, 0, b"\x00\x00"),
        png(1, 1, 8, 5, b"\x00" * 9),
        png(1, 1, 8, 3, b"\x00\x01", PLTE=b"\x00\x00\x00"),
        png(0, 1, 8, 0, b"\x00"),
        png(1, 1, 8, 0, b"\x00\x00")[:-30],
    ],
)
def test_a_picture_that_breaks_the_rules_has_a_size_and_no_pixels(content):
    read = pixels.read(content)
    assert read is not None
    assert read.pixels is None


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0", pixels._SIGNATURE, pixels._SIGNATURE + b"\x00" * 20])
def test_what_is_no_png_is_nothing(content):
    assert pixels.read(content) is None

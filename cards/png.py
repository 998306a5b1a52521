"""A small PNG encoder: pixels in, the bytes of a PNG file out.

Pure and deterministic: the same pixels give the same bytes wherever the same zlib is linked. It writes
8-bit RGBA and palette images, not interlaced, which is all that icons and a ruler image need.
Source: PNG specification, third edition (https://www.w3.org/TR/png-3/), chunk layout in section 5.
"""

import struct
import zlib
from collections.abc import Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_SIDE = 4096  # far above any icon; a slip in a caller must not ask for gigabytes

_PALETTE, _RGBA = 3, 6  # colour types, section 11.2.1
_FILTER_NONE = b"\x00"
_LEVEL = 9


def encode_rgba(width: int, height: int, rows: Sequence[bytes]) -> bytes:
    """A true-colour PNG with alpha.

    `rows` are `height` rows from top to bottom, each `4 * width` bytes: red, green, blue, alpha (not premultiplied).
    Raises ValueError when the size or the length of a row does not fit.
    """
    _check(width, height, rows, bytes_per_pixel=4)
    return _file(width, height, _RGBA, rows)


def encode_palette(
    width: int, height: int, palette: Sequence[tuple[int, int, int, int]], rows: Sequence[bytes]
) -> bytes:
    """A palette PNG: each byte of a row is an index into `palette`, whose entries are (red, green, blue, alpha).

    Raises ValueError when the palette does not have 1 to 256 entries, when an index is outside it, or when the
    size or the length of a row does not fit.
    """
    if not 1 <= len(palette) <= 256:
        raise ValueError(f"a palette has 1 to 256 entries, not {len(palette)}")
    _check(width, height, rows, bytes_per_pixel=1)
    if max(max(row) for row in rows) >= len(palette):
        raise ValueError(f"a pixel points outside the palette of {len(palette)} entries")
    colours = _chunk(b"PLTE", b"".join(bytes(entry[:3]) for entry in palette))
    alphas = bytes(entry[3] for entry in palette).rstrip(b"\xff")  # entries left out of tRNS are opaque (11.3.1.1)
    return _file(width, height, _PALETTE, rows, colours + (_chunk(b"tRNS", alphas) if alphas else b""))


def _check(width: int, height: int, rows: Sequence[bytes], *, bytes_per_pixel: int) -> None:
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
        raise ValueError(f"an image of {width} x {height} is outside 1..{MAX_SIDE}")
    if len(rows) != height:
        raise ValueError(f"{height} rows expected, {len(rows)} given")
    if any(len(row) != width * bytes_per_pixel for row in rows):
        raise ValueError(f"every row must have {width * bytes_per_pixel} bytes")


def _file(width: int, height: int, colour_type: int, rows: Sequence[bytes], middle: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    pixels = zlib.compress(b"".join(_FILTER_NONE + row for row in rows), _LEVEL)
    return SIGNATURE + _chunk(b"IHDR", header) + middle + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

"""Reading the pixels of a small PNG, to see whether an icon is opaque, transparent or white.

All colour types, bit depths, filters and Adam7 are read (https://www.w3.org/TR/png-3/); the checksums are not looked
at. 16-bit samples keep their upper byte, which is all that the questions here need.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

MAX_SIDE = 192  # larger pictures are measured but not unpacked

Rgba: TypeAlias = tuple[int, int, int, int]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type, section 11.2.1
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_WHOLE = ((0, 0, 1, 1),)  # x and y of the first pixel, steps in x and y


@dataclass(frozen=True, slots=True, kw_only=True)
class Png:
    """`pixels` is None when the picture is too large to unpack or its pixel data are damaged."""

    width: int
    height: int
    pixels: frozenset[Rgba] | None  # each colour that occurs


def read(content: bytes) -> Png | None:
    """Size and colours of a PNG file, or None when it is no PNG. Never raises."""
    try:
        if content[:8] != _SIGNATURE or content[12:16] != b"IHDR":
            return None
        width, height, depth, colour, _, _, interlace = struct.unpack_from(">IIBBBBB", content, 16)
    except struct.error:
        return None
    try:
        chunks = list(_chunks(content))
        pixels = frozenset(_pixels(chunks, width, height, depth, colour, interlace))
    except (ValueError, KeyError, IndexError, struct.error, zlib.error):
        pixels = frozenset()
    return Png(width=width, height=height, pixels=pixels or None)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 8 <= len(content):
        (size,) = struct.unpack_from(">I", content, at)
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        at += 12 + size


def _pixels(
    chunks: list[tuple[bytes, bytes]], width: int, height: int, depth: int, colour: int, interlace: int
) -> Iterator[Rgba]:
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE) or depth not in (1, 2, 4, 8, 16):
        raise ValueError("not a picture to unpack")
    named = dict(chunks)
    palette, clear = named.get(b"PLTE", b""), named.get(b"tRNS", b"")
    most = (width * 8 + 1) * (height + 7) * 2  # room for 16-bit RGBA and the seven passes
    data = zlib.decompressobj().decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"), most)
    bits = depth * _CHANNELS[colour]
    at = 0
    for left, top, step_x, step_y in _PASSES if interlace else _WHOLE:
        columns, rows = -(-(width - left) // step_x), -(-(height - top) // step_y)
        if columns <= 0 or rows <= 0:
            continue
        stride = -(-columns * bits // 8)
        above = bytes(stride)
        for _ in range(rows):
            if at + 1 + stride > len(data):
                raise ValueError("the pixels end early")
            above = _unfiltered(data[at], data[at + 1 : at + 1 + stride], above, max(1, bits // 8))
            at += 1 + stride
            yield from _colours(above, columns, depth, colour, palette, clear)


def _unfiltered(kind: int, line: bytes, above: bytes, step: int) -> bytes:
    """Undoes a row's filter, section 9.2."""
    if kind == 0:
        return line
    out = bytearray(line)
    for place, value in enumerate(line):
        left = out[place - step] if place >= step else 0
        corner = above[place - step] if place >= step else 0
        up = above[place]
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        out[place] = (value + guess) & 0xFF
    return bytes(out)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda near: abs(guess - near))


def _colours(line: bytes, columns: int, depth: int, colour: int, palette: bytes, clear: bytes) -> Iterator[Rgba]:
    channels = _CHANNELS[colour]
    samples = _samples(line, columns * channels, depth)
    bytewise = samples if depth == 8 else [_to_byte(sample, depth) for sample in samples]
    for place in range(0, columns * channels, channels):
        if colour == 3:
            index = samples[place]
            red, green, blue = palette[3 * index : 3 * index + 3]
            yield red, green, blue, clear[index] if index < len(clear) else 255
            continue
        values = bytewise[place : place + channels]
        keyed = bool(clear) and colour in (0, 2) and tuple(samples[place : place + channels]) == _key(clear)
        alpha = values[-1] if colour in (4, 6) else 0 if keyed else 255
        red, green, blue = values[:3] if colour in (2, 6) else [values[0]] * 3
        yield red, green, blue, alpha


def _key(clear: bytes) -> tuple[int, ...]:
    """The one colour that a tRNS chunk makes transparent in pictures without an alpha channel, section 11.3.1.1."""
    return struct.unpack(f">{len(clear) // 2}H", clear[: len(clear) // 2 * 2])


def _to_byte(sample: int, depth: int) -> int:
    return sample >> 8 if depth == 16 else sample * 255 // (2**depth - 1)


def _samples(line: bytes, count: int, depth: int) -> list[int]:
    if depth == 16:
        return list(struct.unpack(f">{count}H", line[: 2 * count]))
    if depth == 8:
        return list(line[:count])
    per_byte, mask = 8 // depth, 2**depth - 1
    return [line[n // per_byte] >> (8 - depth * (n % per_byte + 1)) & mask for n in range(count)]

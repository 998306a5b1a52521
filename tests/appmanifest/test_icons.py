import struct
import zlib

from appmanifest import icons, pixels

WHITE, ACCENT = (255, 255, 255), (0x5B, 0x5F, 0xC7)


def grid(icon: bytes) -> list[list[tuple[int, ...]]]:
    """The pixels of one of our own icons, which are RGBA without filters."""
    side = struct.unpack(">I", icon[16:20])[0]
    at = icon.index(b"IDAT")
    (size,) = struct.unpack(">I", icon[at - 4 : at])
    raw = zlib.decompress(icon[at + 4 : at + 4 + size])
    rows = [raw[n * (4 * side + 1) + 1 : (n + 1) * (4 * side + 1)] for n in range(side)]
    return [[tuple(row[4 * n : 4 * n + 4]) for n in range(side)] for row in rows]


def test_the_colour_icon_is_a_full_square_with_its_logo_in_the_centre():
    picture = grid(icons.color_icon())
    assert len(picture) == 192
    ground = (*ACCENT, 255)
    inked = [(x, y) for y, row in enumerate(picture) for x, pixel in enumerate(row) if pixel != ground]
    assert {pixel[3] for row in picture for pixel in row} == {255}
    for axis in (0, 1):
        assert 48 <= min(place[axis] for place in inked) <= 50
        assert 141 <= max(place[axis] for place in inked) <= 143


def test_only_the_spoke_that_points_up_is_amber():
    picture = grid(icons.color_icon())
    amber = [(x, y) for y, row in enumerate(picture) for x, pixel in enumerate(row) if pixel[:3] == (0xFF, 0xC8, 0x3D)]
    assert amber
    assert all(y < 64 and 88 <= x <= 103 for x, y in amber)


def test_the_outline_icon_is_white_on_transparent():
    picture = [pixel for row in grid(icons.outline_icon()) for pixel in row]
    assert len(picture) == 32 * 32
    assert {pixel[:3] for pixel in picture} == {WHITE}
    assert {0, 255} <= {pixel[3] for pixel in picture}


def test_the_small_colour_icon_is_the_accent_on_transparent():
    picture = [pixel for row in grid(icons.color32_icon()) for pixel in row]
    assert len(picture) == 32 * 32
    assert {pixel[:3] for pixel in picture} == {ACCENT}
    assert {0, 255} <= {pixel[3] for pixel in picture}


def test_the_wheel_is_the_same_left_and_right():
    for icon in (icons.color_icon(), icons.outline_icon()):
        assert all(row == row[::-1] for row in grid(icon))


def test_the_checker_reads_our_own_icons():
    for icon in (icons.color_icon(), icons.outline_icon(), icons.color32_icon()):
        seen = pixels.read(icon)
        assert seen is not None
        assert seen.pixels == {pixel for row in grid(icon) for pixel in row}

"""The ruler: where a number stands between its baseline (left) and its target (right), as a PNG of about 500 characters.

A data URI, because a picture on a public address would leak the number. Grey line, grey mark for the baseline, green mark
for the target, purple dot for the number, pale band for its interval where there is one. Both marks keep their place at
the ends; a number beyond one of them moves it inwards by at most a quarter, and further out it becomes an arrow.
"""

import math
from base64 import b64encode
from dataclasses import dataclass
from decimal import Decimal

from cards.png import encode_palette

_WIDTH, _HEIGHT, _EDGE = 800, 32, 16
_MIDDLE = (_HEIGHT - 1) / 2
_ROOM = 1 / 3  # of the way from baseline to target, left over on a side that something goes beyond

_NOTHING, _LINE, _BAND, _DOT, _RING, _TARGET, _BASELINE = range(7)
_PALETTE = (
    (0, 0, 0, 0),
    (138, 138, 138, 150),
    (123, 131, 235, 175),
    (91, 95, 199, 255),
    (255, 255, 255, 255),
    (74, 150, 74, 255),
    (138, 138, 138, 255),
)  # seen on light grey and dark grey panels


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What is drawn; all in one unit. `now` None is unknown; `interval` only where observations stand behind it."""

    baseline: Decimal
    target: Decimal
    now: Decimal | None
    interval: tuple[Decimal, Decimal] | None = None


def ruler(scale: Scale) -> str | None:
    """The picture as a data URI; None when baseline and target are the same, for then there is no way between them."""
    if scale.baseline == scale.target:
        return None
    now = None if scale.now is None else _way(scale, scale.now)
    band = None if scale.interval is None else sorted(_way(scale, end) for end in scale.interval)
    given = [*([] if now is None else [now]), *(band or [])]
    left, right = max(min([0.0, *given]), -_ROOM), min(max([1.0, *given]), 1 + _ROOM)

    def x(way: float) -> float:
        return _EDGE + (min(max(way, left), right) - left) / (right - left) * (_WIDTH - 1 - 2 * _EDGE)

    picture = [bytearray(_WIDTH) for _ in range(_HEIGHT)]
    _box(picture, x(left), x(right), 4, _LINE)
    if band is not None:
        _box(picture, x(band[0]), x(band[1]), 9, _BAND)
    _box(picture, x(0) - 3, x(0) + 3, 12, _BASELINE)
    _box(picture, x(1) - 3, x(1) + 3, 16, _TARGET)
    if now is not None:
        _number(picture, x(now), -1 if now < left else 1 if now > right else 0)
    png = encode_palette(_WIDTH, _HEIGHT, _PALETTE, [bytes(row) for row in picture])
    return "data:image/png;base64," + b64encode(png).decode("ascii")


def _way(scale: Scale, value: Decimal) -> float:
    """0 at the baseline, 1 at the target, whichever of the two is the larger number."""
    return float((value - scale.baseline) / (scale.target - scale.baseline))


def _number(picture: list[bytearray], x: float, beyond: int) -> None:
    for radius, colour in ((15.5, _RING), (12.5, _DOT)):
        for row, pixels in enumerate(picture):
            height = abs(row - _MIDDLE)
            if height > radius:
                continue
            if beyond:  # a triangle whose tip points away from the ruler
                back, tip = radius - 2, radius - height
                _fill(pixels, x - (back if beyond > 0 else tip), x + (tip if beyond > 0 else back), colour)
            else:
                half = math.sqrt(radius * radius - height * height)
                _fill(pixels, x - half, x + half, colour)


def _box(picture: list[bytearray], left: float, right: float, half_height: int, colour: int) -> None:
    for row, pixels in enumerate(picture):
        if abs(row - _MIDDLE) <= half_height:
            _fill(pixels, left, right, colour)


def _fill(pixels: bytearray, left: float, right: float, colour: int) -> None:
    first, last = max(math.ceil(left), 0), min(math.floor(right), _WIDTH - 1)
    pixels[first : last + 1] = bytes([colour]) * (last + 1 - first)
